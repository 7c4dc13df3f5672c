"""The same counts written by hand: pandas on categoricals, and SQL for DuckDB and SQLite.

Each is written as somebody who knows the tool writes it: the filters are evaluated once, and only a
facet that is itself filtered by is counted over other rows than the rest.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pandas as pd

from tests.bench.asking import COLUMNS, FACETS, READ, Ask, Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Pandas:
    """Boolean masks and `value_counts`, on categoricals or on the text as it is read."""

    def __init__(self, packed: Path, *, categorical: bool = True) -> None:
        rows = pd.read_parquet(packed, columns=READ)
        self.words = rows.pop("words")
        if not categorical:
            self.rows = rows.astype(dict.fromkeys([*COLUMNS, "layer"], "str"))
            return
        for columns in (*FACETS.values(), ("layer",)):  # both ends share their categories
            values = pd.concat([rows[column].astype(str) for column in columns]).unique()
            rows = rows.astype(dict.fromkeys(columns, pd.CategoricalDtype(sorted(values))))
        self.rows = rows

    def counts(self, ask: Ask) -> Counted:
        rows = self.rows
        kept = rows["layer"] != "context"
        if ask.first:
            kept &= rows["dated"] & (rows["earliest"] <= ask.last * 10000 + 1231)
            kept &= rows["latest"] >= ask.first * 10000 + 101
        if ask.word:
            kept &= self.words.str.contains(ask.word, regex=False)
        others = rows.loc[kept, COLUMNS]  # what all filters but the country's leave
        mine = others
        if ask.country:
            at_source = others["source_country"] == ask.country
            mine = others[at_source | (others["target_country"] == ask.country)]
        facets = {
            facet: _values(others if facet == "country" else mine, columns)
            for facet, columns in FACETS.items()
        }
        return Counted(len(mine), facets)


def _values(rows: pd.DataFrame, columns: Sequence[str]) -> dict[str, int]:
    found = rows[columns[0]].value_counts().to_dict()
    if len(columns) == 2:
        differ = rows[columns[0]] != rows[columns[1]]
        for value, number in rows.loc[differ, columns[1]].value_counts().items():
            found[value] = found.get(value, 0) + number
    return {str(value): int(number) for value, number in found.items()}


class DuckDB:
    """A table in memory; one query with a part for each facet."""

    def __init__(self, packed: Path) -> None:
        import duckdb  # noqa: PLC0415 - an extra

        names = ", ".join(f'"{name}"' for name in READ)
        sql = f"CREATE TABLE claims AS SELECT {names} FROM read_parquet(?)"  # noqa: S608
        self.db = duckdb.connect()
        self.db.execute(sql, [str(packed)])

    def counts(self, ask: Ask) -> Counted:
        text = f"contains(words, '{ask.word}')" if ask.word else ""
        rows = self.db.execute(union(ask, text)).fetchall()
        return counted(rows)


class SQLite:
    """A file with an index on each column that filters, and one of words (FTS5)."""

    def __init__(self, packed: Path) -> None:
        self.db = sqlite3.connect(written(packed))
        self.db.execute("PRAGMA cache_size = -1000000")
        self.db.execute("PRAGMA temp_store = MEMORY")

    def counts(self, ask: Ask) -> Counted:
        match = f"rowid IN (SELECT rowid FROM found WHERE found MATCH '\"{ask.word}\"')"  # noqa: S608
        return counted(self.db.execute(union(ask, match if ask.word else "")).fetchall())


def union(ask: Ask, text: str) -> str:
    """SQL for all counts: rows of facet, value, number; the number of claims has no value."""
    dates = (f"dated AND earliest <= {ask.last}1231 AND latest >= {ask.first}0101"
             if ask.first else "")  # fmt: skip
    where = " AND ".join(filter(None, ("layer <> 'context'", dates, text)))
    country = f"'{ask.country}' IN (source_country, target_country)" if ask.country else "true"
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    parts = ["SELECT '', '', count(*) FROM mine"]
    for facet, columns in FACETS.items():
        frame = "others" if facet == "country" else "mine"
        parts.append(_part(facet, columns[0], frame))
        if len(columns) == 2:
            parts.append(_part(facet, columns[1], frame, f"{columns[0]} <> {columns[1]}"))
    others = f"SELECT {names} FROM claims WHERE {where}"  # noqa: S608
    mine = f"SELECT * FROM others WHERE {country}"  # noqa: S608
    frames = f"WITH others AS MATERIALIZED ({others}), mine AS MATERIALIZED ({mine}) "
    return frames + " UNION ALL ".join(parts)


def _part(facet: str, column: str, frame: str, where: str = "true") -> str:
    return f"SELECT '{facet}', \"{column}\", count(*) FROM {frame} WHERE {where} GROUP BY 2"  # noqa: S608


def counted(rows: Sequence[tuple[str, str, int]]) -> Counted:
    """Rows of facet, value, number as counts; a value may stand twice."""
    claims, facets = 0, {facet: dict[str, int]() for facet in FACETS}
    for facet, value, number in rows:
        if not facet:
            claims = number
        else:
            facets[facet][value] = facets[facet].get(value, 0) + number
    return Counted(claims, facets)


def written(packed: Path) -> Path:
    """The list as an SQLite file beside the packed one, as Datasette serves it too."""
    path = packed.with_suffix(".sqlite")
    if path.exists():
        return path
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    rows = pd.read_parquet(packed, columns=READ)
    db = sqlite3.connect(part)
    db.execute("PRAGMA journal_mode = OFF")
    rows.astype(dict.fromkeys([*COLUMNS, "layer"], str)).to_sql("claims", db, index=False,
                                                                chunksize=50_000)  # fmt: skip
    for column in (*COLUMNS, "earliest", "latest"):
        db.execute(f'CREATE INDEX "by {column}" ON claims ("{column}")')
    db.execute('CREATE VIRTUAL TABLE found USING fts5(words, content="claims")')
    db.execute("INSERT INTO found (rowid, words) SELECT rowid, words FROM claims")
    db.commit()
    db.execute("ANALYZE")
    db.close()
    part.rename(path)
    return path


BY_HAND: dict[str, Callable[[Path], Pandas | DuckDB | SQLite]] = {
    "pandas by hand": Pandas,
    "pandas by hand, text": lambda packed: Pandas(packed, categorical=False),
    "DuckDB by hand": DuckDB,
    "SQLite by hand": SQLite,
}
