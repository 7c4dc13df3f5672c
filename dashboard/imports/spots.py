"""Coordinates of a list: which are points on the map, and which cannot be."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from statistics import median
from typing import TYPE_CHECKING

from dashboard import geo
from dashboard.imports.join import degrees
from dashboard.imports.report import Report, Unmatched

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def points_of(
    where: Mapping[str, tuple[str, str]], country: Mapping[str, str], report: Report
) -> dict[str, Point]:
    """The coordinates that are points, by key.

    Zero is a coordinate; (0, 0), in the sea off Ghana, stands for "not known" and is left out. Two
    columns whose values fit only the other way round are taken so, and that is said. A single
    point outside the map is left out and listed, not turned.
    """
    found: dict[str, Point] = {}
    for key, written in where.items():
        first, second = degrees(written[0]), degrees(written[1])
        if first is None or second is None:
            _list(report, key, f"{written[0]}, {written[1]}", "is not in degrees")
        else:
            found[key] = (first, second)
    if _swapped(found, country):
        report.guesses.append(
            "Latitude and longitude are swapped in the file: they are read the other way round."
        )
        found = {key: (lon, lat) for key, (lat, lon) in found.items()}
    for key, (lat, lon) in [*found.items()]:
        if lat == 0 and lon == 0:
            _list(report, key, "0, 0", "stands for no place: it is in the sea")
        elif abs(lat) > 90 or abs(lon) > 180:
            turned = abs(lon) <= 90 and abs(lat) <= 180
            why = "is outside the map" + ("; latitude and longitude look swapped" if turned else "")
            _list(report, key, f"{lat:g}, {lon:g}", why)
        else:
            if _odd((lat, lon), country.get(key, "")):
                why = "is kept, but latitude and longitude look swapped for its country"
                _list(report, key, f"{lat:g}, {lon:g}", why)
            continue
        del found[key]
    return found


def _list(report: Report, key: str, value: str, why: str) -> None:
    remedy = "Correct it in the file."
    report.unmatched.append(Unmatched("coordinates", f"{key}: {value}", 1, "", why, remedy))


def _swapped(points: Mapping[str, Point], country: Mapping[str, str]) -> bool:
    """Whether most points fit only the other way round, on the map or near their countries."""
    if not points:
        return False
    far = [
        (distance(p, centre), distance((p[1], p[0]), centre))
        for key, p in points.items()
        if abs(p[1]) <= 90 and (centre := _centre(country.get(key, "")))
    ]
    if len(far) >= 3:
        turned = median(b for _, b in far)
        return turned < 20 and turned < 0.5 * median(a for a, _ in far)
    outside = sum(1 for lat, _ in points.values() if abs(lat) > 90)
    inside = sum(1 for _, lon in points.values() if abs(lon) > 90)
    return outside >= max(3, 0.1 * len(points)) and inside < 0.1 * outside


def _odd(point: Point, code: str) -> bool:
    """Whether a point is far from its country, and near it the other way round."""
    centre = _centre(code)
    if centre is None or abs(point[1]) > 90:
        return False
    away = distance(point, centre)
    return away > 30 and distance((point[1], point[0]), centre) < 0.25 * away


def _centre(code: str) -> Point | None:
    found = geo.country_point(code) if code else None
    return (found[1], found[0]) if found else None


def distance(a: Point, b: Point) -> float:
    """The angle between two points, in degrees along the great circle."""
    lat, other = radians(a[0]), radians(b[0])
    half = sin((other - lat) / 2) ** 2 + cos(lat) * cos(other) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * asin(min(1.0, sqrt(half))) * 57.29577951308232
