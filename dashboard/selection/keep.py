"""Which claims a selection keeps, and how many each further choice would give.

Every question is asked in narwhals, so it runs unchanged on any frame that narwhals reads.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard import dates
from dashboard.model import searchable
from dashboard.selection.query import FACETS, Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Kept:
    """A selection's answer.

    Attributes:
        edges: the claims it keeps, in the order of the data.
        total: claims in the whole data set.
        undated: how many of the kept have no date.
        unplaced: how many of the kept have an end without a place.
        context_out: context claims that only the `context` choice keeps out.
        undated_out: undated claims that only the `undated` choice keeps out.
        context_in: how many of the kept are context.
        unsourced: how many of the kept name no source; always 0 in a curated data set.
        counts: for each facet, value to number of claims under all *other* filters.
        around: the dated claims under all filters but the years: `earliest`, `latest`, `modality`.
        choices: the same for `undated` and `context`: value of the choice to number.
    """

    edges: pd.DataFrame
    total: int
    undated: int
    unplaced: int
    context_out: int
    undated_out: int
    context_in: int
    unsourced: int
    counts: Mapping[str, Mapping[str, int]]
    around: pd.DataFrame
    choices: Mapping[str, Mapping[str, int]]


def keep(edges: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows of `edges` that the selection keeps, in their order."""
    wanted = filters(selection).values()
    frame = nw.from_native(edges)
    kept: pd.DataFrame = (frame.filter(*wanted) if wanted else frame).to_native()
    return kept


def answer(
    edges: pd.DataFrame, selection: Selection, facets: Mapping[str, tuple[str, ...]] = FACETS
) -> Kept:
    """Keep the claims of a selection and count what every other choice would give.

    Args:
        edges: all claims.
        selection: which of them to keep.
        facets: what to count, with the columns of each; `Dataset.facets`.
    """
    marked = _marked(nw.from_native(edges), selection, facets)
    kept = keep(edges, selection)
    within = _within(marked)
    choices = {
        "undated": _choice_counts(_within(marked, "undated"), ~nw.col("dated")),
        "context": _choice_counts(_within(marked, "context"), _is_context()),
    }
    around = _within(marked, "years").filter(nw.col("dated"))
    return Kept(
        edges=kept,
        total=len(marked),
        undated=len(within.filter(~nw.col("dated"))),
        unplaced=len(within.filter(~_is_placed())),
        context_in=len(within.filter(_is_context())),
        unsourced=len(within.filter(_is_unsourced())) if "sourcing" in facets else 0,
        context_out=choices["context"]["only"] if selection.context == "0" else 0,
        undated_out=choices["undated"]["only"] if selection.undated == "0" else 0,
        counts={f: _facet_counts(_within(marked, f), columns) for f, columns in facets.items()},
        around=around.select("earliest", "latest", "modality").to_native(),
        choices=choices,
    )


def relaxations(edges: pd.DataFrame, selection: Selection) -> list[tuple[str, int]]:
    """For each filter in force, how many claims there would be without it, most first."""
    found = [(name, len(keep(edges, selection.without(name)))) for name in selection.filters()]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])


def filters(selection: Selection) -> dict[str, nw.Expr]:
    """Every filter in force, by name; a claim is kept where all of them hold.

    `years` narrows dated claims only; `undated` says what becomes of the others.
    """
    found = {
        facet: nw.any_horizontal(
            *(nw.col(c).is_in(selection.values(facet)) for c in FACETS.get(facet, (facet,))),
            ignore_nulls=True,
        )
        for facet in selection.facets()
    }
    if overlap := _overlap(selection):
        found["years"] = ~nw.col("dated") | nw.all_horizontal(*overlap, ignore_nulls=True)
    if selection.undated != "1":
        found["undated"] = nw.col("dated") if selection.undated == "0" else ~nw.col("dated")
    if selection.context != "1":
        found["context"] = _is_context() if selection.context == "only" else ~_is_context()
    if terms := _terms(selection.q):
        found["q"] = nw.all_horizontal(
            *(nw.col("words").str.contains(term, literal=True) for term in terms),
            ignore_nulls=True,
        )
    return found


_COUNTED = ("dated", "earliest", "latest", "modality", "layer", "source_place", "target_place")
"""The columns that counting looks at beside those of facets: far fewer than there are."""
_MARK = "keep:"


def _marked(
    frame: nw.DataFrame[Any], selection: Selection, facets: Mapping[str, tuple[str, ...]]
) -> nw.DataFrame[Any]:
    """What counting needs: a few columns, and for each filter whether a claim passes it."""
    counted = dict.fromkeys([*(c for columns in facets.values() for c in columns), *_COUNTED])
    marks = [expr.alias(_MARK + name) for name, expr in filters(selection).items()]
    return frame.select(*counted, *marks)


def _within(marked: nw.DataFrame[Any], but: str = "") -> nw.DataFrame[Any]:
    """The claims that pass every filter, except the one named `but`."""
    marks = [c for c in marked.columns if c.startswith(_MARK) and c != _MARK + but]
    return marked.filter(*(nw.col(mark) for mark in marks)) if marks else marked


def _facet_counts(others: nw.DataFrame[Any], columns: tuple[str, ...]) -> dict[str, int]:
    """From value of a facet, which looks at `columns`, to the number of claims that have it."""
    found: Counter[str] = Counter()
    for column in columns:
        found.update(_value_counts(others, column))
    if len(columns) == 2:  # a claim with the value at both ends is one claim
        first, second = columns
        found.subtract(_value_counts(others.filter(nw.col(first) == nw.col(second)), first))
    return {value: count for value, count in found.items() if value and count}


def year_range(spans: pd.DataFrame) -> tuple[int, int] | None:
    """The first and the last year that any of the spans names; open ends name none."""
    named = {dates.year(d) for d in (*spans["earliest"], *spans["latest"])}
    named -= {dates.year(dates.BEGINNING), dates.year(dates.END_OF_TIME)}
    return (min(named), max(named)) if named else None


def year_counts(spans: pd.DataFrame, first: int, last: int) -> list[int]:
    """For each year from `first` to `last`, the number of spans that overlap it.

    Args:
        spans: `earliest` and `latest` as `yyyymmdd`; a span may be open to either side.
        first: the first year.
        last: the last year, counted too.
    """
    steps: Counter[int] = Counter()
    for earliest, latest in zip(spans["earliest"], spans["latest"], strict=True):
        steps[max(dates.year(earliest), first)] += 1
        steps[max(dates.year(latest) + 1, first)] -= 1
    return list(accumulate(steps[year] for year in range(first, last + 1)))


def _value_counts(frame: nw.DataFrame[Any], column: str) -> dict[str, int]:
    groups = frame.group_by(column).agg(nw.len().alias("claims"))
    return dict(zip(groups[column].to_list(), groups["claims"].to_list(), strict=True))


def _choice_counts(others: nw.DataFrame[Any], only: nw.Expr) -> dict[str, int]:
    inside = len(others.filter(only))
    return {"1": len(others), "0": len(others) - inside, "only": inside}


def _overlap(selection: Selection) -> list[nw.Expr]:
    found = []
    if selection.first:
        found.append(nw.col("latest") >= dates.bounds(selection.first).earliest)
    if selection.last:
        found.append(nw.col("earliest") <= dates.bounds(selection.last).latest)
    return found


def _terms(text: str) -> list[str]:
    """Words and quoted phrases; each must stand somewhere in the claim."""
    found = (quoted or word for quoted, word in _WORDS.findall(searchable(text)))
    return [term for term in found if term]


def _is_context() -> nw.Expr:
    return nw.col("layer") == "context"


def _is_placed() -> nw.Expr:
    return (nw.col("source_place") != "") & (nw.col("target_place") != "")


def _is_unsourced() -> nw.Expr:
    return nw.col("sourcing") == "unsourced"
