"""The claims as a networkx multigraph, and where its nodes stand. The only user of networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from dashboard.graph.layout import Point, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.model import Dataset

__all__ = ["Point", "build", "bundled", "degrees", "place"]


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
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(nodes))
    for a, b in sorted(ties):
        graph.add_edge(a, b, key=f"{a}|{b}", layer="core")
    return graph


def degrees(graph: nx.MultiDiGraph) -> dict[str, int]:
    """From node to the number of claims that touch it; a self-loop counts once."""
    return {n: d - graph.number_of_edges(n, n) for n, d in graph.degree()}
