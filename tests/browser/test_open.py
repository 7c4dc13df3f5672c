"""Opening the dashboard: what the first look shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from browser.reader import Reader

pytestmark = pytest.mark.browser


def test_network_shows_what_the_selection_keeps(reader: Reader) -> None:
    reader.open()
    kept = reader.kept()
    words = reader.page.locator("#sentence strong").inner_text()
    assert words == f"{kept.claims:,} of {kept.total:,} claims"
    assert reader.page.evaluate("look.edges()") == reader.drawable_ids()
    assert reader.page.evaluate("look.nodes()") == reader.node_ids()


def test_map_shows_every_claim_with_two_places(reader: Reader) -> None:
    reader.open("view=map")
    assert reader.page.evaluate("look.edges()") == reader.drawable_ids()
    assert reader.page.evaluate("look.nodes()") == reader.node_ids()


@pytest.mark.parametrize("view", ["network", "map"])
def test_every_drawn_claim_has_a_line(reader: Reader, view: str) -> None:
    """A line between two marks that touch must not vanish: it bows out."""
    reader.open(f"view={view}")
    reader.labels_settled()
    assert reader.page.evaluate("look.undrawn()") == []


@pytest.mark.parametrize("view", ["network", "map"])
def test_labels_do_not_overlap(reader: Reader, view: str) -> None:
    reader.open(f"view={view}")
    reader.labels_settled()
    assert reader.page.evaluate("look.labels().length") > 0
    assert reader.page.evaluate("look.collisions()") == []


def test_nodes_travel_between_the_views(reader: Reader) -> None:
    """With motion, and in both directions, they arrive where they stand without it."""
    reader.page.emulate_media(reduced_motion="no-preference")
    reader.open()
    network = reader.page.evaluate("look.positions()")
    reader.go_to("map")
    reader.go_to("network")
    assert reader.page.evaluate("look.positions()") == network


def test_what_the_first_view_does_not_need_comes_later(reader: Reader) -> None:
    """Plotly and AG Grid are most of the scripts: when their view is opened, or in a pause."""
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))

    def heavy() -> bool:
        return any("/plotly.min" in url or "/async-community" in url for url in asked)

    reader.open()
    reader.page.mouse.move(300, 300)
    assert not heavy()
    reader.page.wait_for_selector("#timeline-chart", state="attached")
    reader.page.wait_for_selector("#table .ag-root", state="attached")
    assert heavy()
    for view in ("table", "timeline", "table"):
        reader.go_to(view)
    reader.page.evaluate("sourceline.change({ country: 'GR' })")
    reader.settled("view=table&country=GR")


def test_a_pause_before_the_page_is_there_is_no_error(reader: Reader) -> None:
    """The first answer of a long list may take longer than a pause does."""
    held: list[Any] = []
    reader.page.route("**/_dash-layout", lambda route: held.append(route))  # noqa: PLW0108
    reader.page.goto(reader.site)
    reader.page.mouse.move(300, 300)
    reader.page.wait_for_timeout(3500)
    [route] = held
    route.continue_()
    reader.settled()
