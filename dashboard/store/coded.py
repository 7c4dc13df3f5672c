"""The first question over claims that are in memory: numbers for values, counted by NumPy.

`counting.query` asks it in narwhals, on any engine. Where the claims are in memory that takes a
group-by for each facet; here each column is numbers once and for all, and a facet is one
`bincount`. Which claims pass a filter is still asked of the engine, in the same words. The tests
ask both ways and compare (`docs/decisions/0024-counting-by-numbers.md`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from dashboard.store import counting
from dashboard.store.part import CONTEXT, PLACED, UNSOURCED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.store.counting import Answer, Asked
    from dashboard.store.engine import Engine

    Numbers = np.ndarray[Any, np.dtype[Any]]
    Column = tuple[list[Numbers], list[str]]


KEPT = 8
"""Searches of which it is kept which claims have the words."""
FIRST = (4096, 65536)
"""So many rows are read for where values stand first, before all of them are."""
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
        self._wholes: dict[tuple[int, ...], Numbers] = {}
        self._having = lru_cache(KEPT)(self._found)

    def answers(self, asked: Asked, words: Sequence[str]) -> Iterator[Answer]:
        """What `counting.kept` puts together.

        Args:
            asked: what to count.
            words: what has to stand in a claim's text, all of them.
        """
        failed = self._failed(asked, tuple(words))
        yield from self._marks(asked, failed)
        inside = Passing(failed == 0)
        for facet in ("years", *asked.facets):
            failing = asked.failing(facet)
            alone = len(failing) == 1
            rows = inside if alone else Passing((failed == 0) | (failed == failing[1]))
            if facet == "years":
                yield from self._years(rows)
            else:
                yield from self._facet(facet, asked, rows)

    def _failed(self, asked: Asked, words: tuple[str, ...]) -> Numbers:
        """For each claim the number, from 1, of the one filter it fails; 0 for none, else MANY."""
        failed = np.zeros(self.total, dtype=np.uint8)
        times = np.zeros(self.total, dtype=np.uint8)
        for number, passes in enumerate(self._held(asked.marks.values()), start=1):
            fails = (~passes).view(np.uint8)
            times += fails
            failed += fails * np.uint8(number)
        failed[times > 1] = MANY
        if words:
            failed[~self._having(words)] = MANY
        return failed

    def kept(self, expressions: Iterable[nw.Expr], words: Sequence[str]) -> Numbers:
        """The rows of the claims of which all expressions hold, and that have the words."""
        held = self._held(expressions) + ([self._having(tuple(words))] if words else [])
        if not held:
            return np.arange(self.total)
        rows: Numbers = np.flatnonzero(np.logical_and.reduce(held))
        return rows

    def _found(self, words: tuple[str, ...]) -> Numbers:
        """Which claims have some words: a search reads all text, and other filters follow it."""
        searched = self._engine.find(self._engine.edges(), words).select("row").collect()
        found = np.zeros(self.total, dtype=bool)
        found[searched.get_column("row").to_numpy()] = True
        found.setflags(write=False)
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

    def _years(self, rows: Passing) -> Iterator[Answer]:
        dated = Passing(rows.holds & ((self._flagged(sourcing=False) & counting.UNDATED) == 0))
        for name in (counting.BEGINS, counting.ENDS):
            columns, values = self.numbered((name,))
            for value, n, first in self._counted(columns, values, dated):
                yield name, value, n, first

    def _facet(self, facet: str, asked: Asked, rows: Passing) -> Iterator[Answer]:
        columns, values = self.numbered(asked.facets[facet])
        found = list(self._counted(columns[:1], values, rows))
        if len(columns) > 1:  # a claim counts once for a value that both columns have
            again = self._counted(columns[::-1], values, rows)
            later = {value: (n, first) for value, n, first in again}
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
        self, columns: Sequence[Numbers], values: Sequence[str], rows: Passing
    ) -> Iterator[tuple[str, int, int]]:
        """Each value of the first column, how many of some claims have it, and the first of them.

        Of two columns, only of claims in which they differ.
        """
        size = len(values)
        if rows.left is None:
            found = _number(columns, size, rows.rows)
        else:  # it takes less to count those that do not pass
            found = self._whole(columns, size) - _number(columns, size, rows.left)
        first = _first(columns, rows.rows, found)
        for code in np.flatnonzero(found).tolist():
            yield values[code], int(found[code]), int(first[code])

    def _whole(self, columns: Sequence[Numbers], size: int) -> Numbers:
        key = tuple(id(column) for column in columns)  # these are held for as long as this is
        if key not in self._wholes:
            self._wholes[key] = _number(columns, size, np.arange(self.total))
        return self._wholes[key]


class Passing:
    """Claims of which something holds.

    Attributes:
        holds: of each claim, whether it does.
        rows: where it does.
        left: where it does not, if that is in fewer places; else `None`.
    """

    def __init__(self, holds: Numbers) -> None:
        """Take what holds of each claim."""
        self.holds = holds
        self.rows = np.flatnonzero(holds)
        self.left = np.flatnonzero(~holds) if 2 * len(self.rows) > len(holds) else None


def _apart(columns: Sequence[Numbers], rows: Numbers) -> Numbers:
    """The rows in which two columns differ; all if there is one."""
    if len(columns) == 1:
        return rows
    one, other = columns
    apart: Numbers = rows[one[rows] != other[rows]]
    return apart


def _number(columns: Sequence[Numbers], size: int, rows: Numbers) -> Numbers:
    """How often each number stands in some rows of the first column."""
    found: Numbers = np.bincount(columns[0][_apart(columns, rows)], minlength=size)
    return found


def _first(columns: Sequence[Numbers], rows: Numbers, found: Numbers) -> Numbers:
    """The first row of each number; most stand among the first rows, so all are rarely read."""
    codes = columns[0]
    first = np.full(len(found), -1, dtype=np.intp)
    for end in FIRST:
        some = _apart(columns, rows[:end])[::-1]
        first[codes[some]] = some  # the last to be written is the first to stand
        late = (first < 0) & (found > 0)
        if not late.any():
            return first
    some = rows[late[codes[rows]]]
    some = _apart(columns, some)[::-1]
    first[codes[some]] = some
    return first
