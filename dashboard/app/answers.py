"""Selections answered once: every callback of one page change shares the same answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.app.scenes import Scenes
from dashboard.app.traits import traits_of
from dashboard.selection import Selection, parse
from dashboard.store import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.store import Kept, Store


class Answers:
    """A store with a memory of its latest answers. It holds no state of any user."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.dataset = store.dataset
        self._answer = lru_cache(maxsize=256)(self._compute)
        self.everything: Mapping[str, Mapping[str, int]] = store.counts(EVERYTHING).counts
        self.scenes = Scenes(store, self.everything)
        self.traits = traits_of(store, self.everything)

    def read(self, query: str | None) -> tuple[Selection, list[str]]:
        """The selection of a URL query, and what in it was not understood."""
        selection, said = parse(query or "", self.dataset)
        fitted, also = self.traits.fitted(selection)
        return fitted, [*said, *also]

    def kept(self, selection: Selection) -> Kept:
        """What a selection keeps; its focus and view do not matter."""
        return self._answer(selection.narrowing())

    def _compute(self, selection: Selection) -> Kept:
        return self.store.counts(selection)
