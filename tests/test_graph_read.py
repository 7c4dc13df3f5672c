"""Files of graph programs, as text: nothing turned into a number, every edge in its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from lists import opened

from dashboard.graph.read import GraphFileError, read_gdf, read_gml, read_pajek
from dashboard.graph.read_json import read_json
from dashboard.graph.read_xml import read_gexf, read_graphml
from dashboard.imports import CannotImportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDS = [("096", "007"), ("007", "5"), ("096", "007")]


def ends(edges: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(e["source"], e["target"]) for e in edges]


GRAPHML = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="name" attr.type="string"/>
<key id="d1" for="edge" attr.name="weight" attr.type="double"><default>1.50</default></key>
<key id="d2" for="node" yfiles.type="nodegraphics"/>
<graph edgedefault="directed">
<node id="096"><data key="d0">Ann &amp; Co</data></node>
<node id="007"><data key="d2"><y:ShapeNode xmlns:y="http://www.yworks.com/xml/graphml">
<y:NodeLabel>Bob</y:NodeLabel></y:ShapeNode></data></node><node id="5"/>
<edge source="096" target="007"><data key="d1">02</data></edge>
<edge source="007" target="5" directed="false"/><edge source="096" target="007" id="e3"/>
</graph></graphml>"""

GEXF = """<?xml version="1.0"?><gexf xmlns="http://www.gephi.org/gexf" version="1.0">
<graph type="static"><attributes class="node"><attribute id="0" title="kind" type="string"/>
</attributes><nodes><node id="096" label="Ann"><attvalues><attvalue for="0" value="x"/></attvalues>
</node><node id="007" label="Bob"/><node id="5" label="Cy"/></nodes><edges>
<edge id="0" source="096" target="007" weight="2.0"/><edge id="1" source="007" target="5"/>
<edge id="2" source="096" target="007" start="1999" end="2001"/></edges></graph></gexf>"""

GML = """# made by hand
graph [ directed 1
  node [ id 096 label "Ann &#38; &quot;Co&quot;" graphics [ x 1.0 y 2.0 ] ]
  node [ id 007 name "Bob" ] node [ id 5 ]
  edge [ source 096 target 007 value "a ] b" ] edge [ source 007 target 5 ]
  edge [ source 096 target 007 ] ]"""


def test_graphml() -> None:
    found = read_graphml(GRAPHML.encode())
    assert ends(found.edges) == ENDS
    assert found.nodes == [
        {"id": "096", "name": "Ann & Co"}, {"id": "007", "label": "Bob"}, {"id": "5"},
    ]  # fmt: skip
    assert [e["weight"] for e in found.edges] == ["02", "1.50", "1.50"]
    assert found.directed is True
    assert found.said == ["1 edges have another direction than the graph's default."]


def test_gexf_of_a_namespace_that_others_refuse() -> None:
    found = read_gexf(GEXF.encode())
    assert ends(found.edges) == ENDS
    assert found.nodes[0] == {"id": "096", "label": "Ann", "kind": "x"}
    assert found.edges[0]["weight"] == "2.0"
    assert (found.edges[2]["start"], found.edges[2]["end"]) == ("1999", "2001")
    assert found.directed is False


def test_gexf_that_changes_in_time() -> None:
    text = GEXF.replace(
        '<edge id="1" source="007" target="5"/>',
        '<edge id="1" source="007" target="5"><spells><spell start="1990" end="1992"/>'
        '<spell start="1995" end="1999"/></spells></edge>',
    )
    edge = read_gexf(text.encode()).edges[1]
    assert (edge["start"], edge["end"]) == ("1990", "1999")
    assert edge["spells"] == "1990/1992 | 1995/1999"


def test_gml_without_labels_and_with_an_edge_twice() -> None:
    found = read_gml(GML)
    assert ends(found.edges) == ENDS
    assert [n.get("label") for n in found.nodes] == ['Ann & "Co"', "Bob", None]
    assert found.nodes[0]["graphics.x"] == "1.0"
    assert found.edges[0]["value"] == "a ] b"
    assert found.directed is True


def test_pajek() -> None:
    text = (
        '% by hand\n*Vertices 3\n1 "Ann Lee" 0.5 0.25 0.0 ic Red\n2 Bob\n3\n*Arcs :1 "met"\n'
        '1 2 5\n2 3 1 l "paid"\n*Edgeslist\n1 2 3\n'
    )
    found = read_pajek(text)
    assert [n["label"] for n in found.nodes] == ["Ann Lee", "Bob", "3"]
    assert ends(found.edges) == [("1", "2"), ("2", "3"), ("1", "2"), ("1", "3")]
    assert [e.get("relation") for e in found.edges] == ["met", "paid", None, None]
    assert found.nodes[0]["x"] == "0.5"
    assert found.said == ["2 of its lines have no direction; they are drawn with one."]


def test_gdf() -> None:
    text = (
        "nodedef>name VARCHAR,label VARCHAR\n096,Ann\n007,'Bob, Dr.'\nedgedef>node1 VARCHAR,node2\n"
    )
    found = read_gdf(text + "096,007\n")
    assert found.nodes == [{"label": "Ann", "id": "096"}, {"label": "Bob, Dr.", "id": "007"}]
    assert ends(found.edges) == [("096", "007")]


NODES = [{"id": "096", "label": "Ann"}, {"id": "007", "label": "Bob"}, {"id": "5"}]
EDGES = [{"source": s, "target": t} for s, t in ENDS]
INDEX = [{"source": 0, "target": 1}, {"source": 1, "target": 2}, {"source": 0, "target": 1}]
IN_JSON = {
    "edges": {"directed": True, "nodes": NODES, "edges": EDGES},
    "links": {"nodes": NODES, "links": EDGES},
    "objects as ends": {"nodes": NODES, "links": [
        {"source": {"id": s}, "target": {"id": t}} for s, t in ENDS]},
    "vis.js": {"nodes": NODES, "edges": [{"from": s, "to": t} for s, t in ENDS]},
    "Graphology": {"options": {"type": "directed"},
        "nodes": [{"key": n["id"], "attributes": {"label": n.get("label")}} for n in NODES],
        "edges": [{"key": str(i), "source": s, "target": t} for i, (s, t) in enumerate(ENDS)]},
    "Cytoscape": {"elements": {"nodes": [{"data": n} for n in NODES],
                               "edges": [{"data": e} for e in EDGES]}},
    "Cytoscape, flat": {"elements": [{"data": n} for n in NODES] + [{"data": e} for e in EDGES]},
    "nodes by id": {"nodes": {n["id"]: {"label": n.get("label")} for n in NODES}, "edges": EDGES},
    "pairs": {"nodes": [n["id"] for n in NODES], "edges": ENDS},
    "Gephi Lite": {"graphDataset": {
        "nodeData": {"096": {"age": 5}}, "nodeRenderingData": {"096": {"label": "Ann", "x": 1}},
        "edgeData": {"1": {"weight": 2}}, "metadata": {"type": "directed"},
        "fullGraph": {"nodes": [{"key": n["id"]} for n in NODES], "edges": [
            {"key": str(i), "source": s, "target": t} for i, (s, t) in enumerate(ENDS)]}}},
}  # fmt: skip


@pytest.mark.parametrize("name", IN_JSON)
def test_json(name: str) -> None:
    found = read_json(json.dumps(IN_JSON[name]))
    assert ends(found.edges) == ENDS
    assert [n["id"] for n in found.nodes] == ["096", "007", "5"]


def test_json_by_position() -> None:
    found = read_json(json.dumps({"nodes": [{"name": n} for n in "abc"], "links": INDEX}))
    assert ends(found.edges) == [("0", "1"), ("1", "2"), ("0", "1")]
    assert [n["name"] for n in found.nodes] == ["a", "b", "c"]
    assert "by their position in the list" in found.said[0]


def test_json_numbers_stay_as_they_are_written() -> None:
    found = read_json('{"nodes": [], "links": [{"source": 1, "target": 2.50, "w": 1e3}]}')
    assert found.edges == [{"source": "1", "target": "2.50", "w": "1e3"}]


@pytest.mark.parametrize(
    "text",
    ['[{"from": "Ann", "to": "Bob"}, {"from": "Bob", "to": "Cy"}]',
     '{"from": "Ann", "to": "Bob"}\n{"from": "Bob", "to": "Cy"}\n',
     '{"count": 2, "results": [{"from": "Ann", "to": "Bob"}, {"from": "Bob", "to": "Cy"}]}'],
)  # fmt: skip
def test_records_in_json_are_a_table(tmp_path: Path, text: str) -> None:
    assert opened(tmp_path, text, name="list.json").ties() == [("Ann", "Bob"), ("Bob", "Cy")]


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (read_gml, "graph [ node [ id 1 ]", "bracket is not closed"),
        (read_gml, "node [ id 1 ]", "no graph"),
        (read_gml, "graph [ ] ]", "not open"),
        (read_pajek, "*Vertices 2\n1 a\n2 b\n*Matrix\n0 1\n1 0\n", "matrix"),
        (read_pajek, "% nothing\n", "no *Vertices"),
        (read_json, '{"a": 1}', "no list of edges"),
        (read_json, "{", "line 1 is not JSON"),
        (read_json, "[1, 2]", "not of records"),
        (read_json, "7", "one value"),
    ],
)
def test_what_cannot_be_read_is_said(read: Callable[[str], object], text: str, words: str) -> None:
    with pytest.raises(GraphFileError, match=words.replace("*", r"\*")):
        read(text)


@pytest.mark.parametrize("read", [read_graphml, read_gexf])
def test_xml_that_is_broken_or_may_explode(read: Callable[[bytes], object]) -> None:
    with pytest.raises(GraphFileError, match="not whole XML"):
        read(b"<graphml><graph>")
    with pytest.raises(GraphFileError, match="declares XML entities"):
        read(b'<!DOCTYPE x [<!ENTITY a "b">]><graphml/>')
    with pytest.raises(GraphFileError, match="no <graph>"):
        read(b"<other/>")


def test_a_graph_file_says_what_is_wrong_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(CannotImportError, match=r"list.gml cannot be read as a graph: it holds no"):
        opened(tmp_path, "Creator 1", name="list.gml")
    with pytest.raises(CannotImportError, match=r"list.gml holds no edges"):
        opened(tmp_path, "graph [ node [ id 1 ] ]", name="list.gml")


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml", "net"])
def test_what_networkx_writes_is_read_as_it_was(tmp_path: Path, suffix: str) -> None:
    graph = nx.gnp_random_graph(30, 0.2, seed=5, directed=True)
    graph = nx.relabel_nodes(graph, {n: f"n{n:03}" for n in graph})
    path = tmp_path / f"list.{suffix}"
    write = {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml,
             "net": nx.write_pajek}[suffix]  # fmt: skip
    write(graph, str(path))
    found = opened(tmp_path, path.read_bytes(), name=path.name)
    assert sorted(found.ties()) == sorted(graph.edges)
    assert {n.name for n in found.dataset.nodes.values()} == {*graph}
    assert found.dataset.about.directed


def test_a_node_of_a_graph_file_that_nothing_ties_is_part_of_the_network(tmp_path: Path) -> None:
    found = opened(
        tmp_path, GML.replace("node [ id 5 ]", "node [ id 5 ] node [ id 6 ]"), name="l.gml"
    )
    assert found.report.counts["nodes"] == 4
    assert found.report.aside == []
    assert found.column("paragraph") == [1, 2, 3]
