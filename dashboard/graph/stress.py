"""A first drawing of a net as points: distances as in the graph, few crossings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import shortest_path
from scipy.spatial.distance import cdist

from dashboard.graph.plane import HAIR, Flags, Floats, Ints, crossing, spanned, within

if TYPE_CHECKING:
    from dashboard.graph.net import Net

MAJORISE_WORK = 4e7
"""Pairs of nodes that may be looked at in all rounds of one majorisation."""
UNTANGLE_WORK = 4e7
"""Pairs of edges that may be looked at while untangling."""
MOST = 4e6
"""Pairs of edges that may be looked at in one go."""
PIVOTS = 50
TRIES = 24
STRAIN_PRICE = 0.1
"""What a unit of stress costs when a crossing costs 1."""
FOLDED = 0.7
"""How far trees reach out, of what stress wished, while the rest is untangled."""


def sketch(net: Net, rng: np.random.Generator) -> Floats:
    """Draw by stress, untangle the core, whose edges all lie on circles, then the rest.

    Trees can be drawn without crossings wherever there is room, so the search for few
    crossings goes first to the core, which is small; the trees travel with it.
    """
    count = len(net.names)
    ideal = ideal_distances(count, net.ends, net.lengths)
    apart = rng.normal(size=(count, 2)) * net.lengths.mean() / 20  # leaves of one hub coincide
    points = majorise(ideal, weights(ideal), scaled(ideal) + apart)
    core = np.setdiff1d(np.arange(count), list(net.hung))
    row = np.full(count, -1)
    row[core] = np.arange(len(core))
    ends = row[net.ends[(row[net.ends] >= 0).all(axis=1)]]
    freed = points.copy()
    if len(ends):
        freed[core] = untangle(points[core], ends, ideal[np.ix_(core, core)], 3, rng)
    for leaf, up in reversed(net.hung.items()):
        freed[leaf] = freed[up] + (points[leaf] - points[up]) * FOLDED
    return untangle(freed, net.ends, ideal, 2, rng)


def ideal_distances(count: int, ends: Ints, lengths: Floats) -> Floats:
    """The length of the shortest way between any two nodes, along edges as long as wished."""
    sparse = csr_matrix((lengths, (ends[:, 0], ends[:, 1])), (count, count))
    found: Floats = shortest_path(sparse, directed=False)
    return found


def weights(ideal: Floats) -> Floats:
    """The usual weight of a pair in stress: the nearer, the more it matters."""
    found = np.where(ideal > 0, ideal, 1.0) ** -2.0
    np.fill_diagonal(found, 0.0)
    return found


def scaled(ideal: Floats) -> Floats:
    """Pivot scaling: the plane that shows most of the distances to some pivots.

    Brandes and Pich 2006, "Eigensolver methods for progressive multidimensional scaling".
    """
    pivots = [0]
    while len(pivots) < min(PIVOTS, len(ideal)):
        pivots.append(int(ideal[pivots].min(axis=0).argmax()))
    squared = ideal[:, pivots] ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points: Floats = -0.5 * centred @ vectors[:, -2:][:, ::-1]
    heaviest = np.abs(points.round(3)).argmax(axis=0)
    points *= np.where(points[heaviest, [0, 1]] < 0, -1.0, 1.0)
    fitted: Floats = points * ideal.max() / max(float(np.ptp(points, axis=0).max()), HAIR)
    return fitted


def majorise(ideal: Floats, weight: Floats, points: Floats) -> Floats:
    """Stress majorisation (Gansner, Koren and North 2004, "Graph drawing by stress")."""
    count = len(ideal)
    rounds = int(np.clip(MAJORISE_WORK / count**2, 10, 150))
    inverse = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + 1.0 / count)
    wished = weight * ideal
    for _ in range(rounds):
        apart = cdist(points, points)
        ratio = wished / np.maximum(apart, 1e-6)
        np.fill_diagonal(ratio, 0.0)
        moved = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
        change = np.abs(moved - points).max()
        points = moved
        if change < 1e-4 * np.abs(points).max():
            break
    return points.round(3)


def untangle(
    points: Floats, ends: Ints, ideal: Floats, rounds: int, rng: np.random.Generator
) -> Floats:
    """Move single nodes to where crossings and stress together are least, of some tries.

    Simulated annealing without the heat (after Davidson and Harel 1996, "Drawing graphs nicely
    using simulated annealing"): the start is good, so only what improves it is taken.
    """
    points, weight = points.copy(), weights(ideal)
    touched = [np.flatnonzero((ends == node).any(axis=1)) for node in range(len(points))]
    unit = float(np.median(ideal[ends[:, 0], ends[:, 1]]))
    work = 0.0
    for node in _visits(len(points), rounds, rng):
        mine = touched[node]
        cost = TRIES * len(mine) * len(ends)
        if work > UNTANGLE_WORK or not 0 < cost < MOST:
            continue
        work += cost
        others = ends[mine].sum(axis=1) - node
        rest = np.delete(ends, mine, axis=0)
        if not _crossings(points[node][None], points[others], points, rest).any():
            continue
        places = _tries(points, node, others, unit, rng)
        crossed = _crossings(places, points[others], points, rest)
        apart = cdist(places, points)
        strain = (weight[node] * (apart - ideal[node]) ** 2).sum(axis=1)
        points[node] = places[np.argmin(crossed + STRAIN_PRICE * strain)]
    return points


def _visits(count: int, rounds: int, rng: np.random.Generator) -> Ints:
    """Every node once in each round, in a new order."""
    order: Ints = np.concatenate([rng.permutation(count) for _ in range(rounds)])
    return order


def _tries(
    points: Floats, node: int, others: Ints, unit: float, rng: np.random.Generator
) -> Floats:
    """Places to try for a node: where it is, near that, and among its neighbours."""
    half = TRIES // 2
    spread = unit * rng.choice([0.3, 1.0, 2.5], (half, 1))
    near = points[node] + rng.normal(size=(half, 2)) * spread
    mix = rng.dirichlet(np.ones(len(others)), half)
    among = mix @ points[others] + rng.normal(size=(half, 2)) * unit / 2
    return np.vstack([points[node][None], near, among])


def _crossings(places: Floats, others: Floats, points: Floats, ends: Ints) -> Ints:
    """How many of the given edges the edges from each place to the others would cross."""
    start = np.repeat(places, len(others), axis=0)
    step = np.tile(others, (len(places), 1)) - start
    starts = points[ends[:, 0]]
    steps = points[ends[:, 1]] - starts
    near = within(starts, steps, *spanned(start, step))
    hits: Flags = crossing(start, step, starts[near], steps[near])
    found: Ints = hits.reshape(len(places), -1).sum(axis=1)
    return found
