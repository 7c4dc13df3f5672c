"""Light and dark, and a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from dashboard.theme import DARK, LIGHT, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}


def rgb(colour: str) -> str:
    """`#rrggbb` as browsers say it."""
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"


def wears(reader: Reader, theme: Theme) -> None:
    """Wait until page and drawing have the colours of a theme."""
    reader.gives("document.documentElement.dataset.theme", theme.name)
    reader.gives("getComputedStyle(document.body).backgroundColor", rgb(theme.paper))
    reader.gives("getComputedStyle(document.body).color", rgb(theme.ink))
    kind = reader.page.evaluate("look.cy().nodes('[kind]').first().data('kind')")
    reader.gives(
        "look.cy().nodes('[kind]').first().style('background-color').replace(/,\\s*/g, ', ')",
        rgb(theme.kinds[kind]),
    )


@pytest.mark.parametrize("preferred", ["dark", "light"])
def test_theme_follows_the_system_then_the_choice(
    reader: Reader, preferred: Literal["dark", "light"]
) -> None:
    reader.page.emulate_media(color_scheme=preferred)
    own, other = (LIGHT, DARK) if preferred == "light" else (DARK, LIGHT)
    reader.open()
    wears(reader, own)
    reader.page.locator("#switch-theme").click()
    wears(reader, other)
    reader.page.reload()
    reader.settled()
    wears(reader, other)


def test_chart_follows_the_theme(reader: Reader) -> None:
    reader.page.emulate_media(color_scheme="light")
    reader.open("view=timeline")
    ink = "getComputedStyle(document.querySelector('#timeline-chart .xtick text')).fill"
    reader.gives(ink, rgb(LIGHT.quiet))
    reader.page.locator("#switch-theme").click()
    reader.gives(ink, rgb(DARK.quiet))


def fits(reader: Reader) -> None:
    """Nothing can be scrolled sideways, but the table within itself."""
    wide = reader.page.evaluate(
        """() => [document.scrollingElement, ...document.querySelectorAll(
            '.page, .header, .bar, .stage, .drawing-view, .legend, .timeline-view, .filters, '
            + '.evidence, .footer')]
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
            && !['hidden', 'clip'].includes(getComputedStyle(e).overflowX))
          .map((e) => [e.id || e.className || e.tagName, e.scrollWidth, e.clientWidth])"""
    )
    assert wide == []
    assert reader.page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_filter_drawer_of_a_telephone(visit: Callable[..., Reader]) -> None:
    reader = visit(**PHONE)
    reader.open()
    reader.hides("#filters")
    reader.page.locator("#open-filters").tap()
    reader.shows("#filters")
    fits(reader)
    choice = reader.page.locator("#facet-country > .choices a.choice").first
    wanted = (choice.get_attribute("href") or "").partition("?")[2]
    choice.tap()
    reader.settled(wanted)
    reader.page.locator("#close-filters").tap()
    reader.hides("#filters")
    reader.shows("#sentence")


def test_telephone_scrolls_nothing_sideways(visit: Callable[..., Reader]) -> None:
    reader = visit(**PHONE)
    for view in ("network", "map", "timeline", "table"):
        reader.open(f"view={view}")
        fits(reader)
        claim = reader.drawable_ids()[0]
        reader.open(f"view={view}&focus={claim}")
        reader.opened(claim)
        fits(reader)


def test_tap_on_a_line_opens_its_evidence(visit: Callable[..., Reader]) -> None:
    reader = visit(**PHONE)
    reader.open()
    for _ in range(4):
        reader.page.locator("#zoom-in").tap()
    reader.labels_settled()
    spots = reader.page.evaluate("look.free('middle')")
    assert spots, "no line stands free"
    reader.page.touchscreen.tap(spots[0]["x"], spots[0]["y"])
    reader.opened(spots[0]["id"])
