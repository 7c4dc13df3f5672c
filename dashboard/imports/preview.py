"""What would be made of files, as plain data for a page that lets a person correct it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.imports.build import build
from dashboard.imports.gather import gather
from dashboard.imports.options import Options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboard.imports.plan import Plan
    from dashboard.imports.profile import Column

FIRST = 20
"""Rows that a preview shows of each file."""


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column: its name, what it is taken for, and what stands in it."""

    name: str
    role: str
    type: str
    different: int
    blank: float
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One table: how it was read, its columns, and its first rows with their lines."""

    name: str
    holds: str
    kind: str
    encoding: str
    encoding_why: str
    delimiter: str
    header: int
    skipped: tuple[str, ...]
    sheet: str
    sheets: tuple[str, ...]
    rows: int
    columns: tuple[ColumnPreview, ...]
    first: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Preview:
    """The guess, as data: files, mapping, numbers, and sentences that say the reasons.

    Attributes:
        mapping: role to column, to be shown in the form that corrects it.
        counts: as in `Report.counts`.
        said: what was guessed and what rules did, in sentences.
    """

    files: tuple[FilePreview, ...]
    mapping: dict[str, str] = field(default_factory=dict)
    directed: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    guesses: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def preview(files: Sequence[Path], options: Options | None = None) -> Preview:
    """Read the files and say what they would become; nothing is written.

    Raises:
        CannotImportError: they are no edge list, or cannot be read.
    """
    found = gather(files, options or Options())
    shown = [_file(plan, "edges") for plan in found.edges]
    if found.nodes:
        shown.append(_file(found.nodes, "nodes"))
    built = build(found)
    return Preview(
        files=tuple(shown),
        mapping=dict(built.report.mapping.columns),
        directed=built.about.directed,
        counts=built.report.counts,
        guesses=tuple(built.report.guesses),
        said=tuple(built.report.notes),
    )


def _file(plan: Plan, holds: str) -> FilePreview:
    table, shape = plan.table, plan.table.shape
    roles = {name: role for role, name in plan.roles.items()}
    head = table.frame.head(FIRST)
    first = zip(table.lines[:FIRST].tolist(), head.itertuples(index=False, name=None), strict=True)
    return FilePreview(
        name=table.name, holds=holds, kind=shape.kind, encoding=shape.encoding,
        encoding_why=shape.why, delimiter=shape.delimiter, header=shape.header,
        skipped=tuple(shape.skipped), sheet=shape.sheet, sheets=tuple(shape.sheets),
        rows=table.read, columns=tuple(_column(c, roles) for c in plan.columns.values()),
        first=tuple((line, tuple(map(str, cells))) for line, cells in first),
    )  # fmt: skip


def _column(column: Column, roles: dict[str, str]) -> ColumnPreview:
    return ColumnPreview(column.name, roles.get(column.name, ""), column.type, len(column.given),
                         column.blank, tuple(column.given[:5]))  # fmt: skip
