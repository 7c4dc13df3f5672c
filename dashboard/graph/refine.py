"""Improving a drawing with boxes: single nodes, groups and hanging trees try other places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.graph.net import AIR
from dashboard.graph.plane import Flags, Floats, Ints, crossing, gaps, touching, within

if TYPE_CHECKING:
    from dashboard.graph.net import Net

CROSSING = 9.0
"""Price of two edges that cross; the prices below are on the same scale."""
UNDER_BOX = 4.0
"""An edge behind an unrelated node's label."""
UNDER_SHAPE = 6.0
"""An edge behind an unrelated node itself, as if it ended there; on top of `UNDER_BOX`."""
HIDING = np.array([UNDER_BOX, UNDER_SHAPE])
LENGTH = 12.0
"""An edge of its wished length; grows with the length's power `STEEP`."""
STEEP = 1.5
CLOSE = 0.6
"""Two boxes of one group that touch; nothing from `NEAR` pixels on."""
CLOSE_FOREIGN = 3.0
"""The same for two boxes of different groups: the air between groups."""
NEAR = 80.0
OUTSIDE = 10.0
"""A box that reaches 40 pixels out of the frame."""
TRIES, FREE_TRIES = 40, 14
GROUP_TRIES = 12
LONG = 1.3
"""An edge longer than this, of its wished length, gives its ends reason to move."""
MOST = 4e6
"""Pairs of edges that may be looked at in one go."""
WORK = 8e6
"""About how many pairs may be looked at in one round; beyond it, fewer nodes are tried."""


class Board:
    """A drawing being improved.

    The terms of the price are those of Davidson and Harel 1996, "Drawing graphs nicely using
    simulated annealing": crossings, nodes near edges, edge lengths, crowding, the frame.

    Attributes:
        spots: where each node stands; changed in place.
    """

    def __init__(self, net: Net, spots: Floats, frame: Floats, scale: float) -> None:
        """Put boxes of the given scale on a drawing; `frame` is half its wished size."""
        self.net, self.spots, self.frame = net, spots.copy(), frame
        self.lift = net.lift * scale
        self.boxes = net.boxes * scale / 2
        self.halves = self.boxes + AIR * scale / 2
        self.shapes = np.column_stack([net.radii, net.radii]) * scale + 3.0
        self.work, count = 0, len(spots)
        self.edges = [np.flatnonzero((net.ends == node).any(axis=1)) for node in range(count)]
        self.others = [net.ends[mine].sum(axis=1) - n for n, mine in enumerate(self.edges)]

    def move_nodes(self, nodes: Ints, rng: np.random.Generator) -> None:
        """Let each of the nodes try places near itself and its neighbours."""
        self.work = 0
        for node in rng.permutation(nodes):
            others = len(self.others[node])
            if others * len(self.net.ends) * FREE_TRIES > MOST or self.work > WORK:
                continue
            free = self._free(node, self._tries(node, rng))
            if len(free) > 1:
                few = max(4, int(FREE_TRIES / max(1, others) ** 0.5))
                free = free[:few, None, :]
                self.spots[node] = free[np.argmin(self.price(np.array([node]), free)), 0]

    def restless(self) -> Ints:
        """Nodes with a box or an edge that crosses or hides something, or with a long edge."""
        ends, count = self.net.ends, len(self.spots)
        if len(ends) ** 2 > MOST:
            return np.arange(count)
        start = self.spots[ends[:, 0]]
        step = self.spots[ends[:, 1]] - start
        behind = touching(start, step, self.spots + self.lift, self.boxes)
        behind[np.arange(len(ends))[:, None], ends] = False
        long = np.hypot(step[:, 0], step[:, 1]) > LONG * self.net.lengths
        bad = crossing(start, step, start, step).any(axis=1) | behind.any(axis=1) | long
        found: Ints = np.union1d(np.flatnonzero(behind.any(axis=0)), ends[bad])
        return found

    def move_sets(self, sets: list[Ints], rng: np.random.Generator) -> None:
        """Let each set of nodes try to shift, turn and mirror as one."""
        self.work = 0
        for members in sets:
            edges = sum(len(self.edges[node]) for node in members)
            if edges * len(self.net.ends) * GROUP_TRIES > MOST or self.work > WORK:
                continue
            places = _turned(self.spots[members], rng)
            outside = np.setdiff1d(np.arange(len(self.spots)), members)
            self.work += len(places) * len(members) * len(outside) // 4
            air = gaps(
                places + self.lift[members], self.halves[members],
                (self.spots + self.lift)[outside], self.halves[outside],
            )  # fmt: skip
            free: Flags = np.all(air > 0, axis=(1, 2))
            free[0] = True
            places = places[free]
            if len(places) > 1:
                self.spots[members] = places[np.argmin(self.price(members, places))]

    def _tries(self, node: int, rng: np.random.Generator) -> Floats:
        """Places for a node: where it is, near that, round a neighbour, between neighbours."""
        spot, others, half = self.spots[node], self.others[node], TRIES // 4
        wide = self.net.boxes[node] * rng.choice([0.3, 1.0, 2.0], (half, 1))
        found = [spot[None], spot + rng.normal(size=(half, 2)) * wide]
        if len(others):
            angle = rng.uniform(0, 2 * np.pi, 2 * half)
            reach = rng.uniform(0.3, 1.2, 2 * half) * self.net.lengths[self.edges[node]].mean()
            ring = np.column_stack([1.2 * np.cos(angle), 0.85 * np.sin(angle)]) * reach[:, None]
            found.append(self.spots[others[rng.integers(len(others), size=2 * half)]] + ring)
        if len(others) > 1:
            mix = rng.dirichlet(np.ones(len(others)), half) @ self.spots[others]
            found.append(mix + rng.normal(size=(half, 2)) * self.net.boxes[node])
        return np.vstack(found)

    def _free(self, node: int, places: Floats) -> Floats:
        """The places where the node's box overlaps no other; its present place stays first."""
        centres = self.spots + self.lift
        air = gaps(places + self.lift[node], self.halves[node], centres, self.halves)
        air[:, node] = np.inf
        free: Flags = np.all(air > 0, axis=1)
        free[0] = True
        return places[free]

    def price(self, members: Ints, places: Floats) -> Floats:
        """What each way of placing the members would cost; `places` is (ways, members, 2)."""
        inside = np.zeros(len(self.spots), dtype=bool)
        inside[members] = True
        own: Flags = np.any(inside[self.net.ends], axis=1)
        spots = np.repeat(self.spots[None], len(places), axis=0)
        spots[:, members] = places
        first = spots[:, self.net.ends[own, 0]]
        step = spots[:, self.net.ends[own, 1]] - first
        legs = (first.reshape(-1, 2), step.reshape(-1, 2))
        reach = np.concatenate([places.reshape(-1, 2), legs[0], legs[0] + legs[1]])
        edge = self.halves[members].max(axis=0) + np.abs(self.lift[members]).max(axis=0) + NEAR
        low, high = reach.min(axis=0) - edge, reach.max(axis=0) + edge
        rest = self._edges_near(~own, low, high)
        outside = self._nodes_near(~inside, low, high)
        self.work += 5 * (len(inside) + len(own)) + len(legs[0]) * (len(rest[0]) + 2 * len(outside))
        length = np.hypot(step[..., 0], step[..., 1]) / self.net.lengths[own]
        total: Floats = (
            LENGTH * (self.net.pull[own] * length**STEEP).sum(axis=1)
            + self._crowding(members, places, outside)
            + self._hidden_by(members, places, rest)
            + self._hiding(np.flatnonzero(own), legs, outside)
            + CROSSING * crossing(*legs, *rest).reshape(len(places), -1).sum(axis=1)
        )
        return total

    def _edges_near(self, among: Flags, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Starts and steps of those edges that meet a rectangle."""
        ends = self.net.ends[among]
        start = self.spots[ends[:, 0]]
        step = self.spots[ends[:, 1]] - start
        near = within(start, step, low, high)
        return start[near], step[near]

    def _nodes_near(self, among: Flags, low: Floats, high: Floats) -> Ints:
        """Those nodes whose boxes meet a rectangle."""
        centre = self.spots + self.lift
        near = (centre + self.halves >= low) & (centre - self.halves <= high)
        found: Ints = np.flatnonzero(near.all(axis=1) & among)
        return found

    def _crowding(self, members: Ints, places: Floats, outside: Ints) -> Floats:
        """Too little air to other boxes, and reaching out of the frame."""
        centre, groups = places + self.lift[members], self.net.groups
        air = gaps(
            centre, self.halves[members], (self.spots + self.lift)[outside], self.halves[outside]
        )
        foreign = groups[members][:, None] != groups[outside]
        close = np.maximum(0.0, 1 - air / NEAR) ** 2 * np.where(foreign, CLOSE_FOREIGN, CLOSE)
        out = np.maximum(0.0, np.abs(centre) + self.halves[members] - self.frame) / 40
        total: Floats = close.sum(axis=(1, 2)) + OUTSIDE * out.sum(axis=(1, 2))
        return total

    def _hidden_by(self, members: Ints, places: Floats, rest: tuple[Floats, Floats]) -> Floats:
        """Edges of others behind the members' boxes and shapes."""
        ways = len(places)
        centre = np.concatenate([places + self.lift[members], places], axis=1).reshape(-1, 2)
        half = np.concatenate([self.boxes[members], self.shapes[members]])
        hits = touching(*rest, centre, np.tile(half, (ways, 1))).sum(axis=0)
        total: Floats = hits.reshape(ways, 2, -1).sum(axis=2) @ HIDING
        return total

    def _hiding(self, own: Ints, legs: tuple[Floats, Floats], outside: Ints) -> Floats:
        """The members' edges behind other boxes and shapes, one sum for each way."""
        ends, spots = self.net.ends[own], self.spots[outside]
        apart = (ends[:, :1] != outside) & (ends[:, 1:] != outside)
        centre = np.concatenate([spots + self.lift[outside], spots])
        half = np.concatenate([self.boxes[outside], self.shapes[outside]])
        hits = touching(*legs, centre, half).reshape(-1, len(own), 2, len(outside))
        total: Floats = (hits & apart[:, None]).sum(axis=(1, 3)) @ HIDING
        return total


def _turned(spots: Floats, rng: np.random.Generator) -> Floats:
    """Ways to place a set of nodes: as it is, mirrored, shifted and turned; (ways, nodes, 2)."""
    middle = spots.mean(axis=0)
    shape, size = spots - middle, np.maximum(np.ptp(spots, axis=0), 80.0)
    mirrored = shape * np.array([(-1, 1), (1, -1), (-1, -1)])[:, None]
    far = rng.choice([0.15, 0.5, 1.0], (GROUP_TRIES, 1))
    shift = rng.normal(size=(GROUP_TRIES, 2)) * size * far
    shift[::3] -= middle * rng.uniform(0.05, 0.3, (len(shift[::3]), 1))
    turn = rng.choice([0.0, 0.0, 0.5], GROUP_TRIES) * rng.normal(size=GROUP_TRIES)
    cos, sin = np.cos(turn), np.sin(turn)
    turned = shape @ np.array([[cos, sin], [-sin, cos]]).transpose(2, 0, 1)
    ways = np.concatenate([shape[None], mirrored, turned + shift[:, None]])
    placed: Floats = middle + ways
    return placed
