"""CSV files read as text and checked against FIELDS, every problem kept with its place."""

from __future__ import annotations

import csv
import difflib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard import dates
from dashboard.model import FIELDS, Field, Problem, fields

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text, with the file and the physical line it starts on."""

    file: str
    line: int
    cells: dict[str, str]

    def problem(self, column: str, message: str, remedy: str = "") -> Problem:
        """A problem with the value of `column` in this row."""
        return Problem(self.file, self.line, column, self.cells.get(column, ""), message, remedy)


def is_whole(text: str) -> bool:
    """Whether a text is a whole number in digits; `str.isdigit` takes `²` for one too."""
    return text.isascii() and text.isdigit()


def suggestion(value: str, known: Iterable[str]) -> str:
    """`Did you mean "…"?` when something known looks like `value`, else nothing."""
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else ""


def not_utf8(name: str, error: UnicodeDecodeError) -> Problem:
    """A file that is not UTF-8, with the line and the byte that show it."""
    line = error.object[: error.start].count(b"\n") + 1
    message = f"is not UTF-8: byte {error.object[error.start]:#04x}."
    return Problem(name, line, "", "", message, "Save it as UTF-8.")


def read_table(path: Path, name: str, table: str, problems: list[Problem]) -> list[Row] | None:
    """Read a CSV file (UTF-8, with or without byte-order mark) and check every cell.

    Args:
        path: the file.
        name: how problems call it, such as `data/nodes.csv`.
        table: the key of `FIELDS` it is checked against.
        problems: receives what is wrong.

    Returns:
        The rows that have the right number of cells; rows with a bad cell are among them, so
        that the references of all others can still be checked. `None` where no row can be read:
        what other rows say of this table is then not to be judged.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(name, 0, "", "", "is missing.", "Add it, with its header row."))
        return None
    except UnicodeDecodeError as error:
        problems.append(not_utf8(name, error))
        return None
    records = _records(text, name, problems)
    if not records or not _header_fits(records[0], name, table, problems):
        return None
    rows = _rows(records, name, problems)
    for row in rows:
        problems.extend(_cell_problems(row, table))
    problems.extend(_repeated_ids(rows, table))
    return rows


def _records(text: str, name: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Records with the physical line each starts on; a quoted cell may span lines.

    Nothing where there is none, or where a quote is not closed and the rest of the file would
    become one cell.
    """
    reader = csv.reader(io.StringIO(text), strict=True)
    records: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for record in reader:
            records.append((before + 1, record))
            before = reader.line_num
    except csv.Error as error:
        remedy = 'Close the quote; inside a quoted cell write a quote twice, "like ""this""".'
        message = f"cannot be read as CSV: {error}."
        problems.append(Problem(name, before + 1, "", "", message, remedy))
        return []
    found = [(line, record) for line, record in records if any(cell.strip() for cell in record)]
    if not found:
        problems.append(Problem(name, 1, "", "", "is empty.", "Add the header row."))
    return found


def _header_fits(
    first: tuple[int, list[str]], name: str, table: str, problems: list[Problem]
) -> bool:
    line, header = first
    expected = fields(table)
    names = [f.name for f in expected]
    before = len(problems)
    for column in header:
        if column not in names:
            remedy = suggestion(column, names) or f"The columns are: {', '.join(names)}."
            problems.append(Problem(name, line, "", column, "is not a column of it.", remedy))
    for column in dict.fromkeys(c for c in header if header.count(c) > 1):
        message, remedy = "stands twice in the header.", "Take one of them out."
        problems.append(Problem(name, line, column, "", message, remedy))
    missing = [f.name for f in expected if f.required and f.name not in header]
    for column in missing:
        problems.append(Problem(name, line, column, "", "is missing from the header.", "Add it."))
    return len(problems) == before


def _rows(records: list[tuple[int, list[str]]], name: str, problems: list[Problem]) -> list[Row]:
    header = records[0][1]
    rows: list[Row] = []
    for line, record in records[1:]:
        if len(record) != len(header):
            message = f"has {len(record)} cells where the header has {len(header)}."
            remedy = 'Quote cells that hold a comma, "like, this".'
            problems.append(Problem(name, line, "", "", message, remedy))
            continue
        cells = {column: cell.strip() for column, cell in zip(header, record, strict=True)}
        rows.append(Row(name, line, cells))
    return rows


def _cell_problems(row: Row, table: str) -> list[Problem]:
    found = []
    for column in fields(table):
        value = row.cells.get(column.name, "")
        if not value:
            if column.required:
                found.append(row.problem(column.name, "is blank.", f"Give it: {column.meaning}"))
        elif wrong := cell_error(column, value):
            found.append(row.problem(column.name, *wrong))
    return found


def cell_error(  # noqa: PLR0911 - one return for each type
    column: Field, value: str
) -> tuple[str, str] | None:
    """What is wrong with a value that is not blank, as (message, remedy), or `None`."""
    match column.type:
        case "choice":
            known = [choice.id for choice in column.choices]
            if value not in known:
                return "is not in the vocabulary.", (
                    suggestion(value, known) or f"Use one of: {', '.join(known)}."
                )
        case "flag" if value != "yes":
            return 'is not "yes" or blank.', 'Write "yes", or leave it blank.'
        case "integer" if not is_whole(value):
            return "is not a whole number.", "Write digits only."
        case "number" if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            return "is not a number.", "Write it with a point, as in -33.87."
        case "id" if not _ID.match(value):
            return "is not an id.", "Use letters, digits, - _ and . without spaces."
        case "url" if urlsplit(value).scheme not in ("http", "https"):
            return "is not a web address.", "Begin it with https://."
        case "edtf" if value != "..":
            return _date_error(value)
        case _:
            return None
    return None


def _date_error(value: str) -> tuple[str, str] | None:
    try:
        dates.span(value)
    except dates.BackwardsError as error:
        return f"is not possible: {error}.", "Put the earlier date first."
    except dates.NotADateError:
        return "is not a date in EDTF.", "Write 2017, 2017-09, 2017-09-14 or 2016~."
    return None


def _repeated_ids(rows: list[Row], table: str) -> list[Problem]:
    if FIELDS[table][0].name != "id":
        return []
    first: dict[str, Row] = {}
    found = []
    for row in rows:
        key = row.cells.get("id", "")
        if key and key in first:
            other = first[key]
            remedy = "Give this row an id of its own; ids are never reused."
            found.append(row.problem("id", f"stands already in line {other.line}.", remedy))
        first.setdefault(key, row)
    return found
