"""Spreadsheets (xlsx, xls, ods): one sheet as a table, its numbers and dates as plain text."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook

from dashboard.imports.rows import Records, table_of
from dashboard.imports.tables import CannotImportError, Shape, Table

if TYPE_CHECKING:
    from dashboard.imports.options import Options


def read_sheet(raw: bytes, shape: Shape, options: Options) -> Table:
    """The table of the sheet that was named, or of the one with the most filled rows.

    Raises:
        CannotImportError: it is no spreadsheet, or holds no such sheet.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = {
            name: _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        }
    except CalamineError as error:
        raise CannotImportError(
            f"{shape.file} cannot be read as a spreadsheet ({error}). "
            "If it is protected by a password, save a copy without one."
        ) from None
    shape.kind, shape.sheets = "spreadsheet", [*sheets]
    shape.sheet = _chosen(sheets, shape, options.sheet)
    rows = sheets[shape.sheet]
    skip = options.skip_rows or 0
    return table_of(Records(range(1 + skip, len(rows) + 1), rows[skip:]), shape, options)


def _chosen(sheets: dict[str, list[list[str]]], shape: Shape, wanted: str) -> str:
    names = [*sheets]
    if wanted in sheets:
        return wanted
    if wanted.isdigit() and 1 <= int(wanted) <= len(names):
        return names[int(wanted) - 1]
    if wanted:
        known = ", ".join(f'"{name}"' for name in names)
        raise CannotImportError(f'{shape.file} has no sheet "{wanted}". Its sheets are: {known}.')
    sizes = {name: _size(rows) for name, rows in sheets.items()}
    best = max(names, key=lambda name: sizes[name]) if names else ""
    if not names or not sizes[best]:
        raise CannotImportError(f"{shape.file} holds no table: its sheets are empty.")
    if len(names) > 1:
        others = ", ".join(f'"{n}"' for n in names if n != best)
        shape.said.append(
            f'Sheet "{best}" is read, which has the most rows; not read: {others} (--sheet).'
        )
    return best


def _size(rows: list[list[str]]) -> int:
    """Rows with two cells or more that hold something."""
    return sum(1 for row in rows if sum(1 for cell in row if cell) > 1)


def _rows(values: list[list[Any]]) -> list[list[str]]:
    return [[_text(value) for value in row] for row in values]


def _text(value: Any) -> str:
    """A cell as a person would write it: 2017 and not 2017.0, dates as year-month-day."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
