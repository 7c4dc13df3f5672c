"""One connected part of the graph as arrays, with what a layout needs to know of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.graph.plane import Floats, Ints

AIR = 8.0
"""Least distance between two boxes in pixels."""
FILL = 0.5
"""Share of the plane that boxes are expected to cover when edge lengths are chosen."""
BETWEEN_GROUPS = 1.5
"""How much longer an edge between two groups may be than one inside a group."""
CONTEXT_PULL = 0.35
"""Pull of a tie that only gives context; a core tie has 1."""
CONTEXT_LENGTH = 1.25


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """One connected part; row i of each array is the node `names[i]`, row e an edge.

    Attributes:
        names: the nodes, sorted.
        ends: the two nodes of each edge; no loops, no parallels.
        pull: how much each edge pulls its ends together.
        lengths: the wished length of each edge in pixels.
        boxes: width and height of each node with its label.
        lift: from a node to the centre of its box; (0, 0) if it stands in the middle.
        radii: how far the node's own shape reaches.
        groups: the number of the community each node belongs to.
        hung: from each node of a hanging tree to the next one towards the rest, ends first.
    """

    names: tuple[str, ...]
    ends: Ints
    pull: Floats
    lengths: Floats
    boxes: Floats
    lift: Floats
    radii: Floats
    groups: Ints
    hung: dict[int, int]


def simplify(graph: nx.MultiDiGraph) -> nx.Graph:
    """One undirected edge for each tie, sorted, with its `pull`; no loops."""
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    pulls: dict[tuple[str, str], float] = {}
    for source, target, layer in graph.edges(data="layer"):
        if source != target:
            tie = (min(source, target), max(source, target))
            pull = CONTEXT_PULL if layer == "context" else 1.0
            pulls[tie] = max(pull, pulls.get(tie, 0.0))
    simple.add_edges_from((a, b, {"pull": pull}) for (a, b), pull in sorted(pulls.items()))
    return simple


def net_of(
    simple: nx.Graph,
    names: Sequence[str],
    boxes: Mapping[str, tuple[float, float]],
    rises: Mapping[str, float],
) -> Net:
    """The arrays of one connected part of the simplified graph."""
    names = tuple(sorted(names))
    row = {name: i for i, name in enumerate(names)}
    ties = sorted(
        (min(row[a], row[b]), max(row[a], row[b]), pull)
        for a, b, pull in simple.edges(names, data="pull")
    )
    ends = np.array([(a, b) for a, b, _ in ties], dtype=np.intp).reshape(-1, 2)
    pull = np.array([p for _, _, p in ties], dtype=np.float64)
    size = np.array([boxes[n] for n in names], dtype=np.float64).reshape(-1, 2)
    rise = np.array([rises[n] for n in names], dtype=np.float64)
    lift = np.column_stack([np.zeros(len(names)), size[:, 1] / 2 - rise])
    groups = communities(len(names), ends, pull)
    hung = hanging_trees(len(names), ends)
    lengths = wished_lengths(ends, pull, size, groups, hung)
    return Net(names, ends, pull, lengths, size, lift, rise, groups, hung)


def communities(count: int, ends: Ints, pull: Floats) -> Ints:
    """Number each node's community (Blondel et al. 2008, "Fast unfolding of communities").

    The nodes are integers here: sets of strings have another order in each process, and the
    method's outcome depends on that order.
    """
    whole = nx.Graph()
    whole.add_nodes_from(range(count))
    whole.add_weighted_edges_from(
        (int(a), int(b), float(p)) for (a, b), p in zip(ends, pull, strict=True)
    )
    found = np.zeros(count, dtype=np.intp)
    if len(ends):
        parts = nx.community.louvain_communities(whole, weight="weight", seed=7)
        for number, part in enumerate(sorted(parts, key=min)):
            found[sorted(part)] = number
    return found


def hanging_trees(count: int, ends: Ints) -> dict[int, int]:
    """Peel off ends until none is left: from each peeled node to the one it hung on, in order."""
    beside: list[set[int]] = [set() for _ in range(count)]
    for a, b in ends.tolist():
        beside[a].add(b)
        beside[b].add(a)
    hung: dict[int, int] = {}
    queue = deque(i for i in range(count) if len(beside[i]) == 1)
    while queue:
        leaf = queue.popleft()
        if len(beside[leaf]) != 1:
            continue
        up = beside[leaf].pop()
        beside[up].discard(leaf)
        hung[leaf] = up
        if len(beside[up]) == 1:
            queue.append(up)
    return hung


def branch_areas(area: Floats, hung: Mapping[int, int]) -> Floats:
    """Each node's area with all that hangs on it."""
    total = area.copy()
    for leaf, up in hung.items():
        total[up] += total[leaf]
    return total


def wished_lengths(
    ends: Ints, pull: Floats, boxes: Floats, groups: Ints, hung: Mapping[int, int]
) -> Floats:
    """How long each edge should be: room for what hangs on its ends, and no more.

    A node with its hanging trees is thought of as a disc. Two discs should touch. Leaves fill
    the disc of their hub, and points spread evenly over a disc are 2/3 of its radius from the
    middle on average.
    """
    area = (boxes + AIR).prod(axis=1) / FILL
    own, reach = np.sqrt(area / np.pi), np.sqrt(branch_areas(area, hung) / np.pi)
    a, b = ends.T
    parent = np.full(len(boxes), -1)
    parent[list(hung)] = list(hung.values())
    lengths: Floats = reach[a] + reach[b]
    for up, leaf in ((a, b), (b, a)):
        hanging = parent[leaf] == up
        within = np.maximum(own[up] + reach[leaf], 2 / 3 * reach[up])
        lengths = np.where(hanging, within, lengths)
    lengths *= np.where(groups[a] != groups[b], BETWEEN_GROUPS, 1.0)
    lengths *= np.where(pull < 1, CONTEXT_LENGTH, 1.0)
    return lengths
