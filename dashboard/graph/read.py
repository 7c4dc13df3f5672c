"""Files of other graph programs, as rows of text: GraphML, GEXF, GML, Pajek, GDF and JSON.

They are not read through networkx: its readers turn "096" into 96, refuse files that other
programs read (an old namespace, GML without labels, an edge that stands twice), and do not say
which edge of the file an edge was.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, str]


class GraphFileError(ValueError):
    """The text is not the graph file it seems to be; the message says what is wrong."""


@dataclass(slots=True)
class GraphFile:
    """What a graph file holds.

    Attributes:
        kind: the name of its format.
        nodes: `id` and, where there is one, `label` of each, with its attributes.
        edges: `source` and `target` of each, with its attributes, in the order of the file.
        directed: whether it says so.
        said: what of it was not taken, in sentences.
    """

    kind: str
    nodes: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    directed: bool | None = None
    said: list[str] = field(default_factory=list)


_TOKEN = re.compile(r'"([^"]*)"|([\[\]])|([^\s\[\]"]+)')
_ENTITY = {"&quot;": '"', "&lt;": "<", "&gt;": ">", "&apos;": "'", "&amp;": "&"}


def read_gml(text: str) -> GraphFile:
    """GML; a node's label is its `label`, else its `name`, else its id.

    Raises:
        GraphFileError: brackets do not match, or there is no graph.
    """
    plain = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    tokens = _TOKEN.finditer(plain)
    top = _gml_list(tokens, nested=False)
    graph = next(
        (value for name, value in top if name == "graph" and isinstance(value, list)), None
    )
    if graph is None:
        raise GraphFileError("it holds no graph [ … ]")
    found = GraphFile("GML")
    for name, value in graph:
        if name == "directed" and isinstance(value, str):
            found.directed = value == "1"
        elif name == "node" and isinstance(value, list):
            row = _flat(value)
            if "label" not in row and "name" in row:
                row = {"id": row.pop("id", ""), "label": row.pop("name"), **row}
            found.nodes.append(row)
        elif name == "edge" and isinstance(value, list):
            found.edges.append(_flat(value))
    if found.directed is None:
        found.directed = False  # as the format's own text has it
    return found


_Pairs = list[tuple[str, "str | _Pairs"]]


def _gml_list(tokens: Iterator[re.Match[str]], *, nested: bool) -> _Pairs:
    pairs: _Pairs = []
    for token in tokens:
        if token[2] == "]":
            if nested:
                return pairs
            raise GraphFileError("it closes a bracket that is not open")
        name = token[3] or token[1] or ""
        value = next(tokens, None)
        if value is None:
            break
        if value[2] == "[":
            pairs.append((name, _gml_list(tokens, nested=True)))
        else:
            quoted = value[1] if value[1] is not None else value[3]
            pairs.append((name, _unescaped(quoted or "")))
    if nested:
        raise GraphFileError("a bracket is not closed")
    return pairs


def _unescaped(text: str) -> str:
    text = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), text)
    for entity, char in _ENTITY.items():
        text = text.replace(entity, char)
    return text


def _flat(pairs: _Pairs, prefix: str = "") -> Row:
    row: Row = {}
    for name, value in pairs:
        if isinstance(value, list):
            row |= _flat(value, f"{prefix}{name}.")
        else:
            row[prefix + name] = value
    return row


_LABELLED = re.compile(r'\s*(\S+)(?:\s+(?:"([^"]*)"|(\S+)))?(.*)')


def read_pajek(text: str) -> GraphFile:
    """Pajek `.net`: vertices, arcs and edges, also as lists.

    Raises:
        GraphFileError: it has no vertices, or a matrix instead of lines.
    """
    found = GraphFile("Pajek")
    section, relation, directed = "", "", {"arcs": 0, "edges": 0}
    for line in text.splitlines():
        bare = line.strip()
        if not bare or bare.startswith("%"):
            continue
        if bare.startswith("*"):
            head = re.match(r"\*(\w+)\s*(?::\s*\d+)?\s*(?:\"([^\"]*)\")?", bare)
            section = head[1].lower() if head else ""
            relation = (head[2] or "") if head else ""
            if section == "matrix":
                raise GraphFileError("its ties are a matrix; save them as arcs or edges")
        elif section == "vertices":
            found.nodes.append(_vertex(bare))
        elif section in ("arcs", "edges"):
            directed[section] += 1
            found.edges += _line(bare, relation)
        elif section in ("arcslist", "edgeslist"):
            first, *others = bare.split()
            directed[section.removesuffix("list")] += len(others)
            found.edges += [{"source": first, "target": other} for other in others]
    if not found.nodes and not found.edges:
        raise GraphFileError("it has no *Vertices, *Arcs or *Edges")
    found.directed = directed["arcs"] > 0
    if directed["arcs"] and directed["edges"]:
        found.said.append(
            f"{directed['edges']:,} of its lines have no direction; they are drawn with one."
        )
    return found


def _vertex(line: str) -> Row:
    match = _LABELLED.match(line)
    if not match:
        return {"id": line}
    number, quoted, plain, rest = match.groups()
    row = {"id": number, "label": quoted if quoted is not None else plain or number}
    numbers = re.findall(r"(?<!\S)-?\d*\.?\d+(?:[eE][-+]?\d+)?(?!\S)", rest)
    return row | dict(zip(("x", "y", "z"), numbers, strict=False))


def _line(line: str, relation: str) -> list[Row]:
    cells = line.split()
    if len(cells) < 2:
        return [{"source": cells[0], "target": ""}]
    row = {"source": cells[0], "target": cells[1]}
    if len(cells) > 2:
        row["weight"] = cells[2]
    label = re.search(r'\bl\s+"([^"]*)"', line)
    if label or relation:
        row["relation"] = label[1] if label else relation
    return [row]


def read_gdf(text: str) -> GraphFile:
    """GDF, the format of GUESS: two tables, each under a line with its columns."""
    found = GraphFile("GDF")
    rows, header = found.nodes, [""]
    for cells in csv.reader(io.StringIO(text), quotechar="'" if "'" in text else '"'):
        if not cells:
            continue
        if cells[0].startswith(("nodedef>", "edgedef>")):
            rows = found.nodes if cells[0].startswith("nodedef>") else found.edges
            cells[0] = cells[0].partition(">")[2]
            header = [cell.strip().split()[0] if cell.strip() else "" for cell in cells]
        else:
            rows.append(dict(zip(header, (c.strip() for c in cells), strict=False)))
    for row in found.nodes:
        row["id"] = row.pop("name", row.get("id", ""))
    for row in found.edges:
        row["source"], row["target"] = row.pop("node1", ""), row.pop("node2", "")
    marks = {row.get("directed", "").lower() for row in found.edges}
    found.directed = "true" in marks
    return found
