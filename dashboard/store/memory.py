"""Claims in memory: pandas for lists of ordinary size, polars for large ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from dashboard.store.engine import Lazy, Plain

if TYPE_CHECKING:
    from collections.abc import Mapping


class Pandas(Plain):
    """A pandas frame; its text is not encoded, for it is small."""

    name = "pandas"

    def __init__(self, edges: pd.DataFrame) -> None:
        self._edges = nw.from_native(edges).lazy()

    def edges(self) -> Lazy:
        """All claims."""
        return self._edges

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        return frame.collect()[offset : offset + limit].lazy()

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        return nw.from_native(pd.DataFrame(columns, dtype="str")).lazy()


class Polars(Plain):
    """A polars frame. Columns whose values repeat are Enums: numbers with a list of their words.

    The words of an Enum are sorted, so that it sorts as text does, and the columns of both ends
    of an edge share one list, so that they can be compared.
    """

    name = "polars"

    def __init__(self, edges: Any) -> None:
        """Take a polars frame, in memory or mapped into it from a file."""
        self._edges = nw.from_native(edges.lazy())

    def edges(self) -> Lazy:
        """All claims."""
        return self._edges

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        return nw.from_native(frame.to_native().slice(offset, limit))

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        import polars as pl  # noqa: PLC0415 - an extra

        return nw.from_native(pl.LazyFrame(columns, schema=dict.fromkeys(columns, pl.String)))
