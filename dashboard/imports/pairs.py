"""From rows to edges: the two ends of each, several values in a cell, and rows without an end."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.imports.gather import split_pattern
from dashboard.imports.tables import Aside

if TYPE_CHECKING:
    import re
    from collections.abc import Collection

    import numpy.typing as npt

    from dashboard.imports.options import Options
    from dashboard.imports.plan import Plan
    from dashboard.imports.profile import Column

    Ints = npt.NDArray[np.intp]


@dataclass
class Pairs:
    """The edges of one table.

    Attributes:
        row: for each edge the position of its row.
        number: which of its row's edges it is, from 1; 0 where the row gives one.
        source: for each edge its end, as a position in `keys`.
        target: likewise.
        keys: what the file calls the ends.
        aside: rows without an end.
        split: rows that gave several edges.
        alone: for each end, the edges whose row names but one value at it.
    """

    row: Ints
    number: Ints
    source: Ints
    target: Ints
    keys: list[str]
    aside: list[Aside]
    split: int
    alone: dict[str, npt.NDArray[np.bool_]]


def pairs_of(plan: Plan, options: Options, known: Collection[str]) -> Pairs:
    """The edges of a table: one for each pair of a source and a target that a row names.

    Args:
        plan: the table.
        options: what separates several ends in a cell.
        known: ids of the node table; a cell that is one of them is not taken apart.
    """
    pattern = split_pattern(options)
    first, second = (
        _Ends(plan.columns[plan.roles[s]], pattern, known) for s in ("source", "target")
    )
    many = first.count * second.count
    row = np.repeat(np.arange(len(many)), many)
    begins = np.cumsum(many) - many
    within = np.arange(len(row)) - begins[row]
    right = second.count[row]
    source = first.at(row, within // np.maximum(right, 1))
    target = second.at(row, within % np.maximum(right, 1))
    keys = [*dict.fromkeys([*first.keys, *second.keys])]
    position = pd.Index(keys, dtype="str")
    map_first = position.get_indexer(pd.Index(first.keys, dtype="str"))
    map_second = position.get_indexer(pd.Index(second.keys, dtype="str"))
    several = many > 1
    return Pairs(
        row=row,
        number=np.where(several[row], within + 1, 0),
        source=map_first[source] if len(source) else source,
        target=map_second[target] if len(target) else target,
        keys=keys,
        aside=_aside(plan, first.count == 0, second.count == 0),
        split=int(several.sum()),
        alone={"source": first.count[row] == 1, "target": second.count[row] == 1},
    )


class _Ends:
    """One end of all rows: how many values each row's cell holds, and which."""

    def __init__(
        self, column: Column, pattern: re.Pattern[str] | None, known: Collection[str]
    ) -> None:
        parts = [_parts(value, pattern, known) for value in column.distinct]
        self.keys = [*dict.fromkeys(part for several in parts for part in several)]
        position = {key: i for i, key in enumerate(self.keys)}
        self._flat = np.array([position[p] for several in parts for p in several], dtype=np.intp)
        counts = np.array([len(several) for several in parts], dtype=np.intp)
        self._offset = np.cumsum(counts) - counts
        self._codes = column.codes
        self.count = counts[column.codes] if len(column.codes) else np.zeros(0, dtype=np.intp)

    def at(self, row: Ints, number: Ints) -> Ints:
        """The key that stands at a position of each row's cell."""
        found: Ints = self._flat[self._offset[self._codes[row]] + number]
        return found


def _parts(value: str, pattern: re.Pattern[str] | None, known: Collection[str]) -> list[str]:
    """The ends in a cell, each once; composed letters are made one, so that spellings meet."""
    value = unicodedata.normalize("NFC", value)
    if not value:
        return []
    if pattern is None or value in known or not pattern.search(value):
        return [value]
    return [*dict.fromkeys(p for part in pattern.split(value) if (p := part.strip()))]


def _aside(
    plan: Plan, no_source: npt.NDArray[np.bool_], no_target: npt.NDArray[np.bool_]
) -> list[Aside]:
    rows = np.flatnonzero(no_source | no_target)
    names = {s: plan.roles[s] for s in ("source", "target")}
    found = []
    for row, cells in zip(rows, plan.table.frame.iloc[rows].itertuples(index=False), strict=True):
        blank = [
            f'"{names[s]}"' for s, no in (("source", no_source), ("target", no_target)) if no[row]
        ]
        lacks = "is blank: no end" if len(blank) == 1 else "are blank: no ends"
        reason = f"{' and '.join(blank)} {lacks}"
        text = " | ".join(str(cell) for cell in cells)[:2000]
        found.append(Aside(plan.table.name, int(plan.table.lines[row]), reason, text))
    return found
