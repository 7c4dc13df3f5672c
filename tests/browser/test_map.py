"""The map: land under the drawing, lines that can be clicked anywhere, and who is missing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from dashboard import geo
from dashboard.selection import Selection
from dashboard.views import drawing

if TYPE_CHECKING:
    from browser.reader import Reader

pytestmark = pytest.mark.browser

CURVED = 8
"""Pixels that the middle of a line must stand off its chord."""


@pytest.mark.parametrize("where", ["middle", 0.25])
def test_curved_line_can_be_clicked_along_its_length(reader: Reader, where: str | float) -> None:
    reader.open("view=map")
    spots = reader.page.evaluate("(where) => look.free(where)", where)
    curved = [spot for spot in spots if spot["bow"] > CURVED]
    assert curved, "no curved line stands free"
    reader.click_on(curved[0])
    reader.opened(curved[0]["id"])
    reader.page.keyboard.press("Escape")
    reader.closed()


def test_land_is_drawn(reader: Reader) -> None:
    reader.open("view=map")
    countries = geo.land_svg(drawing.meridian(reader.store())).count('class="country"')
    reader.gives("document.querySelectorAll('#land svg path.country').length", countries)
    astray = reader.page.evaluate(
        """() => {
            const { x, y, width, height } = document.querySelector('#land path.sphere').getBBox();
            const inside = (b) => b.width > 0 && b.height > 0 && b.x >= x - 1 && b.y >= y - 1
              && b.x + b.width <= x + width + 1 && b.y + b.height <= y + height + 1;
            return [...document.querySelectorAll('#land path.country')]
              .filter((path) => !inside(path.getBBox())).map((path) => path.dataset.name);
        }"""
    )
    assert astray == []


def test_land_moves_with_the_drawing(reader: Reader) -> None:
    reader.open("view=map")
    reader.page.wait_for_selector("#land svg path.country", state="attached")
    reader.page.locator("#zoom-in").click()
    reader.gives(
        "(() => { const { a, e, f } = document.querySelector('#land svg > g').getCTM();"
        " const cy = look.cy(); return [a - cy.zoom(), e - cy.pan('x'), f - cy.pan('y')]"
        ".map((d) => Math.round(100 * d) || 0); })()",
        [0, 0, 0],
    )


def test_click_on_a_country_filters_by_it_and_back(reader: Reader) -> None:
    reader.open("view=map")
    reader.page.wait_for_selector("#land svg path.country", state="attached")
    known = [c for c, n in reader.kept().counts["country"].items() if n]
    spots = reader.page.evaluate("(codes) => look.land(codes)", known)
    assert spots, "no country with claims stands free"
    spot = spots[0]
    reader.click_on(spot)
    reader.settled(Selection(country=(spot["code"],), view="map").query())
    reader.shows(f"#land path.country.chosen[data-country='{spot['code']}']")
    reader.click_on(spot)
    reader.settled("view=map")


def test_what_is_not_on_the_map_is_listed_with_reasons(reader: Reader) -> None:
    reader.open("view=map")
    kept = reader.kept()
    assert f"; {kept.unplaced:,} not on the map" in reader.sentence()
    reader.page.locator("#unplaced summary").click()
    items = reader.page.locator("#unplaced li:has(a)")
    wanted = drawing.unplaced(reader.store(), reader.selection())
    assert items.count() == len(wanted) == kept.unplaced
    assert len(wanted) + len(reader.page.evaluate("look.edges()")) == kept.claims
    reasons = reader.page.locator("#unplaced li:has(a) small").all_inner_texts()
    assert reasons == [row.reason for row in wanted]
    assert all(reasons)
    items.last.locator("a").click()
    reader.opened(wanted[-1].edge)


def test_nodes_stand_at_their_places(reader: Reader) -> None:
    """In particular, nothing without a place stands where the equator meets Greenwich."""
    reader.open("view=map")
    centre = drawing.meridian(reader.store())
    zoom = reader.page.evaluate("look.cy().zoom()")
    shown = reader.page.evaluate("look.nodes()")
    stands = reader.page.evaluate("look.positions()")
    nowhere = geo.project(0, 0, centre)
    for node in shown:
        place = reader.dataset.place_of(node)
        assert place is not None, f"{node} has no place"
        wanted = geo.project(place.lon, place.lat, centre)
        off = math.dist(wanted, (stands[node]["x"], stands[node]["y"])) * zoom
        assert off < 60, f"{node} stands {off:.0f} pixels off {place.name}"
        if math.dist(nowhere, (stands[node]["x"], stands[node]["y"])) < 1:
            assert max(abs(place.lat), abs(place.lon)) < 1


def test_names_of_places_can_be_read(reader: Reader) -> None:
    """They lie under the marks: one that is covered says less than none."""
    reader.open("view=map")
    reader.labels_settled()
    covered = reader.page.evaluate("look.covered()")
    assert len(covered) > 8
    assert max(covered) < 0.2
