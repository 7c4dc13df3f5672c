"""The store: one seam through which everything above asks for claims.

Four questions: `Store.counts`, `Store.page`, `Store.groups` and `Store.stream`, with small
look-ups beside them. They are defined once and run on Arrow, pandas, polars or an engine outside.
"""

from dashboard.store.cache import open_store
from dashboard.store.extras import MissingExtraError
from dashboard.store.grouping import Bundle, Group, Groups, named
from dashboard.store.kept import Kept, Years
from dashboard.store.opening import Wish, in_memory, open_database, open_packed
from dashboard.store.packed import NotAListError
from dashboard.store.part import WHOLE, Part
from dashboard.store.reading import EVERYTHING, Row
from dashboard.store.store import Store

__all__ = [
    "EVERYTHING",
    "WHOLE",
    "Bundle",
    "Group",
    "Groups",
    "Kept",
    "MissingExtraError",
    "NotAListError",
    "Part",
    "Row",
    "Store",
    "Wish",
    "Years",
    "in_memory",
    "named",
    "open_database",
    "open_packed",
    "open_store",
]
