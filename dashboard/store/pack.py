"""A list as one Parquet file, with its nodes in a second one beside it.

`list.parquet` has one row for each claim, as it is after loading: every column of FIELDS and
those only this list has, `earliest`, `latest`, `dated`, `tie` and `words`, and as a store needs
them `row`, `begins` and `ends`. Its key-value metadata has, under `sourceline`, all else that is
known of the list. `list.nodes.parquet` has one row for each node.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.store.extras import needed
from dashboard.store.nodes import COLUMNS, record
from dashboard.store.opening import DATABASE, KEY, nodes_beside, packed_rows_of
from dashboard.store.packed import written

if TYPE_CHECKING:
    from dashboard.model import Dataset

GROUP = 122_880
"""Rows that are read together, and passed over together where none of them can be wanted."""


def pack(dataset: Dataset, path: Path) -> None:
    """Write a data set whose claims are in memory to `path`, and its nodes beside it.

    Raises:
        MissingExtraError: polars is not installed.
        OSError: it cannot be written.
    """
    needed("polars")
    import polars as pl  # noqa: PLC0415 - an extra

    from dashboard.store.encode import encoded  # noqa: PLC0415

    more = [f.name for f in dataset.extra.get("nodes", ())]
    nodes = pl.DataFrame(
        [record(dataset.nodes[node], more) for node in sorted(dataset.nodes)],
        schema=dict.fromkeys([*COLUMNS, *more], pl.String),
    )
    part, nodes_part = (file.with_name(f"{file.name}.part") for file in (path, nodes_beside(path)))
    nodes.write_parquet(nodes_part, compression="snappy")
    filtered = frozenset(c for columns in dataset.facets.values() for c in columns)
    claims = packed_rows_of(dataset)
    encoded(claims, filtered).write_parquet(
        part, compression="snappy", row_group_size=GROUP,
        metadata={KEY: written(dataset, nodes.height).decode()},
    )  # fmt: skip
    nodes_part.replace(nodes_beside(path))  # whole or not at all, whoever reads meanwhile
    part.replace(path)


def write(dataset: Dataset, where: str) -> None:
    """Pack a data set into a file, or into the PostgreSQL database of an address.

    Raises:
        MissingExtraError: what that needs is not installed.
        OSError: it cannot be written.
    """
    if not where.startswith(DATABASE):
        pack(dataset, Path(where))
        return
    needed("postgres")
    from dashboard.store.on_postgres import fill  # noqa: PLC0415 - an extra

    fill(dataset, where)
