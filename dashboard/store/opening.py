"""Which engine holds the claims of a data set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.store import communities
from dashboard.store.extras import has, needed
from dashboard.store.on_arrow import Arrow
from dashboard.store.on_pandas import Pandas
from dashboard.store.packed import NotAListError, read, told_of
from dashboard.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.model import Dataset
    from dashboard.store.engine import Engine

POLARS_FROM = 50_000
"""Claims from which polars answers markedly quicker than pandas."""
DUCKDB_FROM = 5_000_000
"""Claims from which a packed list stays in its file."""
DATABASE = ("postgres://", "postgresql://")
"""How the address of a database begins."""
KEY = "sourceline"
"""Where the metadata of a packed file has what is known of the list."""
PACKED = ("polars", "duckdb")
"""Engines that open a packed list."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a list is to be opened.

    Attributes:
        engine: one of `PACKED`, or `spark://host:port`; chosen by the number of claims if blank.
        memory: what DuckDB may use, as in `2GB`.
    """

    engine: str = ""
    memory: str = ""


def in_memory(dataset: Dataset, engine: str = "") -> Store:
    """A store of claims that are in memory: on polars where there are many and it is at hand.

    Args:
        dataset: a data set as it is after loading.
        engine: `arrow`, `pandas` or `polars`; chosen by the number of claims if blank.

    Raises:
        MissingExtraError: polars is not installed.
        ValueError: the engine holds no claims in memory.
    """
    if engine not in ("", "arrow", "pandas", "polars"):
        raise ValueError(f'"{engine}" opens packed lists only: `sourceline pack` makes one.')
    claims = len(dataset.edges)
    if engine == "polars" or (not engine and claims >= POLARS_FROM and has("polars")):
        needed("polars")
        from dashboard.store.encode import encoded  # noqa: PLC0415 - an extra
        from dashboard.store.on_polars import Polars  # noqa: PLC0415

        return Store(dataset, Polars(encoded(rows_of(dataset)).lazy()), claims)
    if engine == "pandas":
        return Store(dataset, Pandas(rows_of(dataset)), claims)
    return Store(dataset, Arrow(rows_of(dataset)), claims)


def rows_of(dataset: Dataset) -> pd.DataFrame:
    """The claims as a store holds them.

    They are numbered in their order, and have the years they begin and end in with the modality
    behind, `2017|done`, for that is how they are counted.
    """
    edges = dataset.edges
    years = {name: (edges[day] // 10000).astype("str")  # `dates.year`, of a whole column
             for name, day in (("begins", "earliest"), ("ends", "latest"))}  # fmt: skip
    modes = {name: year + "|" + edges["modality"] for name, year in years.items()}
    return edges.assign(row=range(len(edges)), **modes)


def packed_rows_of(dataset: Dataset) -> pd.DataFrame:
    """The claims as they are packed: with their communities, without the places they stood at."""
    rows = rows_of(dataset).drop(columns=["file", "line"], errors="ignore")
    if communities.known(len(rows)):
        found = communities.columns(dataset.edges)
        rows = rows.assign(**{name: pd.Series(v, rows.index, "str") for name, v in found.items()})
    return rows


def nodes_beside(path: Path) -> Path:
    """The file with the nodes of a packed list."""
    return path.with_suffix(".nodes.parquet")


def open_packed(path: Path, wish: Wish = Wish()) -> Store:
    """A packed list: in polars, or where it is larger in DuckDB, which leaves it in its file.

    Raises:
        MissingExtraError: the engine is not installed.
        NotAListError: the file, or the one beside it, is no packed list.
        ValueError: there is no such engine.
    """
    if wish.engine and wish.engine not in PACKED and not wish.engine.startswith("spark://"):
        raise ValueError(f'No "{wish.engine}" opens a packed list: use one of {", ".join(PACKED)}.')
    for file in (path, nodes_beside(path)):
        if not file.is_file():
            raise NotAListError(f"{file} is missing. `sourceline pack` makes both files.")
    text = _metadata(path)
    if text is None:
        raise NotAListError(f"{path} is not packed by sourceline: `sourceline pack` does it.")
    told = told_of(text)
    engine = _engine(wish.engine or _by_size(told["claims"]), path, wish)
    dataset = read(told, engine)
    return Store(dataset, engine, dataset.claims, dataset.large)


def open_database(url: str) -> Store:
    """The list in a PostgreSQL database, `postgres://user@host/database`.

    Raises:
        MissingExtraError: ibis or psycopg is not installed.
        NotAListError: the database cannot be reached, or holds no list.
    """
    needed("postgres")
    from dashboard.store.on_postgres import Postgres  # noqa: PLC0415 - an extra

    engine = Postgres(url)
    dataset = read(told_of(engine.told()), engine)
    return Store(dataset, engine, dataset.claims, dataset.large)


def _metadata(path: Path) -> bytes | None:
    """What is known of a packed list, or `None` if the file says nothing of it."""
    if has("polars"):
        from dashboard.store.on_polars import metadata  # noqa: PLC0415 - an extra
    else:
        needed("duckdb")
        from dashboard.store.on_duckdb import metadata  # noqa: PLC0415
    try:
        return metadata(path, KEY)
    except Exception as error:  # each engine has its own
        raise NotAListError(f"{path} is no Parquet file: {error}") from error


def _by_size(claims: int) -> str:
    """The engine that answers soonest, of those that are installed."""
    first, second = ("polars", "duckdb") if claims < DUCKDB_FROM else ("duckdb", "polars")
    return first if has(first) else second


def _engine(name: str, path: Path, wish: Wish) -> Engine:
    if name.startswith("spark://"):
        needed("spark")
        from dashboard.store.on_spark import Spark  # noqa: PLC0415 - an extra

        return Spark(name, path, nodes_beside(path))
    needed(name)
    if name == "polars":
        from dashboard.store.on_polars import Polars  # noqa: PLC0415 - an extra

        return Polars.of_files(path, nodes_beside(path))
    from dashboard.store.on_duckdb import DuckDB  # noqa: PLC0415

    return DuckDB(path, nodes_beside(path), memory=wish.memory)
