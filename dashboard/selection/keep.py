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

_WORDS = re.compile(r'"([^"]+)"|(\S+)')


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
    counts: Mapping[str, Mapping[str, int]]
    around: pd.DataFrame
    choices: Mapping[str, Mapping[str, int]]


def keep(edges: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows of `edges` that the selection keeps, in their order."""
    frame: pd.DataFrame = _narrow(nw.from_native(edges), selection).to_native()
    return frame


def answer(edges: pd.DataFrame, selection: Selection) -> Kept:
    """Keep the claims of a selection and count what every other choice would give."""
    frame = nw.from_native(edges)
    kept = _narrow(frame, selection)
    around = _narrow(frame, selection, but="years").filter(nw.col("dated"))
    choices = {
        "undated": _choice_counts(frame, selection, "undated", ~nw.col("dated")),
        "context": _choice_counts(frame, selection, "context", _is_context()),
    }
    return Kept(
        edges=kept.to_native(),
        total=len(frame),
        undated=len(kept.filter(~nw.col("dated"))),
        unplaced=len(kept.filter(~_is_placed())),
        context_in=len(kept.filter(_is_context())),
        context_out=choices["context"]["only"] if selection.context == "0" else 0,
        undated_out=choices["undated"]["only"] if selection.undated == "0" else 0,
        counts={facet: facet_counts(frame, selection, facet) for facet in FACETS},
        around=around.select("earliest", "latest", "modality").to_native(),
        choices=choices,
    )


def relaxations(edges: pd.DataFrame, selection: Selection) -> list[tuple[str, int]]:
    """For each filter in force, how many claims there would be without it, most first."""
    frame = nw.from_native(edges)
    found = [(n, len(_narrow(frame, selection, but=n))) for n in selection.filters()]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])


def facet_counts(frame: nw.DataFrame[Any], selection: Selection, facet: str) -> dict[str, int]:
    """From value to the number of claims that have it under all other filters."""
    others = _narrow(frame, selection, but=facet).select(*FACETS[facet])
    found: Counter[str] = Counter()
    columns = FACETS[facet]
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
        steps[min(dates.year(latest), last) + 1] -= 1
    return list(accumulate(steps[year] for year in range(first, last + 1)))


def _value_counts(frame: nw.DataFrame[Any], column: str) -> dict[str, int]:
    groups = frame.group_by(column).agg(nw.len().alias("claims"))
    return dict(zip(groups[column].to_list(), groups["claims"].to_list(), strict=True))


def _choice_counts(
    frame: nw.DataFrame[Any], selection: Selection, name: str, only: nw.Expr
) -> dict[str, int]:
    others = _narrow(frame, selection, but=name)
    inside = len(others.filter(only))
    return {"1": len(others), "0": len(others) - inside, "only": inside}


def _narrow(frame: nw.DataFrame[Any], selection: Selection, but: str = "") -> nw.DataFrame[Any]:
    """Apply every filter in force, except the one named `but`."""
    wanted = [
        *_facet_filters(selection, but),
        *_date_filters(selection, but),
        *([] if but == "context" else _context_filters(selection)),
        *([] if but == "q" else _text_filters(selection)),
    ]
    return frame.filter(*wanted) if wanted else frame


def _facet_filters(selection: Selection, but: str) -> list[nw.Expr]:
    found = []
    for facet, columns in FACETS.items():
        values = selection.values(facet)
        if values and facet != but:
            found.append(nw.any_horizontal(
                *(nw.col(c).is_in(values) for c in columns), ignore_nulls=True
            ))  # fmt: skip
    return found


def _date_filters(selection: Selection, but: str) -> list[nw.Expr]:
    dated = nw.col("dated")
    undated = "1" if but == "undated" else selection.undated
    if undated == "only":
        return [~dated]
    overlap = [] if but == "years" else _overlap(selection)
    if undated == "0":
        return [dated, *overlap]
    return [~dated | nw.all_horizontal(*overlap, ignore_nulls=True)] if overlap else []


def _overlap(selection: Selection) -> list[nw.Expr]:
    found = []
    if selection.first:
        found.append(nw.col("latest") >= dates.bounds(selection.first).earliest)
    if selection.last:
        found.append(nw.col("earliest") <= dates.bounds(selection.last).latest)
    return found


def _context_filters(selection: Selection) -> list[nw.Expr]:
    match selection.context:
        case "0":
            return [~_is_context()]
        case "only":
            return [_is_context()]
        case _:
            return []


def _text_filters(selection: Selection) -> list[nw.Expr]:
    """Every word, or quoted phrase, must stand somewhere in the claim."""
    terms = [quoted or word for quoted, word in _WORDS.findall(searchable(selection.q))]
    return [nw.col("words").str.contains(term, literal=True) for term in terms]


def _is_context() -> nw.Expr:
    return nw.col("layer") == "context"


def _is_placed() -> nw.Expr:
    return (nw.col("source_place") != "") & (nw.col("target_place") != "")
