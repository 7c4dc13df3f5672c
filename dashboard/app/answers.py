"""Selections answered once: every callback of one page change shares the same answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.selection import Kept, Selection, answer, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.model import Dataset


class Answers:
    """A data set with a memory of its latest answers. It holds no state of any user."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._answer = lru_cache(maxsize=256)(self._compute)
        whole = answer(dataset.edges, Selection(context="1"), dataset.facets)
        self.everything: Mapping[str, Mapping[str, int]] = whole.counts

    def read(self, query: str | None) -> tuple[Selection, list[str]]:
        """The selection of a URL query, and what in it was not understood."""
        return parse(query or "", self.dataset)

    def kept(self, selection: Selection) -> Kept:
        """What a selection keeps; its focus and view do not matter."""
        return self._answer(selection.narrowing())

    def _compute(self, selection: Selection) -> Kept:
        return answer(self.dataset.edges, selection, self.dataset.facets)
