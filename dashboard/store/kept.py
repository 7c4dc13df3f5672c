"""What a selection keeps, in numbers: as large for a thousand claims as for a billion."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from dashboard import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Ends = dict[tuple[str, int], int]
"""From (modality, year) to the number of claims."""

_OPEN = {dates.year(dates.BEGINNING), dates.year(dates.END_OF_TIME)}


@dataclass(frozen=True, slots=True)
class Years:
    """Dated claims by the years they begin and end in, which is all a chart of years needs.

    Attributes:
        begins: how many begin in a year; the year 0 is an open beginning.
        ends: how many end in a year; the year 9999 is an open end.
    """

    begins: Ends = field(default_factory=dict)
    ends: Ends = field(default_factory=dict)

    def range(self) -> tuple[int, int] | None:
        """The first and the last year that any claim names; open ends name none."""
        named = {year for _, year in (*self.begins, *self.ends)} - _OPEN
        return (min(named), max(named)) if named else None

    def counts(self, first: int, last: int, modalities: Iterable[str] | None = None) -> list[int]:
        """For each year from `first` to `last`, the number of claims that overlap it.

        Args:
            first: the first year.
            last: the last year, counted too.
            modalities: count only claims of these.
        """
        among = None if modalities is None else set(modalities)
        steps = dict.fromkeys(range(first, last + 1), 0)
        for ends, shift, sign in ((self.begins, 0, 1), (self.ends, 1, -1)):
            for (modality, year), claims in ends.items():
                at = max(year + shift, first)
                if at in steps and (among is None or modality in among):
                    steps[at] += sign * claims
        return list(accumulate(steps.values()))


@dataclass(frozen=True, slots=True)
class Kept:
    """A selection's answer in numbers.

    Attributes:
        claims: how many it keeps.
        total: claims in the whole data set.
        undated: how many of the kept have no date.
        unplaced: how many of the kept have an end without a place.
        context_out: context claims that only the `context` choice keeps out.
        undated_out: undated claims that only the `undated` choice keeps out.
        context_in: how many of the kept are context.
        unsourced: how many of the kept name no source; always 0 in a curated data set.
        counts: for each facet, value to number of claims under all *other* filters, most first
            and then by where they first stand in the data. Of a facet with very many values the
            most frequent, and those that are chosen.
        more: for each facet with very many values, how many of them `counts` leaves out.
        around: the dated claims under all filters but the years, by year.
        choices: the same for `undated` and `context`: value of the choice to number.
    """

    claims: int
    total: int
    undated: int
    unplaced: int
    context_out: int
    undated_out: int
    context_in: int
    unsourced: int
    counts: Mapping[str, Mapping[str, int]]
    more: Mapping[str, int]
    around: Years
    choices: Mapping[str, Mapping[str, int]]
