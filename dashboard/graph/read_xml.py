"""GraphML and GEXF as rows of text, whatever their version says of namespaces."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from dashboard.graph.read import GraphFile, GraphFileError, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTITIES = re.compile(rb"<!ENTITY")


def _root(raw: bytes) -> ET.Element:
    """The document's root; a document that declares entities, which may explode, is refused."""
    if _ENTITIES.search(raw):
        raise GraphFileError("it declares XML entities; save it without them")
    try:
        return ET.fromstring(raw)  # noqa: S314 - it declares no entities
    except ET.ParseError as error:
        raise GraphFileError(f"it is not whole XML ({error})") from None


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _all(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    return (e for e in element.iter() if _tag(e) == tag)


def _children(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    return (e for e in element if _tag(e) == tag)


def _first(element: ET.Element, *names: str) -> str:
    """The first of some attributes that says anything."""
    return next((found for name in names if (found := element.get(name))), "")


def read_graphml(raw: bytes) -> GraphFile:
    """GraphML: attributes under their names, with the defaults of their keys.

    Raises:
        GraphFileError: it is not XML, or holds no graph.
    """
    root = _root(raw)
    names: dict[str, str] = {}
    defaults: dict[str, Row] = {"node": {}, "edge": {}}
    for one in _all(root, "key"):
        names[one.get("id", "")] = _first(one, "attr.name", "id")
        default = next((e.text or "" for e in _children(one, "default")), "")
        for table in ("node", "edge") if one.get("for") == "all" else (one.get("for", ""),):
            if default and table in defaults:
                defaults[table][names[one.get("id", "")]] = default
    graph = next(_all(root, "graph"), None)
    if graph is None:
        raise GraphFileError("it holds no <graph>")
    found = GraphFile("GraphML", directed=graph.get("edgedefault") != "undirected")
    for node in _all(graph, "node"):
        own = _data(node, names, defaults["node"])
        own = {("id (attribute)" if k == "id" else k): v for k, v in own.items()}
        found.nodes.append({"id": node.get("id", ""), **own})
    mixed = 0
    for edge in _all(graph, "edge"):
        own = _data(edge, names, defaults["edge"])
        own = {(f"{k} (attribute)" if k in ("source", "target") else k): v for k, v in own.items()}
        mixed += edge.get("directed", "").lower() == ("false" if found.directed else "true")
        row = {"source": edge.get("source", ""), "target": edge.get("target", ""), **own}
        found.edges.append(row | ({"edge id": edge.get("id", "")} if edge.get("id") else {}))
    if mixed:
        found.said.append(f"{mixed:,} edges have another direction than the graph's default.")
    if hyper := sum(1 for _ in _all(graph, "hyperedge")):
        found.said.append(f"{hyper:,} hyperedges tie more than two nodes; they are not taken.")
    return found


def _data(element: ET.Element, names: dict[str, str], defaults: Row) -> Row:
    row = dict(defaults)
    for data in _children(element, "data"):
        text = " ".join("".join(data.itertext()).split())
        name = names.get(data.get("key", ""), data.get("key", ""))
        drawn = [" ".join(e.itertext()).strip() for e in data.iter() if _tag(e).endswith("label")]
        if drawn and drawn[0]:
            row.setdefault("label", drawn[0])  # as yEd writes it
        elif text:
            row[name] = text
    return row


def read_gexf(raw: bytes) -> GraphFile:
    """GEXF of any version: attributes under their titles; positions and colours are not taken.

    Raises:
        GraphFileError: it is not XML, or holds no graph.
    """
    root = _root(raw)
    graph = next(_all(root, "graph"), None)
    if graph is None:
        raise GraphFileError("it holds no <graph>")
    titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    defaults: dict[str, Row] = {"node": {}, "edge": {}}
    for group in _children(graph, "attributes"):
        table = group.get("class", "node")
        for one in _children(group, "attribute"):
            title = _first(one, "title", "id")
            titles.setdefault(table, {})[one.get("id", "")] = title
            for default in _children(one, "default"):
                defaults.setdefault(table, {})[title] = default.text or ""
    found = GraphFile("GEXF", directed=graph.get("defaultedgetype") == "directed")
    for node in _all(graph, "node"):
        own = _values(node, titles["node"], defaults["node"])
        own = {("id (attribute)" if k == "id" else k): v for k, v in own.items()}
        found.nodes.append({"id": node.get("id", ""), "label": node.get("label", ""), **own})
    types = set()
    for edge in _all(graph, "edge"):
        own = _values(edge, titles["edge"], defaults["edge"])
        plain = {
            k: v for k in ("weight", "label", "kind", "start", "end") if (v := edge.get(k, ""))
        }
        types.add(edge.get("type", "") or graph.get("defaultedgetype", "undirected"))
        row = {"source": edge.get("source", ""), "target": edge.get("target", ""), **plain}
        row |= {k: v for k, v in own.items() if k not in row}
        found.edges.append(row | ({"edge id": edge.get("id", "")} if edge.get("id") else {}))
    found.directed = "directed" in types if types else found.directed
    if len(types) > 1:
        found.said.append("Some of its edges have a direction and some have none; all are drawn "
                          "with one.")  # fmt: skip
    if any(True for tag in ("position", "color", "size") for _ in _all(graph, tag)):
        found.said.append("Positions, colours and sizes are not taken.")
    return found


def _values(element: ET.Element, titles: dict[str, str], defaults: Row) -> Row:
    """Attributes by title; of one that changes in time all values, `|` between."""
    several: dict[str, list[str]] = {}
    for group in _children(element, "attvalues"):
        for one in _children(group, "attvalue"):
            number = _first(one, "for", "id")
            several.setdefault(titles.get(number, number), []).append(one.get("value", ""))
    spells = [s for group in _children(element, "spells") for s in _children(group, "spell")]
    row = {**defaults, **{k: " | ".join(dict.fromkeys(v)) for k, v in several.items()}}
    if spells:
        row["start"], row["end"] = spells[0].get("start", ""), spells[-1].get("end", "")
        row["spells"] = " | ".join(f"{s.get('start', '')}/{s.get('end', '')}" for s in spells)
    return row
