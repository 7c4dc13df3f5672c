"""The countries' shapes, as names, label points and one SVG drawing of the world.

`land.json` holds Natural Earth's 1:50m countries (public domain), simplified by
`tools/make_land.py`, which also describes the format. Its codes are ISO 3166-1 alpha-2, and XK for
Kosovo.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.geo.projection import (
    Line,
    Point,
    cut_line,
    cut_ring,
    on_map,
    project,
    subdivided,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

LAND = Path(__file__).with_name("land.json")
UNITS = 100
"""Stored steps to a degree."""
MARK = 4
"""Half the width, in tenths of a drawing unit, of the diamond for a country without a shape."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as drawn: its code if it has one, its name, its label point and its outline."""

    code: str | None
    name: str
    point: Point
    rings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Land:
    """All countries from large to small, and the lines between them and along their coasts."""

    countries: tuple[Country, ...]
    borders: tuple[Line, ...]
    coasts: tuple[Line, ...]


def country_names() -> dict[str, str]:
    """English name of each country and territory on the map, by ISO 3166-1 alpha-2 code."""
    return {code: name for code, name, _, _ in _stored()["countries"] if code}


def country_point(code: str) -> Point | None:
    """Longitude and latitude, in degrees, for a label or a place known only by its country.

    It lies well inside the country's largest part. None for a code that is not on the map.
    """
    return _points().get(code)


@lru_cache(maxsize=8)
def land_svg(meridian: float) -> str:
    """The world centred on a meridian, as one SVG `<g class="land">` in drawing units.

    The coordinates are those of `projection.project`, to one decimal. From bottom to top:
    `path.sphere` (outline of the globe), `path.graticule` (every 30 degrees), one `path.country`
    for each country (with `data-name`, and `data-country` unless it has no ISO code),
    `path.coast` and `path.borders`. Nothing is coloured: a style sheet says how each looks. Fills
    have no outline of their own, lines no fill. No line runs along the cut or the antimeridian.

    Args:
        meridian: longitude of the middle of the map, in degrees east.

    Raises:
        ValueError: the meridian is not finite.
    """
    land = _land()
    meridian = wrapped(meridian)
    return "\n".join(
        (
            '<g class="land" fill-rule="evenodd">',
            _sphere(),
            _lines("graticule", _graticule(), meridian),
            *(_country(c, meridian) for c in land.countries),
            _lines("coast", land.coasts, meridian),
            _lines("borders", land.borders, meridian),
            "</g>",
        )
    )


@lru_cache(maxsize=8)
def land_version(meridian: float) -> str:
    """A name for what `land_svg` draws: another one when the shapes or this program change.

    It is made from what is drawn from, for drawing takes a fifth of a second.
    """
    programs = [LAND.with_name(f"{name}.py").read_bytes() for name in ("land", "projection")]
    parts = (LAND.read_bytes(), *programs, repr(wrapped(meridian)).encode())
    return sha256(b"\0".join(parts)).hexdigest()[:16]


# ------------------------------------------------------------------ reading


@lru_cache(maxsize=1)
def _stored() -> dict[str, Any]:
    """What the file holds; names and points need no more than this."""
    found: dict[str, Any] = json.loads(LAND.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def _land() -> Land:
    """The shapes as stored: longitudes run on beyond 180 where a line crosses the antimeridian."""
    stored = _stored()
    arcs = [_arc(steps) for steps in stored["arcs"]]
    users: defaultdict[int, list[int]] = defaultdict(list)
    for i, (_, _, _, rings) in enumerate(stored["countries"]):
        for ref in (ref for refs in rings for ref in refs):
            users[max(ref, ~ref)].append(i)
    return Land(
        countries=tuple(
            Country(code, name, (lon / UNITS, lat / UNITS), tuple(_ring(r, arcs) for r in rings))
            for code, name, (lon, lat), rings in stored["countries"]
        ),
        borders=_open_lines(arcs[arc] for arc, by in users.items() if len(set(by)) > 1),
        coasts=_open_lines(arcs[arc] for arc, by in users.items() if len(by) == 1),
    )


@lru_cache(maxsize=1)
def _points() -> dict[str, Point]:
    countries = _stored()["countries"]
    return {code: (lon / UNITS, lat / UNITS) for code, _, (lon, lat), _ in countries if code}


def _arc(steps: list[int]) -> Line:
    """A stored arc in degrees."""
    lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
    return subdivided([(x / UNITS, y / UNITS) for x, y in zip(lons, lats, strict=True)])


def _ring(refs: list[int], arcs: list[Line]) -> Line:
    """The arcs joined to a closed ring. One that runs round a pole is closed over the pole."""
    ring: Line = []
    for ref in refs:
        arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        ring += arc[1 if ring else 0 :]
    around = 360 * round((ring[-1][0] - ring[0][0]) / 360)
    if not around:
        return ring
    # three times round, so that some part covers the map wherever it is cut
    coast = [(x + k * around, y) for k in (-1, 0, 1) for x, y in ring]
    pole = -90.0 if ring[0][1] < 0 else 90.0
    return [*coast, *subdivided([(coast[-1][0], pole), (coast[0][0], pole)]), coast[0]]


def _open_lines(arcs: Iterable[Line]) -> tuple[Line, ...]:
    """The arcs without the steps along the antimeridian, where shapes were once cut."""
    lines: list[Line] = []
    for arc in arcs:
        lines.append(arc[:1])
        for a, b in pairwise(arc):
            if wrapped(a[0]) == wrapped(b[0]) == 180:
                lines.append([b])
            else:
                lines[-1].append(b)
    return tuple(line for line in lines if len(line) > 1)


# ------------------------------------------------------------------ drawing


def _country(country: Country, meridian: float) -> str:
    """The country as a filled path; as a diamond if it is too small for one."""
    shapes = [
        f"{_text(tenths)}Z"
        for ring in country.rings
        for part in cut_ring(_offsets(ring, meridian))
        if len(tenths := _tenths(part)) > 3
    ]
    code = f'data-country="{country.code}" ' if country.code else ""
    return (
        f'<path {code}data-name="{escape(country.name)}" class="country" '
        f'd="{"".join(shapes) or _diamond(project(*country.point, meridian))}"/>'
    )


def _lines(name: str, lines: tuple[Line, ...], meridian: float) -> str:
    """The lines as one path without fill."""
    shapes = [
        _text(tenths)
        for line in lines
        for part in cut_line(_offsets(line, meridian))
        if len(tenths := _tenths(part)) > 1
    ]
    return f'<path class="{name}" fill="none" d="{"".join(shapes)}"/>'


def _sphere() -> str:
    """The outline of the globe: up the left edge and down the right one."""
    outline = subdivided([(-180, -90), (-180, 90), (180, 90), (180, -90), (-180, -90)])
    return f'<path class="sphere" d="{_text(_tenths(outline))}Z"/>'


def _graticule() -> tuple[Line, ...]:
    """Meridians and parallels every 30 degrees."""
    lines: list[Line] = [[(lon, -90), (lon, 90)] for lon in range(-180, 180, 30)]
    lines += [[(-180, lat), (180, lat)] for lat in range(-60, 90, 30)]
    return tuple(map(subdivided, lines))


def _offsets(line: Line, meridian: float) -> Line:
    """The line with longitudes counted from the meridian."""
    return [(lon - meridian, lat) for lon, lat in line]


def _tenths(line: Line) -> list[tuple[int, int]]:
    """The line (offset, latitude) in tenths of drawing units, without points that fall together."""
    places = (on_map(offset, lat) for offset, lat in line)
    return [p for p, _ in groupby((round(x * 10), round(y * 10)) for x, y in places)]


def _text(tenths: list[tuple[int, int]]) -> str:
    """The points as SVG path data: where it begins, then steps."""
    (x, y), *_ = tenths
    steps = (n for (x0, y0), (x1, y1) in pairwise(tenths) for n in (x1 - x0, y1 - y0))
    return f"M{_number(x)} {_number(y)}l{' '.join(map(_number, steps))}".replace(" -", "-")


@lru_cache(maxsize=2**15)
def _number(tenths: int) -> str:
    """The shortest way to write it: 12 for 120, -.5 for -5."""
    whole, tenth = divmod(abs(tenths), 10)
    digits = (str(whole) if whole or not tenth else "") + (f".{tenth}" if tenth else "")
    return f"-{digits}" if tenths < 0 else digits


def _diamond(centre: Point) -> str:
    """A mark for a country that has no area at this scale."""
    x, y = round(centre[0] * 10), round(centre[1] * 10)
    return f"{_text([(x - MARK, y), (x, y - MARK), (x + MARK, y), (x, y + MARK)])}Z"
