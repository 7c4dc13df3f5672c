"""CSV files of a `list` data set as whole columns of text, for lists of a million rows.

What a curated file is checked for cell by cell is asked here of a column at once. A problem is
still named with its line; of each sort the first hundred are, and how many more there are.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.load.spans import plain_span
from dashboard.load.tables import cell_error, not_utf8, suggestion
from dashboard.model import Field, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable
    from pathlib import Path

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

FIRST = 100
"""How many problems of one sort are named one by one."""
_PATTERNS = {
    "id": r"[A-Za-z0-9][A-Za-z0-9_.-]*",
    "integer": r"[0-9]+",
    "number": r"-?[0-9]+(\.[0-9]+)?",
}
"""What `cell_error` asks of a cell of these types, as it can be asked of a column."""


@dataclass
class Problems:
    """Where checks of whole columns say what is wrong."""

    found: list[Problem] = field(default_factory=list)

    def where(
        self, file: str, frame: pd.DataFrame, wrong: Mask, column: str, message: str, remedy: str
    ) -> None:
        """Name the rows of a mask: the first hundred, then how many more there are."""
        if not wrong.any():
            return
        rows = np.flatnonzero(wrong)
        values = frame[column].iloc[rows[:FIRST]] if column in frame else [""] * FIRST
        lines = frame["line"].iloc[rows[:FIRST]]
        for line, value in zip(lines, values, strict=False):
            self.found.append(Problem(file, int(line), column, value, message, remedy))
        if len(rows) > FIRST:
            more = f"{message.rstrip('.')}: {len(rows) - FIRST:,} more rows."
            self.found.append(Problem(file, 0, column, "", more, remedy))


def read_frame(  # noqa: PLR0911 - one return for each thing that keeps it from being read
    path: Path, name: str, problems: Problems
) -> pd.DataFrame | None:
    """Read a CSV file in UTF-8 as text, blank and never NaN, with the `line` of each row.

    `None`, after saying why, where it cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.found.append(
            Problem(name, 0, "", "", "is missing.", "Add it, with its header row.")
        )
        return None
    try:
        first = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.found.append(not_utf8(name, error))
        return None
    header = next(csv.reader(io.StringIO(first, newline="")), [])
    if not header:
        problems.found.append(Problem(name, 1, "", "", "is empty.", "Add the header row."))
        return None
    if not _header_is_sound(header, name, problems):
        return None
    lines, cells = records_of(raw, first)
    if not _even(lines, cells, len(header), name, problems):
        return None
    try:
        frame = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, na_values=[],
                            skip_blank_lines=False, encoding="utf-8-sig")  # fmt: skip
    except pd.errors.ParserError as error:
        message = f"cannot be read as CSV: {str(error).strip().rstrip('.')}."
        problems.found.append(Problem(name, 0, "", "", message, "Close every quote."))
        return None
    frame = frame.astype("str")
    frame["line"] = lines[1 : len(frame) + 1]
    return _without_blank_rows(frame, header)


def _header_is_sound(header: list[str], name: str, problems: Problems) -> bool:
    for column in dict.fromkeys(c for c in header if header.count(c) > 1):
        message, remedy = "stands twice in the header.", "Take one of them out."
        problems.found.append(Problem(name, 1, column, "", message, remedy))
    if "line" in header:
        remedy = "Rename it, such as x.line."
        problems.found.append(Problem(name, 1, "", "line", "is not a column of it.", remedy))
    return len({*header}) == len(header) and "line" not in header


def records_of(raw: bytes, text: str) -> tuple[Ints, Ints]:
    """For each record of a CSV file, with the header, its line and its number of cells.

    Args:
        raw: the file's bytes, in which commas and line breaks inside quotes are told apart by
            counting quotes.
        text: the same as text, for files in which a quote stands inside a cell without quotes.
    """
    buffer = np.frombuffer(raw, dtype=np.uint8)
    breaks, commas = buffer == ord("\n"), buffer == ord(",")
    all_breaks = np.flatnonzero(breaks)
    if quoted := b'"' in raw:
        outside = np.cumsum(buffer == ord('"'), dtype=np.uint8) % 2 == 0  # wraps at 256: even
        breaks, commas = breaks & outside, commas & outside
    ends = np.flatnonzero(breaks) if quoted else all_breaks
    if len(buffer) and (not len(ends) or ends[-1] < len(buffer) - 1):
        ends = np.append(ends, len(buffer))
    if quoted and _loose(text):
        return _slow_records(text)
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    before = np.searchsorted(np.flatnonzero(commas), ends)  # commas before the end of each record
    cells = np.diff(before, prepend=0) + 1
    cells[(ends - starts == 0) | ((ends - starts == 1) & (raw_at(buffer, starts) == ord("\r")))] = 0
    lines = np.searchsorted(all_breaks, starts) + 1
    return lines.astype(np.int64), cells.astype(np.int64)


def raw_at(buffer: npt.NDArray[np.uint8], at: Ints) -> npt.NDArray[np.uint8]:
    """The bytes at some positions, 0 behind the end."""
    return np.append(buffer, np.uint8(0))[np.minimum(at, len(buffer))]


_LOOSE = re.compile(r'[^,\n\r"\ufeff]"(?!["\n\r,]|$)|[^,\n\r"\ufeff]"$', re.MULTILINE)


def _loose(text: str) -> bool:
    """Whether a quote may stand inside a cell that is not quoted, where it is only a letter."""
    return any(_LOOSE.search(text, at, at + 200_000) for at in range(0, len(text), 199_000))


def _slow_records(text: str) -> tuple[Ints, Ints]:
    reader = csv.reader(io.StringIO(text, newline=""))
    lines, cells, before = [], [], 0
    for record in reader:
        lines.append(before + 1)
        cells.append(len(record))
        before = reader.line_num
    return np.array(lines, dtype=np.int64), np.array(cells, dtype=np.int64)


def _even(lines: Ints, cells: Ints, width: int, name: str, problems: Problems) -> bool:
    """Whether each record has a cell for each column; blank lines are none."""
    wrong = np.flatnonzero((cells != width) & (cells != 0))
    for record in wrong[:FIRST].tolist():
        few = cells[record] < width
        said = f"has {cells[record]} cells where the header has {width}."
        remedy = (
            "Write a comma for each blank cell." if few else 'Quote cells with a comma, "a, b".'
        )
        problems.found.append(Problem(name, int(lines[record]), "", "", said, remedy))
    if len(wrong) > FIRST:
        said = f"has other numbers of cells than the header: {len(wrong) - FIRST:,} more rows."
        problems.found.append(Problem(name, 0, "", "", said, "Quote cells that hold a comma."))
    return not len(wrong)


def _without_blank_rows(frame: pd.DataFrame, header: list[str]) -> pd.DataFrame:
    maybe = (frame[header[0]] == "").to_numpy(dtype=bool, copy=True)
    if maybe.any():
        maybe[maybe] = (frame.loc[maybe, header] == "").all(axis=1).to_numpy(dtype=bool)
    return frame[~maybe].reset_index(drop=True) if maybe.any() else frame


def lines_of(frame: pd.DataFrame, header: Iterable[str]) -> npt.NDArray[np.int64]:
    """The physical line on which each row begins where the frame is a CSV file with a header."""
    breaks = np.zeros(len(frame), dtype=np.int64)
    for column in frame.columns:
        if frame[column].str.contains("\n", regex=False).any():
            breaks += frame[column].str.count("\n").to_numpy(dtype=np.int64)
    first = 2 + sum(str(column).count("\n") for column in header)
    lines: npt.NDArray[np.int64] = first + np.arange(len(frame)) + np.cumsum(breaks) - breaks
    return lines


def check_header(
    frame: pd.DataFrame, name: str, known: Collection[str], required: Iterable[str],
    problems: Problems,
) -> bool:  # fmt: skip
    """Whether the columns are those that are known, with all that are required."""
    before = len(problems.found)
    for column in (c for c in frame.columns if c not in known and c != "line"):
        remedy = suggestion(str(column), known) or (
            "Declare it in data/datapackage.json, under sourceline, columns."
        )
        problems.found.append(Problem(name, 1, "", str(column), "is not a column of it.", remedy))
    for column in required:
        if column not in frame.columns:
            message = "is missing from the header."
            problems.found.append(Problem(name, 1, column, "", message, "Add it."))
    return len(problems.found) == before


def check_cells(
    frame: pd.DataFrame, name: str, columns: Iterable[Field], required: Collection[str],
    problems: Problems,
) -> None:  # fmt: skip
    """Every cell of the columns against its type; of repeated values each is judged once."""
    for column in (c for c in columns if c.name in frame.columns):
        values = frame[column.name]
        if column.name in required:
            blank = (values == "").to_numpy()
            remedy = f"Give it: {column.meaning}"
            problems.where(name, frame, blank, column.name, "is blank.", remedy)
        if column.refers:
            continue  # `check_known` asks more of it
        if column.type in _PATTERNS:
            wrong = ((values != "") & ~values.str.fullmatch(_PATTERNS[column.type])).to_numpy(bool)
            message, remedy = cell_error(column, "-") or ("", "")
            problems.where(name, frame, wrong, column.name, message, remedy)
        elif column.type not in ("text", "list", "url"):
            _check_values(frame, name, column, problems)


def _check_values(frame: pd.DataFrame, name: str, column: Field, problems: Problems) -> None:
    codes, uniques = pd.factorize(frame[column.name])
    errors = [
        None if not value or (column.type == "edtf" and plain_span(value)) else
        cell_error(column, value)
        for value in uniques.tolist()
    ]  # fmt: skip
    for message, remedy in dict.fromkeys(e for e in errors if e):
        bad = np.array([e == (message, remedy) for e in errors])
        problems.where(name, frame, bad[codes], column.name, message, remedy)


def check_known(
    frame: pd.DataFrame, name: str, column: str, known: Container[str], message: str,
    problems: Problems,
) -> None:  # fmt: skip
    """Every value that is not blank is one of `known`."""
    if column in frame.columns:
        codes, uniques = pd.factorize(frame[column])
        wrong = np.array([v != "" and v not in known for v in uniques.tolist()], dtype=bool)
        if wrong.any():
            remedy = "Add it there, or correct it."
            problems.where(name, frame, wrong[codes], column, message, remedy)


def check_unique(frame: pd.DataFrame, name: str, problems: Problems) -> None:
    """No id stands twice."""
    wrong = (frame["id"].duplicated() & (frame["id"] != "")).to_numpy()
    remedy = "Give this row an id of its own; ids are never reused."
    problems.where(name, frame, wrong, "id", "stands already in a line above.", remedy)
