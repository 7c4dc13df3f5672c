"""The checked tables of a list as nodes, places, relations and one frame of edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.load.spans import spans_of
from dashboard.model import FIELDS, Node, Place, Relation, fields, searchable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from dashboard.model import Document, Field

    Codes = npt.NDArray[np.intp]
    Text = pd.Series[str]

_DASH = " \u2013 "


def text_column(values: Iterable[str], codes: Codes | None = None) -> Text:
    """A column of text: the values, or those that `codes` points at."""
    array = pd.array([*values], dtype="str")
    return pd.Series(array if codes is None else array.take(codes))


def nodes_of(frame: pd.DataFrame, own: Sequence[str]) -> dict[str, Node]:
    """The nodes by id; what the list says of them beyond FIELDS is in `more`."""
    known = {f.name: _cells(frame, f.name) for f in fields("nodes")}
    extra = [(name, _cells(frame, name)) for name in own if name in frame]
    found = {}
    for row, (node, aliases, redacted) in enumerate(
        zip(known["id"], known["aliases"], known["redacted"], strict=True)
    ):
        found[node] = Node(
            id=node,
            name=known["name"][row],
            kind=known["kind"][row],
            place=known["place"][row],
            place_basis=known["place_basis"][row],
            country=known["country"][row],
            aliases=tuple(a for part in aliases.split("|") if (a := part.strip())),
            redacted=redacted == "yes",
            note=known["note"][row],
            more={name: cells[row] for name, cells in extra if cells[row]},
        )
    return found


def places_of(frame: pd.DataFrame) -> dict[str, Place]:
    """The places by id."""
    columns = [_cells(frame, f.name) for f in fields("places")]
    return {
        i: Place(i, name, country, float(lat), float(lon), precision, basis, note)
        for i, name, country, lat, lon, precision, basis, note in zip(*columns, strict=True)
    }


def relations_of(frame: pd.DataFrame) -> dict[str, Relation]:
    """The relations by id."""
    columns = [_cells(frame, f.name) for f in fields("relations")]
    return {cells[0]: Relation(*cells) for cells in zip(*columns, strict=True)}


def _cells(frame: pd.DataFrame, column: str) -> list[str]:
    return frame[column].tolist() if column in frame else [""] * len(frame)


def edges_of(
    frame: pd.DataFrame,
    name: str,
    nodes: Mapping[str, Node],
    relations: Mapping[str, Relation],
    documents: Mapping[str, Document],
    extra: Sequence[Field],
) -> pd.DataFrame:
    """One list as `Dataset.edges` has it: every column of FIELDS, then what filters need."""
    rows = len(frame)
    blank = text_column([""], np.zeros(rows, dtype=np.intp))
    given = {f.name: frame.get(f.name, blank) for f in fields("edges")}
    cited: Text = frame.get("cited", blank)
    source, target = (_codes(given[side], nodes) for side in ("source", "target"))
    relation, document = _codes(given["relation"], relations), _codes(given["document"], documents)
    spans = spans_of(given["start"], given["end"])
    sourcing = np.where((cited != "").to_numpy(dtype=bool), 0, 1)
    found: dict[str, object] = {
        **given,
        **_ends("source", [*nodes.values()], source),
        **_ends("target", [*nodes.values()], target),
        **_documents([*documents.values()], document),
        "list": text_column([name], np.zeros(rows, dtype=np.intp)),
        "paragraph": given["paragraph"].astype("int64"),
        "relation_label": text_column((r.label for r in relations.values()), relation),
        "family": text_column((r.family for r in relations.values()), relation),
        "layer": _given_or(frame, "layer", text_column(["core"], np.zeros(rows, dtype=np.intp))),
        "origin": cited.where(cited != "", given["document"]),
        "cited": cited,
        "sourcing": text_column(["cited", "unsourced"], sourcing),
        "earliest": spans.earliest,
        "latest": spans.latest,
        "dated": spans.dated,
        "tie": _ties([*nodes], source, target),
        "statement": _given_or(
            frame,
            "statement",
            _made([*nodes.values()], source, target, [*relations.values()], relation),
        ),
        "file": text_column([f"data/{name}.csv"], np.zeros(rows, dtype=np.intp)),
        "line": frame["line"].astype("int64"),
    }
    own = [f for f in extra if f.name not in found]
    found |= {f.name: frame.get(f.name, blank) for f in own}
    found["words"] = _words(frame, given, nodes, source, target, relations, relation, own)
    order = [*(f.name for f in FIELDS["edges"]), *("earliest", "latest", "dated", "tie", "words"),
             *("file", "line"), *(f.name for f in extra)]  # fmt: skip
    blanks = {c: blank for c in order if c not in found}
    every = found | blanks
    return pd.DataFrame({column: every[column] for column in order}, copy=False)


def _given_or(frame: pd.DataFrame, column: str, made: Text) -> Text:
    """What the list says in a column, and what is made of the rest of the row where it is blank."""
    return frame[column].where(frame[column] != "", made) if column in frame else made


def _made(
    nodes: Sequence[Node], source: Codes, target: Codes, relations: Sequence[Relation],
    relation: Codes,
) -> Text:  # fmt: skip
    """A statement in the words of the list: source, relation, target."""
    between = text_column((f"{_DASH}{r.label}{_DASH}" for r in relations), relation)
    names = [n.name for n in nodes]
    return joined([text_column(names, source), between, text_column(names, target)])


def _codes(values: Text, known: Mapping[str, object]) -> Codes:
    """For each value its position among the keys of `known`."""
    codes, uniques = pd.factorize(values)
    position = pd.Index([*known], dtype="str").get_indexer(pd.Index(uniques, dtype="str"))
    return position.astype(np.intp)[codes]


def _ends(side: str, nodes: Sequence[Node], codes: Codes) -> dict[str, Text]:
    return {
        f"{side}_name": text_column((n.name for n in nodes), codes),
        f"{side}_kind": text_column((n.kind for n in nodes), codes),
        f"{side}_country": text_column((n.country for n in nodes), codes),
        f"{side}_place": text_column((n.place for n in nodes), codes),
    }


def _documents(documents: Sequence[Document], codes: Codes) -> dict[str, Text]:
    return {
        "document_title": text_column((d.title for d in documents), codes),
        "document_short": text_column((d.short for d in documents), codes),
        "document_url": text_column((d.url for d in documents), codes),
        "publisher": text_column((d.publisher for d in documents), codes),
    }


def _ties(ids: Sequence[str], source: Codes, target: Codes) -> Text:
    """`resolve.tie_of` of each pair of nodes."""
    rank = np.empty(len(ids), dtype=np.intp)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    ordered = rank[source] <= rank[target]
    first = text_column((f"{node}|" for node in ids), np.where(ordered, source, target))
    tie: Text = first + text_column(ids, np.where(ordered, target, source))
    return tie


def _words(
    frame: pd.DataFrame, given: Mapping[str, Text], nodes: Mapping[str, Node],
    source: Codes, target: Codes, relations: Mapping[str, Relation], relation: Codes,
    own: Sequence[Field],
) -> Text:  # fmt: skip
    """All that a text search looks through: names, aliases, relation, id, sources, own text."""
    of_node = folded(["\n".join((n.name, *n.aliases, "")) for n in nodes.values()])
    of_relation = folded([f"{r.label}\n" for r in relations.values()])
    parts = [text_column(of_node, source), text_column(of_relation, relation),
             text_column(of_node, target), given["id"].str.lower()]  # fmt: skip
    looked = ["statement", "note", "quantity", "cited", *(f.name for f in own if f.type == "text")]
    for column in (c for c in looked if c in frame):
        parts.append(_folded(frame[column], "\n"))
    return joined(parts)


def joined(parts: Sequence[Text]) -> Text:
    """Each row's texts one after the other. Added up one by one, each sum would be written out."""
    arrays = [pa.array(part, pa.large_string()) for part in parts]
    whole = pc.binary_join_element_wise(*arrays, pa.scalar("", pa.large_string()))
    return pd.Series(whole.to_pandas(), dtype="str")


def _folded(values: Text, before: str) -> Text:
    codes, uniques = pd.factorize(values)
    texts = folded(uniques.to_numpy(dtype=object).tolist())
    return text_column((before + text for text in texts), codes)


def folded(texts: Sequence[str]) -> list[str]:
    """Each text as it is searched; those in ASCII, which most are, all at once."""
    whole = "\0".join(texts)
    if whole.isascii() and whole.count("\0") == max(len(texts) - 1, 0):
        return searchable_ascii(whole).split("\0") if texts else []
    return [searchable_ascii(t) if t.isascii() else searchable(t) for t in texts]


def searchable_ascii(text: str) -> str:
    """What `searchable` makes of a text in ASCII, which has no accents to lose."""
    return text.lower()
