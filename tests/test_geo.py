"""The map's projection, its shapes and where it is cut."""

from __future__ import annotations

import math
import re
from bisect import bisect
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from dashboard.geo import (
    HEIGHT,
    WIDTH,
    best_meridian,
    country_names,
    country_point,
    land_svg,
    project,
)
from dashboard.geo.land import _land
from dashboard.geo.projection import LAND_ON_MERIDIAN

Ring = list[tuple[float, float]]

MERIDIANS = (0, 11, 150, -100, 39)
GLOBE_KM2 = 510_065_600
EARTH_RADIUS = 6371008.7714

# metres on a sphere of EARTH_RADIUS, from PROJ 9.5.1: +proj=eqearth +R=6371008.7714
PROJ_VALUES = [
    ((0, 0), (0.0, 0.0)),
    ((180, 0), (17243963.367, 0.0)),
    ((0, 90), (0.0, 8392929.694)),
    ((30, 45), (2463147.729, 5480539.791)),
    ((-98, 39), (-8372468.002, 4823103.814)),
    ((116.4, 39.9), (9889467.642, 4923958.581)),
    ((100, -35), (8741339.032, -4366274.763)),
]
METRES = WIDTH / (2 * 17243963.367)


# ------------------------------------------------------------------ reading the drawing


@lru_cache(maxsize=16)
def paths(meridian: float) -> dict[str, list[Ring]]:
    """Rings or lines of each path, by country name or, for the other paths, by class."""
    root = ElementTree.fromstring(land_svg(meridian))  # noqa: S314 - the program's own text
    return {p.get("data-name") or p.attrib["class"]: rings(p.attrib["d"]) for p in root}


def rings(d: str) -> list[Ring]:
    """The points of `M x y l dx dy ...` path data, closed where it says so."""
    result = []
    for start, steps, close in re.findall(r"M([^lMZ]+)l([^MZ]+)(Z?)", d):
        x, y = numbers(start)
        ring = [(x, y)]
        flat = numbers(steps)
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        result.append([*ring, ring[0]] if close else ring)
    return result


def numbers(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]


def area(shape: list[Ring]) -> float:
    """Square drawing units; holes, which run the other way round, count against it."""
    return abs(sum((a[0] * b[1] - b[0] * a[1]) / 2 for ring in shape for a, b in pairwise(ring)))


def contains(shape: list[Ring], place: tuple[float, float]) -> bool:
    x, y = place
    crossings = sum(
        (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in shape
        for a, b in pairwise(ring)
    )
    return crossings % 2 == 1


def half_width(y: float) -> float:
    """How far the globe reaches to the right at this height."""
    edge = EDGE
    i = min(max(bisect(edge, (y, 0.0)), 1), len(edge) - 1)
    (y0, x0), (y1, x1) = edge[i - 1], edge[i]
    return x0 + (x1 - x0) * (y - y0) / (y1 - y0)


EDGE = sorted(project(180, lat / 2, 0)[::-1] for lat in range(-180, 181))


# ------------------------------------------------------------------ projection


@pytest.mark.parametrize(("place", "metres"), PROJ_VALUES)
def test_project_agrees_with_proj(place: tuple[float, float], metres: tuple[float, float]) -> None:
    x, y = project(*place, 0)
    assert (x, -y) == pytest.approx((metres[0] * METRES, metres[1] * METRES), abs=1e-5)


def test_the_globe_is_2000_wide_and_its_corners_are_where_the_size_says() -> None:
    assert project(191, 0, 11) == pytest.approx((1000, 0))
    assert project(11, 90, 11) == pytest.approx((0, -HEIGHT / 2))
    assert project(11, -90, 11) == pytest.approx((0, HEIGHT / 2))
    assert pytest.approx(973.434, abs=1e-3) == HEIGHT
    assert project(180, 90, 0)[0] == pytest.approx(592.466, abs=1e-3)


def test_the_cut_is_at_the_right_edge_and_what_lies_beyond_it_at_the_left() -> None:
    assert project(-30, 0, 150)[0] == pytest.approx(1000)
    assert project(330, 0, 150)[0] == pytest.approx(1000)
    assert project(-29.9, 0, 150)[0] == pytest.approx(-1000, abs=1)


@pytest.mark.parametrize(
    "values", [(0, 90.1, 0), (0, math.nan, 0), (math.inf, 0, 0), (0, 0, math.nan)]
)
def test_project_refuses_what_is_not_on_the_globe(values: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="degrees"):
        project(*values)


# ------------------------------------------------------------------ where to cut

CHINA, EUROPE, MIDWEST, AUSTRALIA = [116.4, 118.5, 113.6], [-4.0, 23.7], [-98.3, -83.6], [145.0]


def test_data_about_china_put_the_cut_in_the_atlantic() -> None:
    meridian = best_meridian([*CHINA, *EUROPE, *MIDWEST, *AUSTRALIA])
    spain, china, kansas = (project(lon, 40, meridian)[0] for lon in (-4, 116, -98))
    assert spain < -700
    assert spain < china < kansas
    assert 145 <= meridian <= 155


def test_each_end_of_a_tie_counts() -> None:
    ends = [lon for far in (*EUROPE, *EUROPE, *EUROPE, *MIDWEST) for lon in (CHINA[0], far)]
    assert 145 <= best_meridian(ends) <= 155


@pytest.mark.parametrize("lons", [[], EUROPE, [*EUROPE, *MIDWEST], MIDWEST, [*EUROPE, *CHINA]])
def test_otherwise_the_cut_runs_through_the_bering_strait(lons: list[float]) -> None:
    assert best_meridian(lons) == 11.0


def test_places_on_both_sides_of_the_antimeridian_stay_together() -> None:
    meridian = best_meridian([178.4, -171.8])  # Fiji and Samoa
    assert project(-171.8, -14, meridian)[0] - project(178.4, -18, meridian)[0] < 60


def test_the_order_of_places_and_whole_turns_do_not_matter() -> None:
    lons = [*CHINA, *EUROPE, *MIDWEST]
    turned = [lon + 360 for lon in reversed(lons)]
    assert best_meridian(turned) == best_meridian(lons)


def test_best_meridian_refuses_what_is_not_a_longitude() -> None:
    with pytest.raises(ValueError, match="not a number"):
        best_meridian([3.0, math.nan])


@pytest.mark.parametrize("lon", range(-180, 180, 15))
def test_the_table_of_land_on_meridians_is_true_to_the_shapes(lon: int) -> None:
    lats = sorted(
        a[1] + (b[1] - a[1]) * (at - a[0]) / (b[0] - a[0])
        for country in _land().countries
        if country.code != "AQ"
        for ring in country.rings
        for a, b in pairwise(ring)
        for at in (lon - 359.999, lon + 0.001, lon + 360.001)
        if (a[0] <= at) != (b[0] <= at)
    )
    spans = zip(lats[::2], lats[1::2], strict=True)
    land = sum(max(0, min(north, 66.5) - max(south, -60)) for south, north in spans)
    assert LAND_ON_MERIDIAN[(lon + 180) // 5] == pytest.approx(land, abs=1.1)


# ------------------------------------------------------------------ countries


def test_codes_are_iso_alpha_2_and_each_is_drawn_once() -> None:
    codes = re.findall(r'data-country="([^"]*)"', land_svg(11))
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert set(codes) == set(country_names())
    assert len(codes) == 250  # the 249 of ISO 3166-1, and Kosovo


@pytest.mark.parametrize(
    ("code", "name"),
    [("GR", "Greece"), ("SG", "Singapore"), ("CI", "Côte d'Ivoire"), ("XK", "Kosovo")],
)
def test_names_are_whole_and_english(code: str, name: str) -> None:
    assert country_names()[code] == name


def test_no_name_is_an_abbreviation() -> None:
    assert not [name for name in country_names().values() if "." in name]


def test_a_code_that_is_not_on_the_map_has_no_point() -> None:
    assert country_point("ZZ") is None


@pytest.mark.parametrize("meridian", MERIDIANS)
def test_each_label_point_lies_in_its_country(meridian: float) -> None:
    outside = []
    for code, name in country_names().items():
        point = country_point(code)
        assert point is not None
        x, y = project(*point, meridian)
        xs, ys = zip(*(p for ring in paths(meridian)[name] for p in ring), strict=True)
        if not (min(xs) - 0.1 <= x <= max(xs) + 0.1 and min(ys) - 0.1 <= y <= max(ys) + 0.1):
            outside.append(name)
    assert not outside


@pytest.mark.parametrize("meridian", MERIDIANS)
@pytest.mark.parametrize(
    ("place", "country"),
    [
        ((23.73, 37.98), "Greece"),
        ((116.4, 39.9), "China"),
        ((118.5, 31.7), "China"),
        ((103.82, 1.35), "Singapore"),
        ((-98.3, 39.0), "United States"),
        ((-157.9, 21.5), "United States"),
        ((-4.03, 39.6), "Spain"),
        ((170.0, 66.5), "Russia"),
        ((-173.5, 66.5), "Russia"),
        ((34.1, 45.2), "Ukraine"),
        ((178.0, -17.8), "Fiji"),
        ((-53.0, 4.0), "French Guiana"),
        ((-35.0, 75.0), "Greenland"),
        ((0.0, -89.0), "Antarctica"),
        ((-120.0, -85.0), "Antarctica"),
        ((28.2, -29.5), "Lesotho"),
    ],
)
def test_a_place_lies_in_its_country_and_in_no_other(
    place: tuple[float, float], country: str, meridian: float
) -> None:
    at = project(*place, meridian)
    names = [*country_names().values(), "Somaliland", "Northern Cyprus", "Siachen Glacier"]
    assert [name for name in names if contains(paths(meridian)[name], at)] == [country]


@pytest.mark.parametrize(
    ("name", "km2"),
    [
        ("Russia", 17_100_000),
        ("Australia", 7_690_000),
        ("Greenland", 2_166_000),
        ("France", 544_000),
        ("Greece", 131_900),
        ("South Africa", 1_221_000),
        ("Fiji", 18_300),
        ("Singapore", 700),
    ],
)
@pytest.mark.parametrize("meridian", MERIDIANS)
def test_areas_are_true_wherever_the_map_is_cut(name: str, km2: int, meridian: float) -> None:
    drawn = paths(meridian)
    share = area(drawn[name]) / area(drawn["sphere"])
    assert share * GLOBE_KM2 == pytest.approx(km2, rel=0.03, abs=400)


# ------------------------------------------------------------------ drawing


@pytest.mark.parametrize("meridian", MERIDIANS)
def test_no_shape_grows_or_shrinks_with_the_cut(meridian: float) -> None:
    usual, here = paths(11), paths(meridian)
    assert here.keys() == usual.keys()
    names = usual.keys() - {"sphere", "graticule", "coast", "borders"}
    changed = [
        name
        for name in names
        if area(here[name]) != pytest.approx(area(usual[name]), rel=0.01, abs=2)
    ]
    assert not changed


@pytest.mark.parametrize("meridian", MERIDIANS)
def test_nothing_streaks_across_the_map(meridian: float) -> None:
    longest = max(
        (math.dist(a, b), name)
        for name, shape in paths(meridian).items()
        if name != "sphere"
        for ring in shape
        for a, b in pairwise(ring)
    )
    assert longest[0] < 150, longest


@pytest.mark.parametrize("meridian", MERIDIANS)
def test_nothing_sticks_out_of_the_globe(meridian: float) -> None:
    out = {
        name
        for name, shape in paths(meridian).items()
        for ring in shape
        for x, y in ring
        if abs(y) > HEIGHT / 2 + 0.5 or abs(x) > half_width(y) + 0.5
    }
    assert not out


@pytest.mark.parametrize("meridian", MERIDIANS)
@pytest.mark.parametrize("lines", ["coast", "borders"])
def test_no_line_runs_along_the_cut(lines: str, meridian: float) -> None:
    along = [
        (a, b)
        for line in paths(meridian)[lines]
        for a, b in pairwise(line)
        if all(abs(half_width(y) - abs(x)) < 0.1 for x, y in (a, b)) and math.dist(a, b) > 0.5
    ]
    assert not along


def test_no_coast_runs_along_the_antimeridian() -> None:
    steps = [
        (a, b)
        for line in (*_land().coasts, *_land().borders)
        for a, b in pairwise(line)
        if a[0] % 360 == b[0] % 360 == 180
    ]
    assert not steps


def test_a_border_is_drawn_once() -> None:
    """Lesotho has one neighbour, so its whole outline is one line of `borders`."""
    centre = project(28.2, -29.5, 11)
    around = [line for line in paths(11)["borders"] if math.dist(line[0], centre) < 10]
    assert len([line for line in around if math.dist(line[0], line[-1]) < 0.2]) == 1


@pytest.mark.parametrize("meridian", MERIDIANS)
def test_the_drawing_is_small_and_holds_only_numbers(meridian: float) -> None:
    svg = land_svg(meridian)
    assert len(svg.encode()) < 700_000
    assert not re.search(r"nan|inf|\d\.\d\d", " ".join(re.findall(r' d="([^"]*)"', svg)))


def test_a_whole_turn_changes_nothing() -> None:
    assert land_svg(371.0) == land_svg(11.0)


def test_a_meridian_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        land_svg(math.nan)
