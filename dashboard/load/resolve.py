"""Checked rows become one frame of claims, each column of FIELDS filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import dates, geo
from dashboard.load.passages import deep_link
from dashboard.model import (
    FIELDS,
    About,
    Dataset,
    Document,
    Node,
    Place,
    Relation,
    fields,
    searchable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dashboard.load.tables import Row


_NOT_TEXT = {"paragraph": "int64", "earliest": "int64", "latest": "int64", "dated": "bool",
             "line": "int64"}  # fmt: skip
"""What pandas would have to guess, and cannot where there is no claim."""


def node_of(row: Row) -> Node:
    """A checked row of nodes.csv."""
    cells: dict[str, Any] = {f.name: row.cells.get(f.name, "") for f in fields("nodes")}
    aliases = tuple(a.strip() for a in cells["aliases"].split("|") if a.strip())
    return Node(**{**cells, "aliases": aliases, "redacted": cells["redacted"] == "yes"})


def place_of(row: Row) -> Place:
    """A checked row of places.csv."""
    cells: dict[str, Any] = {f.name: row.cells.get(f.name, "") for f in fields("places")}
    return Place(**{**cells, "lat": float(cells["lat"]), "lon": float(cells["lon"])})


def relation_of(row: Row) -> Relation:
    """A checked row of relations.csv."""
    return Relation(**{f.name: row.cells.get(f.name, "") for f in fields("relations")})


def tie_of(source: str, target: str) -> str:
    """The key of the tie between two nodes, the same in both directions."""
    return "|".join(sorted((source, target)))


def first_texts(documents: Mapping[str, Document]) -> dict[str, str]:
    """From document to the text it goes back to, however often that was repeated in between.

    A text that is itself in the data set is named by its id, any other by its address.
    """
    at = {_address(document.url): document.id for document in documents.values()}
    found = {}
    for document in documents.values():
        chain = [document.id]
        while (before := at.get(_address(documents[chain[-1]].origin))) and before not in chain:
            chain.append(before)
        circle = chain[chain.index(before) :] if before else []  # texts that repeat each other
        found[document.id] = min(circle) if circle else documents[chain[-1]].origin
    return found


def _address(url: str) -> str:
    return url.partition("#")[0].rstrip("/")


def resolve(
    about: About,
    edges: list[tuple[str, Row]],
    nodes: Mapping[str, Node],
    places: Mapping[str, Place],
    relations: Mapping[str, Relation],
    documents: Mapping[str, Document],
    *,
    texts: Path,
    coverage: list[Row],
) -> Dataset:
    """Build the Dataset from rows that are known to be right."""
    first = first_texts(documents)
    records = [
        _record(row, name, nodes, relations, documents[row.cells["document"]], first)
        for name, row in edges
    ]
    columns = [f.name for f in FIELDS["edges"]]
    extra = ["earliest", "latest", "dated", "tie", "words", "file", "line"]
    frame = pd.DataFrame(records, columns=[*columns, *extra]).astype(_NOT_TEXT)
    return Dataset(
        about=about,
        edges=frame,
        nodes=nodes,
        places=places,
        relations=relations,
        documents=documents,
        texts=texts,
        countries=geo.country_names(),
        coverage=pd.DataFrame(
            [{**row.cells, "line": row.line} for row in coverage],
            columns=[*(f.name for f in FIELDS["coverage"]), "line"],
        ).fillna(""),
    )


def _record(
    row: Row,
    list_name: str,
    nodes: Mapping[str, Node],
    relations: Mapping[str, Relation],
    document: Document,
    first: Mapping[str, str],
) -> dict[str, Any]:
    cells = {f.name: row.cells.get(f.name, "") for f in fields("edges")}
    source, target = nodes[cells["source"]], nodes[cells["target"]]
    relation = relations[cells["relation"]]
    paper = next((p for p in document.papers if p.id == cells["paper"]), None)
    voice = nodes.get(cells["voice"])
    span = dates.between(cells["start"], cells["end"])
    return {
        **cells,
        **_end("source", source),
        **_end("target", target),
        "list": list_name,
        "paragraph": int(cells["paragraph"]),
        "relation_label": relation.label,
        "family": relation.family,
        "document_title": document.title,
        "document_short": document.short,
        "document_url": document.url,
        "publisher": document.publisher,
        "passage_url": deep_link(document.url, cells["opens"], cells["closes"]),
        "paper_title": paper.title if paper else "",
        "voice_name": voice.name if voice else "",
        "origin": paper.id if paper else first[document.id],
        "earliest": span.earliest if span else 0,
        "latest": span.latest if span else 0,
        "dated": span is not None,
        "tie": tie_of(source.id, target.id),
        "words": _words(cells, source, target, relation, document, voice),
        "file": row.file,
        "line": row.line,
    }


def _end(side: str, node: Node) -> dict[str, str]:
    return {
        f"{side}_name": node.name,
        f"{side}_kind": node.kind,
        f"{side}_country": node.country,
        f"{side}_place": node.place,
    }


def _words(
    cells: Mapping[str, str],
    source: Node,
    target: Node,
    relation: Relation,
    document: Document,
    voice: Node | None,
) -> str:
    """All that a text search looks through: names, aliases, statement, locator, note, title."""
    parts = [source.name, *source.aliases, relation.label, target.name, *target.aliases]
    parts += [cells[k] for k in ("id", "statement", "opens", "closes", "quantity", "note")]
    parts += [document.title, document.publisher, voice.name if voice else ""]
    return searchable("\n".join(parts))
