"""A walk through filters, none of which was asked before: one control is changed at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from tests.bench.lists import Listed


@dataclass(frozen=True)
class State:
    """A filter.

    Attributes:
        country: of either end, "" for all.
        years: the first and the last, `None` for all.
        changed: the control that led here, `years` or `country`.
    """

    country: str = ""
    years: tuple[int, int] | None = None
    changed: str = "years"

    @property
    def kind(self) -> str:
        """`narrow` with a country, a few in a hundred claims; else `wide`, about a third."""
        return "narrow" if self.country else "wide"

    def query(self, view: str) -> str:
        """The same as an address of Sourceline's page."""
        pairs = {"view": view, "country": self.country}
        if self.years:
            pairs |= {"from": str(self.years[0]), "to": str(self.years[1]), "undated": "0"}
        return urlencode({key: value for key, value in pairs.items() if value})


def walk(listed: Listed, shift: int = 0, apart: int = 4) -> Iterator[State]:
    """Filters for one page: years, then a country, other years, no country, and again.

    A list without years has countries only.

    Args:
        listed: the list.
        shift: another number below `apart`, other filters.
        apart: how many walks there are.
    """
    number = 0
    state = State()
    while True:
        country = listed.countries[(number * apart + shift) % len(listed.countries)]
        if not listed.years:
            yield State(country=country, changed="country")
            number += 1
            continue
        low, high = listed.years
        long = (high - low) // 4
        for control in ("years", "country", "years", "none"):
            if control == "years":
                first = low + (number * apart + shift) % (high - low - long)
                state = replace(state, years=(first, first + long), changed="years")
                number += 1
            else:
                state = replace(state, country=country if control == "country" else "",
                                changed="country")  # fmt: skip
            yield state


def count(listed: Listed, state: State) -> int:
    """How many claims Sourceline shows: those whose dates overlap, without context."""
    rows = listed.rows
    kept = rows["layer"].ne("context") & _of_country(listed, state.country)
    if state.years:
        first, last = state.years
        kept &= rows["dated"] & rows["earliest"].le(last * 10000 + 1231)
        kept &= rows["latest"].ge(first * 10000 + 101)
    return int(kept.sum())


def count_of_peer(listed: Listed, state: State) -> int:
    """How many claims a peer shows: those that begin in these years."""
    kept = _of_country(listed, state.country)
    if state.years:
        kept &= listed.rows["year"].between(*state.years)
    return int(kept.sum())


def _of_country(listed: Listed, country: str) -> pd.Series[bool]:
    rows = listed.rows
    if not country:
        return rows["layer"].notna()
    return rows["source_country"].eq(country) | rows["target_country"].eq(country)
