"""Graphs in JSON as rows of text: node-link with `edges` or `links`, by id or by index (D3).

Also those of Cytoscape, Graphology, vis.js and Gephi Lite, and a plain list of records.
"""

from __future__ import annotations

import json
from typing import Any

from dashboard.graph.read import GraphFile, GraphFileError, Row

_ENDS = (("source", "target"), ("from", "to"), ("start", "end"), ("src", "dst"))
_IDS = ("id", "key", "name", "label")


def read_json(text: str) -> GraphFile:
    """A graph in JSON, or in lines of JSON, one for each edge.

    Raises:
        GraphFileError: it is not JSON, or holds neither a graph nor a list of records.
    """
    found = _parsed(text)
    if isinstance(found, list):
        return GraphFile("JSON records", edges=_records(found))
    if not isinstance(found, dict):
        raise GraphFileError("it holds one value")
    graph = found.get("graphDataset") or found.get("elements") or found.get("graph") or found
    if isinstance(graph, list):  # Cytoscape's flat list of elements
        graph = {
            "nodes": [e for e in graph if "source" not in (e.get("data") or {})],
            "edges": [e for e in graph if "source" in (e.get("data") or {})],
        }
    if "fullGraph" in graph:
        return _gephi_lite(graph)
    if not isinstance(graph.get("nodes"), list | dict):
        graph = {**found, **(graph if isinstance(graph, dict) else {})}
    edges = graph.get("links", graph.get("edges"))
    if edges is None:
        lists = [value for value in found.values() if isinstance(value, list) and value]
        if len(lists) == 1 and isinstance(lists[0][0], dict):
            return GraphFile("JSON records", edges=_records(lists[0]))
        raise GraphFileError("it has no list of edges or links")
    return _node_link(graph, edges, found)


def _parsed(text: str) -> Any:
    options: dict[str, Any] = {"parse_int": str, "parse_float": str, "parse_constant": str}
    try:
        return json.loads(text, **options)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0].lstrip().startswith("{"):
            try:
                return [json.loads(line, **options) for line in lines]
            except json.JSONDecodeError:
                pass
        raise GraphFileError(f"line {error.lineno} is not JSON ({error.msg})") from None


def _records(items: list[Any]) -> list[Row]:
    if not items or not all(isinstance(item, dict) for item in items):
        raise GraphFileError("it is a list, but not of records with names")
    return [_flat(item) for item in items]


def _node_link(graph: dict[str, Any], edges: Any, whole: dict[str, Any]) -> GraphFile:
    items = graph.get("nodes") or []
    nodes = (
        [{"id": key, **(_flat(value) if isinstance(value, dict) else {"label": _text(value)})}
         for key, value in items.items()]
        if isinstance(items, dict)
        else [_flat(n) if isinstance(n, dict) else {"id": _text(n)} for n in items]
    )  # fmt: skip
    edges = [*edges.values()] if isinstance(edges, dict) else edges
    if not isinstance(edges, list) or not all(isinstance(e, dict | list) for e in edges):
        raise GraphFileError("its edges are not a list of records")
    rows = [_edge(e) for e in edges]
    named = next((k for k in _IDS if nodes and all(n.get(k) for n in nodes)), "")
    ends = {row[side] for row in rows for side in ("source", "target")}
    by_id = next((k for k in _IDS if named and ends <= {n.get(k, "") for n in nodes}), "")
    count = len(nodes)
    indices = all(end.isdigit() and int(end) < count for end in ends if end)
    said = []
    if not by_id and indices and nodes:
        said.append("Its edges name nodes by their position in the list, from 0.")
        nodes = [{"id": str(i), **{("id (attribute)" if k == "id" else k): v for k, v in n.items()}}
                 for i, n in enumerate(nodes)]  # fmt: skip
    elif (key := by_id or named) and key != "id":
        nodes = [{"id": n[key], **{k: v for k, v in n.items() if k != "id"}} for n in nodes]
    mark = graph.get("directed", whole.get("directed"))
    options: Any = graph.get("options")
    kind = options.get("type") if isinstance(options, dict) else None
    if mark is None and kind in ("directed", "undirected"):
        mark = kind == "directed"
    if not isinstance(mark, bool):
        said.append("It does not say whether its edges have a direction.")
    return GraphFile("JSON", nodes, rows, mark is True, said)


def _edge(item: Any) -> Row:
    if isinstance(item, list):
        cells = [_text(cell) for cell in item]
        return {"source": cells[0] if cells else "", "target": cells[1] if len(cells) > 1 else ""}
    row = _flat(item)
    for first, second in _ENDS:
        if first in item or first in row:
            row["source"], row["target"] = row.pop(first, ""), row.pop(second, "")
            break
    else:
        row |= {"source": "", "target": ""}
    return {"source": row.pop("source"), "target": row.pop("target"), **row}


def _flat(item: dict[str, Any]) -> Row:
    """A record of plain cells; `data` and `attributes` are opened, an end that is a node named."""
    row: Row = {}
    for key, value in item.items():
        if key in ("data", "attributes") and isinstance(value, dict):
            row |= {k: v for k, v in _flat(value).items() if k not in row}
        elif key in ("source", "target", "from", "to") and isinstance(value, dict):
            row[key] = next((_text(value[k]) for k in (*_IDS, "index") if k in value), "")
        else:
            row[key] = _text(value)
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(v, dict | list) for v in value):
        return " | ".join(_text(v) for v in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _gephi_lite(graph: dict[str, Any]) -> GraphFile:
    whole = graph["fullGraph"]
    own, drawn = graph.get("nodeData") or {}, graph.get("nodeRenderingData") or {}
    nodes = []
    for node in whole.get("nodes") or []:
        key = _text(node.get("key"))
        label = _text((drawn.get(key) or {}).get("label"))
        nodes.append(
            {"id": key, **({"label": label} if label else {}), **_flat(own.get(key) or {})}
        )
    edges = []
    for edge in whole.get("edges") or []:
        key = _text(edge.get("key"))
        more = _flat((graph.get("edgeData") or {}).get(key) or {})
        ends = {"source": _text(edge.get("source")), "target": _text(edge.get("target"))}
        edges.append({**ends, **{k: v for k, v in more.items() if k not in ends}})
    kind = (graph.get("metadata") or {}).get("type") or (whole.get("options") or {}).get("type")
    directed = {"directed": True, "undirected": False}.get(str(kind))
    return GraphFile("Gephi Lite", nodes, edges, directed,
                     ["Positions, colours and sizes are not taken."])  # fmt: skip
