"""A selection as FollowTheMoney entities, one JSON object a line.

A node becomes an entity of the schema its kind has there, a document an `Article`, and each claim
an `UnknownLink` between two entities with the document as its proof. The more telling links of
FollowTheMoney (`Ownership`, `Membership` …) say more than a neutral relation does, so none is
guessed. Needs no library: the format is JSON.
"""

from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from typing import TYPE_CHECKING, Any

from dashboard import dates
from dashboard.export.stream import in_pieces
from dashboard.model import BASES, KINDS, MODALITIES, STATUSES, labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.export.rows import Cut, Row

SCHEMATA = {
    "person": "Person",
    "government": "PublicBody",
    "party": "Organization",
    "mission": "PublicBody",
    "company": "Company",
    "association": "Organization",
    "education": "Organization",
    "event": "Event",
    "place": "Address",
    "media": "Organization",
    "group": "LegalEntity",
    "programme": "Project",
}
"""From kind of node to schema."""
ANY = "LegalEntity"
"""The schema of a node of a kind that is not known."""

_NOT_IN_AN_ID = re.compile(r"[^0-9A-Za-z-]|-$")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KINDS, _STATUSES, _MODALITIES = labels(KINDS), labels(STATUSES), labels(MODALITIES)
_BASES = labels(BASES)


def entities(cut: Cut) -> Iterator[bytes]:
    """The nodes, documents and claims of a cut, in this order, an entity a line."""
    return in_pieces(f"{json.dumps(e, ensure_ascii=False)}\n" for e in _entities(cut))


def _entities(cut: Cut) -> Iterator[dict[str, Any]]:
    name = cut.dataset.about.name
    for row in cut.nodes():
        yield _node(name, row)
    for row in cut.documents():
        yield _document(name, row)
    for row in cut.edges():
        yield _claim(name, row)


def _node(dataset: str, row: Row) -> dict[str, Any]:
    schema = SCHEMATA.get(row["kind"], ANY)
    found: dict[str, Any] = {
        "name": " ".join(row["name"].split()),
        "alias": [alias for alias in row["aliases"].split("|") if alias],
        "country": row["country"].lower(),
        "keywords": _KINDS.get(row["kind"], row["kind"]),
        "notes": row["note"],
    }
    if schema == "Address":
        found |= {"full": ", ".join(dict.fromkeys(filter(None, (
            found["name"], row["place_name"], row["country_name"]))))}  # fmt: skip
        found |= {"latitude": row["lat"], "longitude": row["lon"]}
    elif row["place_name"]:
        place = ", ".join(filter(None, (row["place_name"], row["country_name"])))
        found["location" if schema == "Event" else "address"] = place
    return _entity(dataset, "node", row["id"], schema, found)


def _document(dataset: str, row: Row) -> dict[str, Any]:
    first, last = prefixes(row["published"], "")
    found = {
        "title": row["title"],
        "name": " ".join(row["title"].split()),
        "author": row["author"],
        "publisher": row["publisher"],
        "publishedAt": first if not last or first == last else "",
        "sourceUrl": row["url"],
        "summary": _sentences(
            ("Kind", row["kind"]),
            ("Reliability", row["reliability"]),
            ("Why", row["reliability_rationale"]),
            ("Repeats", row["derived_from"]),
            ("Archived at", row["archive_url"]),
        ),
    }
    return _entity(dataset, "document", row["id"], "Article", found)


def _claim(dataset: str, row: Row) -> dict[str, Any]:
    first, last = prefixes(row["start"], row["end"])
    modality = _MODALITIES.get(row["modality"], row["modality"])
    retracted = "Retracted" if row["claim_status"] == "retracted" else ""
    found = {
        "subject": entity_id(dataset, "node", row["source"]),
        "object": entity_id(dataset, "node", row["target"]),
        "role": row["relation_label"],
        "summary": row["statement"],
        "status": [modality, retracted],
        "startDate": first,
        "endDate": last,
        "recordId": row["id"],
        "publisher": row["publisher"],
        "sourceUrl": row["passage_url"] or row["document_url"],
        "proof": entity_id(dataset, "document", row["document"]) if row["document"] else "",
        "description": _said(row),
    }
    return _entity(dataset, "claim", row["id"], "UnknownLink", found)


def _said(row: Row) -> str:
    """Who says it, where, and what FollowTheMoney has no property for."""
    return _sentences(
        ("Who says it", _STATUSES.get(row["claim_status"], row["claim_status"])),
        ("Voice", row["voice_name"]),
        ("Mode", _MODALITIES.get(row["modality"], row["modality"])),
        ("Paragraph", row["paragraph"]),
        ("Underlying paper", row["paper_title"]),
        ("Cited source", row.get("cited", "")),
        ("Start (EDTF)", row["start"]),
        ("End (EDTF)", row["end"]),
        ("Date", _BASES.get(row["date_basis"], row["date_basis"])),
        ("Confidence", row["confidence"]),
        ("Contested", row["contested"]),
        ("Quantity", row["quantity"]),
        ("Note", row["note"]),
        ("Permalink", row["permalink"]),
    )


def _sentences(*said: tuple[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in said if value)


def _entity(
    dataset: str, table: str, row: str, schema: str, properties: dict[str, Any]
) -> dict[str, Any]:
    """An entity: every property a list of texts, blank ones left out."""
    listed = {
        name: [_plain_text(v) for v in (vs if isinstance(vs, list) else [vs]) if v != ""]
        for name, vs in properties.items()
    }
    return {
        "id": entity_id(dataset, table, row),
        "schema": schema,
        "properties": {name: values for name, values in listed.items() if values},
    }


def _plain_text(value: object) -> str:
    """Text as FollowTheMoney itself would clean it: composed letters, no control characters."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", str(value)))


def entity_id(dataset: str, table: str, row: str) -> str:
    """An id that is one in all of FollowTheMoney, which takes letters, digits, `-` and `.`.

    Other characters, and the point itself, are written as a point and two digits for each byte:
    no two ids become one.
    """
    return f"{_escaped(dataset)}-{table}-{_escaped(row)}"


def _escaped(text: str) -> str:
    return _NOT_IN_AN_ID.sub(lambda m: "".join(f".{b:02x}" for b in m[0].encode()), text)


def prefixes(start: str, end: str) -> tuple[str, str]:
    """Two EDTF dates in FollowTheMoney's form, a year, a month or a day; blank where not known.

    A vague start without an end (`201X`, a season) becomes its first and its last year or month.
    """
    first, between, last = start.partition("/")
    low, high = _bounds(first)
    if between:
        high = _bounds(last)[1]
    elif high == low:
        high = ""
    return low, _bounds(end.rpartition("/")[2])[1] if end else high


def _bounds(date: str) -> tuple[str, str]:
    """The first and the last year, month or day that one date may mean, as short as it can be."""
    span = dates.span(date)
    if span is None:
        return "", ""
    first, last = f"{span.earliest:08}", f"{span.latest:08}"
    length = 10
    if last[6:] == f"{monthrange(int(last[:4]) or 4, int(last[4:6]))[1]:02}" and first[6:] == "01":
        length = 4 if (first[4:6], last[4:6]) == ("01", "12") else 7
    low, high = (f"{d[:4]}-{d[4:6]}-{d[6:]}"[:length] for d in (first, last))
    return low, high
