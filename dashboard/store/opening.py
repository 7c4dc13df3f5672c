"""Which engine holds the claims of a data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.store.memory import Pandas, Polars
from dashboard.store.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.model import Dataset

POLARS_FROM = 50_000
"""Claims from which polars answers markedly quicker than pandas."""


def in_memory(dataset: Dataset) -> Store:
    """A store of claims that are in memory: on polars where there are many and it is at hand."""
    claims = len(dataset.edges)
    if claims >= POLARS_FROM and _has_polars():
        from dashboard.store.encode import encoded  # noqa: PLC0415 - an extra

        return Store(dataset, Polars(encoded(rows_of(dataset))), claims)
    return Store(dataset, Pandas(rows_of(dataset)), claims)


def rows_of(dataset: Dataset) -> pd.DataFrame:
    """The claims as a store holds them: numbered in their order, with the years of their days."""
    return dataset.edges.assign(
        row=range(len(dataset.edges)),
        begins=dataset.edges["earliest"] // 10000,  # `dates.year`, of a whole column
        ends=dataset.edges["latest"] // 10000,
    )


def _has_polars() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("polars") is not None
