"""The claims as a networkx multigraph, and where its nodes stand. The only user of networkx.

networkx and scipy are imported where they are used: a start that finds its layout kept, or
writes no network, does without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.graph.cache import Cache, key_of, user_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import networkx as nx

    from dashboard.model import Dataset

__all__ = ["Point", "build", "bundled", "degrees", "keep_layouts", "place", "user_folder"]

Point = tuple[float, float]

_cache = Cache()


def keep_layouts(shipped: Iterable[Path] = (), folder: Path | None = None) -> None:
    """Say where this process looks for layouts, and keeps those it computes; at first nowhere.

    Args:
        shipped: files that come with a data set, which are only read.
        folder: where computed layouts are written; nowhere unless given.
    """
    global _cache  # noqa: PLW0603 - set once, at the start, by the command line
    _cache = Cache(tuple(shipped), folder)


def build(
    dataset: Dataset, claims: Iterable[Mapping[str, str]], nodes: Iterable[str] | None = None
) -> nx.MultiDiGraph:
    """Nodes of a data set with claims as a multigraph, keyed by the edge's id.

    Args:
        dataset: what is known of the nodes.
        claims: rows with `id`, `source`, `target`, `relation` and `layer`; one edge for each.
        nodes: which nodes; all of them unless given.

    Nodes and edges are added in the order of their ids, so that a seeded layout of the same
    data is the same layout.
    """
    import networkx as nx  # noqa: PLC0415 - not for downloads

    graph = nx.MultiDiGraph(name=dataset.about.title)
    for node in sorted(dataset.nodes if nodes is None else nodes):
        graph.add_node(node, name=dataset.nodes[node].name, kind=dataset.nodes[node].kind)
    columns = ("id", "source", "target", "relation", "layer")
    rows = sorted(tuple(claim[name] for name in columns) for claim in claims)
    for edge, source, target, relation, layer in rows:
        graph.add_edge(source, target, key=edge, relation=relation, layer=layer)
    return graph


def bundled(nodes: Iterable[str], ties: Iterable[tuple[str, str]]) -> nx.MultiDiGraph:
    """Nodes with one edge for each tie between them."""
    import networkx as nx  # noqa: PLC0415 - not for downloads

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(nodes))
    for a, b in sorted(ties):
        graph.add_edge(a, b, key=f"{a}|{b}", layer="core")
    return graph


def degrees(graph: nx.MultiDiGraph) -> dict[str, int]:
    """From node to the number of claims that touch it; a self-loop counts once."""
    return {n: d - graph.number_of_edges(n, n) for n, d in graph.degree()}


def place(
    graph: nx.MultiDiGraph,
    boxes: Mapping[str, tuple[float, float]],
    rises: Mapping[str, float] | None = None,
    *,
    quick: bool = False,
) -> dict[str, Point]:
    """Give each node a position: the one that is kept, else one computed by `layout.place`.

    Args:
        graph: the whole data set; edges carry `layer`.
        boxes: width and height in pixels of each node with its label.
        rises: how far each box reaches above its node's centre, half the height of the node's
            shape; `layout.RISE` for a node that is not named.
        quick: leave out the search for better places, which takes most of the time.

    Returns:
        From node to (x, y) of its centre in pixels at zoom 1, y down, the picture's middle at
        (0, 0); boxes do not overlap.
    """
    from dashboard.graph.net import simplify  # noqa: PLC0415 - imports numpy and networkx

    key = key_of(graph, simplify(graph).edges(data="pull"), boxes, rises or {}, quick=quick)
    found = _cache.get(key, list(graph))
    if found is None:
        from dashboard.graph import layout  # noqa: PLC0415 - imports scipy

        found = layout.place(graph, boxes, rises, quick=quick)
        _cache.put(key, found)
    return found
