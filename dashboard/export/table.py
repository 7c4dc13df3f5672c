"""Rows as CSV.

Two formats. `excel` (the default) begins with a byte-order mark, so that a spreadsheet reads it as
UTF-8, and puts an apostrophe before text that a spreadsheet would run as a formula (CWE-1236).
`exact` has neither, for programs. Both follow RFC 4180. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal

from dashboard.export.stream import in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.export.rows import Cut, Row
    from dashboard.model import Field

Format = Literal["excel", "exact"]
FORMATS: tuple[Format, ...] = ("excel", "exact")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def edges(cut: Cut, form: Format) -> Iterator[bytes]:
    """The claims, one a row, with names, source and permalink."""
    return csv_of(cut.columns("edges"), cut.edges(), form)


def nodes(cut: Cut, form: Format) -> Iterator[bytes]:
    """The nodes at an end of a claim, with place, coordinates and claim count."""
    return csv_of(cut.columns("nodes"), cut.nodes(), form)


def documents(cut: Cut, form: Format) -> Iterator[bytes]:
    """The documents that the claims stand in, with reliability and number of claims."""
    return csv_of(cut.columns("documents"), cut.documents(), form)


def csv_of(columns: Sequence[Field], rows: Iterable[Row], form: Format) -> Iterator[bytes]:
    """A header and the rows, in pieces of UTF-8."""
    return in_pieces(_lines(columns, rows, form))


def _lines(columns: Sequence[Field], rows: Iterable[Row], form: Format) -> Iterator[str]:
    if form == "excel":
        yield "\ufeff"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    numeric = [column.type in ("integer", "number") for column in columns]
    for row in rows:
        cells = [row.get(column.name, "") for column in columns]
        if form == "excel":
            cells = [c if n else _safe(c) for c, n in zip(cells, numeric, strict=True)]
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()  # the header, where there is no row


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
