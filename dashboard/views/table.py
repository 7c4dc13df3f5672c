"""The table: exactly the filtered claims, columns from FIELDS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.model import fields, labels

if TYPE_CHECKING:
    from dashboard.selection import Selection
    from dashboard.store import Store

_WIDTHS = {
    "id": 96,
    "source_name": 220,
    "relation_label": 170,
    "target_name": 220,
    "statement": 420,
    "start": 112,
    "end": 104,
    "paragraph": 84,
}
_SHORT = {"paragraph": "Par.", "document_short": "Document"}


def columns() -> list[dict[str, Any]]:
    """Column definitions for AG Grid."""
    return [
        {
            "field": field.name,
            "headerName": _SHORT.get(field.name, field.label),
            "headerTooltip": field.meaning,
            "width": _WIDTHS.get(field.name, 150),
            "type": "numericColumn" if field.type == "integer" else None,
            "wrapText": field.name == "statement",
            "autoHeight": field.name == "statement",
        }
        for field in fields("edges", shown="table")
    ]


def rows(store: Store, selection: Selection) -> list[dict[str, Any]]:
    """One row for each kept claim, in their order; choices by their label."""
    shown = fields("edges", shown="table")
    found = store.page(selection, columns=[field.name for field in shown])
    for field in shown:
        if field.choices:
            names = labels(field.choices)
            for row in found:
                row[field.name] = names.get(row[field.name])
    return found
