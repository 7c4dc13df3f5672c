"""What is drawn for a selection: each claim where they are few, else groups of nodes.

A scene is a set of elements with their positions. It depends only on what may be drawn at all, so
that years, modes and the other filters that come and go hide and show, and move nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from dashboard.selection import Selection
from dashboard.store import EVERYTHING, WHOLE
from dashboard.views import drawing, groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.store import Kept, Part, Store

BUDGET = 1500
"""Claims and nodes of a list that is drawn whole; a filter then moves nothing at all."""
CLAIMS = 300
"""Claims of a part of a larger list that are drawn one by one."""
LABELS = {"claims": "each claim", "country": "countries", "place": "places", "kind": "kinds",
          "community": "communities", "node": "the busiest nodes"}  # fmt: skip
_HIDING: dict[str, Any] = {"first": "", "last": "", "undated": "1", "context": "1", "status": (),
                           "modality": (), "focus": "", "view": "network", "story": "",
                           "scene": "", "by": "", "opened": ""}  # fmt: skip
"""Filters that hide and show without a new scene, and what is no filter."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a selection is drawn.

    Attributes:
        base: what the scene holds; the selection shows a part of it.
        by: `claims`, or what nodes are grouped by.
        opened: the group whose nodes are drawn by themselves, or "".
    """

    base: Selection
    by: str
    opened: str = ""

    @property
    def grouped(self) -> bool:
        """Whether groups are drawn."""
        return self.by != "claims"

    @property
    def key(self) -> str:
        """The name of the scene: the same elements at the same positions have the same."""
        text = f"{self.base.query()} {self.by} {self.opened}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class Scenes:
    """The scenes of one store, with a memory of the latest. It holds no state of any user."""

    def __init__(self, store: Store, everything: Mapping[str, Mapping[str, int]]) -> None:
        """Take a store and the facet counts of all its claims."""
        self.store = store
        self.whole = store.total + len(store.dataset.nodes) <= BUDGET
        self._values = everything
        self._well: dict[str, bool] = {}
        self.elements = lru_cache(maxsize=32)(self._elements)
        self._steady = lru_cache(maxsize=8)(partial(groups.steady_positions, store))
        self._told = lru_cache(maxsize=64)(self._tell)
        self._count = lru_cache(maxsize=256)(store.count)

    def warm(self) -> None:
        """Make the scene that the page opens with."""
        self.elements(self.plan(Selection()))

    def plan(self, selection: Selection) -> Plan:
        """How the selection is drawn: as it asks for, if that can be, else as fits."""
        base = replace(selection, **_HIDING)
        choices = self.choices(selection)
        by = selection.by if selection.by in choices else choices[0]
        if by == "claims":
            return Plan(EVERYTHING if self.whole else base, by)
        return Plan(base, by, selection.opened if by != "node" else "")

    def choices(self, selection: Selection) -> list[str]:
        """How it could be drawn, the way that it is unless asked otherwise first."""
        counts = self._values
        found = [by for by in ("country", "kind") if len(counts.get(by, ())) > 1]
        found += ["place"] * (len(self.store.dataset.places) > 1)
        if selection.view == "map":
            found = [*(by for by in found if by != "kind"), "node"]
        else:
            reckoned = ["community"] * self.store.communities
            known = bool(found) and self._known(found[0])
            found = [*found, *reckoned, "node"] if known else ["node", *found, *reckoned]
        if self.whole or self._count(replace(selection, **_HIDING)) <= CLAIMS:
            return ["claims", *found]
        return found

    def _known(self, by: str) -> bool:
        """Whether most claims have a group at both ends: else the groups would say little."""
        if by not in self._well:
            bundles = self.store.groups(EVERYTHING, by, most_groups=1).bundles
            named = sum(b.claims for b in bundles if b.a and b.b)
            self._well[by] = 2 * named >= self.store.total
        return self._well[by]

    def state(self, selection: Selection) -> dict[str, Any]:
        """What is shown of the scene, and what there is to say of it.

        Returns:
            `scene`, its key; `edges` and `nodes`, the ids that are shown; for groups also what
            `groups.told` gives.
        """
        plan = self.plan(selection)
        on_map = selection.view == "map"
        shown = self._told(selection.narrowing(), plan, on_map=on_map)
        return {"scene": plan.key, **shown}

    def words(self, selection: Selection, kept: Kept) -> list[str]:
        """How groups are drawn, and what is not, in words; nothing where each claim is drawn."""
        plan = self.plan(selection)
        if not plan.grouped or selection.view not in ("network", "map") or not kept.claims:
            return []
        state = self.state(selection)
        said = [groups.words(state, plan.by, plan.opened, self.store.dataset)]
        if rest := kept.claims - state["claims"]:
            said.append(f"{rest:,} of others not drawn")
        return said

    def part(self, selection: Selection, part: Part = WHOLE) -> Part:
        """What of a part the view of the selection can show; groups stand for all of it."""
        if selection.view == "timeline":
            return replace(part, dated=True)
        one_by_one = selection.view == "map" and not self.plan(selection).grouped
        return replace(part, placed=True) if one_by_one else part

    def drawn(self, selection: Selection) -> tuple[Selection, Part]:
        """The claims that a view shows: not all that a selection keeps are in every one."""
        if selection.view == "timeline":  # years outside the filter are there too, only pale
            return selection.without("years"), self.part(selection)
        return selection, self.part(selection)

    def _elements(self, plan: Plan) -> list[dict[str, Any]]:
        if plan.grouped:
            steady = self._steady(plan.by) if plan.by in groups.STEADY and not plan.opened else None
            return groups.elements(self.store, plan.base, plan.by, plan.opened, steady)
        return drawing.elements(self.store, plan.base)

    def _tell(self, selection: Selection, plan: Plan, *, on_map: bool) -> dict[str, Any]:
        if not plan.grouped:
            return drawing.shown(self.store, selection)
        drawn = self.elements(plan)
        if on_map:
            drawn = [e for e in drawn if "map" in e["data"] or "source" in e["data"]]
        return groups.told(self.store, selection, plan.by, plan.opened, drawn)
