"""FIELDS, the one registry of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.model.choices import (
    BASES,
    CONFIDENCES,
    KINDS,
    LAYERS,
    MODALITIES,
    PLACE_BASES,
    PRECISIONS,
    STATUSES,
    Choice,
    Field,
    Shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_EVERYWHERE: tuple[Shown, ...] = ("table", "evidence", "csv")
_READ: tuple[Shown, ...] = ("evidence", "csv")
_CSV: tuple[Shown, ...] = ("csv",)


def _end(side: str) -> tuple[Field, ...]:
    """The columns of one end of an edge."""
    end = f"{side.capitalize()} "
    return (
        Field(side, "id", f"{end}id", "Node at this end.", True, refers="nodes", shown=_CSV),
        Field(f"{side}_name", "text", side.capitalize(), "Its name as printed.",
              derived=True, shown=_EVERYWHERE),
        Field(f"{side}_kind", "choice", f"{end}kind", "What kind of thing it is.",
              choices=KINDS, facet="kind", derived=True, shown=_CSV),
        Field(f"{side}_country", "text", f"{end}country", "Host country, ISO 3166-1 alpha-2.",
              facet="country", derived=True, shown=_CSV),
        Field(f"{side}_place", "text", f"{end}place", "Its place; blank where none is given.",
              derived=True, shown=_CSV),
    )  # fmt: skip


EDGE_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Claim", "Permanent id; never reused or renumbered.", True,
          shown=_EVERYWHERE),
    Field("list", "text", "Edge list", "The file in data/ that holds the row.",
          facet="list", derived=True, shown=_CSV),
    *_end("source"),
    Field("relation", "id", "Relation id", "What ties the ends; see relations.csv.", True,
          refers="relations", facet="relation", shown=_CSV),
    Field("relation_label", "text", "Relation", "The relation in words, from source to target.",
          derived=True, shown=_EVERYWHERE),
    Field("family", "text", "Family", "The family of relations it belongs to.",
          facet="family", derived=True, shown=_CSV),
    *_end("target"),
    Field("statement", "text", "Statement", "The claim in one plain sentence of the curators.",
          True, shown=_EVERYWHERE),
    Field("start", "edtf", "Start", "When it happened or began, EDTF level 1; never filled in.",
          shown=_EVERYWHERE),
    Field("end", "edtf", "End", "When it ended; `..` where the text says it goes on.",
          shown=_EVERYWHERE),
    Field("date_basis", "choice", "Date basis", "How the date is known.", choices=BASES,
          shown=_READ),
    Field("claim_status", "choice", "Who says it", "Whose claim it is.", True,
          choices=STATUSES, facet="status", shown=_EVERYWHERE),
    Field("modality", "choice", "Mode", "Done, planned, alleged …: in what mode it is said.", True,
          choices=MODALITIES, facet="modality", shown=_EVERYWHERE),
    Field("voice", "id", "Voice id", "The person or body whose statement it is.",
          refers="nodes", shown=_CSV),
    Field("voice_name", "text", "Voice", "The voice's name.", derived=True, shown=_READ),
    Field("document", "id", "Document id", "The document the claim stands in.", True,
          refers="documents", facet="document", shown=_CSV),
    Field("document_title", "text", "Document", "Its title.", derived=True, shown=_READ),
    Field("document_short", "text", "Source", "A short label for it.", derived=True,
          shown=("table",)),
    Field("publisher", "text", "Publisher", "Who published it.", derived=True, shown=_CSV),
    Field("document_url", "url", "Document URL", "Where it stands.", derived=True, shown=_CSV),
    Field("paragraph", "integer", "Paragraph", "Non-blank line of the text, counted from 1.", True,
          shown=_EVERYWHERE),
    Field("opens", "text", "Opens", "First words of the passage.", True, shown=_READ),
    Field("closes", "text", "Closes", "Last words of the passage; blank if `opens` is all of it.",
          shown=_READ),
    Field("passage_url", "url", "Passage URL", "Deep link to the passage (text fragment).",
          derived=True, shown=_CSV),
    Field("paper", "id", "Paper id", "The underlying paper that the document cites for it.",
          refers="papers", facet="paper", shown=_CSV),
    Field("paper_title", "text", "Underlying paper", "Its title.", derived=True, shown=_READ),
    Field("origin", "id", "Origin", "What the claim independently rests on: paper or first text.",
          derived=True, shown=_CSV),
    Field("confidence", "choice", "Confidence", "How surely the row reads the passage.", True,
          choices=CONFIDENCES, shown=_READ),
    Field("contested", "flag", "Contested", "`yes` where renderings differ; the note says how.",
          shown=_READ),
    Field("layer", "choice", "Layer", "Core tie, or context around it.", True, choices=LAYERS,
          shown=_READ),
    Field("quantity", "text", "Quantity", "A number with its own words; never a weight.",
          shown=_READ),
    Field("note", "text", "Note", "The curators' remark.", shown=_READ),
)  # fmt: skip

NODE_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Node id", "Permanent id.", True, shown=_CSV),
    Field("name", "text", "Name", "As printed; a redacted name stays redacted.", True, shown=_CSV),
    Field("kind", "choice", "Kind", "What kind of thing it is.", True, choices=KINDS, shown=_CSV),
    Field("place", "id", "Place id", "Where it stands; blank where no text says.",
          refers="places", shown=_CSV),
    Field("place_name", "text", "Place", "The place's name.", derived=True, shown=_CSV),
    Field("place_basis", "choice", "Place basis", "How the place is known.", choices=PLACE_BASES,
          shown=_CSV),
    Field("country", "text", "Country", "Host country, ISO 3166-1 alpha-2.", shown=_CSV),
    Field("country_name", "text", "Country name", "The country in English.", derived=True,
          shown=_CSV),
    Field("lat", "number", "Latitude", "Of the place, in degrees north.", derived=True, shown=_CSV),
    Field("lon", "number", "Longitude", "Of the place, in degrees east.", derived=True, shown=_CSV),
    Field("precision", "choice", "Precision", "How exact the place is.", choices=PRECISIONS,
          derived=True, shown=_CSV),
    Field("aliases", "list", "Aliases", "Other names the texts equate with it, `|` between.",
          shown=_CSV),
    Field("redacted", "flag", "Redacted", "`yes` where the source hides or cuts the name.",
          shown=_CSV),
    Field("note", "text", "Note", "The curators' remark.", shown=_CSV),
    Field("claims", "integer", "Claims", "Edges of the selection that touch it.", derived=True,
          shown=_CSV),
)  # fmt: skip

PLACE_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Place id", "Name and country, `toledo-es`.", True),
    Field("name", "text", "Name", "The place's name.", True),
    Field("country", "text", "Country", "ISO 3166-1 alpha-2.", True),
    Field("lat", "number", "Latitude", "Degrees north, WGS 84.", True),
    Field("lon", "number", "Longitude", "Degrees east, WGS 84.", True),
    Field("precision", "choice", "Precision", "How exact it is.", True, choices=PRECISIONS),
    Field("basis", "text", "Basis", "Where the coordinates come from.", True),
    Field("note", "text", "Note", "The curators' remark."),
)

RELATION_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Relation id", "Neutral predicate.", True),
    Field("label", "text", "Label", "Read from source to target: A *hosted* B.", True),
    Field("inverse", "text", "Inverse", "Read from target to source: B *was hosted by* A.", True),
    Field("family", "text", "Family", "Group of relations.", True),
    Field("definition", "text", "Definition", "When it is used.", True),
)

COVERAGE_FIELDS: tuple[Field, ...] = (
    Field("document", "id", "Document id", "The document.", True, refers="documents"),
    Field("paragraph", "integer", "Paragraph", "Counted from 1.", True),
    Field("edges", "text", "Edges", "Ids of the claims it yields, spaces between."),
    Field("reason", "text", "Reason", "Why it yields none, or what was left out."),
)

DOCUMENT_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Document id", "The record's name in seeds/.", True, shown=_CSV),
    Field("title", "text", "Title", "As printed.", True, shown=_CSV),
    Field("publisher", "text", "Publisher", "Who published it.", True, shown=_CSV),
    Field("author", "text", "Author", "As printed; blank if unsigned.", shown=_CSV),
    Field("published", "edtf", "Published", "EDTF level 1.", shown=_CSV),
    Field("published_basis", "text", "Date basis", "How that is known.", shown=_CSV),
    Field("kind", "text", "Kind", "report, repost or translation.", True, shown=_CSV),
    Field("derived_from", "text", "Derived from", "URL of the text it repeats.", shown=_CSV),
    Field("reliability", "text", "Reliability", "Admiralty grade A to F.", True, shown=_CSV),
    Field("reliability_rationale", "text", "Why", "Reason for the grade.", True, shown=_CSV),
    Field("url", "url", "URL", "Where it stands.", True, shown=_CSV),
    Field("archive_url", "url", "Archive", "An archived copy.", shown=_CSV),
    Field("papers", "integer", "Papers", "Underlying papers it cites.", derived=True, shown=_CSV),
    Field("claims", "integer", "Claims", "Edges of the selection that stand in it.", derived=True,
          shown=_CSV),
)  # fmt: skip

SOURCING = (
    Choice("cited", "Names its source", "The row itself names what it rests on."),
    Choice("unsourced", "Unsourced", "The row names no source; only the list says it."),
)
LIST_FIELDS: tuple[Field, ...] = (
    Field("cited", "text", "Cited source", "What the row names as its source, as it is written.",
          shown=_READ),
    Field("sourcing", "choice", "Source given", "Whether the row names a source.",
          choices=SOURCING, facet="sourcing", derived=True, shown=_EVERYWHERE),
)  # fmt: skip
"""Columns of edges that only a list of somebody else's has; `Dataset.extra` begins with them."""

OWN = "x."
"""How the columns begin that a list brings with it and FIELDS does not know."""

FIELDS: dict[str, tuple[Field, ...]] = {
    "edges": EDGE_FIELDS,
    "nodes": NODE_FIELDS,
    "places": PLACE_FIELDS,
    "relations": RELATION_FIELDS,
    "coverage": COVERAGE_FIELDS,
    "documents": DOCUMENT_FIELDS,
}
"""Every column of every table: it drives validation, filters, table, CSV order, dictionary."""


def fields(table: str, *, derived: bool = False, shown: Shown | None = None) -> list[Field]:
    """The columns of `table`: those a curator types, with the `derived` ones, or those `shown`."""
    return [
        f
        for f in FIELDS[table]
        if (derived or shown or not f.derived) and (shown is None or shown in f.shown)
    ]


def facets_of(columns: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """From facet to the names of the columns that carry it, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        if column.facet:
            found[column.facet] = (*found.get(column.facet, ()), column.name)
    return found
