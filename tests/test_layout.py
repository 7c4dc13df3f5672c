"""The network's layout: the same for the same data, no boxes on one another, the stage's shape."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from itertools import combinations
from statistics import mean
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
import pytest

from dashboard import graph
from dashboard.graph.layout import LARGEST, RISE
from dashboard.graph.net import simplify
from dashboard.graph.overlap import separate
from dashboard.graph.pack import Part, pack
from dashboard.graph.plane import crossing, overlaps, touching
from dashboard.load import bundled, load_dataset
from dashboard.views import drawing

if TYPE_CHECKING:
    from dashboard.graph import Point

Boxes = dict[str, tuple[float, float]]


class Picture(NamedTuple):
    """A graph, the boxes asked for, and where its nodes were placed."""

    built: nx.MultiDiGraph
    boxes: Boxes
    found: dict[str, Point]

    @property
    def ties(self) -> list[tuple[str, str]]:
        return sorted({(min(a, b), max(a, b)) for a, b in self.built.edges() if a != b})

    def length(self, tie: tuple[str, str]) -> float:
        return math.dist(self.found[tie[0]], self.found[tie[1]])

    def extent(self) -> tuple[float, float]:
        """Width and height of all boxes together."""
        low, high = self.corners()
        width, height = high.max(axis=0) - low.min(axis=0)
        return float(width), float(height)

    def corners(self) -> tuple[np.ndarray, np.ndarray]:
        """Top left and bottom right of each box, which reaches `RISE` above its node's centre."""
        spots = np.array([self.found[n] for n in self.built]).reshape(-1, 2)
        sizes = np.array([self.boxes[n] for n in self.built]).reshape(-1, 2)
        rises = np.minimum(RISE, sizes[:, 1] / 2)
        low = spots - np.column_stack([sizes[:, 0] / 2, rises])
        return low, low + sizes

    def clashes(self) -> list[tuple[int, int]]:
        """Pairs of boxes that cover one another."""
        low, high = self.corners()
        pairs = combinations(range(len(low)), 2)
        return [
            (a, b)
            for a, b in pairs
            if (np.minimum(high[a], high[b]) - np.maximum(low[a], low[b])).min() > 0
        ]

    def crossings(self) -> int:
        start = np.array([self.found[a] for a, _ in self.ties])
        step = np.array([self.found[b] for _, b in self.ties]) - start
        return int(crossing(start, step, start, step).sum()) // 2


def made(edges: list[tuple[str, str]], nodes: str = "", layer: str = "core") -> nx.MultiDiGraph:
    built = nx.MultiDiGraph()
    built.add_nodes_from(nodes)
    for number, (source, target) in enumerate(edges):
        built.add_edge(source, target, key=f"{layer}{number}", layer=layer)
    return built


def named(plain: nx.Graph, prefix: str = "n") -> list[tuple[str, str]]:
    return [(f"{prefix}{a}", f"{prefix}{b}") for a, b in plain.edges()]


def boxes_of(built: nx.MultiDiGraph) -> Boxes:
    return {n: (90.0 + 7 * (sum(map(ord, n)) % 5), 48.0) for n in built}


def drawn(built: nx.MultiDiGraph) -> Picture:
    boxes = boxes_of(built)
    return Picture(built, boxes, graph.place(built, boxes))


@pytest.fixture(scope="module")
def picture() -> Picture:
    dataset = load_dataset(bundled())
    built = graph.build(dataset, dataset.edges.to_dict("records"))
    claims = graph.degrees(built)
    boxes = {
        n: drawing.box(drawing.label(dataset.nodes[n].name), drawing._size(claims[n]))
        for n in built
    }
    return Picture(built, boxes, graph.place(built, boxes))


def test_the_bundled_boxes_do_not_overlap(picture: Picture) -> None:
    assert set(picture.found) == set(picture.built)
    assert picture.clashes() == []


def test_the_bundled_picture_has_the_shape_of_a_stage(picture: Picture) -> None:
    width, height = picture.extent()
    assert 1.3 < width / height < 2.1


def test_the_bundled_picture_is_centred_and_finite(picture: Picture) -> None:
    low, high = picture.corners()
    assert np.isfinite(low).all()
    assert np.abs(low.min(axis=0) + high.max(axis=0)).max() < 1


def test_the_bundled_boxes_use_the_stage(picture: Picture) -> None:
    width, height = picture.extent()
    covered = sum(w * h for w, h in picture.boxes.values())
    assert covered / (width * height) > 0.2


def test_few_bundled_ties_cross(picture: Picture) -> None:
    """A force-directed drawing of the same ties has more than half as many crossings as ties."""
    assert picture.crossings() < 0.3 * len(picture.ties)


def test_edges_to_leaves_are_short(picture: Picture) -> None:
    degree = nx.Graph(picture.ties).degree()
    leaf = [picture.length(t) for t in picture.ties if min(degree[t[0]], degree[t[1]]) == 1]
    rest = [picture.length(t) for t in picture.ties if min(degree[t[0]], degree[t[1]]) > 1]
    assert mean(leaf) < 0.75 * mean(rest)


def test_few_nodes_lie_on_ties_of_others(picture: Picture) -> None:
    spots = np.array([picture.found[n] for n in picture.built])
    start = np.array([picture.found[a] for a, _ in picture.ties])
    step = np.array([picture.found[b] for _, b in picture.ties]) - start
    hits = touching(start, step, spots, np.full(spots.shape, 10.0))
    own = 2 * len(picture.ties)
    assert hits.sum() - own < 0.11 * len(picture.ties)


def test_neighbours_in_the_picture_are_of_one_group(picture: Picture) -> None:
    ties = nx.Graph(picture.ties)
    largest = ties.subgraph(sorted(max(nx.connected_components(ties), key=len)))
    groups = nx.community.greedy_modularity_communities(largest)
    group = {node: number for number, members in enumerate(groups) for node in members}
    names = sorted(largest)
    spots = np.array([picture.found[n] for n in names])
    apart = np.hypot(*(spots[:, None, axis] - spots[None, :, axis] for axis in (0, 1)))
    nearest = apart.argsort(axis=1)[:, 1:5]
    same = [group[names[i]] == group[names[j]] for i, row in enumerate(nearest) for j in row]
    assert mean(same) > 0.7


def test_the_order_of_nodes_and_edges_does_not_matter() -> None:
    rng = random.Random(3)
    edges = [(f"n{rng.randrange(30)}", f"n{rng.randrange(30)}") for _ in range(45)]
    first = made(edges)
    rng.shuffle(edges)
    second = nx.MultiDiGraph()
    second.add_nodes_from(sorted(first, reverse=True))
    for number, (source, target) in enumerate(edges):
        second.add_edge(target, source, key=f"core{number}", layer="core")
    assert graph.place(first, boxes_of(first)) == graph.place(second, boxes_of(second))


SCRIPT = """
import networkx as nx
from dashboard import graph
plain = nx.barabasi_albert_graph(40, 2, seed=1)
built = nx.MultiDiGraph()
for a, b in plain.edges():
    built.add_edge(f"node {a}", f"node {b}", layer="core")
print(graph.place(built, {n: (90.0, 40.0) for n in built}))
"""


def test_another_process_finds_the_same_places() -> None:
    """Sets of strings have another order in each process; the layout must not depend on it."""
    texts = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(texts) == 1


@pytest.mark.parametrize(
    "built",
    [
        made([]),
        made([], "a"),
        made([("a", "a")]),
        made([("a", "b")]),
        made([("a", "b"), ("a", "b"), ("b", "a"), ("b", "b")]),
        made([("a", "b"), ("b", "c")]),
        made([("a", "b"), ("c", "d")], "ef"),
        made([], "abcdefghijklmnopqrstuvwxyz"),
        made([("a", c) for c in "bcdefghijklmnop"]),
        made(named(nx.path_graph(40))),
        made(named(nx.cycle_graph(25))),
        made(named(nx.complete_graph(12))),
        made(named(nx.grid_2d_graph(6, 6))),
        made(named(nx.gnm_random_graph(60, 90, seed=2), "x") + named(nx.star_graph(50), "y")),
    ],
    ids=[
        "empty", "one", "loop", "pair", "parallel", "three", "parts", "loose", "star", "path",
        "cycle", "complete", "grid", "two large",
    ],
)  # fmt: skip
def test_every_graph_is_placed_without_overlaps(built: nx.MultiDiGraph) -> None:
    found = drawn(built)
    assert set(found.found) == set(built)
    assert all(type(c) is float and math.isfinite(c) for at in found.found.values() for c in at)
    assert found.clashes() == []


@pytest.mark.parametrize(
    "plain", [nx.cycle_graph(12), nx.grid_2d_graph(5, 5), nx.balanced_tree(3, 3)]
)
def test_what_can_be_drawn_without_crossings_is(plain: nx.Graph) -> None:
    assert drawn(made(named(plain))).crossings() == 0


def test_context_pulls_less_than_core() -> None:
    built = made([("hub", f"core {i}") for i in range(8)])
    built.add_edges_from(("hub", f"context {i}", {"layer": "context"}) for i in range(8))
    found = drawn(built)
    core = mean(found.length(("hub", f"core {i}")) for i in range(8))
    context = mean(found.length(("hub", f"context {i}")) for i in range(8))
    assert context > 1.1 * core


def test_a_tie_with_one_core_claim_is_core() -> None:
    built = made([("a", "b")], layer="context")
    built.add_edge("b", "a", layer="core")
    assert simplify(built).edges["a", "b"]["pull"] == 1


def test_a_hub_has_room_around_it() -> None:
    found = drawn(made([("hub", f"leaf {i}") for i in range(25)]))
    lengths = [found.length(tie) for tie in found.ties]
    assert min(lengths) > 48
    assert max(lengths) < 500


def test_small_parts_stand_beside_the_large_one() -> None:
    large = named(nx.gnm_random_graph(80, 110, seed=4))
    alone = drawn(made(large)).extent()
    pairs = [(f"p{i}", f"q{i}") for i in range(5)]
    together = drawn(made(large + pairs)).extent()
    assert together[0] * together[1] < 1.3 * alone[0] * alone[1]


def test_rises_say_where_a_box_is() -> None:
    built = made([("hub", f"leaf {i}") for i in range(30)])
    boxes = boxes_of(built)
    rises = {n: 5.0 + sum(map(ord, n)) % 30 for n in built}
    found = graph.place(built, boxes, rises)
    low = np.array([(x - boxes[n][0] / 2, y - rises[n]) for n, (x, y) in found.items()])
    half = np.array([boxes[n] for n in found]) / 2
    assert len(overlaps(low + half, half)) == 0


def test_a_graph_of_two_thousand_nodes() -> None:
    found = drawn(made(named(nx.barabasi_albert_graph(2000, 1, seed=5))))
    low, high = found.corners()
    assert len(overlaps((low + high) / 2, (high - low) / 2)) == 0


def test_a_graph_too_large_to_draw_is_set_in_rows() -> None:
    found = drawn(made(named(nx.random_labeled_tree(LARGEST + 1, seed=5))))
    low, high = found.corners()
    assert len(overlaps((low + high) / 2, (high - low) / 2)) == 0


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (((0, 0), (4, 4), (0, 4), (4, 0)), True),
        (((0, 0), (4, 4), (0, 0), (4, 0)), False),
        (((0, 0), (4, 4), (2, 5), (4, 4)), False),
        (((0, 0), (4, 0), (2, 0), (2, 4)), False),
        (((0, 0), (4, 0), (1, 0), (3, 0)), False),
        (((0, 0), (4, 0), (0, 1), (4, 1)), False),
        (((0, 0), (1, 1), (0, 4), (4, 0)), False),
    ],
    ids=["cross", "common start", "common end", "touch", "along", "parallel", "too short"],
)
def test_segments_cross(ends: tuple[tuple[int, int], ...], expected: bool) -> None:
    a, b, c, d = (np.array([end], dtype=float) for end in ends)
    assert crossing(a, b - a, c, d - c)[0, 0] == expected
    assert crossing(d, c - d, b, a - b)[0, 0] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((-9, 0), (9, 0), True),
        ((-1, 0), (1, 0), True),
        ((0, 0), (9, 9), True),
        ((-9, 3), (9, 3), False),
        ((0, 5), (7, 0), False),
        ((5, 0), (9, 0), False),
    ],
    ids=["through", "inside", "from inside", "above", "past a corner", "beside"],
)
def test_segments_touch_a_box(start: tuple[int, int], end: tuple[int, int], expected: bool) -> None:
    a, b = np.array([start], dtype=float), np.array([end], dtype=float)
    assert touching(a, b - a, np.zeros((1, 2)), np.array([[4.0, 2.0]]))[0, 0] == expected


@pytest.mark.parametrize("count", [2, 3, 30, 300])
def test_boxes_are_parted(count: int) -> None:
    rng = np.random.default_rng(count)
    centre = rng.normal(size=(count, 2)) * 100
    half = rng.uniform(10, 60, (count, 2))
    parted = separate(centre, half)
    assert len(overlaps(parted, half)) == 0
    assert np.corrcoef(centre.ravel(), parted.ravel())[0, 1] > 0.7


def test_boxes_on_one_spot_are_parted() -> None:
    half = np.full((9, 2), 20.0)
    assert len(overlaps(separate(np.zeros((9, 2)), half), half)) == 0


def test_boxes_apart_stay_where_they_are() -> None:
    centre = np.array([(0.0, 0.0), (100.0, 0.0), (0.0, 100.0), (100.0, 100.0)])
    assert (separate(centre, np.full((4, 2), 20.0)) == centre).all()


def test_packed_parts_do_not_overlap() -> None:
    rng = np.random.default_rng(1)
    sizes = sorted(rng.uniform(20, 400, (60, 2)).tolist(), key=math.prod, reverse=True)
    parts = [Part(np.zeros((1, 2)), np.array([size]), np.zeros((0, 2))) for size in sizes]
    corners, half = np.array(pack(parts)), np.array(sizes) / 2
    assert len(overlaps(corners + half, half)) == 0
    width, height = (corners + 2 * half).max(axis=0) - corners.min(axis=0)
    assert 1.3 < width / height < 2.3
