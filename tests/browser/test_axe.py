"""axe-core finds nothing to object to: every view and what opens over it, in both themes.

A rule of axe finds what can be found without a person; what is said on the main path is in
`docs/accessibility.md`, and `test_keyboard.py` walks it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.selection import Selection
from dashboard.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader

pytestmark = pytest.mark.browser

VIEWS = ["network", "map", "timeline", "table"]
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2 AA, but not on by default
}


@pytest.fixture(scope="module")
def axe() -> Any:
    """axe-core, as a package of the test extra carries it."""
    try:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415
    except ImportError:
        reason = "axe-playwright-python is not installed: pip install -e '.[test]'"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return Axe()


@pytest.fixture
def sees(reader: Reader, visit: Callable[..., Reader]) -> Callable[..., Reader]:
    """Open an address, on a laptop unless something else is said."""

    def open_page(query: str, **options: Any) -> Reader:
        found = visit(**options) if options else reader
        found.open(query)
        return found

    return open_page


def objections(axe: Any, reader: Reader, *, filters: bool = False) -> list[str]:
    """Each violation in each theme, with the elements it is about, and why.

    The filters are the larger part of every page and the same on all of them, so few tests look
    at them too.
    """
    found = []
    where = None if filters else {"exclude": [["#filters"]]}
    for theme in THEMES:  # one after the other on the same page: what is open stays open
        if reader.page.evaluate("document.documentElement.dataset.theme") != theme:
            reader.page.evaluate("document.getElementById('switch-theme').click()")
        reader.gives("document.documentElement.dataset.theme", theme)
        found += [
            f"{theme}: {rule['id']} at {' '.join(map(str, node['target']))}: "
            f"{node['failureSummary']}"
            for rule in axe.run(reader.page, context=where, options=OPTIONS).response["violations"]
            for node in rule["nodes"]
        ]
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_view(axe: Any, sees: Callable[..., Reader], view: str) -> None:
    assert objections(axe, sees(f"view={view}"), filters=view == "table") == []


@pytest.mark.parametrize("view", VIEWS)
def test_view_on_a_telephone(axe: Any, sees: Callable[..., Reader], view: str) -> None:
    reader = sees(f"view={view}", viewport={"width": 390, "height": 844})
    assert objections(axe, reader) == []


@pytest.mark.parametrize("view", VIEWS)
def test_evidence_of_a_claim(axe: Any, sees: Callable[..., Reader], view: str) -> None:
    reader = sees(f"view={view}")
    claim = reader.drawable_ids()[0]
    reader.open(f"view={view}&focus={claim}")
    reader.opened(claim)
    assert objections(axe, reader) == []


def test_evidence_of_a_node(axe: Any, sees: Callable[..., Reader]) -> None:
    reader = sees("")
    reader.open(f"focus={reader.node_ids()[0]}")
    reader.shows("#evidence h2")
    assert objections(axe, reader) == []


@pytest.mark.parametrize("dialog", ["about", "start", "add-scene", "open-list"])
def test_dialog(axe: Any, sees: Callable[..., Reader], dialog: str) -> None:
    reader = sees("")
    reader.page.locator(f"#open-{dialog}").click()
    reader.shows(f"dialog#{dialog}")
    assert objections(axe, reader) == []


def test_filters_of_a_telephone(axe: Any, sees: Callable[..., Reader]) -> None:
    reader = sees("", viewport={"width": 390, "height": 844})
    reader.page.locator("#open-filters").click()
    reader.shows("#filters")
    assert objections(axe, reader, filters=True) == []


@pytest.mark.parametrize("view", ["network", "map"])
def test_drawing_while_it_has_the_keyboard(
    axe: Any, sees: Callable[..., Reader], view: str
) -> None:
    reader = sees(f"view={view}")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("ArrowRight")
    reader.shows("#canvas-keys")
    reader.shows("#tip.on")
    assert objections(axe, reader) == []


@pytest.mark.parametrize("view", ["network", "map"])
def test_list_of_what_is_drawn(axe: Any, sees: Callable[..., Reader], view: str) -> None:
    reader = sees(f"view={view}")
    reader.page.locator("#drawn-list > summary").focus()
    reader.page.keyboard.press("Enter")
    reader.page.locator("#outline summary").first.click()
    reader.page.wait_for_selector("#outline li li a")
    assert objections(axe, reader) == []


def test_every_filter_unfolded_and_the_downloads(axe: Any, sees: Callable[..., Reader]) -> None:
    reader = sees("view=map")
    reader.page.evaluate(
        "document.querySelectorAll('#filters details, .menu, #unplaced')"
        ".forEach((details) => details.open = true)"
    )
    reader.shows("#downloads")
    assert objections(axe, reader, filters=True) == []


def test_nothing_found_and_something_not_understood(axe: Any, sees: Callable[..., Reader]) -> None:
    reader = sees(f"{Selection(q='zzqxj no such words').query()}&contry=XX")
    reader.shows("#nothing-found h2")
    reader.shows("#notices li")
    assert objections(axe, reader) == []


def test_presented_screen(axe: Any, sees: Callable[..., Reader]) -> None:
    reader = sees("")
    reader.open(f"focus={reader.drawable_ids()[0]}&story=this")
    assert objections(axe, reader) == []
