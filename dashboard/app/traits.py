"""What a data set has to show: without years there is no timeline, without places no map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.selection import VIEWS, Selection
from dashboard.store import EVERYTHING, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Traits:
    """Of a data set as a whole.

    Attributes:
        dated: whether any claim has a date.
        mapped: whether any claim can be on the map, by places or by countries.
    """

    dated: bool
    mapped: bool

    @property
    def views(self) -> tuple[str, ...]:
        """The views that have something to show."""
        lacking = {"timeline": not self.dated, "map": not self.mapped}
        return tuple(view for view in VIEWS if not lacking.get(view))

    def fitted(self, selection: Selection) -> tuple[Selection, list[str]]:
        """The selection in a view that there is, and a sentence if that is another."""
        if selection.view in self.views:
            return selection, []
        lack = {"timeline": "no claim of this list has a date",
                "map": "this list says of nothing where it is"}[selection.view]  # fmt: skip
        said = f'Ignored view "{selection.view}": {lack}.'
        return replace(selection, view="network"), [said]


def traits_of(store: Store, everything: Mapping[str, Mapping[str, int]]) -> Traits:
    """Look once at all claims.

    Args:
        store: the claims.
        everything: their facet counts.
    """
    return Traits(
        dated=store.count(EVERYTHING, Part(dated=True)) > 0,
        mapped=bool(everything.get("country")) or store.count(EVERYTHING, Part(placed=True)) > 0,
    )
