"""The network's layout: the same for the same data, no boxes on one another, the stage's shape."""

from __future__ import annotations

import math
import random
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from dashboard import graph
from dashboard.load import bundled, load_dataset
from dashboard.views import drawing

if TYPE_CHECKING:
    from dashboard.graph import Point

Boxes = dict[str, tuple[float, float]]


@pytest.fixture(scope="module")
def bundled_layout() -> tuple[nx.MultiDiGraph, Boxes, dict[str, Point]]:
    dataset = load_dataset(bundled())
    built = graph.build(dataset)
    claims = graph.degrees(built)
    boxes = {n: drawing._box(dataset.nodes[n], claims[n]) for n in built}
    return built, boxes, graph.place(built, boxes)


def made(edges: list[tuple[str, str]], nodes: str = "") -> nx.MultiDiGraph:
    built = nx.MultiDiGraph()
    built.add_nodes_from(nodes)
    for number, (source, target) in enumerate(edges):
        built.add_edge(source, target, key=str(number), layer="core")
    return built


def boxes_of(built: nx.MultiDiGraph) -> Boxes:
    return {n: (90.0 + 7 * (hash_of(n) % 5), 48.0) for n in built}


def hash_of(name: str) -> int:
    return sum(map(ord, name))


def overlaps(found: dict[str, Point], boxes: Boxes) -> list[tuple[str, str]]:
    """Pairs of boxes that cover one another, each reaching 14 pixels above its node's centre."""
    spans = {
        n: (x - boxes[n][0] / 2, y - 14, x + boxes[n][0] / 2, y - 14 + boxes[n][1])
        for n, (x, y) in found.items()
    }
    return [
        (a, b)
        for (a, p), (b, q) in combinations(spans.items(), 2)
        if min(p[2], q[2]) - max(p[0], q[0]) > 1 and min(p[3], q[3]) - max(p[1], q[1]) > 1
    ]


def test_the_bundled_boxes_do_not_overlap(
    bundled_layout: tuple[nx.MultiDiGraph, Boxes, dict[str, Point]],
) -> None:
    built, boxes, found = bundled_layout
    assert set(found) == set(built)
    assert overlaps(found, boxes) == []


def test_the_bundled_picture_has_the_shape_of_a_stage(
    bundled_layout: tuple[nx.MultiDiGraph, Boxes, dict[str, Point]],
) -> None:
    _, _, found = bundled_layout
    xs, ys = zip(*found.values(), strict=True)
    assert all(map(math.isfinite, (*xs, *ys)))
    assert 1.3 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 2.4


def test_ties_are_short_beside_the_picture(
    bundled_layout: tuple[nx.MultiDiGraph, Boxes, dict[str, Point]],
) -> None:
    built, _, found = bundled_layout
    lengths = [math.dist(found[a], found[b]) for a, b in built.edges() if a != b]
    width = max(x for x, _ in found.values()) - min(x for x, _ in found.values())
    assert sorted(lengths)[len(lengths) // 2] < width / 6


def test_the_order_of_nodes_and_edges_does_not_matter() -> None:
    rng = random.Random(3)
    edges = [(f"n{rng.randrange(30)}", f"n{rng.randrange(30)}") for _ in range(45)]
    first = made(edges)
    rng.shuffle(edges)
    second = nx.MultiDiGraph()
    second.add_nodes_from(sorted(first, reverse=True))
    for number, (source, target) in enumerate(edges):
        second.add_edge(source, target, key=str(number), layer="core")
    assert graph.place(first, boxes_of(first)) == graph.place(second, boxes_of(second))


@pytest.mark.parametrize(
    "built",
    [
        made([]),
        made([], "a"),
        made([("a", "a")]),
        made([("a", "b")]),
        made([("a", "b"), ("a", "b"), ("b", "a")]),
        made([("a", "b"), ("c", "d")], "ef"),
        made([], "abcdefghijklmnopqrstuvwxyz"),
        made([("a", c) for c in "bcdefghijklmnop"]),
    ],
    ids=["empty", "one", "loop", "pair", "parallel", "parts", "loose", "star"],
)
def test_small_graphs(built: nx.MultiDiGraph) -> None:
    boxes = boxes_of(built)
    found = graph.place(built, boxes)
    assert set(found) == set(built)
    assert all(map(math.isfinite, (c for point in found.values() for c in point)))
    assert overlaps(found, boxes) == []


def test_a_graph_of_two_thousand_nodes() -> None:
    tree = nx.barabasi_albert_graph(2000, 1, seed=5)
    built = made([(f"n{a}", f"n{b}") for a, b in tree.edges()])
    found = graph.place(built, boxes_of(built))
    assert len(set(found.values())) == 2000
