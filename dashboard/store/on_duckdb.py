"""Claims in DuckDB over Parquet: for lists that are larger than memory."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from dashboard.store.engine import Ask, Lazy, Plain, Rows, lazy, union

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from pathlib import Path

_SHARED, _GIVEN = "sourceline_shared", "sourceline_given"
_TEXTS = 256
"""Queries whose text is kept."""


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
        self._texts: dict[Hashable, str] = {}

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        found: duckdb.DuckDBPyConnection | None = getattr(self._of_thread, "cursor", None)
        if found is None:
            found = self._of_thread.cursor = self._database.cursor()
        return found

    def edges(self) -> Lazy:
        """All claims."""
        return lazy(self._cursor().table("edges"))

    def nodes(self) -> Lazy:
        """All nodes."""
        return lazy(self._cursor().table("nodes"))

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        native: duckdb.DuckDBPyRelation = frame.to_native()
        return lazy(native.limit(limit, offset=offset))

    def rows(self, frame: Lazy) -> Rows:
        """Run a query."""
        native: duckdb.DuckDBPyRelation = frame.to_native()
        return native.fetchall()

    def shared(self, frame: Lazy, ask: Ask, key: Hashable) -> Rows:
        """Run queries of one shape that all read `frame`, which is made once.

        A relation that is used twice is computed twice. So the query is written over an empty
        table, and that table's name then stands for the frame. To write a query takes as long as
        to run it over 100,000 claims, so its text is kept.
        """
        native: duckdb.DuckDBPyRelation = frame.to_native()
        typed = zip(native.columns, native.types, strict=True)
        columns = ", ".join(f'"{_quoted(name)}" {dtype}' for name, dtype in typed)
        cursor, shape = self._cursor(), (key, columns)
        if shape not in self._texts:
            cursor.execute(f"CREATE OR REPLACE TEMP TABLE {_SHARED} ({columns})")
            parts = ask(lazy(cursor.table(_SHARED)))
            written = union(parts).to_native().sql_query()
            if len(self._texts) >= _TEXTS:
                self._texts.clear()
            self._texts[shape] = written
        once = f"WITH {_SHARED} AS MATERIALIZED ({native.sql_query()})"
        return cursor.execute(f"{once} SELECT * FROM ({self._texts[shape]})").fetchall()  # noqa: S608

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text, which the thread has until it asks for another."""
        cursor = self._cursor()
        frame = pd.DataFrame(columns, dtype="object")
        cursor.register("given", frame)
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {_GIVEN} AS FROM given")
        cursor.unregister("given")
        return lazy(cursor.table(_GIVEN))


def _quoted(name: str) -> str:
    return name.replace('"', '""')


def metadata(path: Path, key: str) -> bytes | None:
    """What a Parquet file has under a key of its metadata, or `None`."""
    question = "SELECT value FROM parquet_kv_metadata(?) WHERE key = ?"
    found = duckdb.connect().execute(question, [str(path), key.encode()]).fetchone()
    return bytes(found[0]) if found else None
