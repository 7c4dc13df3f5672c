"""What an import found, guessed and set aside: as data, and in plain words."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.imports.options import Options
    from dashboard.imports.tables import Aside, Shape
    from dashboard.model import Problem


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Something of the files that could not be placed, dated or joined, and what mends it."""

    what: str
    value: str
    rows: int
    first: str
    why: str
    remedy: str


@dataclass
class Report:
    """What became of the files.

    Attributes:
        counts: numbers by name, such as `read`, `kept`, `aside`, `edges`, `nodes`, `orphans`.
        guesses: sentences on what was guessed, and why.
        notes: sentences on what a rule did.
        aside: rows that are not among the edges.
        unmatched: what a curator can mend.
        problems: what `strict` refuses.
        mapping: what was said and guessed, to be kept.
    """

    mapping: Options
    shapes: list[Shape] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    guesses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report as it is printed."""
        found = [line for shape in self.shapes for line in shape_lines(shape)]
        found += [f"  {guess}" for guess in self.guesses]
        c = self.counts
        found.append(
            f"Read {c['read']:,} rows, kept {c['kept']:,}, set {c['aside']:,} aside: "
            f"{c['edges']:,} edges between {c['nodes']:,} nodes."
        )
        found += [f"  {note}" for note in self.notes]
        return found

    def aside_csv(self) -> bytes:
        """`set-aside.csv`: file, line, reason and what the row holds."""
        rows = ((a.file, a.line, a.reason, a.row) for a in self.aside)
        return _csv(("file", "line", "reason", "row"), rows)

    def unmatched_csv(self) -> bytes:
        """`unmatched.csv`: what, its value, in how many rows, where first, why, and the remedy."""
        rows = ((u.what, u.value, u.rows, u.first, u.why, u.remedy) for u in self.unmatched)
        return _csv(("what", "value", "rows", "first", "why", "remedy"), rows)


_SPOKEN = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "bars",
    " ": "spaces",
    ":": "colons",
}


def shape_lines(shape: Shape) -> list[str]:
    """How a file was read, in words."""
    parts = [shape.kind if shape.kind != "delimited" else "text"]
    if shape.encoding:
        parts.append(f"{shape.encoding} ({shape.why})")
    if shape.delimiter:
        parts.append(f"{_SPOKEN.get(shape.delimiter, shape.delimiter)} between cells")
    if shape.quote:
        parts.append(f"cells quoted with {shape.quote}")
    if shape.sheet:
        parts.append(f'sheet "{shape.sheet}"')
    if shape.kind in ("delimited", "spreadsheet"):
        parts.append(f"header in line {shape.header}" if shape.header else "no header row")
    found = [f"{shape.file}: {', '.join(parts)}."]
    if shape.skipped:
        shown = "; ".join(line.strip() for line in shape.skipped[:2])[:160]
        found.append(f"  Lines that are not part of the table: {len(shape.skipped)} ({shown}).")
    return [*found, *(f"  {said}" for said in shape.said)]


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    """CSV that a spreadsheet opens right: byte-order mark, no cell that it would run."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _safe(cell: object) -> object:
    formula = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if formula else cell
