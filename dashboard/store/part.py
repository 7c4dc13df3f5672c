"""A part of what a selection keeps: what a view can draw, one node's claims, one tie's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

if TYPE_CHECKING:
    from collections.abc import Collection

ENDS = {
    "node": ("source", "target"),
    "country": ("source_country", "target_country"),
    "kind": ("source_kind", "target_kind"),
    "place": ("source_place", "target_place"),
    "community": ("source_community", "target_community"),
}
"""What the claims themselves say that nodes are grouped by, with the columns of both ends."""
PLACED = (nw.col("source_place") != "") & (nw.col("target_place") != "")
CONTEXT = nw.col("layer") == "context"
UNSOURCED = nw.col("sourcing") == "unsourced"


@dataclass(frozen=True, slots=True)
class Part:
    """What narrows beside a selection; everything that is given has to hold.

    Attributes:
        ids: the claims of these ids.
        nodes: claims with one of these nodes at either end.
        tie: the claims of one tie.
        placed: claims with a place at both ends, or the others.
        dated: claims with a date, or the others.
        ends: one or two ends of a drawn tie, each (what it groups by, value); claims with the
            one at either end, or between both, whichever way round.
    """

    ids: tuple[str, ...] | None = None
    nodes: tuple[str, ...] | None = None
    tie: str = ""
    placed: bool | None = None
    dated: bool | None = None
    ends: tuple[tuple[str, str], ...] = ()

    def filters(self) -> list[nw.Expr]:
        """A claim is in it where all of these hold."""
        found: list[nw.Expr] = []
        if self.ids is not None:
            found.append(one_of("id", self.ids))
        if self.nodes is not None:
            found.append(one_of("source", self.nodes) | one_of("target", self.nodes))
        if self.tie:
            found.append(nw.col("tie") == self.tie)
        if self.placed is not None:
            found.append(PLACED if self.placed else ~PLACED)
        if self.dated is not None:
            found.append(nw.col("dated") if self.dated else ~nw.col("dated"))
        if self.ends:
            found.append(_between(*self.ends))
        return found


def one_of(column: str, values: Collection[str]) -> nw.Expr:
    """Whether a column holds one of some values; nothing is one of none, on every engine."""
    if not values:
        return nw.col(column).is_null()  # no column ever is; Arrow knows no type of no values
    return nw.col(column).is_in(values)


def _between(one: tuple[str, str], other: tuple[str, str] | None = None) -> nw.Expr:
    (at_source, at_target) = (nw.col(column) == one[1] for column in ENDS[one[0]])
    if other is None:
        return at_source | at_target
    (other_source, other_target) = (nw.col(column) == other[1] for column in ENDS[other[0]])
    return (at_source & other_target) | (at_target & other_source)


WHOLE = Part()
