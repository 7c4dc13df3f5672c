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
from dashboard.graph.refine import Board
from dashboard.graph.stress import sketch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.graph.plane import Floats, Ints

Point = tuple[float, float]

RISE = 14.0
"""How far a box reaches above its node's centre unless told otherwise."""
SEED = 3
"""Of the first twelve, the one with fewest crossings on the bundled data."""
STEPS = ((0.4, 1), (0.6, 1), (0.8, 1), (1.0, 2))
"""Scales through which boxes grow, with the rounds in which nodes move at each."""
SETS_UNTIL = 0.7
"""Up to this scale there is room for groups to move as one."""
DENSITY = 0.36
"""Share of the frame that boxes should cover."""
START_DENSITY = 0.9
"""The same at first; parting the boxes then takes the room it needs."""
REACH_OUT = 0.35
"""How far nodes outside the ellipse that holds most may stay outside: a power below 1."""
SQUEEZE, WIDEN = 1.25, 1.25
"""How much the picture's shape may be changed at each step, and stretched at the end."""
LARGEST = 3000
"""Parts with more nodes are set in rows, group by group: all pairs would take gigabytes."""
LOOSE = 12
"""More nodes without ties than this are set in rows as one block."""
DOTS = 40
"""Points along each edge that keep other parts off it."""


def place(
    graph: nx.MultiDiGraph,
    boxes: Mapping[str, tuple[float, float]],
    rises: Mapping[str, float] | None = None,
    *,
    quick: bool = False,
) -> dict[str, Point]:
    """Give each node a position.

    Args:
        graph: the whole data set; edges carry `layer`.
        boxes: width and height in pixels of each node with its label.
        rises: how far each box reaches above its node's centre, half the height of the node's
            shape; `RISE` for a node that is not named.
        quick: leave out the search for better places, which takes most of the time.

    Returns:
        From node to (x, y) of its centre in pixels at zoom 1, y down, the picture's middle at
        (0, 0); boxes do not overlap.
    """
    rise = {n: min(RISE, boxes[n][1] / 2) for n in graph} | dict(rises or {})
    simple = simplify(graph)
    nets = [net_of(simple, names, boxes, rise) for names in _connected(simple)]
    drawn = [(net, draw(net, quick=quick)) for net in nets]
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


def draw(net: Net, *, quick: bool = False) -> Floats:
    """Draw one connected part: where each of its nodes stands."""
    count = len(net.names)
    if count > LARGEST or len(net.ends) < count - 1:
        return _rows(net)
    if count < 3:
        row: Floats = np.arange(count)[:, None] * np.array([net.boxes[:, 0].mean() + 2 * AIR, 0.0])
        return row
    rng = np.random.default_rng(SEED)
    spots = _shaped(sketch(net, rng), net.boxes)
    for scale, rounds in () if quick else STEPS:
        spots = _step(net, spots, scale, rounds, rng)
    centres = separate(spots + net.lift, (net.boxes + AIR) / 2)
    low, high = (centres - net.boxes / 2).min(axis=0), (centres + net.boxes / 2).max(axis=0)
    shape = _shape(high - low)
    stretched: Floats = centres * np.clip([1 / shape, shape], 1.0, WIDEN)
    return stretched - net.lift


def _step(net: Net, spots: Floats, scale: float, rounds: int, rng: np.random.Generator) -> Floats:
    """Let the boxes grow to the given scale, part them, and let nodes try better places."""
    shape = np.clip(_shape(np.ptp(spots, axis=0)), 1 / SQUEEZE, SQUEEZE)
    spots = spots * np.array([shape**-0.5, shape**0.5])
    centres = separate(spots + net.lift * scale, (net.boxes + AIR) * scale / 2)
    centres -= (centres.max(axis=0) + centres.min(axis=0)) / 2
    board = Board(net, centres - net.lift * scale, _stage(net.boxes, DENSITY) / 2, scale)
    if scale < SETS_UNTIL:
        board.move_sets(_sets(net), rng)
    for _ in range(rounds):
        board.move_nodes(board.restless() if scale < 1 else np.arange(len(spots)), rng)
    return board.spots.round(2)


def _shape(extent: Floats) -> float:
    """How much wider than the stage something is; 1 for what has no width or no height."""
    return float(extent[0] / extent[1] / ASPECT) if extent.min() > 1e-6 else 1.0


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
    extent: Floats = np.sqrt(np.array([area * ASPECT, area / ASPECT]))
    return extent


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


def _sets(net: Net) -> list[Ints]:
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
    dots = (start + np.linspace(0, 1, DOTS)[:, None, None] * (end - start)).reshape(-1, 2)
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
    return {
        n: (round(float(x - dx), 1), round(float(y - dy), 1)) for n, (x, y) in sorted(found.items())
    }
