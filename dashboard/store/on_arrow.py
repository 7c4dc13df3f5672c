"""Claims in an Arrow table: for lists of ordinary size.

The same questions in narwhals take a fifth of what they take on pandas, whose cost for a few
hundred claims is that of the calls, not of the rows (`docs/decisions/0020-engines.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from dashboard.store.engine import Lazy, Plain, Text, lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


class Arrow(Plain):
    """An Arrow table; its text is not encoded, for it is small."""

    name = "arrow"
    in_memory = True

    def __init__(self, edges: pd.DataFrame) -> None:
        """Take the claims."""
        table = pa.Table.from_pandas(edges, preserve_index=False)
        # Where there is no claim a column of text has no type, and Arrow compares none.
        typed = [f.with_type(pa.string()) if pa.types.is_null(f.type) else f for f in table.schema]
        self._edges = lazy(table.cast(pa.schema(typed))).lazy()

    def edges(self) -> Lazy:
        """All claims."""
        return self._edges

    def add(self, columns: Mapping[str, Text]) -> None:
        """Give the claims more columns."""
        table: pa.Table = self._edges.collect().to_native()
        for name, values in columns.items():
            table = table.append_column(name, pa.array(values, pa.string()))
        self._edges = lazy(table).lazy()

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        return frame.collect()[offset : offset + limit].lazy()

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        text = {name: pa.array(values, pa.string()) for name, values in columns.items()}
        return lazy(pa.table(text)).lazy()
