"""Moving boxes apart until none overlap, with the picture's shape kept as far as possible."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import spsolve
from scipy.spatial import Delaunay, QhullError

from dashboard.graph.plane import HAIR, Floats, Ints, overlaps

STRIDE = 1.5
"""How much a distance may grow in one round."""
SLACK = 0.5
"""Pixels by which boxes are parted more than needed, so that few rounds suffice."""
ROUNDS, PUSHES = 10, 400
PATIENCE, EASE = 20, 1.04
"""Pushes after which the whole picture is eased apart a little."""


def separate(centre: Floats, half: Floats) -> Floats:
    """Move boxes apart until none overlap.

    The proximity stress model of Gansner and Hu 2010, "Efficient, proximity-preserving node
    overlap removal": keep the lengths of a Delaunay triangulation except where two of its
    neighbours overlap; then also watch overlapping pairs that are no neighbours. What is left
    after some rounds is pushed apart pair by pair.
    """
    centre, neighbours_only = centre.copy(), True
    for _ in range(ROUNDS):
        clash = overlaps(centre, half)
        if not len(clash):
            return centre
        pairs = _neighbours(centre)
        if not neighbours_only or not len(pairs):
            pairs = np.unique(np.vstack([pairs, clash]), axis=0)
        if neighbours_only and (_growth(centre, half, pairs, HAIR) <= 1).all():
            neighbours_only = False
            continue
        growth = _growth(centre, half, pairs, SLACK)
        centre = _stretch(centre, pairs, np.minimum(growth, STRIDE))
    return _push(centre, half)


def _neighbours(centre: Floats) -> Ints:
    """The edges of a Delaunay triangulation; none if the points are too few or in a line."""
    try:
        corners = Delaunay(centre).simplices
    except (QhullError, ValueError):
        return np.empty((0, 2), dtype=np.intp)
    sides = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    found: Ints = np.unique(np.sort(sides, axis=1), axis=0).astype(np.intp)
    return found


def _growth(centre: Floats, half: Floats, pairs: Ints, slack: float) -> Floats:
    """By how much each pair's distance must grow for its boxes to part; 1 if they are apart."""
    a, b = pairs.T
    apart = np.maximum(np.abs(centre[a] - centre[b]), HAIR)
    needed: Floats = np.maximum(((half[a] + half[b] + slack) / apart).min(axis=1), 1.0)
    return needed


def _stretch(centre: Floats, pairs: Ints, growth: Floats) -> Floats:
    """One majorisation round of the sparse stress over the given pairs."""
    a, b = pairs.T
    step = centre[a] - centre[b]
    flat = np.maximum(np.hypot(step[:, 0], step[:, 1]), HAIR)
    wished = flat * growth
    weight = wished**-2
    count, anchor = len(centre), HAIR * weight.mean()
    diagonal = np.bincount(np.r_[a, b], np.r_[weight, weight], minlength=count) + anchor
    every = np.arange(count)
    values = np.r_[-weight, -weight, diagonal]
    laplacian = coo_matrix((values, (np.r_[a, b, every], np.r_[b, a, every])))
    pull = (weight * growth)[:, None] * step
    target = anchor * centre
    np.add.at(target, a, pull)
    np.add.at(target, b, -pull)
    solved: Floats = np.asarray(spsolve(laplacian.tocsc(), target), dtype=np.float64)
    return solved


def _push(centre: Floats, half: Floats) -> Floats:
    """Part the pairs that still overlap along the shorter way; ease the picture if that lasts."""
    for turn in range(1, PUSHES):
        clash = overlaps(centre, half)
        if not len(clash):
            return centre
        a, b = clash.T
        step = centre[a] - centre[b]
        lack = half[a] + half[b] - np.abs(step) + SLACK
        along = lack[:, 0] <= lack[:, 1]
        move = np.where(step >= 0, 0.5, -0.5) * lack * np.column_stack([along, ~along])
        centre = centre * (1.0 if turn % PATIENCE else EASE)
        np.add.at(centre, a, move)
        np.add.at(centre, b, -move)
    scale: float = _growth(centre, half, overlaps(centre, half), SLACK).max(initial=1.0)
    return centre * scale
