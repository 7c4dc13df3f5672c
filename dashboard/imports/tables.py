"""What is read from a file before anything in it is understood: a table of text, and its shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt


class CannotImportError(Exception):
    """The files are no edge list, or cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is not among the edges: where it stands, what it holds and why it is not."""

    file: str
    line: int
    reason: str
    row: str


@dataclass(slots=True)
class Shape:
    """How a file was read: what `--delimiter`, `--encoding` and the like can correct.

    Attributes:
        file: its name.
        kind: `delimited`, `spreadsheet`, or the name of a graph format.
        encoding: Python's name for it; `why` says how it was chosen.
        header: line of the header row, 0 where there is none.
        skipped: lines before the table that are no part of it, as they stand.
        said: what else a person should know, in sentences.
    """

    file: str
    kind: str = "delimited"
    encoding: str = ""
    why: str = ""
    delimiter: str = ""
    quote: str = ""
    header: int = 0
    skipped: list[str] = field(default_factory=list)
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Rows of text under unique column names.

    Attributes:
        frame: the cells, trimmed, blank where there is nothing.
        lines: for each row its line in the file, or its number where the format has no lines.
        aside: rows that could not be read into columns.
        read: rows the file holds, with those set aside.
        sha256: of the file's bytes.
        roles: what a graph format says of its columns, such as `{"source": "source"}`.
        directed: whether the format says so; `None` where it does not.
        isolates: whether rows that no edge names are part of the network, as in graph formats.
    """

    name: str
    frame: pd.DataFrame
    lines: npt.NDArray[np.int64]
    shape: Shape
    aside: list[Aside] = field(default_factory=list)
    read: int = 0
    sha256: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    directed: bool | None = None
    isolates: bool = False


NULLS = ("\\N", "NULL", "null", "NaN", "nan", "<NA>", "<null>", "(null)", "#N/A", "N/A", "n/a",
         "-", "--", "\u2013", "\u2014")  # fmt: skip
"""How programs write that a cell holds nothing.

`NA` is not among them, for it is Namibia, nor `NAN`, an airport, nor `None`, a name somebody has.
"""


def unique_names(header: Sequence[str]) -> list[str]:
    """Column names without blanks and repeats: `column 3`, `name`, `name (2)`."""
    found: list[str] = []
    for number, cell in enumerate(header, 1):
        name = " ".join(cell.split()) or f"column {number}"
        again = 2
        first = name
        while name in found:
            name, again = f"{first} ({again})", again + 1
        found.append(name)
    return found


def frame_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """A frame of text from rows that all have a cell for each column of the header."""
    columns = [*zip(*rows, strict=True)] if rows else [()] * len(header)
    names = unique_names(header)
    return pd.DataFrame(
        {n: pd.array([*c], dtype="str") for n, c in zip(names, columns, strict=True)}
    )


def cleaned(frame: pd.DataFrame, nulls: Iterable[str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """The frame with trimmed cells and blanks for null marks, and how often each mark stood."""
    marks = [*nulls]
    counts: dict[str, int] = {}
    columns: dict[str, pd.Series[str]] = {}
    for name in frame.columns:
        codes, uniques = pd.factorize(frame[name])
        values = [_plain(str(value)) for value in uniques]
        for position, value in enumerate(values):
            if value in marks:
                counts[value] = counts.get(value, 0) + int((codes == position).sum())
                values[position] = ""
        columns[str(name)] = pd.Series(pd.array(values, dtype="str").take(codes))
    return pd.DataFrame(columns), counts


def _plain(cell: str) -> str:
    """A cell without the spaces around it, with one kind of line break, and without NUL."""
    return (
        cell.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\0", "")
        .strip(" \t\n\u00a0\u3000\ufeff")
    )
