"""Short ways for tests to ask a data set's store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.app.scenes import Scenes
from dashboard.store import EVERYTHING, Store, in_memory

if TYPE_CHECKING:
    from dashboard.model import Dataset
    from dashboard.selection import Selection
    from dashboard.store import Kept

_STORES: dict[int, tuple[Dataset, Store]] = {}


def store_of(dataset: Dataset) -> Store:
    """The store of a data set whose claims are in memory, made once."""
    if id(dataset) not in _STORES:
        _STORES[id(dataset)] = (dataset, in_memory(dataset))
    return _STORES[id(dataset)][1]


def scenes_of(dataset: Dataset) -> Scenes:
    """What draws the claims of a data set."""
    store = store_of(dataset)
    return Scenes(store, store.counts(EVERYTHING).counts)


def answer(dataset: Dataset, selection: Selection) -> Kept:
    """What a selection keeps, in numbers."""
    return store_of(dataset).counts(selection)


def ids_of(dataset: Dataset, selection: Selection) -> list[str]:
    """The claims that a selection keeps, by id."""
    return [row["id"] for row in store_of(dataset).page(selection, columns=["id"])]
