"""Longitude and latitude to drawing units, and where to cut the globe open.

The projection is Equal Earth: Šavrič, B., Patterson, T. & Jenny, B. (2018), "The Equal Earth map
projection", International Journal of Geographical Information Science 33(3), 454-465,
doi:10.1080/13658816.2018.1504949. It shows areas true to scale and keeps parallels straight.

Three words used here: the *meridian* is the longitude in the middle of the map; an *offset* is a
longitude counted from it, -180 at the left edge and 180 at the right; the *cut* is the longitude
opposite the meridian, which is both edges.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Line = list[Point]

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""The polynomial's coefficients (equation 9 of the paper)."""
M = math.sqrt(3) / 2

WIDTH = 2000.0
"""Width of the whole world along the equator, in drawing units."""
SCALE = WIDTH * M * A1 / (2 * math.pi)
"""Drawing units for the radius of the globe."""
POLE = math.pi / 3
HEIGHT = 2 * SCALE * POLE * (A1 + A2 * POLE**2 + POLE**6 * (A3 + A4 * POLE**2))
"""Height of the whole world from pole to pole, in drawing units: 973.5."""

NO_DATA_MERIDIAN = 11.0
"""Centre of the map when there is nothing to show: its cut runs through the Bering Strait."""
ENOUGH_MARGIN = 25.0
"""Degrees between the cut and the nearest place beyond which more does not read better."""
LAND_ON_MERIDIAN = (
    *(2, 2, 1, 4, 9, 9, 7, 6, 7, 9, 13, 18, 33, 38, 41, 48, 50, 40),  # 180 W to 95 W
    *(38, 35, 29, 55, 88, 69, 53, 43, 35, 29, 19, 3, 0, 1, 3, 16, 25, 41),  # 90 W to 5 W
    *(43, 41, 58, 83, 85, 91, 89, 78, 68, 72, 46, 48, 42, 42, 46, 55, 57, 48),  # 0 to 85 E
    *(45, 51, 60, 61, 52, 63, 59, 52, 45, 47, 46, 37, 24, 7, 11, 8, 10, 9),  # 90 E to 175 E
)
"""Degrees of land between 60 S and the Arctic Circle on each fifth meridian, from 180 W on.

Rounded up, from the shapes in `land.json`. The ice beyond counts for nothing.
"""


def project(lon: float, lat: float, meridian: float) -> Point:
    """Where a place lies on the map.

    Args:
        lon: longitude in degrees east, any number of turns.
        lat: latitude in degrees north, -90 to 90.
        meridian: longitude of the middle of the map, degrees east.

    Returns:
        x to the right and y down, in drawing units from the centre of the map. A place exactly on
        the cut is at the right edge.

    Raises:
        ValueError: a value is not finite, or the latitude lies beyond a pole.
    """
    return on_map(wrapped(lon - meridian), lat)


def on_map(offset: float, lat: float) -> Point:
    """Like `project`, for an offset from the meridian in degrees, which is not wrapped."""
    degree, y = _parallel(lat)
    return offset * degree, y


@lru_cache(maxsize=2**15)
def _parallel(lat: float) -> Point:
    """Drawing units to a degree of longitude on this latitude, and its y."""
    if not -90 <= lat <= 90:
        raise ValueError(f"latitude {lat} is not between -90 and 90 degrees")
    t = math.asin(M * math.sin(math.radians(lat)))
    t2, t6 = t**2, t**6
    slope = A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)
    x = math.radians(1) * math.cos(t) / (M * slope)
    return SCALE * x, -SCALE * t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


def wrapped(degrees: float) -> float:
    """The same direction as more than -180 and at most 180 degrees.

    Raises:
        ValueError: it is not finite.
    """
    if not math.isfinite(degrees):
        raise ValueError(f"longitude {degrees} is not a number of degrees")
    return 180 - (180 - degrees) % 360


# ------------------------------------------------------------------ where to cut


def best_meridian(lons: Sequence[float]) -> float:
    """The central meridian that suits places at these longitudes.

    Weighed, in degrees, for 11 E (whose cut runs through the Bering Strait) and each multiple of 5;
    the least sum wins:

    - *detour*: the hub is the longitude nearest to all others, as a rule where most ties end. For
      each place, how much farther from the hub it lies on the map than on the globe (mean). So a
      map about China shows the United States across the Pacific, and the cut in the Atlantic.
    - *margin*: twice what the cut lacks to be 25 degrees away from every place.
    - *land*: the degrees of land that the cut runs through, so it prefers an ocean: the Bering
      Strait or the Atlantic at 25 to 35 W.
    - *balance*: an eighth of the places' mean distance from the middle of the map.

    Args:
        lons: longitudes of the places in degrees east. Repeated ones count again, so give the
            places of all ends of the ties to let the ties decide, or each place once.

    Returns:
        Degrees east, more than -180 and at most 180; 11 if there are no places.

    Raises:
        ValueError: a longitude is not finite.
    """
    places = Counter(round(wrapped(lon)) for lon in lons)
    if not places:
        return NO_DATA_MERIDIAN
    hub = min(sorted(places), key=lambda lon: _mean_distance(lon, places))
    candidates = [NO_DATA_MERIDIAN, *(float(m) for m in range(-175, 181, 5))]
    return min(candidates, key=lambda meridian: _cost(meridian, hub, places))


def _cost(meridian: float, hub: float, places: Counter[int]) -> float:
    """What speaks against a meridian, in degrees; see `best_meridian`."""
    cut = wrapped(meridian + 180)
    gap = min(abs(wrapped(lon - cut)) for lon in places)
    hub_offset = wrapped(hub - meridian)
    drawn = sum(n * abs(wrapped(lon - meridian) - hub_offset) for lon, n in places.items())
    detour = drawn / places.total() - _mean_distance(hub, places)
    land = 0 if meridian == NO_DATA_MERIDIAN else LAND_ON_MERIDIAN[int(cut + 180) // 5 % 72]
    margin = max(0.0, ENOUGH_MARGIN - gap)
    return detour + 2 * margin + land + _mean_distance(meridian, places) / 8


def _mean_distance(lon: float, places: Counter[int]) -> float:
    """Mean of the degrees between a longitude and each place, the short way round."""
    return sum(n * abs(wrapped(p - lon)) for p, n in places.items()) / places.total()


# ------------------------------------------------------------------ cutting shapes


def subdivided(line: Line) -> Line:
    """The line with points added where it would leave the curve that it stands for.

    Parallels are straight on the map and meridians bend, so no step is left longer than 2.5 degrees
    of latitude; or, for the pole, 10 of longitude.
    """
    result = line[:1]
    for (x0, y0), (x1, y1) in pairwise(line):
        n = max(1, math.ceil(max(abs(y1 - y0) / 2.5, abs(x1 - x0) / 10)))
        result += [(x0 + (x1 - x0) * i / n, y0 + (y1 - y0) * i / n) for i in range(1, n)]
        result.append((x1, y1))
    return result


def cut_ring(ring: Line) -> Iterator[Line]:
    """The parts of a closed ring (offset, latitude) that lie on the map, each a closed ring.

    Offsets may run on beyond 180; what sticks out on one side of the map comes in on the other.
    """
    for shifted in _turns(ring):
        if all(-180 <= x <= 180 for x, _ in shifted):
            yield shifted
        elif part := _clipped(_clipped(shifted, -180, 1), 180, -1):
            yield subdivided([*part, part[0]])


def cut_line(line: Line) -> Iterator[Line]:
    """The parts of an open line (offset, latitude) on the map, without steps along its edges."""
    for shifted in _turns(line):
        run: Line = []
        for a, b in pairwise(shifted):
            step = _clipped_step(a, b)
            if run and (step is None or run[-1] != step[0]):
                yield run
                run = []
            if step:
                run += step[1:] if run else step
        if run:
            yield run


def _turns(line: Line) -> Iterator[Line]:
    """The line moved by whole turns, for each turn with which it touches the map.

    A line two or more times round covers the map on its own, so it is drawn once.
    """
    low, high = min(x for x, _ in line), max(x for x, _ in line)
    middle = -360 * round((low + high) / 720)
    for turn in (middle,) if high - low >= 720 else (-360, 0, 360):
        if low + turn < 180 and high + turn > -180:
            yield [(x + turn, y) for x, y in line] if turn else line


def _clipped(ring: Line, bound: float, side: int) -> Line:
    """The part of a closed ring on the inner side of `bound` (Sutherland & Hodgman 1974)."""
    result: Line = []
    for a, b in pairwise([*ring, ring[0]] if ring else []):
        a_in, b_in = (a[0] - bound) * side >= 0, (b[0] - bound) * side >= 0
        if a_in != b_in:
            result.append(_crossing(a, b, bound))
        if b_in:
            result.append(b)
    return result


def _clipped_step(a: Point, b: Point) -> Line | None:
    """The part of the step a-b on the map; None if there is none or it runs along the edge."""
    for bound, side in ((-180, 1), (180, -1)):
        a_out, b_out = (a[0] - bound) * side < 0, (b[0] - bound) * side < 0
        on_edge = a[0] == b[0] == bound
        if on_edge or (a_out and b_out):
            return None
        if a_out or b_out:
            crossing = _crossing(a, b, bound)
            a, b = (crossing, b) if a_out else (a, crossing)
    return [a, b]


def _crossing(a: Point, b: Point, bound: float) -> Point:
    """Where the step a-b crosses the meridian at offset `bound`."""
    return bound, a[1] + (b[1] - a[1]) * (bound - a[0]) / (b[0] - a[0])
