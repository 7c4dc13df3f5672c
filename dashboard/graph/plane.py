"""Plane geometry on arrays: which segments cross, which touch a box, which boxes overlap.

A segment is a start and a step, so that `start + step` is its other end. A box is a centre and
half its width and height. Points are rows of (x, y).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

HAIR = 1e-9
"""Share of a segment's length within which a crossing counts as a common end."""


def crossing(start: Floats, step: Floats, starts: Floats, steps: Floats) -> Flags:
    """Whether each segment of the first set properly crosses each of the second.

    Common ends and collinear segments do not count. Solves the 2x2 system of both lines by
    Cramer's rule, with the determinant's sign turned positive instead of a division.
    """
    ux, uy = step[:, :1], step[:, 1:]
    vx, vy = steps[:, 0], steps[:, 1]
    wx, wy = starts[:, 0] - start[:, :1], starts[:, 1] - start[:, 1:]
    whole = ux * vy - uy * vx
    sign = np.sign(whole)
    first, second = (wx * vy - wy * vx) * sign, (wx * uy - wy * ux) * sign
    whole = np.abs(whole)
    low, high = HAIR * whole, (1 - HAIR) * whole
    found: Flags = (first > low) & (first < high) & (second > low) & (second < high)
    return found


def touching(start: Floats, step: Floats, centre: Floats, half: Floats) -> Flags:
    """Whether each segment touches each box: separating axes x, y and across the segment."""
    ex, ey = step[:, :1] / 2, step[:, 1:] / 2
    mx = start[:, :1] + ex - centre[:, 0]
    my = start[:, 1:] + ey - centre[:, 1]
    ax, ay = np.abs(ex), np.abs(ey)
    across = np.abs(mx * ey - my * ex) < half[:, 0] * ay + half[:, 1] * ax
    found: Flags = across & (np.abs(mx) < half[:, 0] + ax) & (np.abs(my) < half[:, 1] + ay)
    return found


def spanned(start: Floats, step: Floats) -> tuple[Floats, Floats]:
    """The least and the greatest corner of the upright rectangle round some segments."""
    end = start + step
    return np.minimum(start, end).min(axis=0), np.maximum(start, end).max(axis=0)


def within(start: Floats, step: Floats, low: Floats, high: Floats) -> Flags:
    """Whether the upright rectangle round each segment meets the one from low to high."""
    end = start + step
    meets = (np.maximum(start, end) >= low) & (np.minimum(start, end) <= high)
    found: Flags = np.all(meets, axis=1)
    return found


def gaps(centre: Floats, half: Floats, centres: Floats, halves: Floats) -> Floats:
    """Air between each box of the first set and each of the second; negative where they overlap.

    Leading axes of the first set are kept, so (k, b, 2) against (n, 2) gives (k, b, n).
    """
    dx = np.abs(centre[..., :1] - centres[:, 0]) - half[..., :1] - halves[:, 0]
    dy = np.abs(centre[..., 1:] - centres[:, 1]) - half[..., 1:] - halves[:, 1]
    air: Floats = np.maximum(dx, dy)
    return air


def overlaps(centre: Floats, half: Floats) -> Ints:
    """The pairs of boxes that overlap, sorted; (0, 2) when there is none."""
    widest = 2 * half.max(axis=0)
    pairs = cKDTree(centre / widest).query_pairs(1.0, p=np.inf, output_type="ndarray")
    a, b = pairs[:, 0], pairs[:, 1]
    hit = (np.abs(centre[a] - centre[b]) < half[a] + half[b] - HAIR).all(axis=1)
    found: Ints = np.unique(pairs[hit], axis=0).astype(np.intp).reshape(-1, 2)
    return found
