"""Claims in PostgreSQL, where several dashboards can ask the same server.

ibis writes the queries; they run on a connection that each thread has for itself.
"""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, Any

import ibis
import psycopg
from psycopg import sql

from dashboard.store.engine import Ask, Lazy, Plain, Rows, lazy, union
from dashboard.store.extras import needed
from dashboard.store.nodes import COLUMNS, record
from dashboard.store.opening import packed_rows_of
from dashboard.store.packed import NotAListError, written

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from dashboard.model import Dataset

SCHEMA = "sourceline"
_SHARED, _GIVEN = "sourceline_shared", "sourceline_given"
_TYPES = {"row": "bigint", "paragraph": "bigint", "earliest": "bigint", "latest": "bigint",
          "dated": "boolean"}  # fmt: skip
_TEXT = 'text COLLATE "C"'
"""Text that sorts as it does everywhere else: by its letters' numbers."""
_TEXTS = 256


class Postgres(Plain):
    """The tables that `fill` made."""

    name = "postgres"

    def __init__(self, url: str) -> None:
        """Connect to `postgres://user@host/database`.

        Raises:
            NotAListError: it cannot be reached, or there is no list.
        """
        self._url = url
        self._of_thread = local()
        self._connections: list[psycopg.Connection[Any]] = []
        self._texts: dict[Hashable, str] = {}
        try:
            found = self._run("SELECT to_regclass('sourceline.list')::text")
        except psycopg.Error as error:
            raise NotAListError(f"{url} cannot be opened: {str(error).strip()}") from error
        if found != [("sourceline.list",)]:
            raise NotAListError(f"{url} holds no list: `sourceline pack DIR {url}` writes one.")
        self._tables = {name: self._table(name) for name in ("edges", "nodes")}

    def told(self) -> bytes:
        """What is known of the list beside its claims and nodes, as JSON."""
        [(text,)] = self._run("SELECT told FROM sourceline.list")
        return str(text).encode()

    def _table(self, name: str) -> Any:
        question = (
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'sourceline' AND table_name = %s ORDER BY ordinal_position"
        )
        types = {"text": "string", "bigint": "int64", "boolean": "boolean"}
        columns = {column: types[kind] for column, kind in self._run(question, [name])}
        return ibis.table(columns, name=name, database=SCHEMA)

    def _run(self, query: str, values: Sequence[Any] | None = None) -> Rows:
        connection: psycopg.Connection[Any] | None = getattr(self._of_thread, "connection", None)
        if connection is None or connection.closed:
            connection = psycopg.connect(self._url, autocommit=True)
            self._of_thread.connection = connection
            self._connections.append(connection)
        found: list[tuple[Any, ...]] = connection.execute(query.encode(), values).fetchall()
        return found

    def edges(self) -> Lazy:
        """All claims."""
        return lazy(self._tables["edges"])

    def nodes(self) -> Lazy:
        """All nodes."""
        return lazy(self._tables["nodes"])

    def find(self, frame: Lazy, terms: Sequence[str]) -> Lazy:
        """The claims that hold every term; with LIKE, for that uses the index of trigrams."""
        native: Any = frame.to_native()
        for term in terms:
            plain = term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
            native = native.filter(native.words.like(f"%{plain}%"))
        return lazy(native)

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows from `offset` on."""
        native: Any = frame.to_native()
        return lazy(native.limit(limit, offset=offset))

    def rows(self, frame: Lazy) -> Rows:
        """Run a query."""
        return self._run(_sql(frame))

    def shared(self, frame: Lazy, ask: Ask, key: Hashable) -> Rows:
        """Run queries of one shape that all read `frame`, which is made once.

        They are written over a table that is not there, whose name then stands for the frame.
        The text is kept, for it takes long to write.
        """
        native: Any = frame.to_native()
        shape = (key, repr(native.schema()))
        if shape not in self._texts:
            if len(self._texts) >= _TEXTS:
                self._texts.clear()
            blank = ibis.table(native.schema(), name=_SHARED)
            self._texts[shape] = _sql(union(ask(lazy(blank))))
        once = f"WITH {_SHARED} AS MATERIALIZED ({_sql(frame)})"
        return self._run(f"{once} SELECT * FROM ({self._texts[shape]}) AS answers")  # noqa: S608

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text, which the thread has until it asks for another."""
        self._run("SELECT 1")
        connection: psycopg.Connection[Any] = self._of_thread.connection
        names = list(columns)
        connection.execute(f"DROP TABLE IF EXISTS pg_temp.{_GIVEN}")
        _create(connection, sql.Identifier("pg_temp", _GIVEN), dict.fromkeys(names, _TEXT))
        _copy(connection, sql.Identifier("pg_temp", _GIVEN), zip(*columns.values(), strict=True))
        return lazy(ibis.table(dict.fromkeys(names, "string"), name=_GIVEN))

    def close(self) -> None:
        """Close the connections of all threads."""
        for connection in self._connections:
            connection.close()


def _sql(frame: Lazy) -> str:
    native: Any = frame.to_native()
    return str(ibis.to_sql(native, dialect="postgres", pretty=False))


def fill(dataset: Dataset, url: str) -> None:
    """Write a data set whose claims are in memory to a database, in the schema `sourceline`.

    Raises:
        MissingExtraError: ibis or psycopg is not installed.
        OSError: the database cannot be reached, or takes no table.
    """
    needed("postgres")
    claims = packed_rows_of(dataset)
    types = {str(name): _TYPES.get(str(name), _TEXT) for name in claims}
    more = [f.name for f in dataset.extra.get("nodes", ())]
    nodes = [record(dataset.nodes[node], more) for node in sorted(dataset.nodes)]
    try:
        with psycopg.connect(url) as connection:
            connection.execute("DROP SCHEMA IF EXISTS sourceline CASCADE")
            connection.execute("CREATE SCHEMA sourceline")
            edges, table = sql.Identifier(SCHEMA, "edges"), sql.Identifier(SCHEMA, "nodes")
            _create(connection, edges, types)
            _copy(connection, edges, claims.itertuples(index=False, name=None))
            _create(connection, table, dict.fromkeys([*COLUMNS, *more], _TEXT))
            _copy(connection, table, (tuple(node.values()) for node in nodes))
            connection.execute("CREATE TABLE sourceline.list (told text)")
            told = written(dataset, len(nodes)).decode()
            connection.execute("INSERT INTO sourceline.list VALUES (%s)", [told])
            for column in ("row", "id", "source", "target", "tie"):
                index = sql.SQL("CREATE INDEX ON {} ({})").format(edges, sql.Identifier(column))
                connection.execute(index)
            connection.execute("CREATE INDEX ON sourceline.nodes (id)")
            _index_words(connection)
            connection.execute("ANALYZE sourceline.edges")
    except psycopg.Error as error:
        raise OSError(str(error).strip()) from error


def _create(
    connection: psycopg.Connection[Any], table: sql.Identifier, types: Mapping[str, str]
) -> None:
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in types.items()
    ]
    temporary = sql.SQL("TEMP " if table.as_string().startswith('"pg_temp"') else "")
    create = sql.SQL("CREATE {}TABLE {} ({})")
    connection.execute(create.format(temporary, table, sql.SQL(", ").join(columns)))


def _copy(
    connection: psycopg.Connection[Any], table: sql.Identifier, rows: Iterable[tuple[Any, ...]]
) -> None:
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
        for row in rows:
            copy.write_row(row)


def _index_words(connection: psycopg.Connection[Any]) -> None:
    """An index of trigrams, where the server has them; without it a search reads every row."""
    try:
        with connection.transaction():
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            connection.execute(
                "CREATE INDEX ON sourceline.edges USING gin (words public.gin_trgm_ops)"
            )
    except psycopg.Error:
        return
