"""A selection as files: the same rows, in the same order, that the screen shows.

Two formats of CSV. `excel` (the default) begins with a byte-order mark, so that a spreadsheet
reads it as UTF-8, and puts an apostrophe before text that a spreadsheet would run as a formula
(CWE-1236). `exact` has neither, for programs. Both follow RFC 4180. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from dashboard.model import Dataset, Document, Field, Node, fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dashboard.selection import Selection
    from dashboard.store import Row, Store

Format = Literal["excel", "exact"]
FORMATS: tuple[Format, ...] = ("excel", "exact")
DEFAULT_URL = "http://127.0.0.1:8050/"
"""Where permalinks point unless the caller says where the dashboard is served."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def edges_csv(
    store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
) -> bytes:
    """The claims that the selection keeps, one a row, with names, source and permalink."""
    columns = [f.name for f in fields("edges", shown="csv")]
    rows = (
        {**row, "permalink": f"{url}?focus={row['id']}"}
        for row in kept_rows(store, selection, columns)
    )
    permalink = Field("permalink", "url", "Permalink", "Opens the claim in the dashboard.")
    return _csv([*fields("edges", shown="csv"), permalink], rows, form)


def nodes_csv(
    store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
) -> bytes:
    """The nodes that stand at an end of a kept claim, with place, coordinates and claim count."""
    dataset = store.dataset
    groups = store.groups(selection, "node", most_bundles=0).groups
    claims = {group.id: group.claims for group in groups}
    rows = (
        {**_node_row(dataset, node), "claims": claims[node.id],
         "permalink": f"{url}?focus={node.id}"}
        for node in (dataset.nodes[n] for n in sorted(claims))
    )  # fmt: skip
    permalink = Field("permalink", "url", "Permalink", "Opens the node in the dashboard.")
    return _csv([*fields("nodes", shown="csv"), permalink], rows, form)


def documents_csv(
    store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
) -> bytes:
    """The documents that the kept claims stand in, with reliability and number of claims."""
    dataset = store.dataset
    claims = Counter(store.tally(selection, "document"))
    rows = (
        {**_document_row(document), "claims": claims[document.id],
         "permalink": f"{url}?document={document.id}"}
        for document in dataset.documents.values()
        if claims[document.id]
    )  # fmt: skip
    permalink = Field("permalink", "url", "Permalink", "Opens its claims in the dashboard.")
    return _csv([*fields("documents", shown="csv"), permalink], rows, form)


TABLES: dict[str, Callable[[Store, Selection, Format, str], bytes]] = {
    "edges": edges_csv,
    "nodes": nodes_csv,
    "documents": documents_csv,
}
"""The tables that can be taken away, by name."""


def kept_rows(store: Store, selection: Selection, columns: list[str]) -> Iterator[Row]:
    """The claims that a selection keeps, one after the other, few of them in memory at once."""
    for batch in store.stream(selection, columns=columns):
        yield from batch


def _node_row(dataset: Dataset, node: Node) -> dict[str, Any]:
    place = dataset.place_of(node.id)
    return {
        **{f.name: getattr(node, f.name) for f in fields("nodes")},
        "aliases": "|".join(node.aliases),
        "redacted": "yes" if node.redacted else "",
        "place_name": place.name if place else "",
        "country_name": dataset.countries.get(node.country, ""),
        "lat": place.lat if place else "",
        "lon": place.lon if place else "",
        "precision": place.precision if place else "",
    }


def _document_row(document: Document) -> dict[str, Any]:
    names = [f.name for f in fields("documents")]
    return {
        **{name: getattr(document, name) for name in names},
        "derived_from": document.derived_from.get("url", ""),
        "papers": len(document.papers),
    }


def _csv(columns: list[Field], rows: Iterable[dict[str, Any]], form: Format) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    numeric = [column.type in ("integer", "number") for column in columns]
    for row in rows:
        cells = [row.get(column.name, "") for column in columns]
        if form == "excel":
            cells = [c if n else _safe(c) for c, n in zip(cells, numeric, strict=True)]
        writer.writerow(cells)
    return buffer.getvalue().encode("utf-8-sig" if form == "excel" else "utf-8")


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
