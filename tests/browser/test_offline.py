"""Offline: nothing is asked of any other host, whatever one looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from browser.reader import Reader

pytestmark = pytest.mark.browser


def test_nothing_leaves_the_host(reader: Reader) -> None:
    refused: list[str] = []

    def guard(route: Any) -> None:
        if route.request.url.startswith((reader.site, "data:", "blob:")):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    reader.page.context.route("**/*", guard)
    page = reader.page
    reader.open()
    for theme in range(2):
        for view in ("network", "map", "timeline", "table"):
            reader.go_to(view)
            _look_around(reader, view)
        page.locator("#open-about").click()
        reader.shows("#about")
        page.locator("#close-about").click()
        reader.hides("#about")
        if theme == 0:
            before = page.evaluate("document.documentElement.dataset.theme")
            page.locator("#switch-theme").click()
            page.wait_for_function(
                "(before) => document.documentElement.dataset.theme !== before", arg=before
            )
    page.reload()
    reader.settled()
    assert refused == []


def _look_around(reader: Reader, view: str) -> None:
    """Hover what the view has to hover."""
    page = reader.page
    if view in ("network", "map"):
        spots = page.evaluate("look.free('middle')")
        page.mouse.move(spots[0]["x"], spots[0]["y"])
        reader.shows("#tip.on")
        page.locator("#fit").hover()
    elif view == "timeline":
        page.locator("#timeline-chart .bars .point path").last.hover(force=True)
        page.wait_for_selector("#timeline-chart .hoverlayer .hovertext", state="attached")
    else:
        page.locator("#table .ag-header-cell").first.hover()
        page.locator("#table .ag-row").first.hover()
