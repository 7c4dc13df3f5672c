"""From records, as a file's own syntax gives them, to a table: preamble, header, ragged rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.imports.roles import is_known_header
from dashboard.imports.tables import (
    NULLS,
    Aside,
    CannotImportError,
    Shape,
    Table,
    cleaned,
    frame_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd

    from dashboard.imports.options import Options

_NUMBER = re.compile(r"[-+]?\d[\d ]*([.,]\d+)?([eE][-+]?\d+)?%?")
SAMPLE = 400
"""Rows by which header and width are told."""


@dataclass(frozen=True, slots=True)
class Records:
    """Lists of cells, each with the line it begins on."""

    lines: Sequence[int]
    rows: Sequence[list[str]]


def table_of(records: Records, shape: Shape, options: Options) -> Table:
    """The table in the records: after the preamble, under its header, each row as wide as it.

    A row with too few cells is filled up with blanks; one with too many is set aside unless what
    is too much is blank.

    Raises:
        CannotImportError: there is no table of two columns or more.
    """
    full = [
        i for i, row in enumerate(records.rows)
        if row and (row[0].strip() or any(cell.strip() for cell in row))
    ]  # fmt: skip
    if not full:
        raise CannotImportError(f"{shape.file} is empty.")
    first, width = begins([records.rows[i] for i in full[:SAMPLE]], options)
    shape.skipped += [" ".join(filter(None, records.rows[i]))[:200] for i in full[:first]]
    body = full[first:]
    header, named = headed(records, body, width, shape, options)
    rows, lines, aside = _even(records, body[named:], len(header), shape)
    table = frame_of(header, rows)
    at = np.array(lines, dtype=np.int64)
    return finished(table, at, aside, len(body) - named, shape, options)


def headed(
    records: Records, body: Sequence[int], width: int, shape: Shape, options: Options
) -> tuple[list[str], int]:
    """The header above some records, and how many of them it takes: 1, or 0 if it is not there."""
    header = records.rows[body[0]]
    named = options.header
    if named is None:
        named = has_header(header, [records.rows[i] for i in body[1:SAMPLE]])
    if named:
        shape.header = records.lines[body[0]]
    else:
        header = [""] * width
    return _fitted(header, records, list(body[named : SAMPLE + named]), shape), int(named)


def finished(
    frame: pd.DataFrame,
    lines: npt.NDArray[np.int64],
    aside: list[Aside],
    read: int,
    shape: Shape,
    options: Options,
) -> Table:
    """The table of cells as they stand in the file, trimmed and without marks for nothing."""
    frame, nulls = cleaned(frame, (*NULLS, *options.nulls))
    shape.said += [
        f'Cells with "{mark}", which stands for nothing: {count:,}.'
        for mark, count in nulls.items()
    ]
    return Table(shape.file, frame, lines, shape, aside, read=read)


def begins(sample: list[list[str]], options: Options) -> tuple[int, int]:
    """The position of the first row of the table, and how many cells most rows have."""
    widths = Counter(len(row) for row in sample)
    width = max(widths, key=lambda w: (widths[w] * (w > 1), w))
    if options.skip_rows is not None:
        return 0, width
    filled = sorted(_filled(row) for row in sample if len(row) == width)
    usual = filled[len(filled) // 2]
    for position, row in enumerate(sample):
        lacking = len(row) == width - 1 and (position == 0 or len(row) > 2)
        near = len(row) >= width or lacking
        if near and _filled(row) >= max(min(2, width), 0.5 * usual):
            return position, width
    return 0, width


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def has_header(first: list[str], body: list[list[str]]) -> bool:
    """Whether the first row names the columns, by how it differs from what stands below.

    It does if it holds a word we know; it does not if a cell of it is a number or a null mark, or
    stands again below. A name above numbers is a name.
    """
    cells = [cell.strip() for cell in first]
    if sum(map(is_known_header, cells)) >= min(2, len(cells)):
        return True
    if any(_NUMBER.fullmatch(cell) or cell in NULLS for cell in cells):
        return False
    for position, cell in enumerate(cells):
        below = [row[position].strip() for row in body if position < len(row)]
        below = [value for value in below if value]
        if not below or not cell:
            continue
        if sum(1 for value in below if _NUMBER.fullmatch(value)) > 0.9 * len(below):
            return True
    below_all = {cell.strip() for row in body for cell in row}
    return not any(cell in below_all for cell in cells if cell)


def _fitted(header: list[str], records: Records, sample: list[int], shape: Shape) -> list[str]:
    """The header as wide as most rows: a column of row names has no heading in what R writes."""
    if not sample:
        return header
    widths = Counter(len(records.rows[i]) for i in sample)
    usual = widths.most_common(1)[0][0]
    if usual == len(header) + 1:
        trailing = all(
            not records.rows[i][-1].strip() for i in sample if len(records.rows[i]) == usual
        )
        if trailing:
            return header
        shape.said.append("The header lacks one name: the first column is taken as row names.")
        return ["row", *header]
    while len(header) > usual and not header[-1].strip():
        header = header[:-1]
    return header


def _even(
    records: Records, body: list[int], width: int, shape: Shape
) -> tuple[list[list[str]], list[int], list[Aside]]:
    rows: list[list[str]] = [records.rows[i] for i in body]
    lines: list[int] = [records.lines[i] for i in body]
    if {*map(len, rows)} <= {width}:
        return rows, lines, []
    rows, lines = [], []
    aside: list[Aside] = []
    short = 0
    for i in body:
        row = records.rows[i]
        if len(row) != width:
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                reason = f"has {len(row)} cells where the header has {width}"
                aside.append(Aside(shape.file, records.lines[i], reason, " | ".join(row)[:2000]))
                continue
            short += len(row) < width
            row = [*row[:width], *[""] * (width - len(row))]
        rows.append(row)
        lines.append(records.lines[i])
    if short:
        shape.said.append(f"Rows with too few cells, of which the last are blank: {short:,}.")
    return rows, lines, aside
