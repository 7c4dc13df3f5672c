"""Claims in polars: for large lists, each column read from the file when it is first asked for.

Columns whose values repeat are Enums: numbers with a list of their words.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import polars as pl
from polars.io.plugins import register_io_source

from dashboard.store.engine import Ask, Lazy, Numbers, Plain, Rows, Text, lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
    from pathlib import Path


class Columns:
    """A table whose columns come into memory when they are first asked for, and stay."""

    def __init__(
        self, schema: Mapping[str, pl.DataType], read: Callable[[list[str]], pl.DataFrame]
    ):
        """Take a table.

        Args:
            schema: its columns.
            read: reads some of them.
        """
        self._read = read
        self._held: dict[str, pl.Series] = {}
        self._lock = Lock()
        self.lazy = register_io_source(self._parts, schema=pl.Schema(schema), is_pure=True)

    def _parts(
        self,
        columns: list[str] | None,
        predicate: pl.Expr | None,
        most: int | None,
        _batch: int | None,
    ) -> Iterator[pl.DataFrame]:
        frame = self._frame(columns or list(self.lazy.collect_schema()))
        frame = frame if predicate is None else frame.filter(predicate)
        yield frame if most is None else frame.head(most)

    def _frame(self, names: Sequence[str]) -> pl.DataFrame:
        with self._lock:
            missing = [name for name in names if name not in self._held]
            if missing:
                self._held |= {s.name: s for s in self._read(missing).rechunk().get_columns()}
        return pl.DataFrame([self._held[name] for name in names])


class Polars(Plain):
    """A packed list, or a frame in memory."""

    name = "polars"
    in_memory = True

    def __init__(self, edges: pl.LazyFrame, nodes: pl.LazyFrame | None = None) -> None:
        """Take frames; `Polars.of_files` takes files."""
        self._edges: Lazy = lazy(edges)
        self._nodes: Lazy | None = nodes if nodes is None else lazy(nodes)

    @classmethod
    def of_files(cls, edges: Path, nodes: Path) -> Polars:
        """The claims and the nodes of a packed list."""

        def frame(path: Path) -> pl.LazyFrame:
            schema = pl.read_parquet_schema(path)
            return Columns(schema, lambda names: pl.read_parquet(path, columns=names)).lazy

        return cls(frame(edges), frame(nodes))

    def edges(self) -> Lazy:
        """All claims."""
        return self._edges

    def nodes(self) -> Lazy:
        """All nodes."""
        return super().nodes() if self._nodes is None else self._nodes

    def numbered(self, names: Sequence[str]) -> tuple[list[Numbers], list[str]]:
        """The numbers that Enums are; other text is given some."""
        held: pl.DataFrame = self._edges.select(*names).collect().to_native()
        kinds = {*held.dtypes}
        [kind] = kinds if len(kinds) == 1 else [None]
        if not isinstance(kind, pl.Enum):
            return super().numbered(names)
        codes = [held.get_column(name).to_physical().to_numpy() for name in names]
        return codes, kind.categories.to_list()

    def add(self, columns: Mapping[str, Text]) -> None:
        """Give the claims more columns, whose text shares one list of words."""
        text = [pl.Series(name, values, pl.String) for name, values in columns.items()]
        words = pl.concat([one.unique() for one in text]).unique().sort()
        frame: pl.DataFrame = self._edges.collect().to_native()
        self._edges = lazy(frame.with_columns(s.cast(pl.Enum(words)) for s in text).lazy())

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        native: pl.LazyFrame = frame.to_native()
        return lazy(native.slice(offset, limit))

    def shared(self, frame: Lazy, ask: Ask, key: Hashable) -> Rows:  # noqa: ARG002
        """Run queries of one shape together, over a frame that is made once."""
        parts = ask(frame.collect().lazy())
        frames = pl.collect_all([part.to_native() for part in parts.values()])
        return [(name, *row) for name, one in zip(parts, frames, strict=True) for row in one.rows()]

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        frame = pl.LazyFrame(columns, schema=dict.fromkeys(columns, pl.String))
        return lazy(frame)


def metadata(path: Path, key: str) -> bytes | None:
    """What a Parquet file has under a key of its metadata, or `None`."""
    found: dict[str, Any] = pl.read_parquet_metadata(path)
    return found[key].encode() if key in found else None
