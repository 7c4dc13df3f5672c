"""Claims on a Spark cluster, over a packed list where all its workers can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import SparkSession

from dashboard.store.engine import Ask, Lazy, Plain, Rows, lazy, union

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from pathlib import Path

    from pyspark.sql import DataFrame

_PARTITIONS = 8
"""Parts that an answer is made in; Spark's 200 are for answers that are large."""


class Spark(Plain):
    """A packed list that a cluster reads."""

    name = "spark"

    def __init__(self, master: str, edges: Path, nodes: Path) -> None:
        """Connect to a cluster.

        Args:
            master: `spark://host:7077`, or `local[2]`.
            edges: the file with the claims, under a path that all workers have.
            nodes: the file with the nodes.
        """
        builder = SparkSession.Builder().master(master).appName("sourceline")
        self._session: SparkSession = (
            builder.config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", _PARTITIONS)
            .getOrCreate()
        )
        self._edges = self._session.read.parquet(str(edges.resolve()))
        self._nodes = self._session.read.parquet(str(nodes.resolve()))

    def edges(self) -> Lazy:
        """All claims."""
        return lazy(self._edges)

    def nodes(self) -> Lazy:
        """All nodes."""
        return lazy(self._nodes)

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        native: DataFrame = frame.to_native()
        return lazy(native.offset(offset).limit(limit))

    def rows(self, frame: Lazy) -> Rows:
        """Run a query."""
        native: DataFrame = frame.to_native()
        return [tuple(row) for row in native.collect()]

    def shared(self, frame: Lazy, ask: Ask, key: Hashable) -> Rows:  # noqa: ARG002
        """Run queries of one shape together, over a frame that the workers keep meanwhile."""
        native: DataFrame = frame.to_native()
        held = native.cache()
        try:
            return self.rows(union(ask(lazy(held))))
        finally:
            held.unpersist()

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        schema = ", ".join(f"`{name}` string" for name in columns)
        rows = list(zip(*columns.values(), strict=True))
        return lazy(self._session.createDataFrame(rows, schema))

    def close(self) -> None:
        """Leave the cluster."""
        self._session.stop()
