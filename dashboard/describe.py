"""FIELDS as descriptions: the data dictionary, and table schemas for a Frictionless package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.model import (
    BASES,
    CONFIDENCES,
    FIELDS,
    KINDS,
    LAYERS,
    MODALITIES,
    PLACE_BASES,
    PRECISIONS,
    STATUSES,
    Choice,
    Field,
    fields,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLES = {
    "edges": "Edge lists",
    "nodes": "Nodes",
    "places": "Places",
    "relations": "Relations",
    "coverage": "Coverage",
    "documents": "Documents",
}
_INTRODUCTIONS = {
    "edges": "Every CSV file of `data/` that is none of the tables below. One row is one claim.",
    "nodes": "`data/nodes.csv`: people, bodies, events and places that claims tie together.",
    "places": "`data/places.csv`: points on the map, checked by hand.",
    "relations": "`data/relations.csv`: the vocabulary of predicates.",
    "coverage": "`data/coverage.csv`: what became of each paragraph of each document.",
    "documents": "Records in `seeds/`, one YAML file each; as a table only in downloads.",
}
_VOCABULARIES = {
    "Kinds of node": KINDS,
    "Who says it (`claim_status`)": STATUSES,
    "Mode (`modality`)": MODALITIES,
    "Date basis": BASES,
    "Confidence": CONFIDENCES,
    "Layer": LAYERS,
    "Precision of a place": PRECISIONS,
    "Place basis": PLACE_BASES,
}
_MADE = (
    "Made from `dashboard/model/fields.py` by `tools/describe.py`; a test fails when it is stale."
)
_FRICTIONLESS = {"integer": "integer", "number": "number"}
_TABLES_WITH_FILES = ("nodes", "places", "relations", "coverage")


def dictionary(made: str = _MADE) -> str:
    """The data dictionary as Markdown, made from FIELDS and the vocabularies.

    Args:
        made: a sentence on where the page comes from.
    """
    parts = [
        f"# Data dictionary\n\n{made}\n"
        "Columns marked *derived* are not typed by a curator: they stand in downloads only.\n"
    ]
    parts += [_table(name) for name in FIELDS]
    parts.append("## Vocabularies\n")
    parts += [_vocabulary(title, choices) for title, choices in _VOCABULARIES.items()]
    return "\n".join(parts)


def _table(name: str) -> str:
    lines = [f"## {TITLES[name]}\n", f"{_INTRODUCTIONS[name]}\n",
             "| column | type | required | meaning |", "|---|---|---|---|"]  # fmt: skip
    lines += [
        f"| `{f.name}` | {_type(f)} | {'yes' if f.required else ''} | {_meaning(f)} |"
        for f in FIELDS[name]
    ]
    return "\n".join(lines) + "\n"


def _type(field: Field) -> str:
    words = f"id in {field.refers}" if field.refers else field.type
    return f"{words}, *derived*" if field.derived else words


def _meaning(field: Field) -> str:
    facet = f" Filter: `{field.facet}=`." if field.facet else ""
    return f"{field.meaning}{facet}".replace("|", r"\|")


def _vocabulary(title: str, choices: tuple[Choice, ...]) -> str:
    rows = [f"| `{c.id}` | {c.label} | {c.meaning} |" for c in choices]
    return "\n".join([f"### {title}\n", "| value | label | meaning |", "|---|---|---|", *rows, ""])


def schema(table: str) -> dict[str, Any]:
    """The Frictionless table schema of a file, in the column order of FIELDS.

    Ids of documents and papers refer to `seeds/`, which is no table, so they are no foreign keys.
    """
    described = fields(table)
    found: dict[str, Any] = {"fields": columns(described), "missingValues": [""]}
    if described[0].name == "id":
        found["primaryKey"] = ["id"]
    elif table == "coverage":
        found["primaryKey"] = ["document", "paragraph"]
    keys = [
        {"fields": [f.name], "reference": {"resource": f.refers, "fields": ["id"]}}
        for f in described
        if f.refers in _TABLES_WITH_FILES
    ]
    if keys:
        found["foreignKeys"] = keys
    return found


def columns(described: Iterable[Field]) -> list[dict[str, Any]]:
    """Columns as the fields of a Frictionless table schema."""
    return [_field(field) for field in described]


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.choices:
        constraints["enum"] = [choice.id for choice in field.choices]
    if field.type == "flag":
        constraints["enum"] = ["yes"]
    found = {
        "name": field.name,
        "type": _FRICTIONLESS.get(field.type, "string"),
        "title": field.label,
        "description": field.meaning,
    }
    return {**found, "constraints": constraints} if constraints else found
