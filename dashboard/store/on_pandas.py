"""Claims in a pandas frame: for lists of ordinary size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw
import pandas as pd

from dashboard.store.engine import Lazy, Plain, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Pandas(Plain):
    """A pandas frame; its text is not encoded, for it is small."""

    name = "pandas"
    in_memory = True

    def __init__(self, edges: pd.DataFrame) -> None:
        self._edges = nw.from_native(edges).lazy()

    def edges(self) -> Lazy:
        """All claims."""
        return self._edges

    def add(self, columns: Mapping[str, Text]) -> None:
        """Give the claims more columns."""
        frame: pd.DataFrame = self._edges.collect().to_native()
        text = {name: pd.Series(values, dtype="str") for name, values in columns.items()}
        self._edges = nw.from_native(frame.assign(**text)).lazy()

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        return frame.collect()[offset : offset + limit].lazy()

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        return nw.from_native(pd.DataFrame(columns, dtype="str")).lazy()
