"""CSV files of a `list` data set as whole columns of text, for lists of a million rows.

What a curated file is checked for cell by cell is asked here of a column at once. A problem is
still named with its line; of each sort the first hundred are, and how many more there are.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.load.tables import cell_error, not_utf8, suggestion
from dashboard.model import Field, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]

FIRST = 100
"""How many problems of one sort are named one by one."""
_PATTERNS = {
    "id": r"[A-Za-z0-9][A-Za-z0-9_.-]*",
    "integer": r"[0-9]+",
    "number": r"-?[0-9]+(\.[0-9]+)?",
}
"""What `cell_error` asks of a cell of these types, as it can be asked of a column."""
_COUNTS = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")


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


def read_frame(path: Path, name: str, problems: Problems) -> pd.DataFrame | None:
    """Read a CSV file in UTF-8 as text, blank and never NaN, with the `line` of each row.

    `None`, after saying why, where it cannot be read.
    """
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[],
                            skip_blank_lines=False, encoding="utf-8-sig")  # fmt: skip
    except FileNotFoundError:
        problems.found.append(
            Problem(name, 0, "", "", "is missing.", "Add it, with its header row.")
        )
    except UnicodeDecodeError:
        problems.found.append(_byte(path, name))
    except pd.errors.EmptyDataError:
        problems.found.append(Problem(name, 1, "", "", "is empty.", "Add the header row."))
    except pd.errors.ParserError as error:
        problems.found.append(_unparsed(name, str(error)))
    else:
        return _whole(frame, path, name, problems)
    return None


def _byte(path: Path, name: str) -> Problem:
    try:
        path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return not_utf8(name, error)
    return Problem(name, 0, "", "", "is not UTF-8.", "Save it as UTF-8.")


def _unparsed(name: str, error: str) -> Problem:
    if found := _COUNTS.search(error):
        header, line, cells = found.groups()
        message = f"has {cells} cells where the header has {header}."
        return Problem(name, int(line), "", "", message, 'Quote cells that hold a comma, "a, b".')
    message = f"cannot be read as CSV: {error.strip().rstrip('.')}."
    return Problem(name, 0, "", "", message, "Close every quote.")


def _whole(frame: pd.DataFrame, path: Path, name: str, problems: Problems) -> pd.DataFrame | None:
    """The frame with its lines, without blank rows; a row with too few cells is a problem."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    for column in dict.fromkeys(c for c in header if header.count(c) > 1):
        problems.found.append(Problem(name, 1, column, "", "stands twice in the header.",
                                      "Take one of them out."))  # fmt: skip
    if len(set(header)) < len(header):
        return None
    if not isinstance(frame.index, pd.RangeIndex):  # every row has more cells than the header
        cells = len(header) + frame.index.nlevels
        message = f"has {cells} cells where the header has {len(header)}."
        problems.found.append(Problem(name, 2, "", "", message, "Name every column."))
        return None
    if "line" in frame:
        remedy = "Rename it, such as x.line."
        problems.found.append(Problem(name, 1, "", "line", "is not a column of it.", remedy))
        return None
    short = frame.iloc[:, -1].isna().to_numpy() if len(header) > 1 else np.zeros(len(frame), bool)
    if short.any():
        frame = frame.fillna("")
    frame = frame.astype("str")
    whole = path.read_bytes().count(b"\n") > len(frame) + 1  # some cell holds a line break
    frame["line"] = lines_of(frame if whole else frame.iloc[:, :0], header)
    blank = short.copy()
    if short.any():
        blank[short] = (frame.loc[short, header] == "").all(axis=1).to_numpy()
    message = f"has fewer cells than the {len(header)} of the header."
    problems.where(name, frame, short & ~blank, "", message, "Write a comma for each blank cell.")
    return frame[~blank].reset_index(drop=True) if blank.any() else frame


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
    errors = [cell_error(column, value) if value else None for value in uniques.tolist()]
    for message, remedy in dict.fromkeys(e for e in errors if e):
        bad = np.array([e == (message, remedy) for e in errors])
        problems.where(name, frame, bad[codes], column.name, message, remedy)


def check_known(
    frame: pd.DataFrame, name: str, column: str, known: pd.Index, message: str, problems: Problems
) -> None:
    """Every value that is not blank is one of `known`."""
    if column in frame.columns:
        values = frame[column]
        wrong = ((values != "") & ~values.isin(known)).to_numpy()
        problems.where(name, frame, wrong, column, message, "Add it there, or correct it.")


def check_unique(frame: pd.DataFrame, name: str, problems: Problems) -> None:
    """No id stands twice."""
    wrong = (frame["id"].duplicated() & (frame["id"] != "")).to_numpy()
    remedy = "Give this row an id of its own; ids are never reused."
    problems.where(name, frame, wrong, "id", "stands already in a line above.", remedy)
