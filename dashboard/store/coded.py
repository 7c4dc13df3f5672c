"""The first question over claims that are in memory: numbers for values, counted by NumPy.

`counting.query` asks it in narwhals, on any engine. Where the claims are in memory that takes a
group-by for each facet; here each column is numbers once and for all, and a facet is one
`bincount`. Which claims pass a filter is still asked of the engine, in the same words. The tests
ask both ways and compare (`docs/decisions/0024-counting-by-numbers.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from dashboard.store import counting
from dashboard.store.part import CONTEXT, PLACED, UNSOURCED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.store.counting import Answer, Asked
    from dashboard.store.engine import Engine, Lazy

    Numbers = np.ndarray[Any, np.dtype[Any]]
    Column = tuple[list[Numbers], list[str]]


MANY = np.uint8(255)
"""In place of the number of a filter: a claim that fails more than one, or lacks the words."""


class Coded:
    """The claims of an engine as numbers; each column is numbered when it is first asked for."""

    def __init__(self, engine: Engine, total: int) -> None:
        """Take an engine that holds its claims in memory, in the order of `row`; how many."""
        self.total = total
        self._engine = engine
        self._columns: dict[tuple[str, ...], Column] = {}
        self._flags: dict[bool, Numbers] = {}

    def answers(self, asked: Asked, searched: Lazy | None) -> Iterator[Answer]:
        """What `counting.kept` puts together.

        Args:
            asked: what to count.
            searched: the claims that have the words that are searched, if any are.
        """
        failed = self._failed(asked, searched)
        yield from self._marks(asked, failed)
        inside = np.flatnonzero(failed == 0)
        for facet in ("years", *asked.facets):
            failing = asked.failing(facet)
            alone = len(failing) == 1
            rows = inside if alone else np.flatnonzero((failed == 0) | (failed == failing[1]))
            if facet == "years":
                yield from self._years(rows)
            else:
                yield from self._facet(facet, asked, rows)

    def _failed(self, asked: Asked, searched: Lazy | None) -> Numbers:
        """For each claim the number, from 1, of the one filter it fails; 0 for none, else MANY."""
        failed = np.zeros(self.total, dtype=np.uint8)
        for number, passes in enumerate(self._held(asked.marks.values()), start=1):
            failed = np.where(passes, failed, np.where(failed == 0, np.uint8(number), MANY))
        if searched is not None:
            failed[~self._among(searched)] = MANY
        return failed

    def kept(self, expressions: Iterable[nw.Expr], searched: Lazy | None) -> Numbers:
        """The rows of the claims of which all expressions hold, and that have the words."""
        held = self._held(expressions) + ([] if searched is None else [self._among(searched)])
        if not held:
            return np.arange(self.total)
        rows: Numbers = np.flatnonzero(np.logical_and.reduce(held))
        return rows

    def _among(self, searched: Lazy) -> Numbers:
        found = np.zeros(self.total, dtype=bool)
        found[searched.select("row").collect().get_column("row").to_numpy()] = True
        return found

    def is_not(self, column: str, value: str, rows: Numbers) -> Numbers:
        """Whether a column of some claims holds anything else."""
        (codes,), values = self.numbered((column,))
        if value not in values:
            return np.ones(len(rows), dtype=bool)
        differs: Numbers = codes[rows] != values.index(value)
        return differs

    def _marks(self, asked: Asked, failed: Numbers) -> Iterator[Answer]:
        """How many claims have which flags and fail which filter."""
        flags = self._flagged(sourcing="sourcing" in asked.facets)
        found = np.bincount(flags | (failed.astype(np.uint16) << counting.BITS))
        here = np.flatnonzero(found[: int(MANY) << counting.BITS]).tolist()
        yield from ((counting.FLAGS, flag, int(found[flag]), 0) for flag in here)

    def _flagged(self, *, sourcing: bool) -> Numbers:
        if sourcing not in self._flags:
            flags = [~nw.col("dated"), CONTEXT, ~PLACED, *([UNSOURCED] if sourcing else [])]
            held = [each.astype(np.uint8) << bit for bit, each in enumerate(self._held(flags))]
            self._flags[sourcing] = np.bitwise_or.reduce(held)
        return self._flags[sourcing]

    def _held(self, expressions: Iterable[nw.Expr]) -> list[Numbers]:
        """For each expression, of which claims it holds."""
        named = [one.alias(f"holds {number}") for number, one in enumerate(expressions)]
        if not named:
            return []
        frame = self._engine.edges().select(*named).collect()
        return [frame.get_column(name).to_numpy().astype(bool) for name in frame.columns]

    def _years(self, rows: Numbers) -> Iterator[Answer]:
        rows = rows[(self._flagged(sourcing=False)[rows] & counting.UNDATED) == 0]
        for name in (counting.BEGINS, counting.ENDS):
            (codes,), values = self.numbered((name,))
            for value, n, first in _counted(codes, values, rows):
                yield name, value, n, first

    def _facet(self, facet: str, asked: Asked, rows: Numbers) -> Iterator[Answer]:
        columns, values = self.numbered(asked.facets[facet])
        found = list(_counted(columns[0], values, rows))
        if len(columns) > 1:
            apart = rows[columns[0][rows] != columns[1][rows]]
            later = {value: (n, first) for value, n, first in _counted(columns[1], values, apart)}
        else:
            later = {}
        if facet not in asked.large:
            yield from ((facet, *one) for one in found)
            yield from ((facet + counting.LATER, value, *one) for value, one in later.items())
            return
        whole = {value: (n, first) for value, n, first in found}
        for value, (n, first) in later.items():
            before = whole.get(value, (0, first + asked.total))
            whole[value] = (before[0] + n, before[1])
        whole.pop("", None)
        ranked = sorted(whole, key=lambda value: (-whole[value][0], whole[value][1]))
        chosen = [value for value in asked.selection.values(facet) if value in whole]
        for value in dict.fromkeys([*ranked[: counting.MOST_VALUES], *chosen]):
            yield facet, value, *whole[value]
        yield counting.NUMBER + facet, "", len(whole), 0

    def numbered(self, names: tuple[str, ...]) -> Column:
        """Some columns as numbers of the same values, and these."""
        if names not in self._columns:
            self._columns[names] = self._engine.numbered(names)
        return self._columns[names]


def _counted(
    codes: Numbers, values: Sequence[str], rows: Numbers
) -> Iterator[tuple[str, int, int]]:
    """Each value that some rows have, how many, and the first of them."""
    here = codes[rows]
    found = np.bincount(here, minlength=len(values))
    first = _first(here, rows, found)
    for code in np.flatnonzero(found).tolist():
        yield values[code], int(found[code]), int(first[code])


def _first(here: Numbers, rows: Numbers, found: Numbers) -> Numbers:
    """The first row of each code; most codes stand among the first rows, so all are rarely read."""
    first = np.full(len(found), -1, dtype=np.intp)
    for end in (4096, 65536, len(here)):
        first[here[:end][::-1]] = rows[:end][::-1]  # the last to be written is the first to stand
        if end >= len(here) or not ((first < 0) & (found > 0)).any():
            break
    return first
