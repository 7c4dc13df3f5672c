"""Where nodes stand in the network view: computed once for the whole graph, never by a filter.

The way there: simplify to ties; draw each connected part (`net`: groups and wished lengths,
`stress`: a drawing of points with few crossings, `overlap` and `refine`: boxes grow in it, are
parted and try better places); `pack` the parts into one picture of the stage's shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from dashboard.graph.net import AIR, Net, net_of, simplify
from dashboard.graph.overlap import separate
from dashboard.graph.pack import ASPECT, Part, in_rows, pack
from dashboard.graph.plane import Floats
from dashboard.graph.refine import Board
from dashboard.graph.stress import sketch

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, float]

RISE = 14.0
"""How far a box reaches above its node's centre unless told otherwise."""
SEED = 7
STEPS = ((0.4, 1), (0.7, 1), (1.0, 2))
"""Scales through which boxes grow, with the rounds in which nodes move at each."""
DENSITY = 0.36
"""Share of the frame that boxes should cover."""
START_DENSITY = 0.75
"""The same at first: growing boxes need more room than they cover."""
REACH_OUT = 0.35
"""How far nodes outside the ellipse that holds most may stay outside: a power below 1."""
MOST_WIDENED = 1.25
LARGEST = 3000
"""Parts with more nodes are set in rows, group by group: pairs of nodes would take gigabytes."""
LOOSE = 12
"""More nodes without ties than this are set in rows as one block."""
DOT = 15.0


def place(
    graph: nx.MultiDiGraph,
    boxes: Mapping[str, tuple[float, float]],
    rises: Mapping[str, float] | None = None,
) -> dict[str, Point]:
    """Give each node a position.

    Args:
        graph: the whole data set; edges carry `layer`.
        boxes: width and height in pixels of each node with its label.
        rises: how far each box reaches above its node's centre, half the height of the node's
            shape; `RISE` for a node that is not named.

    Returns:
        From node to (x, y) of its centre in pixels at zoom 1, y down, the picture's middle at
        (0, 0); boxes do not overlap.
    """
    rise = {n: min(RISE, boxes[n][1] / 2) for n in graph} | dict(rises or {})
    simple = simplify(graph)
    nets = [net_of(simple, names, boxes, rise) for names in _connected(simple)]
    drawn = [(net, draw(net)) for net in nets]
    parts = [_part(net, spots) for net, spots in drawn]
    order = sorted(range(len(parts)), key=lambda i: (-float(parts[i].size.prod()), nets[i].names))
    found: dict[str, Point] = {}
    for i, corner in zip(order, pack([parts[i] for i in order]), strict=True):
        net, spots = drawn[i]
        for name, (x, y) in zip(net.names, spots + corner - parts[i].corner, strict=True):
            found[name] = (x, y)
    return _centred(found, boxes, rise)


def _connected(simple: nx.Graph) -> list[list[str]]:
    """The connected parts; nodes without ties are one part if there are many."""
    parts = sorted(sorted(part) for part in nx.connected_components(simple))
    loose = [part[0] for part in parts if len(part) == 1]
    if len(loose) <= LOOSE:
        return parts
    return [part for part in parts if len(part) > 1] + [loose]


def draw(net: Net) -> Floats:
    """Draw one connected part; where each of its nodes stands."""
    count = len(net.names)
    if count > LARGEST or len(net.ends) < count - 1:
        return _rows(net)
    if count == 1:
        return np.zeros((1, 2))
    rng = np.random.default_rng(SEED)
    spots = _shaped(sketch(net, rng), net.boxes)
    frame = _stage(net.boxes, DENSITY) / 2
    sets = _sets(net)
    for scale, rounds in STEPS:
        spots = _shaped2(spots)
        spots = separate(spots + net.lift * scale, (net.boxes + AIR) * scale / 2, IR)
        spots -= (spots.max(axis=0) + spots.min(axis=0)) / 2
        board = Board(net, spots - net.lift * scale, frame, scale)
        board.move_sets(sets, rng)
        board.move_nodes(rounds, rng)
        spots = board.spots.round(2)
    centres = separate(spots + net.lift, (net.boxes + AIR) / 2)
    return _widened(centres, net.boxes) - net.lift


def _widened(centres: Floats, boxes: Floats) -> Floats:
    """Stretch one way towards the stage's shape: the view would leave that room empty."""
    extent = (centres + boxes / 2).max(axis=0) - (centres - boxes / 2).min(axis=0)
    shape = extent[0] / extent[1] / ASPECT
    factor = np.clip([1 / shape, shape], 1.0, MOST_WIDENED)
    return centres * factor


PRE=1.8
IR=60
def _shaped2(spots):
    e=np.ptp(spots,axis=0); f=e[0]/max(e[1],1e-6)/PRE
    f=np.clip(f,.8,1.25)
    return spots*[f**-.5,f**.5]


def _rows(net: Net) -> Floats:
    """Nodes in rows, group by group, those with most ties first."""
    ties = np.bincount(net.ends.ravel(), minlength=len(net.names))
    order = np.lexsort((-ties, net.groups))
    spots = np.empty((len(order), 2))
    spots[order] = in_rows(net.boxes[order] + AIR)
    return spots - net.lift


def _stage(boxes: Floats, density: float) -> Floats:
    """Width and height of a stage of which the boxes cover the given share."""
    area = float(boxes.prod(axis=1).sum()) / density
    return np.sqrt(np.array([area * ASPECT, area / ASPECT]))


def _shaped(points: Floats, boxes: Floats) -> Floats:
    """Turn the longest way level, pull in what sticks out, and scale to the stage."""
    points = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(points.T @ points)
    points = points @ axes[:, ::-1]
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    points /= np.maximum(np.quantile(np.abs(points), 0.95, axis=0), 1e-6)
    out = np.maximum(np.hypot(points[:, 0], points[:, 1]), 1.0)
    points *= (out ** (REACH_OUT - 1))[:, None]
    shaped: Floats = points * _stage(boxes + AIR, START_DENSITY) / 2
    return shaped


def _sets(net: Net) -> list[np.ndarray]:
    """What moves as one: each group, and each node with all that hangs on it."""
    branches: dict[int, list[int]] = {}
    for leaf, up in net.hung.items():
        branches.setdefault(up, [up]).extend(branches.get(leaf, [leaf]))
    groups = [np.flatnonzero(net.groups == group) for group in range(net.groups.max() + 1)]
    sets = groups + [np.array(sorted(branch)) for branch in branches.values()]
    return [each for each in sets if 1 < len(each) < len(net.names) / 2]


def _part(net: Net, spots: Floats) -> Part:
    """What a drawn net covers."""
    centre = spots + net.lift
    start, end = spots[net.ends[:, 0]], spots[net.ends[:, 1]]
    count = int(net.lengths.sum() // DOT) if len(net.ends) > LARGEST else None
    share = np.linspace(0, 1, 40)[:, None, None]
    dots = (start + share * (end - start)).reshape(-1, 2) if count is None else centre
    return Part(centre - net.boxes / 2, centre + net.boxes / 2, dots)


def _centred(
    found: Mapping[str, Point],
    boxes: Mapping[str, tuple[float, float]],
    rise: Mapping[str, float],
) -> dict[str, Point]:
    """Shift everything so that the middle of all boxes is (0, 0); round to a tenth of a pixel."""
    if not found:
        return {}
    left = min(x - boxes[n][0] / 2 for n, (x, _) in found.items())
    right = max(x + boxes[n][0] / 2 for n, (x, _) in found.items())
    top = min(y - rise[n] for n, (_, y) in found.items())
    bottom = max(y - rise[n] + boxes[n][1] for n, (_, y) in found.items())
    dx, dy = (left + right) / 2, (top + bottom) / 2
    return {n: (round(x - dx, 1), round(y - dy, 1)) for n, (x, y) in sorted(found.items())}
