"""The table: exactly the filtered claims, columns from FIELDS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.model import fields, labels

if TYPE_CHECKING:
    from dashboard.selection import Selection
    from dashboard.store import Store

_WIDTHS = {
    "id": 66,
    "source_name": 124,
    "relation_label": 92,
    "target_name": 124,
    "statement": 196,
    "start": 76,
    "end": 54,
    "claim_status": 80,
    "modality": 76,
    "document_short": 84,
    "paragraph": 46,
}
"""Pixels; together they fit beside the filters at 1280 pixels. `statement` takes what is left."""
_WRAPPED = ("source_name", "relation_label", "target_name", "statement", "claim_status")

_SHORT = {"paragraph": "Par.", "document_short": "Document", "claim_status": "Said by"}


def columns() -> list[dict[str, Any]]:
    """Column definitions for AG Grid."""
    return [
        {
            "field": field.name,
            "headerName": _SHORT.get(field.name, field.label),
            "headerTooltip": field.meaning,
            "width": _WIDTHS.get(field.name, 150),
            "type": "numericColumn" if field.type == "integer" else None,
            "flex": 1 if field.name == "statement" else None,
            "tooltipField": None if field.name in _WRAPPED else field.name,
            "minWidth": _WIDTHS.get(field.name, 60),
            "wrapText": field.name in _WRAPPED,
            "autoHeight": field.name in _WRAPPED,
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
