"""The table: exactly the filtered claims, columns from FIELDS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.model import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.model import Dataset, Field
    from dashboard.selection import Selection
    from dashboard.store import Row, Store

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

_CURATED = ("statement", "claim_status", "modality")
_SHORT = {"paragraph": "Par.", "document_short": "Document", "claim_status": "Said by"}


AT_ONCE = 5000
"""As many rows are sent whole; of more, the table asks for those it shows."""
BLOCK = 100
"""Rows it then asks for at once."""

Chosen = list[dict[str, Any]] | dict[str, list[str]]
"""Selected rows as the grid gives them, or `ids` as they are written to it."""


def paged(store: Store) -> bool:
    """Whether the table asks for the rows it shows, as of a list too large to be sent whole."""
    return store.total > AT_ONCE


def columns(dataset: Dataset, *, paged: bool = False) -> list[dict[str, Any]]:
    """Column definitions for AG Grid; rows that come in blocks are all of one height."""
    return [
        {
            "field": field.name,
            "headerName": _heading(field, dataset),
            "headerTooltip": field.meaning,
            "width": _WIDTHS.get(field.name, 150),
            "type": "numericColumn" if field.type == "integer" else None,
            "flex": 1 if field.name == "statement" else None,
            "tooltipField": None if field.name in _WRAPPED else field.name,
            "minWidth": _WIDTHS.get(field.name, 60),
            "wrapText": field.name in _WRAPPED,
            "autoHeight": field.name in _WRAPPED and not paged,
        }
        for field in shown(dataset)
    ]


def _heading(field: Field, dataset: Dataset) -> str:
    if field.name == "paragraph" and dataset.about.profile == "list":
        return "Line"
    return _SHORT.get(field.name, field.label)


def shown(dataset: Dataset) -> list[Field]:
    """The columns of the table; of a list, not those that only curators fill in."""
    found = dataset.fields("edges", shown="table")
    curated = _CURATED if dataset.about.profile == "list" else ()
    return [field for field in found if field.name not in curated]


def rows(store: Store, selection: Selection) -> list[dict[str, Any]]:
    """One row for each kept claim, in their order; choices by their label."""
    names = [field.name for field in shown(store.dataset)]
    return _worded(store.page(selection, columns=names), store.dataset)


def ids_of(chosen: Chosen | None) -> list[str]:
    """The chosen rows' ids: the grid gives rows, and what we wrote before it has read that."""
    if isinstance(chosen, dict):
        return chosen.get("ids", [])
    return [row["id"] for row in chosen or []]


def page(
    store: Store, selection: Selection, request: Mapping[str, Any], kept: int
) -> dict[str, Any]:
    """Some of the rows, as AG Grid's infinite row model asks for them.

    Args:
        store: the claims.
        selection: which of them.
        request: `startRow`, `endRow` and `sortModel`, of which the first column counts.
        kept: how many claims the selection keeps.
    """
    names = [field.name for field in shown(store.dataset)]
    order: Mapping[str, str] = next(iter(request.get("sortModel") or []), {})
    start, end = int(request["startRow"]), int(request["endRow"])
    found = store.page(
        selection,
        columns=names,
        sort=order.get("colId", ""),
        descending=order.get("sort") == "desc",
        offset=start,
        limit=min(end - start, 10 * BLOCK),
    )
    return {"rowData": _worded(found, store.dataset), "rowCount": kept}


def _worded(found: list[Row], dataset: Dataset) -> list[Row]:
    for field in shown(dataset):
        if field.choices:
            names = labels(field.choices)
            for row in found:
                row[field.name] = names.get(row[field.name], row[field.name])
    return found
