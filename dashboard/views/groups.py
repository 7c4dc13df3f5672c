"""The bounded drawing: groups of nodes and the strongest ties between them.

People read hundreds of lines. Where a selection keeps more claims than that, groups are drawn
with counts on them, and one of them can be opened to see its nodes. See
`docs/decisions/0022-bounded-drawing.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard import geo, graph
from dashboard.model import KINDS, labels
from dashboard.selection import group_of
from dashboard.store import EVERYTHING, named
from dashboard.views import drawing
from dashboard.views.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.graph import Point
    from dashboard.model import Dataset
    from dashboard.selection import Selection
    from dashboard.store import Bundle, Group, Groups, Store

    Element = dict[str, Any]

MOST_GROUPS, OPEN_GROUPS = 110, 80
MOST_TIES = 320
"""As many of each are drawn at once."""
FEW_TIES, TIES_A_GROUP, OWN_TIES = 30, 3, 2
"""Where nearly every group is tied to every other, only the strongest ties say anything."""
LOOKED_AT = 6000
"""Ties among which those to draw are found."""
STEADY = ("country", "kind", "place", "community")
"""Groups that stand at one place whatever the filter, as long as the list has not too many."""
MOST_STEADY = 400
WELL = 40
"""Up to so many groups are placed with the search for better places."""
NOUNS = {"country": ("country", "countries"), "place": ("place", "places"),
         "kind": ("kind", "kinds"), "community": ("community", "communities"),
         "node": ("node", "nodes")}  # fmt: skip


_WIDE = 30
"""Claims of a tie that is drawn as wide as can be, unless others have more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a group and how wide a tie is drawn, by the largest of the scene.

    The area of a group, and nearly the width of a line, grow with the number of claims.
    """

    group: int
    tie: int

    def size(self, claims: int) -> float:
        """Diameter of a group in pixels."""
        return round(14 + 38 * math.sqrt(min(1.0, claims / max(1, self.group))), 1)

    def width(self, claims: int) -> float:
        """Width of a line in pixels."""
        most = max(_WIDE, self.tie)  # ties of one claim or two are thin, whatever the others are
        return round(1.1 + 8 * math.pow(min(1.0, claims / most), 0.8), 2)


def elements(
    store: Store, base: Selection, by: str, opened: str, steady: Mapping[str, Point] | None = None
) -> list[Element]:
    """The groups and ties of a selection's drawing, with their positions in both placements.

    Args:
        store: the claims.
        base: what may be drawn at all; narrower selections show a part of it.
        by: what nodes are grouped by.
        opened: the group whose nodes are drawn by themselves, or "".
        steady: where groups stand whatever the filter; used if it has all that are drawn.
    """
    found, ties = _network(store, base, by, opened, OPEN_GROUPS if opened else MOST_GROUPS)
    scale = Scale(max((g.claims for g in found.groups), default=1),
                  max((b.claims for b in ties), default=1))  # fmt: skip
    if opened or by in ("node", "community"):
        store.nodes([_member(group.id) for group in found.groups])  # at once, not one by one
    nodes = [_node(group, by, opened, scale, store.dataset) for group in found.groups]
    ids = {n["data"]["id"] for n in nodes}
    stand = steady if steady and ids <= {*steady} else placed(nodes, ties, by, opened)
    for node in nodes:
        x, y = (round(v, 1) for v in stand[node["data"]["id"]])
        node["data"]["net"] = [x, y]
        node["position"] = {"x": x, "y": y}
    _put_on_map(nodes, store)
    return [*sorted(nodes, key=lambda n: (n["data"]["claims"], n["data"]["id"])),
            *(_tie(bundle, by, opened, scale) for bundle in ties)]  # fmt: skip


def steady_positions(store: Store, by: str) -> dict[str, Point]:
    """Where each group stands in the network of the whole list, which no filter moves.

    Groups are given room for the largest mark: under a filter each may be the largest of all.
    """
    found, ties = _network(store, EVERYTHING, by, "", MOST_STEADY)
    widest = Scale(1, 1)
    nodes = [_node(group, by, "", widest, store.dataset) for group in found.groups]
    return placed(nodes, ties, by, "")


def _network(
    store: Store, base: Selection, by: str, opened: str, most: int
) -> tuple[Groups, list[Bundle]]:
    found = largest(store, base, by, opened, most)
    ids = {group.id for group in found.groups}
    among = [b for b in found.bundles if b.a in ids and b.b in ids]
    return found, telling(among, opened)


def largest(store: Store, base: Selection, by: str, opened: str, most: int) -> Groups:
    """The groups with most claims and the strongest ties."""
    return store.groups(base, by, opened=opened, most_groups=most,
                        most_bundles=LOOKED_AT)  # fmt: skip


def telling(bundles: list[Bundle], opened: str) -> list[Bundle]:
    """The ties to draw, of many in the order of their strength.

    Each group's own strongest come first, so that none stands alone that is tied at all; of an
    open group, only ties that touch its nodes.
    """
    apart = [b for b in bundles if b.a != b.b]
    if opened:
        apart = [b for b in apart if not (group_of(b.a) and group_of(b.b))]
    ties: Counter[str] = Counter()
    first: list[Bundle] = []
    rest: list[Bundle] = []
    for bundle in apart:
        own = min(ties[bundle.a], ties[bundle.b]) < OWN_TIES
        (first if own else rest).append(bundle)
        ties.update({bundle.a: own, bundle.b: own})
    most = min(MOST_TIES, max(FEW_TIES, TIES_A_GROUP * len(ties)))
    return [*first, *rest][:most]


def told(
    store: Store, selection: Selection, by: str, opened: str, drawn: list[Element]
) -> dict[str, Any]:
    """What of the groups a selection shows, and what there is to say of each.

    Returns:
        `edges` and `nodes`, the ids that are shown; `tell`, from id to `size` or `width` and
        `tip`; `ties`, `groups` and `claims`, how many are drawn, `inside` with both ends in one
        group.
    """
    names = [e["data"]["group"] for e in drawn if "group" in e["data"]]
    scale = Scale(
        max((e["data"]["claims"] for e in drawn if "group" in e["data"]), default=1),
        max((e["data"]["claims"] for e in drawn if "source" in e["data"]), default=1),
    )
    now = store.groups(selection, by, opened=opened, among=names)
    titles = {e["data"]["id"]: e["data"]["name"] for e in drawn if "group" in e["data"]}
    known = {e["data"]["id"] for e in drawn if "source" in e["data"]}
    inside = {_id(b.a, by, opened): b.claims for b in now.bundles if b.a == b.b}
    inside = {name: claims for name, claims in inside.items() if group_of(name)}
    ties = {_tie_id(b, by, opened): b for b in now.bundles if b.a != b.b}
    shown = {name: bundle for name, bundle in ties.items() if name in known}
    tell: dict[str, Any] = {n: _tie_told(b, by, opened, scale, titles) for n, b in shown.items()}
    for group in now.groups:
        name = _id(group.id, by, opened)
        tell[name] = _group_told(group, titles[name], inside.get(name, 0), scale)
    return {
        "edges": sorted(shown),
        "nodes": sorted(_id(group.id, by, opened) for group in now.groups),
        "tell": tell,
        "ties": len(shown),
        "of_ties": len(ties),
        "groups": len(now.groups),
        "claims": sum(b.claims for b in shown.values()) + sum(inside.values()),
        "inside": sum(inside.values()),
    }


def words(state: Mapping[str, Any], by: str, opened: str, dataset: Dataset) -> str:
    """How the claims are drawn, "drawn as 14 ties between 6 countries, 12 claims inside one"."""
    if opened:
        title = title_of(by, opened, dataset)
        within = f"{_ties(state)} of {title} and what it is tied to"
    else:
        noun = NOUNS[by][state["groups"] != 1]
        within = f"{_ties(state)} between {state['groups']:,} {noun}"
    inside = f", {counted(state['inside'], 'claim')} inside one" if state["inside"] else ""
    return f"drawn as {within}{inside}"


def _ties(state: Mapping[str, Any]) -> str:
    ties = counted(state["ties"], "tie")
    return f"the strongest {ties}" if state["of_ties"] > state["ties"] > 0 else ties


def title_of(by: str, value: str, dataset: Dataset) -> str:
    """What a person calls a group."""
    if not value:
        return f"no {NOUNS[by][0]} given"
    match by:
        case "country":
            return dataset.countries.get(value, value)
        case "kind":
            return labels(KINDS).get(value, value)
        case "place":
            place = dataset.places.get(value)
            return place.name if place else value
        case "community":
            return f"around {title_of('node', value, dataset)}"
        case _:
            return dataset.nodes[value].name if value in dataset.nodes else value


def ends_of(focus: str) -> tuple[tuple[str, str], ...]:
    """The ends that a focus `tie:…|…` or `group:…` names, each (what it groups by, value)."""
    found = focus.removeprefix("tie:").split("|")
    return tuple(group_of(end) or ("node", end) for end in found)


def _member(group: str) -> str:
    """The node that a group is, or is called after."""
    of = group_of(group)
    return of[1] if of else group


def _id(group: str, by: str, opened: str) -> str:
    """The element of a group. A node by itself is called by its own id."""
    return group if opened or by == "node" else named(by, group)


def _tie_id(bundle: Bundle, by: str, opened: str) -> str:
    return f"tie:{_id(bundle.a, by, opened)}|{_id(bundle.b, by, opened)}"


def _node(group: Group, by: str, opened: str, scale: Scale, dataset: Dataset) -> Element:
    name = _id(group.id, by, opened)
    of = group_of(name)
    data: dict[str, Any] = {"id": name, "group": group.id, "claims": group.claims,
                            "font": drawing.LABEL_SIZE + 1}  # fmt: skip
    if of:
        title = title_of(*of, dataset)
        data |= {"name": title, "label": drawing.label(title), "holds": "yes", "by": of[0],
                 "value": of[1], "kind": of[1] if of[0] == "kind" else of[0]}  # fmt: skip
    else:
        node = dataset.nodes[name]
        data |= {"name": node.name, "kind": node.kind, "label": drawing.label(node.name)}
    data |= _group_told(group, data["name"], 0, scale)
    return {"data": data}


def _group_told(group: Group, title: str, inside: int, scale: Scale) -> dict[str, Any]:
    within = f", {inside:,} inside it" if inside else ""
    nodes = f"{counted(group.nodes, 'node')} · " if group.nodes > 1 else ""
    return {"size": scale.size(group.claims),
            "tip": f"{title}\n{nodes}{counted(group.claims, 'claim')}{within}"}  # fmt: skip


def _tie(bundle: Bundle, by: str, opened: str, scale: Scale) -> Element:
    data = {
        "id": _tie_id(bundle, by, opened),
        "source": _id(bundle.a, by, opened),
        "target": _id(bundle.b, by, opened),
        "claims": bundle.claims,
        "width": scale.width(bundle.claims),
        "bow": 0,
        "bundle": "yes",
        "tip": "",
    }
    return {"data": data}


def _tie_told(
    bundle: Bundle, by: str, opened: str, scale: Scale, titles: Mapping[str, str]
) -> dict[str, Any]:
    ends = " – ".join(titles[_id(end, by, opened)] for end in (bundle.a, bundle.b))
    support = f"{counted(bundle.documents, 'document')}, {counted(bundle.origins, 'origin')}"
    tip = f"{ends}\n{counted(bundle.claims, 'claim')} in {support}"
    return {"width": scale.width(bundle.claims), "tip": tip}


def placed(nodes: list[Element], ties: list[Bundle], by: str, opened: str) -> dict[str, Point]:
    """The position of each in the network."""
    multigraph = graph.bundled(
        [n["data"]["id"] for n in nodes],
        [(_id(b.a, by, opened), _id(b.b, by, opened)) for b in ties],
    )
    boxes = {n["data"]["id"]: drawing.box(n["data"]["label"], n["data"]["size"]) for n in nodes}
    rises = {n["data"]["id"]: n["data"]["size"] / 2 for n in nodes}
    return graph.place(multigraph, boxes, rises, quick=len(nodes) > WELL)


def _put_on_map(nodes: list[Element], store: Store) -> None:
    """Give each that has a point on the map its position; those of one point stand in rings."""
    centre = drawing.meridian(store)
    at: dict[tuple[float, float], list[Element]] = {}
    for node in nodes:
        point = _point(node["data"]["id"], store.dataset)
        if point:
            at.setdefault(point, []).append(node)
    for (lon, lat), here in at.items():
        x, y = geo.project(lon, lat, centre)
        here.sort(key=lambda n: (-n["data"]["claims"], n["data"]["id"]))
        for node, offset in zip(here, drawing.fan(len(here), middle=True), strict=True):
            node["data"] |= {"map": [round(x, 2), round(y, 2)], "fan": offset}


def _point(name: str, dataset: Dataset) -> tuple[float, float] | None:
    """Longitude and latitude of a group or a node, if it has any."""
    by, value = group_of(name) or ("node", name)
    place = dataset.place_of(value) if by == "node" else None
    place = dataset.places.get(value) if by == "place" else place
    if place:
        return place.lon, place.lat
    country = value if by == "country" else ""
    if by == "node" and value in dataset.nodes:
        country = dataset.nodes[value].country
    return geo.country_point(country) if country else None
