"""The first question: how many claims a selection keeps, and how many each choice would give.

One query, whatever the engine. A claim matters only if it passes every filter or all but one: it
is then counted under the facet of the filter that it fails. So the rows are marked once with the
filter they fail, and every facet is a group-by over those marks; all of them go to the engine
together, as (what, value, n, first).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.store.kept import Kept, Years
from dashboard.store.part import CONTEXT, PLACED, UNSOURCED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.selection import Selection

Lazy = nw.LazyFrame[Any]
Answer = tuple[str, str, int, int]
"""What is counted, the value, the number of claims, and where the value first stands."""

MOST_VALUES = 200
"""A facet with more values than this is listed by the most frequent."""

_FAILS = "keep:fails"
_FAILED = "keep:failed"
_FLAGS, _BEGINS, _ENDS, _VALUES = "?flags", "?begins", "?ends", "?values:"
_COUNTED = ("row", "dated", "begins", "ends", "modality", "layer", "source_place", "target_place")
"""The columns that counting looks at beside those of facets: far fewer than there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A selection as it is counted.

    Attributes:
        selection: what is chosen.
        marks: its filters by name, without the search for words.
        facets: what to count, with the columns of each.
        large: the facets with very many values.
        total: claims in the whole data set.
    """

    selection: Selection
    marks: Mapping[str, nw.Expr]
    facets: Mapping[str, tuple[str, ...]]
    large: frozenset[str]
    total: int

    def failing(self, name: str) -> list[int]:
        """The marks of claims that pass every filter but, if there is one, that of this name."""
        names = list(self.marks)
        return [0, names.index(name) + 1] if name in names else [0]


def query(frame: Lazy, asked: Asked) -> Lazy:
    """Everything that is counted, as rows of `Answer`.

    Args:
        frame: the claims as `marked` makes them.
        asked: what to count.
    """
    years = _within(frame, asked, "years").filter(nw.col("dated"))
    parts = [_flags(frame, asked), _years(years, "begins", _BEGINS), _years(years, "ends", _ENDS)]
    for facet, columns in asked.facets.items():
        parts += _values(_within(frame, asked, facet), facet, columns, asked)
    return nw.concat(parts, how="vertical")


def marked(found: Lazy, asked: Asked) -> Lazy:
    """The claims that fail at most one filter, with its number from 1, or 0."""
    columns = dict.fromkeys([*(c for cs in asked.facets.values() for c in cs), *_COUNTED])
    if not asked.marks:
        return found.select(*columns, nw.lit(0, nw.Int16).alias(_FAILED))
    fails = [(~mark).cast(nw.Int16) for mark in asked.marks.values()]
    numbered = [fail * number for number, fail in enumerate(fails, start=1)]
    return (
        found.select(*columns, nw.sum_horizontal(*fails).alias(_FAILS),
                     nw.sum_horizontal(*numbered).alias(_FAILED))
        .filter(nw.col(_FAILS) <= 1)
    )  # fmt: skip


def _within(frame: Lazy, asked: Asked, but: str = "") -> Lazy:
    """The claims that pass every filter, or all but the one named `but`."""
    if not asked.marks:
        return frame
    return frame.filter(nw.col(_FAILED).is_in(asked.failing(but)))


def _values(within: Lazy, facet: str, columns: tuple[str, ...], asked: Asked) -> list[Lazy]:
    """The values of a facet; a claim with the value at both ends is one claim."""
    first, *others = columns
    counted = [_groups(within, first, 0)]
    for other in others:
        apart = within.filter(nw.col(other) != nw.col(first))
        counted.append(_groups(apart, other, asked.total))
    if facet not in asked.large:
        return [_told(part, facet) for part in counted]
    whole = counted[0] if not others else (
        nw.concat(counted, how="vertical").group_by("value")
        .agg(nw.col("n").sum(), nw.col("first").min())
    )  # fmt: skip
    whole = whole.filter(nw.col("value") != "")
    most = whole.sort("n", "first", descending=[True, False]).head(MOST_VALUES)
    chosen = whole.filter(nw.col("value").is_in(asked.selection.values(facet)))
    number = whole.select(nw.lit("").alias("value"), nw.len().cast(nw.Int64).alias("n"),
                          nw.lit(0, nw.Int64).alias("first"))  # fmt: skip
    return [_told(most, facet), _told(chosen, facet), _told(number, _VALUES + facet)]


def _groups(frame: Lazy, column: str, after: int) -> Lazy:
    """(value, n, first) of one column; `first` begins to count at `after`."""
    return (
        frame.group_by(column)
        .agg(nw.len().alias("n"), nw.col("row").min().alias("first"))
        .select(nw.col(column).cast(nw.String).alias("value"), nw.col("n").cast(nw.Int64),
                nw.col("first").cast(nw.Int64) + after)
    )  # fmt: skip


def _worded(counted: Lazy, what: str, words: list[str]) -> Lazy:
    """Groups by several columns, the value being all of them."""
    value = nw.concat_str([nw.col(name).cast(nw.String) for name in words], separator="|")
    zero = nw.lit(0, nw.Int64).alias("first")
    return _told(counted.select(value.alias("value"), nw.col("n").cast(nw.Int64), zero), what)


def _told(counted: Lazy, what: str) -> Lazy:
    return counted.select(nw.lit(what).alias("what"), "value", "n", "first")


def _flags(frame: Lazy, asked: Asked) -> Lazy:
    """How many claims there are of each filter that is failed, dated or not, and so on."""
    unsourced = UNSOURCED if "sourcing" in asked.facets else nw.lit(value=False)
    flags = {
        "failed": nw.col(_FAILED), "dated": nw.col("dated"), "context": CONTEXT,
        "placed": PLACED, "unsourced": unsourced,
    }  # fmt: skip
    marked = frame.select(*(expr.cast(nw.Int16).alias(name) for name, expr in flags.items()))
    return _worded(marked.group_by(*flags).agg(nw.len().alias("n")), _FLAGS, list(flags))


def _years(dated: Lazy, column: str, what: str) -> Lazy:
    counted = dated.group_by("modality", column).agg(nw.len().alias("n"))
    return _worded(counted, what, [column, "modality"])


def kept(answers: Iterable[Answer], asked: Asked) -> Kept:
    """Put the answers together."""
    grouped: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    large = frozenset(asked.large)
    for what, value, n, first in answers:
        before = (0, first) if what in large else grouped[what].get(value, (0, first))
        grouped[what][value] = (before[0] + n, min(before[1], first))
    flags = [(*map(int, value.split("|")), n) for value, (n, _) in grouped[_FLAGS].items()]
    inside = [flag for flag in flags if flag[0] == 0]
    choices = {
        name: _choice(flags, asked.failing(name), at, only)
        for name, at, only in (("undated", 1, 0), ("context", 2, 1))
    }
    counts = {facet: _ranked(grouped[facet]) for facet in asked.facets}
    out = {"1": 0, "only": 0}
    return Kept(
        claims=sum(flag[-1] for flag in inside),
        total=asked.total,
        undated=sum(flag[-1] for flag in inside if not flag[1]),
        context_in=sum(flag[-1] for flag in inside if flag[2]),
        unplaced=sum(flag[-1] for flag in inside if not flag[3]),
        unsourced=sum(flag[-1] for flag in inside if flag[4]),
        context_out=out.get(asked.selection.context, choices["context"]["only"]),
        undated_out=0 if asked.selection.undated != "0" else choices["undated"]["only"],
        counts=counts,
        more={f: grouped[_VALUES + f][""][0] - sum(1 for v in counts[f] if v)
              for f in asked.facets if f in large},
        around=Years(_ends(grouped[_BEGINS]), _ends(grouped[_ENDS])),
        choices=choices,
    )  # fmt: skip


def _ranked(found: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    order = sorted(found, key=lambda value: (-found[value][0], found[value][1]))
    return {value: found[value][0] for value in order if value}


def _ends(found: Mapping[str, tuple[int, int]]) -> dict[tuple[str, int], int]:
    split = ((value.partition("|"), n) for value, (n, _) in found.items())
    return {(modality, int(year)): n for (year, _, modality), n in split}


def _choice(flags: list[tuple[int, ...]], failing: list[int], at: int, only: int) -> dict[str, int]:
    """What each value of a choice would give: all, those without, or those alone."""
    here = [flag for flag in flags if flag[0] in failing]
    whole = sum(flag[-1] for flag in here)
    alone = sum(flag[-1] for flag in here if flag[at] == only)
    return {"1": whole, "0": whole - alone, "only": alone}
