"""Claims in DuckDB over Parquet: for lists that are larger than memory."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

import duckdb
import narwhals as nw
import pandas as pd

from dashboard.store.engine import Lazy, Plain, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_SHARED = "sourceline_shared"


class DuckDB(Plain):
    """A packed list that stays in its files; each thread has a cursor of its own."""

    name = "duckdb"

    def __init__(self, edges: Path, nodes: Path, memory: str = "", threads: int = 0) -> None:
        """Open a packed list.

        Args:
            edges: the file with the claims.
            nodes: the file with the nodes.
            memory: what DuckDB may use, as in `2GB`; beyond it, it writes to disk.
            threads: how many it may use; all unless given.

        Raises:
            ValueError: the memory is not understood.
        """
        self._database = duckdb.connect()
        try:
            if memory:
                self._database.execute("SET memory_limit = ?", [memory])
        except duckdb.Error as error:
            raise ValueError(f'"{memory}" is no amount of memory: write it as 2GB.') from error
        if threads:
            self._database.execute("SET threads = ?", [threads])
        for name, path in (("edges", edges), ("nodes", nodes)):
            file = str(path).replace("'", "''")
            self._database.execute(f"CREATE VIEW {name} AS FROM read_parquet('{file}')")
        self._of_thread = local()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        found: duckdb.DuckDBPyConnection | None = getattr(self._of_thread, "cursor", None)
        if found is None:
            found = self._of_thread.cursor = self._database.cursor()
        return found

    def edges(self) -> Lazy:
        """All claims."""
        return nw.from_native(self._cursor().table("edges"))

    def nodes(self) -> Lazy:
        """All nodes."""
        return nw.from_native(self._cursor().table("nodes"))

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        native: duckdb.DuckDBPyRelation = frame.to_native()
        return nw.from_native(native.limit(limit, offset=offset))

    def rows(self, frame: Lazy) -> Rows:
        """Run a query."""
        native: duckdb.DuckDBPyRelation = frame.to_native()
        return native.fetchall()

    def shared(self, frame: Lazy, ask: Callable[[Lazy], Lazy]) -> Rows:
        """Run a query that reads `frame` many times, which is made once.

        A relation that is used twice is computed twice. So the query is written over an empty
        table, and that table's name then stands for the frame.
        """
        native: duckdb.DuckDBPyRelation = frame.to_native()
        cursor = self._cursor()
        typed = zip(native.columns, native.types, strict=True)
        columns = ", ".join(
            f'"{name.replace(chr(34), chr(34) * 2)}" {dtype}' for name, dtype in typed
        )
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {_SHARED} ({columns})")
        query = ask(nw.from_native(cursor.table(_SHARED))).to_native().sql_query()
        text = f"WITH {_SHARED} AS MATERIALIZED (FROM frame_) SELECT * FROM ({query})"  # noqa: S608
        return native.query("frame_", text).fetchall()

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text."""
        return nw.from_native(self._cursor().from_df(pd.DataFrame(columns, dtype="object")))


def metadata(path: Path, key: str) -> bytes | None:
    """What a Parquet file has under a key of its metadata, or `None`."""
    question = "SELECT value FROM parquet_kv_metadata(?) WHERE key = ?"
    found = duckdb.connect().execute(question, [str(path), key.encode()]).fetchone()
    return bytes(found[0]) if found else None
