"""Make `dashboard/geo/land.json`, the land under the map. Run it only to renew the shapes.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python tools/make_land.py package/countries-50m.json

The argument is `countries-50m.json` of the npm package world-atlas (version 2.0.2): the Natural
Earth 1:50m "Admin 0 - Countries" shapes (public domain) as TopoJSON. Written is

    {"about": where the shapes come from,
     "arcs": [[lon, lat, dlon, dlat, dlon, dlat, ...], ...],
     "countries": [[code or null, name, [lon, lat], [[arc, ...], ...]], ...]}

in hundredths of a degree, each arc's first point absolute and the others as steps. An arc is a line
between two junctions, stored once, so neighbours that share it fit exactly. A ring is a list of
arcs to run through; ~n means arc n backwards, as in TopoJSON. Longitudes run on beyond 180 in an
arc that crosses the antimeridian. Countries are sorted from large to small, so that small ones are
drawn on top. The point is for a label; a territory too small for 1:50m has a point and no ring.

Shapes carry ISO 3166-1 codes: territories with a code of their own are taken out of the state that
Natural Earth puts them in, and Crimea is drawn with Ukraine, as ISO 3166-2 lists it (UA-43).
Antarctica stays, coarsely: without it the globe's lower edge looks broken off. A map that wants the
room crops the view instead.

Needs numpy. Same input, same output.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = tuple[float, float]
Step = tuple[int, int]
Refs = list[int]

LAND = Path(__file__).resolve().parents[1] / "dashboard" / "geo" / "land.json"
ABOUT = "Natural Earth 1:50m countries (public domain), by way of world-atlas 2.0.2, simplified"

UNITS = 100
"""Stored steps to a degree."""
TURN = 360 * UNITS
SMALLEST_BEND = 0.0013
"""Bends that enclose less than this are straightened (square degrees at the equator)."""
ANTARCTIC_BEND = 0.02
ANTARCTIC = -60.0

ISO_CODES = """
    004AF 008AL 010AQ 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD
    051AM 052BB 056BE 060BM 064BT 068BO 070BA 072BW 074BV 076BR 084BZ 086IO 090SB 092VG 096BN
    100BG 104MM 108BI 112BY 116KH 120CM 124CA 132CV 136KY 140CF 144LK 148TD 152CL 156CN 158TW
    162CX 166CC 170CO 174KM 175YT 178CG 180CD 184CK 188CR 191HR 192CU 196CY 203CZ 204BJ 208DK
    212DM 214DO 218EC 222SV 226GQ 231ET 232ER 233EE 234FO 238FK 239GS 242FJ 246FI 248AX 250FR
    254GF 258PF 260TF 262DJ 266GA 268GE 270GM 275PS 276DE 288GH 292GI 296KI 300GR 304GL 308GD
    312GP 316GU 320GT 324GN 328GY 332HT 334HM 336VA 340HN 344HK 348HU 352IS 356IN 360ID 364IR
    368IQ 372IE 376IL 380IT 384CI 388JM 392JP 398KZ 400JO 404KE 408KP 410KR 414KW 417KG 418LA
    422LB 426LS 428LV 430LR 434LY 438LI 440LT 442LU 446MO 450MG 454MW 458MY 462MV 466ML 470MT
    474MQ 478MR 480MU 484MX 492MC 496MN 498MD 499ME 500MS 504MA 508MZ 512OM 516NA 520NR 524NP
    528NL 531CW 533AW 534SX 535BQ 540NC 548VU 554NZ 558NI 562NE 566NG 570NU 574NF 578NO 580MP
    581UM 583FM 584MH 585PW 586PK 591PA 598PG 600PY 604PE 608PH 612PN 616PL 620PT 624GW 626TL
    630PR 634QA 638RE 642RO 643RU 646RW 652BL 654SH 659KN 660AI 662LC 663MF 666PM 670VC 674SM
    678ST 682SA 686SN 688RS 690SC 694SL 702SG 703SK 704VN 705SI 706SO 710ZA 716ZW 724ES 728SS
    729SD 732EH 740SR 744SJ 748SZ 752SE 756CH 760SY 762TJ 764TH 768TG 772TK 776TO 780TT 784AE
    788TN 792TR 795TM 796TC 798TV 800UG 804UA 807MK 818EG 826GB 831GG 832JE 833IM 834TZ 840US
    850VI 854BF 858UY 860UZ 862VE 876WF 882WS 887YE 894ZM
"""
ALPHA2 = {word[:3]: word[3:] for word in ISO_CODES.split()}

WITHOUT_ID: dict[str, str | None] = {
    "Kosovo": "XK",
    "Somaliland": None,
    "N. Cyprus": None,
    "Siachen Glacier": None,
}
"""Shapes without an ISO number. XK is the user-assigned code in common use for Kosovo."""

FULL_NAMES = {
    "Ashmore and Cartier Is.": "Australia",
    "Antigua and Barb.": "Antigua and Barbuda",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Congo": "Republic of the Congo",
    "Cook Is.": "Cook Islands",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern and Antarctic Lands",
    "Heard I. and McDonald Is.": "Heard Island and McDonald Islands",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Cyprus": "Northern Cyprus",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn Islands",
    "S. Geo. and the Is.": "South Georgia and the South Sandwich Islands",
    "S. Sudan": "South Sudan",
    "Saint Helena": "Saint Helena, Ascension and Tristan da Cunha",
    "Solomon Is.": "Solomon Islands",
    "St-Barthélemy": "Saint Barthélemy",
    "St-Martin": "Saint Martin",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "U.S. Virgin Is.": "United States Virgin Islands",
    "United States of America": "United States",
    "Vatican": "Vatican City",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "eSwatini": "Eswatini",
    "Åland": "Åland Islands",
}
"""Natural Earth's short map labels, where a reader would want the whole English name."""


class Part(NamedTuple):
    """Polygons of `parent` that begin inside the box (degrees) belong to `code`."""

    parent: str
    box: tuple[float, float, float, float]
    code: str
    name: str


PARTS = (
    Part("Russia", (32.0, 44.0, 36.65, 46.3), "UA", "Ukraine"),
    Part("France", (-55.0, 2.0, -51.0, 6.0), "GF", "French Guiana"),
    Part("France", (-62.0, 15.8, -61.0, 16.6), "GP", "Guadeloupe"),
    Part("France", (-61.3, 14.3, -60.7, 15.0), "MQ", "Martinique"),
    Part("France", (55.0, -21.5, 56.0, -20.5), "RE", "Réunion"),
    Part("France", (45.0, -13.1, 45.4, -12.5), "YT", "Mayotte"),
    Part("Norway", (10.0, 74.0, 34.0, 81.0), "SJ", "Svalbard and Jan Mayen"),
    Part("Norway", (-10.0, 70.0, -7.0, 72.0), "SJ", "Svalbard and Jan Mayen"),
    Part("Netherlands", (-69.0, 11.5, -62.0, 18.0), "BQ", "Caribbean Netherlands"),
    Part("New Zealand", (-173.0, -10.0, -171.0, -8.0), "TK", "Tokelau"),
    Part("Indian Ocean Ter.", (105.0, -11.0, 106.0, -10.0), "CX", "Christmas Island"),
    Part("Indian Ocean Ter.", (96.0, -13.0, 97.0, -12.0), "CC", "Cocos (Keeling) Islands"),
)

LABEL_POINTS = {"Antarctica": (35.0, -79.0)}
"""Where the widest place of the largest polygon is not a place on a flat map (degrees)."""

POINTS_ONLY = (
    ("BV", "Bouvet Island", (3.36, -54.42)),
    ("GI", "Gibraltar", (-5.35, 36.14)),
    ("TV", "Tuvalu", (179.2, -8.52)),
    ("UM", "United States Minor Outlying Islands", (166.65, 19.28)),
)
"""ISO territories that 1:50m has no shape for (degrees)."""


class Country(NamedTuple):
    """One country: its polygons, each a list of rings, each a list of arcs."""

    code: str | None
    name: str
    polygons: list[list[Refs]]


def main() -> None:
    """Read the TopoJSON named on the command line and write `land.json`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("topojson", type=Path, help="countries-50m.json of world-atlas")
    topology = json.loads(parser.parse_args().topojson.read_text(encoding="utf-8"))
    arcs = [quantised(simplified(arc)) for arc in decoded(topology)]
    countries = collect(topology["objects"]["countries"]["geometries"], arcs)
    LAND.write_text(as_json(arcs, countries), encoding="utf-8")
    points = sum(map(len, arcs))
    missing = set(ALPHA2.values()) - {c.code for c in countries} - {p[0] for p in POINTS_ONLY}
    sys.stdout.write(
        f"{LAND.name}: {LAND.stat().st_size:,} bytes, {points:,} points, {len(countries)} shapes, "
        f"ISO codes without a place: {sorted(missing) or 'none'}\n"
    )


# ------------------------------------------------------------------ TopoJSON in


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees; longitudes run on where an arc crosses the antimeridian."""
    (scale_x, scale_y), (left, bottom) = (topology["transform"][k] for k in ("scale", "translate"))
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            lon = left + x * scale_x
            if line:
                lon += 360 * round((line[-1][0] - lon) / 360)
            line.append((lon, bottom + y * scale_y))
        lines.append(line)
    return lines


def collect(geometries: list[dict[str, Any]], arcs: list[list[Step]]) -> list[Country]:
    """The polygons of each country, under the code and name they are shown with."""
    found: dict[tuple[str | None, str], Country] = {}
    for shape in geometries:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            rings = [refs for refs in polygon if not is_pole(ring_points(refs, arcs))]
            key = owner(shape, ring_points(rings[0], arcs)[0]) if rings else None
            if key:
                found.setdefault(key, Country(*key, [])).polygons.append(rings)
    return list(found.values())


def owner(shape: dict[str, Any], start: Step) -> tuple[str | None, str]:
    """Code and name of the country that a polygon of `shape`, beginning at `start`, belongs to."""
    label = shape["properties"]["name"]
    lon, lat = start[0] / UNITS, start[1] / UNITS
    for part in PARTS:
        west, south, east, north = part.box
        if part.parent == label and west <= lon <= east and south <= lat <= north:
            return part.code, part.name
    code = ALPHA2[shape["id"]] if "id" in shape else WITHOUT_ID[label]
    return code, FULL_NAMES.get(label, label)


# ------------------------------------------------------------------ simpler lines


def simplified(line: list[Point]) -> list[Point]:
    """The line without its smallest bends (Visvalingam & Whyatt 1993), ends kept.

    A closed line keeps at least a triangle and an open one a point between its ends, so that no
    island and no city state vanishes.
    """
    limit = ANTARCTIC_BEND if line[0][1] < ANTARCTIC else SMALLEST_BEND
    fewest = 4 if line[0] == line[-1] else 3
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    bends = [0.0] * len(line)
    queue: list[tuple[float, int]] = []

    def measure(i: int, at_least: float) -> None:
        bends[i] = max(at_least, bend(line[before[i]], line[i], line[after[i]]))
        heapq.heappush(queue, (bends[i], i))

    for i in range(1, len(line) - 1):
        measure(i, 0.0)
    kept = set(range(len(line)))
    while queue and len(kept) > fewest:
        size, i = heapq.heappop(queue)
        if i not in kept or size != bends[i]:
            continue
        if size >= limit:
            break
        kept.remove(i)
        after[before[i]], before[after[i]] = after[i], before[i]
        for neighbour in (before[i], after[i]):
            if 0 < neighbour < len(line) - 1:
                measure(neighbour, size)
    return [line[i] for i in sorted(kept)]


def bend(a: Point, b: Point, c: Point) -> float:
    """Area of the triangle a, b, c in square degrees of the equator."""
    across = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    return abs(across) / 2 * math.cos(math.radians(b[1]))


def quantised(line: list[Point]) -> list[Step]:
    """The line in stored units, without points that fall together."""
    steps = [(round(lon * UNITS), round(lat * UNITS)) for lon, lat in line]
    return [p for i, p in enumerate(steps) if i in (0, len(steps) - 1) or p != steps[i - 1]]


# ------------------------------------------------------------------ rings


def ring_points(refs: Refs, arcs: list[list[Step]]) -> list[Step]:
    """The ring's points in order; the first is repeated at the end.

    Raises:
        ValueError: the arcs do not join, as where one ends a whole turn from where the next begins.
    """
    ring: list[Step] = []
    for ref in refs:
        arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        if ring and ring[-1] != arc[0]:
            raise ValueError(f"arc {ref} does not begin where the one before it ends")
        ring += arc[1 if ring else 0 :]
    return ring


def is_pole(ring: list[Step]) -> bool:
    """Whether the ring runs round the South Pole itself: a point on the globe, not a coast."""
    return all(y < -89.9 * UNITS for _, y in ring)


def area(ring: list[Step]) -> float:
    """Area in square degrees of the equator (shoelace, widths scaled by the latitude)."""
    total = sum(
        (x1 - x0) * (y0 + y1) * math.cos(math.radians((y0 + y1) / 2 / UNITS))
        for (x0, y0), (x1, y1) in pairwise(ring)
    )
    return abs(total) / 2 / UNITS**2


def label_point(country: Country, arcs: list[list[Step]]) -> Step:
    """The place inside the country's largest polygon that is farthest from its outline.

    A grid over the polygon, refined around its best place (the idea of Mapbox' polylabel).
    Distances are true to scale at the polygon's middle latitude.
    """
    if country.name in LABEL_POINTS:
        lon, lat = LABEL_POINTS[country.name]
        return round(lon * UNITS), round(lat * UNITS)
    rings = max(
        ([ring_points(refs, arcs) for refs in polygon] for polygon in country.polygons),
        key=lambda polygon: area(polygon[0]),
    )
    outline = np.array(rings[0], dtype=float)
    low, high = outline.min(axis=0), outline.max(axis=0)
    scale = np.array([math.cos(math.radians((low[1] + high[1]) / 2 / UNITS)), 1.0])
    ends = [np.array(ring, dtype=float) * scale for ring in rings]
    a, b = np.concatenate([e[:-1] for e in ends]), np.concatenate([e[1:] for e in ends])
    middle, reach = (low + high) / 2 * scale, (high - low) / 2 * scale
    for _ in range(5):
        grid = np.stack(np.meshgrid(*np.linspace(middle - reach, middle + reach, 17).T), axis=-1)
        places = grid.reshape(-1, 2)
        middle, reach = places[np.argmax(depth(places, a, b))], reach / 6
    lon, lat = (round(v) for v in middle / scale)
    return (lon + TURN // 2) % TURN - TURN // 2, lat


def depth(places: NDArray[Any], a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """How far each place lies inside the outline made of the segments a-b; negative is outside."""
    p, step = places[:, None, :], b - a
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    along = np.clip(((p - a) * step).sum(axis=2) / length, 0, 1)
    distance = np.hypot(*np.moveaxis(p - a - along[..., None] * step, -1, 0)).min(axis=1)
    crosses = (a[:, 1] > p[..., 1]) != (b[:, 1] > p[..., 1])
    rise = np.where(step[:, 1] == 0, 1, step[:, 1])
    west = p[..., 0] < a[:, 0] + (p[..., 1] - a[:, 1]) / rise * step[:, 0]
    inside = (crosses & west).sum(axis=1) % 2 == 1
    signed: NDArray[Any] = np.where(inside, distance, -distance)
    return signed


# ------------------------------------------------------------------ JSON out


def as_json(arcs: list[list[Step]], countries: list[Country]) -> str:
    """The text of `land.json`: one arc and one country to a line, unused arcs left out."""

    def size(country: Country) -> float:
        return sum(area(ring_points(p[0], arcs)) for p in country.polygons)

    rings = {id(c): [refs for p in c.polygons for refs in p] for c in countries}
    used = sorted({max(ref, ~ref) for c in countries for refs in rings[id(c)] for ref in refs})
    number = {arc: i for i, arc in enumerate(used)} | {~arc: ~i for i, arc in enumerate(used)}
    rows: list[Any] = []
    for c in sorted(countries, key=lambda c: (-size(c), c.name)):
        refs = [[number[ref] for ref in ring] for ring in rings[id(c)]]
        rows.append([c.code, c.name, label_point(c, arcs), refs])
    for code, name, (lon, lat) in POINTS_ONLY:
        rows.append([code, name, [round(lon * UNITS), round(lat * UNITS)], []])
    lines = {"arcs": [steps(arcs[arc]) for arc in used], "countries": rows}
    parts = [f'"about":{compact(ABOUT)}']
    parts += [f'"{key}":[\n{joined(value)}\n]' for key, value in lines.items()]
    return "{" + ",\n".join(parts) + "}\n"


def steps(line: list[Step]) -> list[int]:
    """The line as one list: its first point, then the step to each of the others."""
    flat = list(line[0])
    for (x0, y0), (x1, y1) in pairwise(line):
        flat += [x1 - x0, y1 - y0]
    return flat


def joined(rows: list[Any]) -> str:
    """The rows as JSON, one to a line."""
    return ",\n".join(compact(row) for row in rows)


def compact(value: object) -> str:
    """The value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
