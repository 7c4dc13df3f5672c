"""A network as GraphML, GEXF or node-link JSON, written row by row over plain rows.

networkx has writers of its own. They hold the whole graph and the whole file, raise on a value
that is missing, write control characters that no reader takes, and date the file. These do not;
that networkx reads back what they write is tested. `docs/decisions/0018-files-to-take-away.md`
says what each program makes of the files.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dashboard.model import Field

    Row = Mapping[str, Any]

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GRAPHML_TYPES = {"integer": "long", "number": "double"}
_GEXF_TYPES = {"integer": "long", "number": "double"}
_OF_THE_ELEMENT = {"start": "start_edtf", "end": "end_edtf"}
"""In GEXF `start` and `end` are a day each, of the edge itself; the written dates give way."""


@dataclass(frozen=True)
class Network:
    """A graph to be written once; its rows may be iterators.

    Attributes:
        about: what the file says of itself: `title` and others, from name to text.
        directed: whether source and target differ.
        dated: whether any edge has `earliest` or `latest`.
        node_fields: the attributes of nodes; `id` and `label` are not among them.
        edge_fields: the attributes of edges; `id`, `source`, `target`, `label` are not among them.
        nodes: rows with `id`, `label` and the attributes.
        edges: rows with `id`, `source`, `target`, `label` and the attributes. `earliest` and
            `latest` are days (`2017-05-03`), blank where open or not known.
    """

    about: Mapping[str, str]
    directed: bool
    dated: bool
    node_fields: Sequence[Field]
    edge_fields: Sequence[Field]
    nodes: Iterable[Row]
    edges: Iterable[Row]


def graphml(network: Network) -> Iterator[str]:
    """The network as GraphML, an edge a claim, its id the edge's id."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<graphml xmlns="{_GRAPHML}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd">\n'
    )
    label = '<key id="{0}l" for="{1}" attr.name="label" attr.type="string"/>\n'
    for i, name in enumerate(network.about):
        yield f'<key id="g{i}" for="graph" attr.name={_quoted(name)} attr.type="string"/>\n'
    for letter, kind, fields in _kinds(network):
        yield label.format(letter, kind)
        for i, field in enumerate(fields):
            of = _GRAPHML_TYPES.get(field.type, "string")
            name = _quoted(field.name)
            yield f'<key id="{letter}{i}" for="{kind}" attr.name={name} attr.type="{of}"/>\n'
    yield f'<graph edgedefault="{_directedness(network)}">\n'
    for i, text in enumerate(network.about.values()):
        yield f"{_data(f'g{i}', text)}\n"
    for row in network.nodes:
        yield f"<node id={_quoted(row['id'])}>{_datas('n', network.node_fields, row)}</node>\n"
    for row in network.edges:
        ends = f"source={_quoted(row['source'])} target={_quoted(row['target'])}"
        data = _datas("e", network.edge_fields, row)
        yield f"<edge id={_quoted(row['id'])} {ends}>{data}</edge>\n"
    yield "</graph>\n</graphml>\n"


def gexf(network: Network) -> Iterator[str]:
    """The network as GEXF 1.3; a dated edge is there from its earliest to its latest day."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<meta>\n'
    yield f"<creator>{_text(network.about.get('creator', ''))}</creator>\n"
    rest = [f"{name}: {text}" for name, text in network.about.items() if name != "creator"]
    yield f"<description>{_text(chr(10).join(rest))}</description>\n</meta>\n"
    time = ' mode="dynamic" timeformat="date"' if network.dated else ' mode="static"'
    yield f'<graph defaultedgetype="{_directedness(network)}"{time}>\n'
    for letter, kind, fields in _kinds(network):
        yield f'<attributes class="{kind}" mode="static">\n'
        for i, field in enumerate(fields):
            of, name = _GEXF_TYPES.get(field.type, "string"), field.name
            name = _quoted(_OF_THE_ELEMENT.get(name, name))
            yield f'<attribute id="{letter}{i}" title={name} type="{of}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for row in network.nodes:
        values = _attvalues("n", network.node_fields, row)
        yield f"<node id={_quoted(row['id'])} label={_quoted(row['label'])}>{values}</node>\n"
    yield "</nodes>\n<edges>\n"
    parallel: Counter[tuple[str, ...]] = Counter()
    for row in network.edges:
        ends = (row["source"], row["target"])
        tie = (*(ends if network.directed else sorted(ends)), row["label"])
        parallel[tie] += 1
        values = _attvalues("e", network.edge_fields, row)
        yield f"<edge {_edge(row, parallel[tie])}>{values}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def node_link(network: Network) -> Iterator[str]:
    """The network as node-link JSON; edges under `edges`, each with its id also as `key`."""
    head = {"directed": network.directed, "multigraph": True, "graph": dict(network.about)}
    yield f'{_json(head)[:-1]},\n"nodes": ['
    for i, row in enumerate(network.nodes):
        yield ",\n" if i else "\n"
        yield _json({"id": row["id"], "label": row["label"], **_values(network.node_fields, row)})
    yield '\n],\n"edges": ['
    for i, row in enumerate(network.edges):
        ends = {"source": row["source"], "target": row["target"], "key": row["id"], "id": row["id"]}
        yield ",\n" if i else "\n"
        yield _json({**ends, "label": row["label"], **_values(network.edge_fields, row)})
    yield "\n]}\n"


def _kinds(network: Network) -> tuple[tuple[str, str, Sequence[Field]], ...]:
    return ("n", "node", network.node_fields), ("e", "edge", network.edge_fields)


def _directedness(network: Network) -> str:
    return "directed" if network.directed else "undirected"


def _values(fields: Sequence[Field], row: Row) -> dict[str, Any]:
    """The attributes that a row has; a blank one is left out, for no format has a blank number."""
    found = ((field, row.get(field.name)) for field in fields)
    return {field.name: _typed(field, value) for field, value in found if value not in ("", None)}


def _typed(field: Field, value: Any) -> Any:
    kinds: dict[str, Callable[[Any], Any]] = {"integer": int, "number": float}
    return kinds.get(field.type, str)(value)


def _datas(letter: str, fields: Sequence[Field], row: Row) -> str:
    values = _values(fields, row)
    found = [_data(f"{letter}l", row["label"])]
    found += [
        _data(f"{letter}{i}", values[f.name]) for i, f in enumerate(fields) if f.name in values
    ]
    return "".join(found)


def _data(key: str, value: object) -> str:
    return f'<data key="{key}">{_text(value)}</data>'


def _edge(row: Row, number: int) -> str:
    """The XML attributes of a GEXF edge, which is the `number`th of its relation between its ends.

    Its kind says so: Gephi makes one of parallel edges of one kind, and keeps the last statement.
    """
    found = {name: row[name] for name in ("id", "source", "target", "label")}
    found["kind"] = row["label"] if number == 1 else f"{row['label']} ({number})"
    found |= {"start": row["earliest"], "end": row["latest"]}
    return " ".join(f"{name}={_quoted(value)}" for name, value in found.items() if value != "")


def _attvalues(letter: str, fields: Sequence[Field], row: Row) -> str:
    values = _values(fields, row)
    found = [
        f'<attvalue for="{letter}{i}" value={_quoted(values[field.name])}/>'
        for i, field in enumerate(fields)
        if field.name in values
    ]
    return f"<attvalues>{''.join(found)}</attvalues>"


def _clean(value: object) -> str:
    """Text without the characters that XML cannot hold, not even escaped."""
    return _NOT_IN_XML.sub("", str(value))


def _text(value: object) -> str:
    return escape(_clean(value), {"\r": "&#13;"})


def _quoted(value: object) -> str:
    """A quoted XML attribute; `quoteattr` writes line breaks and tabs so that they are kept."""
    return quoteattr(_clean(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
