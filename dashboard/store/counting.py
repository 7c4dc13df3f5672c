"""The first question: how many claims a selection keeps, and how many each choice would give.

One query, whatever the engine. A claim matters only if it passes every filter or all but one: it
is then counted under the facet of the filter that it fails. So the rows are marked once with the
filter they fail, and every facet is a group-by over those marks; an engine outside gets all of
them as one query.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.store.kept import Kept, Years
from dashboard.store.part import CONTEXT, PLACED, UNSOURCED, one_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from dashboard.selection import Selection

Lazy = nw.LazyFrame[Any]
Answer = tuple[Any, ...]
"""What is counted, the value, the number of claims, and where the value first stands."""

MOST_VALUES = 200
"""A facet with more values than this is listed by the most frequent."""

_FAILS = "keep:fails"
_FAILED = "keep:failed"
FLAGS = "keep:flags"
UNDATED, _CONTEXT, _UNPLACED, _UNSOURCED = 1, 2, 4, 8
BITS = 4
"""Flags of a claim, and how many there are: the number of the filter it fails stands above them."""
BEGINS, ENDS = "begins", "ends"
LATER = ">"
"""Behind a facet: the values that only its second column has."""
_CHOSEN = "!"
"""Behind a facet: the values that are chosen, be they frequent or not."""
NUMBER = "#"
"""Before a facet: how many values it has."""
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

    @property
    def key(self) -> Hashable:
        """What `query` depends on."""
        chosen = tuple((facet, self.selection.values(facet)) for facet in sorted(self.large))
        return ("counts", tuple(self.marks), tuple(self.facets.items()), chosen, self.total)

    def failing(self, name: str) -> list[int]:
        """The marks of claims that pass every filter but, if there is one, that of this name."""
        names = list(self.marks)
        return [0, names.index(name) + 1] if name in names else [0]


def marked(found: Lazy, asked: Asked) -> Lazy:
    """The claims that fail at most one filter, with its number from 1, or 0, and their flags.

    Args:
        found: the claims that have the words that are searched.
        asked: what to count.
    """
    columns = dict.fromkeys([*(c for cs in asked.facets.values() for c in cs), *_COUNTED])
    fails = [(~mark).cast(nw.Int32) for mark in asked.marks.values()]
    unsourced = [UNSOURCED] if "sourcing" in asked.facets else []
    flags = [~nw.col("dated"), CONTEXT, ~PLACED, *unsourced]  # in the order of their bits
    bits = [flag.cast(nw.Int32) * 2**bit for bit, flag in enumerate(flags)]
    if not fails:
        return found.select(*columns, nw.sum_horizontal(*bits).alias(FLAGS))
    numbers = [fail * number for number, fail in enumerate(fails, start=1)]
    failed = [fail * number * 2**BITS for number, fail in enumerate(fails, start=1)]
    few = found.select(
        *columns, nw.sum_horizontal(*fails).alias(_FAILS),
        nw.sum_horizontal(*numbers).alias(_FAILED),
        nw.sum_horizontal(*bits, *failed).alias(FLAGS),
    )  # fmt: skip
    return few.filter(nw.col(_FAILS) <= 1)


def query(frame: Lazy, asked: Asked) -> dict[str, Lazy]:
    """Everything that is counted, by what it is, each as (value, n, first).

    Args:
        frame: the claims as `marked` makes them.
        asked: what to count.
    """
    inside = _within(frame, asked, "")
    years = _within(frame, asked, "years", inside).filter(nw.col("dated"))
    flags = _groups(frame, FLAGS).with_columns(nw.col("value").cast(nw.String))
    parts = {FLAGS: flags, BEGINS: _groups(years, BEGINS), ENDS: _groups(years, ENDS)}
    for facet, columns in asked.facets.items():
        parts |= _values(_within(frame, asked, facet, inside), facet, columns, asked)
    return parts


def _within(frame: Lazy, asked: Asked, but: str, inside: Lazy | None = None) -> Lazy:
    """The claims that pass every filter, or all but the one named `but`."""
    if not asked.marks:
        return frame
    if inside is not None and but not in asked.marks:
        return inside
    return frame.filter(nw.col(_FAILED).is_in(asked.failing(but)))


def _values(within: Lazy, facet: str, columns: tuple[str, ...], asked: Asked) -> dict[str, Lazy]:
    """The values of a facet; a claim with the value at both ends is one claim."""
    first, *others = columns
    counted = {facet: _groups(within, first)}
    for other in others:
        apart = within.filter(nw.col(other) != nw.col(first))
        counted[facet + LATER] = _groups(apart, other)
    if facet not in asked.large:
        return counted
    whole = _together(list(counted.values()), asked.total)
    most = whole.sort("n", "first", descending=[True, False]).head(MOST_VALUES)
    chosen = whole.filter(one_of("value", asked.selection.values(facet)))
    number = whole.select(nw.lit("").alias("value"), nw.len().cast(nw.Int64).alias("n"),
                          nw.lit(0, nw.Int64).alias("first"))  # fmt: skip
    return {facet: most, facet + _CHOSEN: chosen, NUMBER + facet: number}


def _groups(frame: Lazy, column: str) -> Lazy:
    """(value, n, first) of one column."""
    chosen = frame.select(nw.col(column).alias("value"), "row")  # DuckDB takes `x.y` for a table
    return chosen.group_by("value").agg(nw.len().alias("n"), nw.col("row").min().alias("first"))


def _together(parts: list[Lazy], total: int) -> Lazy:
    """The values of several columns, those of later ones behind all of the first."""
    moved = [
        part.select(nw.col("value").cast(nw.String), nw.col("n").cast(nw.Int64),
                    nw.col("first").cast(nw.Int64) + total * place)
        for place, part in enumerate(parts)
    ]  # fmt: skip
    whole = nw.concat(moved, how="vertical").filter(nw.col("value") != "")
    whole = whole.group_by("value").agg(nw.col("n").sum(), nw.col("first").min())
    return whole.with_columns(nw.col("n").cast(nw.Int64))  # DuckDB adds up to wider numbers


def kept(answers: Iterable[Answer], asked: Asked) -> Kept:
    """Put the answers together."""
    grouped: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for what, value, n, first in answers:
        grouped[what][value] = (n, first)
    flags = {int(value): n for value, (n, _) in grouped[FLAGS].items()}
    inside = {flag: n for flag, n in flags.items() if not flag >> BITS}
    choices = {
        "undated": _choice(flags, asked.failing("undated"), UNDATED),
        "context": _choice(flags, asked.failing("context"), _CONTEXT),
    }
    counts = {facet: _counts(facet, grouped, asked.total) for facet in asked.facets}
    return Kept(
        claims=sum(inside.values()),
        total=asked.total,
        undated=_with(inside, UNDATED),
        context_in=_with(inside, _CONTEXT),
        unplaced=_with(inside, _UNPLACED),
        unsourced=_with(inside, _UNSOURCED),
        context_out=choices["context"]["only"] if asked.selection.context == "0" else 0,
        undated_out=choices["undated"]["only"] if asked.selection.undated == "0" else 0,
        counts=counts,
        more={facet: grouped[NUMBER + facet][""][0] - len(counts[facet])
              for facet in asked.facets if facet in asked.large},
        around=Years(_ends(grouped[BEGINS]), _ends(grouped[ENDS])),
        choices=choices,
    )  # fmt: skip


def _counts(
    facet: str, grouped: Mapping[str, Mapping[str, tuple[int, int]]], total: int
) -> dict[str, int]:
    """From value to number, most first and then by where they first stand."""
    found = {**grouped.get(facet + _CHOSEN, {}), **grouped.get(facet, {})}
    for value, (n, first) in grouped.get(facet + LATER, {}).items():
        before = found.get(value, (0, first + total))
        found[value] = (before[0] + n, before[1])
    order = sorted(found, key=lambda value: (-found[value][0], found[value][1]))
    return {value: found[value][0] for value in order if value}


def _with(flags: Mapping[int, int], bit: int) -> int:
    return sum(n for flag, n in flags.items() if flag & bit)


def _choice(flags: Mapping[int, int], failing: list[int], bit: int) -> dict[str, int]:
    """What each value of a choice would give: all, those without, or those alone."""
    here = {flag: n for flag, n in flags.items() if flag >> BITS in failing}
    whole, alone = sum(here.values()), _with(here, bit)
    return {"1": whole, "0": whole - alone, "only": alone}


def _ends(found: Mapping[str, tuple[int, int]]) -> dict[tuple[str, int], int]:
    split = ((value.partition("|"), n) for value, (n, _) in found.items())
    return {(modality, int(year)): n for (year, _, modality), n in split}
