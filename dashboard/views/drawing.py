"""One drawing in two placements: the network, and the same nodes over land.

Every node and claim of the data set becomes an element once. A selection only says which of them
are shown, so that a filter never moves anything. Sizes are screen pixels; the page turns them
into drawing units for the zoom it is at.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from dashboard import geo, graph
from dashboard.store import EVERYTHING, Part
from dashboard.theme import DASHES, PATTERNS, SHAPES, Theme
from dashboard.views.words import counted, hover_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.model import Dataset, Node
    from dashboard.selection import Selection
    from dashboard.store import Row, Store

LABEL_SIZE = 12
_LABEL_WIDTH = 20
_LABEL_LINES = 3
_CHARACTER = 6.4
_LINE = 14
_RING = 24
_ROOM_AROUND = 14
_SAMPLE = 2000
"""As many claims say where the map is cut."""
_DRAWN = ("id", "source", "target", "tie", "relation", "layer", "modality", "claim_status",
          "source_name", "relation_label", "target_name", "start", "end", "voice_name")  # fmt: skip
"""What is drawn and said of a claim."""

Element = dict[str, Any]
_MERIDIANS: WeakKeyDictionary[Store, float] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A claim that cannot be on the map, and why."""

    edge: str
    words: str
    reason: str


def elements(store: Store, base: Selection = EVERYTHING) -> list[Element]:
    """Every claim that `base` keeps and its nodes, with their positions in both placements.

    A node's data hold `net` and, where it has a place, `map`: positions in drawing units, and
    `fan`: its offset in pixels from a place that several nodes share.
    """
    dataset = store.dataset
    sourced = ("sourcing",) * ("sourcing" in dataset.facets)
    rows = store.page(base, columns=[*_DRAWN, *sourced])
    whole = base == EVERYTHING
    ends = {row[end] for row in rows for end in ("source", "target")}
    multigraph = graph.build(dataset, rows, dataset.nodes if whole else ends)
    claims = graph.degrees(multigraph)
    boxes = {n: box(label(dataset.nodes[n].name), _size(claims[n])) for n in multigraph.nodes}
    rises = {n: _size(claims[n]) / 2 for n in multigraph.nodes}
    network = graph.place(multigraph, boxes, rises, quick=not whole)
    spots = _spots(dataset, multigraph.nodes, claims, meridian(store))
    nodes = [
        _node(dataset, dataset.nodes[n], claims[n], network[n], spots.get(n))
        for n in sorted(multigraph.nodes, key=lambda n: (claims[n], n))
    ]
    return [*_place_marks(dataset, spots), *nodes, *_edges(rows)]


def meridian(store: Store) -> float:
    """The central meridian that keeps the map's cut away from the ties it has to show.

    It is that of the whole list, and worked out once: every scene stands on the same land.
    """
    if store not in _MERIDIANS:
        _MERIDIANS[store] = _meridian(store)
    return _MERIDIANS[store]


def _meridian(store: Store) -> float:
    placed, places = Part(placed=True), store.dataset.places
    tallies = [store.tally(EVERYTHING, end, placed) for end in ("source_place", "target_place")]
    share = max(1, sum(tallies[0].values()) / _SAMPLE)
    return geo.best_meridian([
        places[place].lon
        for tally in tallies
        for place, claims in tally.items()
        for _ in range(math.ceil(claims / share))
    ])  # fmt: skip


def shown(store: Store, selection: Selection) -> dict[str, list[str]]:
    """Ids of the claims and nodes that a selection shows."""
    kept = store.page(selection, columns=["id", "source", "target"])
    nodes = sorted({row[end] for row in kept for end in ("source", "target")})
    return {"edges": [row["id"] for row in kept], "nodes": nodes}


def unplaced(store: Store, selection: Selection, most: int | None = None) -> list[Unplaced]:
    """The claims of a selection that are not on the map, each with its reason."""
    columns = ["id", "statement", "source", "target", "source_place", "target_place"]
    return [
        Unplaced(edge["id"], edge["statement"], _no_place(edge, store.dataset))
        for edge in store.page(selection, Part(placed=False), columns=columns, limit=most)
    ]


def stylesheet(theme: Theme, *, directed: bool = True) -> list[dict[str, Any]]:
    """Cytoscape styles of a theme; lengths in screen pixels, scaled by the page."""
    return [
        {"selector": "node", "style": _node_style(theme)},
        *(
            {"selector": f"node[kind = '{kind}']", "style": {
                "background-color": theme.kinds[kind],
                "shape-polygon-points": " ".join(f"{x} {y}" for x, y in points),
            }}
            for kind, points in SHAPES.items()
        ),
        {"selector": "node[redacted]", "style": {"border-style": "double", "border-width": 4}},
        {"selector": "node.place", "style": _mark_style(theme)},
        {"selector": "edge", "style": _edge_style(theme)},
        *(
            {"selector": f"edge[pattern = '{pattern}']", "style": {
                "line-style": "dashed", "line-dash-pattern": dashes,
            }}
            for pattern, dashes in DASHES.items()
        ),
        *([] if directed else [{"selector": "edge", "style": {"target-arrow-shape": "none"}}]),
        {"selector": "node[holds]", "style": {
            "border-style": "double", "border-width": 5, "border-color": theme.paper,
            "font-weight": "bold",
        }},
        *({"selector": f"node[kind = '{by}']", "style": {
            "shape": "ellipse", "background-color": theme.kinds["place"],
        }} for by in ("country", "community", "")),
        {"selector": "edge[bundle]", "style": {
            "width": "data(width)", "target-arrow-shape": "none", "opacity": 0.75,
        }},
        {"selector": "edge[context]", "style": {"width": 1, "opacity": 0.6}},
        *_states(theme),
    ]  # fmt: skip


def _node_style(theme: Theme) -> dict[str, Any]:
    return {
        "shape": "polygon",
        "width": "data(size)",
        "height": "data(size)",
        "border-width": 1.5,
        "border-color": theme.paper,
        "label": "data(label)",
        "color": theme.ink,
        "font-family": "system-ui, Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif",
        "font-size": "data(font)",
        "line-height": 1.15,
        "text-wrap": "wrap",
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-outline-color": theme.paper,
        "text-outline-width": 2.5,
        "text-outline-opacity": 0.9,
    }


def _mark_style(theme: Theme) -> dict[str, Any]:
    return {
        "shape": "ellipse",
        "background-color": theme.ink,
        "background-opacity": 0.06,
        "border-width": 1,
        "border-color": theme.control,
        "border-style": "data(border)",
        "label": "data(label)",
        "color": theme.quiet,
        "font-style": "italic",
        "events": "no",
        "z-index": 0,
        "z-compound-depth": "bottom",
    }


def _edge_style(theme: Theme) -> dict[str, Any]:
    return {
        "curve-style": "unbundled-bezier",
        "edge-distances": "node-position",
        "control-point-weights": 0.5,
        "width": 1.6,
        "line-color": theme.edge,
        "target-arrow-shape": "triangle",
        "target-arrow-color": theme.edge,
        "arrow-scale": 0.9,
        "loop-direction": "-45deg",
        "loop-sweep": "60deg",
    }


def _states(theme: Theme) -> list[dict[str, Any]]:
    lit = {"line-color": theme.accent, "target-arrow-color": theme.accent, "width": 2.6,
           "opacity": 1, "z-index": 20}  # fmt: skip
    return [
        {"selector": ".off", "style": {"display": "none"}},
        {"selector": ".unplaced", "style": {"display": "none"}},
        {"selector": ".dim", "style": {"opacity": 0.22}},
        {"selector": "node.dim", "style": {"text-opacity": 0}},
        {"selector": ".label-top", "style": {"text-valign": "top", "text-margin-y": -3}},
        {"selector": ".label-right", "style": {
            "text-valign": "center", "text-halign": "right", "text-margin-y": 0,
            "text-margin-x": 3, "text-justification": "left",
        }},
        {"selector": ".label-left", "style": {
            "text-valign": "center", "text-halign": "left", "text-margin-y": 0,
            "text-margin-x": -3, "text-justification": "right",
        }},
        {"selector": ".nolabel", "style": {"text-opacity": 0}},
        {"selector": "node.lit", "style": {"z-index": 20, "font-weight": "bold"}},
        {"selector": "node.near", "style": {"z-index": 15}},
        {"selector": "edge.near", "style": {"width": 2.2, "line-color": theme.ink,
                                            "target-arrow-color": theme.ink}},
        {"selector": "edge.lit", "style": lit},
        {"selector": "node.focus", "style": {"border-color": theme.accent, "border-width": 4,
                                             "font-weight": "bold", "z-index": 30}},
        {"selector": "edge.focus", "style": {**lit, "width": 4, "z-index": 30}},
        *_cursor(theme),
    ]  # fmt: skip


def _cursor(theme: Theme) -> list[dict[str, Any]]:
    """Where the keyboard stands: a ring around a node, a halo around a line."""
    return [
        {"selector": "node.cursor", "style": {
            "outline-width": 3.5, "outline-offset": 3, "outline-color": theme.accent,
            "outline-opacity": 1, "opacity": 1, "z-index": 40,
        }},
        {"selector": "edge.cursor", "style": {
            "width": 4, "line-color": theme.accent, "target-arrow-color": theme.accent,
            "underlay-color": theme.accent, "underlay-padding": 5, "underlay-opacity": 0.3,
            "opacity": 1, "z-index": 40,
        }},
    ]  # fmt: skip


def _node(
    dataset: Dataset, node: Node, claims: int, net: graph.Point, spot: Spot | None
) -> Element:
    place = dataset.place_of(node.id)
    data: dict[str, Any] = {
        "id": node.id,
        "label": label(node.name),
        "name": node.name,
        "kind": node.kind,
        "size": _size(claims),
        "font": _font(claims),
        "claims": claims,
        "net": [round(net[0], 1), round(net[1], 1)],
        "tip": f"{node.name}\n{_where(dataset, node)}{counted(claims, 'claim')} in all",
    }
    if node.redacted:
        data["redacted"] = "yes"
    if place and spot:
        data |= {"map": spot.point, "fan": spot.offset, "place": place.id}
    return {"data": data, "position": {"x": data["net"][0], "y": data["net"][1]}}


def _edges(rows: Sequence[Row]) -> list[Element]:
    """One element for each claim; `bow` spreads the claims of one tie to both sides of it."""
    siblings = Counter(row["tie"] for row in rows)
    before: Counter[str] = Counter()
    found = []
    for row in rows:
        bow = before[row["tie"]] - (siblings[row["tie"]] - 1) / 2
        before[row["tie"]] += 1
        # Measured from source to target, so turned round for claims that run the other way.
        data = {
            "id": row["id"],
            "source": row["source"],
            "target": row["target"],
            "bow": bow if row["source"] <= row["target"] else -bow,
            "pattern": _pattern(row),
            "tip": hover_words(row),
        }
        if row["layer"] == "context":
            data["context"] = "yes"
        found.append({"data": data})
    return found


def _pattern(row: Row) -> str:
    """The line of a claim. A list that says nothing of modes has solid ones, unsourced dotted."""
    if row["modality"]:
        return PATTERNS.get(row["modality"], "dotted")
    return "dotted" if row.get("sourcing") == "unsourced" else "solid"


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's position on the map: the place's point, and the offset in pixels from it."""

    point: list[float]
    offset: list[float]


def _spots(
    dataset: Dataset, names: Iterable[str], claims: Mapping[str, int], centre: float
) -> dict[str, Spot]:
    """Nodes of one place stand in rings around its point, with the place itself in the middle."""
    at: defaultdict[str, list[Node]] = defaultdict(list)
    for node in (dataset.nodes[name] for name in names):
        if node.place:
            at[node.place].append(node)
    found: dict[str, Spot] = {}
    for place, nodes in at.items():
        nodes.sort(key=lambda n: (n.kind != "place", -claims.get(n.id, 0), n.id))
        point = geo.project(dataset.places[place].lon, dataset.places[place].lat, centre)
        middle = len(nodes) == 1 or nodes[0].kind == "place"
        for node, offset in zip(nodes, fan(len(nodes), middle=middle), strict=True):
            found[node.id] = Spot([round(point[0], 2), round(point[1], 2)], offset)
    return found


def fan(count: int, *, middle: bool) -> list[list[float]]:
    """Offsets in pixels of `count` nodes: one in the middle if asked for, the rest in rings."""
    offsets = [[0.0, 0.0]] if middle else []
    ring = 1
    while len(offsets) < count:
        here = min(6 * ring, count - len(offsets))
        for i in range(here):
            angle = 2 * math.pi * i / here - math.pi / 2 + ring * 0.4
            radius = ring * _RING
            offsets.append([round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1)])
        ring += 1
    return offsets


def _place_marks(dataset: Dataset, spots: Mapping[str, Spot]) -> list[Element]:
    """A disc for each place in use: as wide as its fan, dashed where it is not one town."""
    reach: dict[str, float] = {}
    points: dict[str, list[float]] = {}
    residents = Counter(dataset.nodes[node].place for node in spots)
    for node, spot in spots.items():
        place = dataset.nodes[node].place
        reach[place] = max(reach.get(place, 0.0), math.hypot(*spot.offset))
        points[place] = spot.point
    marks = []
    for place, radius in sorted(reach.items()):
        record = dataset.places[place]
        exact = record.precision == "city"
        data = {
            "id": f"place:{place}",
            "label": record.name,
            "size": round(2 * (radius + _ROOM_AROUND)),
            "border": "solid" if exact else "dashed",
            "map": points[place],
            "fan": [0, 0],
            "place": place,
            "claims": residents[place],
            "font": LABEL_SIZE,
        }
        marks.append({"data": data, "position": {"x": 0, "y": 0}, "classes": "place",
                      "grabbable": False, "selectable": False})  # fmt: skip
    return marks


def _no_place(edge: Mapping[Any, Any], dataset: Dataset) -> str:
    ends = dict.fromkeys(s for s in ("source", "target") if not edge[f"{s}_place"])
    names = [dataset.nodes[str(edge[end])].name for end in ends]
    return f"no place is given for {' or '.join(dict.fromkeys(names))}"


def _where(dataset: Dataset, node: Node) -> str:
    place = dataset.place_of(node.id)
    country = dataset.countries.get(node.country, "")
    if place and place.name != country:
        return f"{place.name}, {country} · "
    return f"{country} · " if country else ""


def label(name: str) -> str:
    """The name in short lines; what does not fit in three ends in an ellipsis."""
    lines = textwrap.wrap(name, _LABEL_WIDTH, break_long_words=False)
    if len(lines) > _LABEL_LINES:
        lines = [*lines[: _LABEL_LINES - 1], f"{lines[_LABEL_LINES - 1]} …"]
    return "\n".join(lines)


def _size(claims: int) -> float:
    """Diameter in pixels: area grows with the number of claims."""
    return round(min(13 + 4.2 * math.sqrt(claims), 44), 1)


def _font(claims: int) -> float:
    """Label size in pixels: a little larger for nodes with many claims, so that they lead."""
    return round(LABEL_SIZE + min(claims, 30) / 10, 1)


def box(text: str, size: float) -> tuple[float, float]:
    """Width and height in pixels of a node of a size with its label."""
    lines = text.split("\n")
    width = max(len(line) for line in lines) * _CHARACTER
    return max(width, size) + 6, size + 6 + _LINE * len(lines)
