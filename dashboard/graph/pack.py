"""Putting the parts of a picture beside each other, small ones into the gaps of large ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.graph.plane import Flags, Floats

ASPECT = 1.8
"""Width of the stage over its height."""
CELL = 20.0
FINENESS = 150
"""Cells across the whole picture at most; beyond it, cells grow."""
MARGIN = 2
"""Cells kept free round each part."""
CORNERWARDS = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one part of the picture covers: the corners of its boxes, and dots along its edges."""

    low: Floats
    high: Floats
    dots: Floats

    @property
    def corner(self) -> Floats:
        """Its top left corner."""
        found: Floats = self.low.min(axis=0)
        return found

    @property
    def size(self) -> Floats:
        """Its width and height."""
        found: Floats = self.high.max(axis=0) - self.corner
        return found


def pack(parts: Sequence[Part]) -> list[Floats]:
    """Where to put the top left corner of each part, so that none lies on another.

    As in Freivalds, Dogrusoz and Kikusts 2002, "Disconnected graph layout and the polyomino
    packing approach": on a coarse grid, one part after the other, the largest first, takes the
    place that makes the whole picture least larger; among equals, the one nearest to a corner.
    """
    if not parts:
        return []
    sizes = np.array([part.size for part in parts])
    side = float(np.sqrt((sizes + 2 * MARGIN * CELL).prod(axis=1).sum()))
    cell = max(CELL, side / FINENESS)
    reach = int(np.ceil((0.8 * max(side, sizes.max()) + sizes[1:].max(initial=0)) / cell)) + 9
    taken: Flags = np.zeros((2 * reach, 2 * reach), dtype=bool)
    middle = -sizes[0] / 2
    low, high = middle, -middle
    corners = []
    for number, part in enumerate(parts):
        corner = _place(taken, part.size, low, high, cell) if number else middle
        low, high = np.minimum(low, corner), np.maximum(high, corner + part.size)
        _cover(taken, part, corner - part.corner, cell)
        corners.append(corner)
    return corners


def _place(taken: Flags, size: Floats, low: Floats, high: Floats, cell: float) -> Floats:
    """The best free top left corner for a part of the given size, margin round it included."""
    reach = len(taken) // 2
    wide, tall = np.ceil(size / cell).astype(int) + 2 * MARGIN
    total = np.zeros((len(taken) + 1, len(taken) + 1), dtype=np.int64)
    total[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    inside = total[tall:, wide:] - total[:-tall, wide:] - total[tall:, :-wide]
    free = inside + total[:-tall, :-wide] == 0
    left = (np.arange(free.shape[1]) + MARGIN - reach) * cell
    top = (np.arange(free.shape[0]) + MARGIN - reach) * cell
    width = np.maximum(high[0], left + size[0]) - np.minimum(low[0], left)
    height = np.maximum(high[1], top + size[1]) - np.minimum(low[1], top)
    across = np.abs(left + size[0] / 2 - (low[0] + high[0]) / 2) / ASPECT
    down = np.abs(top + size[1] / 2 - (low[1] + high[1]) / 2)
    cost = np.maximum(width / ASPECT, height[:, None])
    cost -= CORNERWARDS * np.hypot(across, down[:, None])
    cost[~free] = np.inf
    y, x = np.unravel_index(np.argmin(cost), cost.shape)
    return np.array([left[x], top[y]])


def _cover(taken: Flags, part: Part, shift: Floats, cell: float) -> None:
    """Mark the cells that a part covers."""
    reach = len(taken) // 2
    low = np.floor((part.low + shift) / cell).astype(int) + reach
    high = np.ceil((part.high + shift) / cell).astype(int) + reach
    for (left, top), (right, bottom) in zip(low.tolist(), high.tolist(), strict=True):
        taken[top:bottom, left:right] = True
    x, y = (np.floor((part.dots + shift) / cell).astype(int) + reach).T
    taken[y, x] = True


def in_rows(boxes: Floats) -> Floats:
    """The centres of boxes set in rows of even height, left to right, in the given order."""
    cell = boxes.max(axis=0)
    across = max(1, round(float(np.sqrt(len(boxes) * ASPECT * cell[1] / cell[0]))))
    row, column = np.divmod(np.arange(len(boxes)), across)
    return np.column_stack([column * cell[0], row * cell[1]])
