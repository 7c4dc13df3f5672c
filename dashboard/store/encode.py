"""Text columns whose values repeat become Enums: numbers beside a list of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import pandas as pd

REPEATS = 4
"""A column is encoded if it has this many times fewer values than rows."""
_ALWAYS = frozenset({"source", "target", "source_place", "target_place",
                     "source_community", "target_community", "layer", "modality",
                     "begins", "ends"})  # fmt: skip


def encoded(edges: pd.DataFrame, also: frozenset[str] = frozenset()) -> pl.DataFrame:
    """The frame in polars, as small as it gets.

    Args:
        edges: the claims.
        also: columns to encode however many values they have, as those that are filtered.

    Returns:
        The same rows and columns. The words of an Enum are sorted, so that it sorts as its text
        does; the columns of both ends of an edge share one list, so that they can be compared.
    """
    frame = pl.DataFrame({
        str(name): column.to_numpy() if column.dtype != "str" else column.to_list()
        for name, column in edges.items()
    })  # fmt: skip
    return frame.with_columns(
        pl.col(name).cast(pl.Enum(words))
        for names in _together(frame)
        if (words := _words(frame, names, also)) is not None
        for name in names
    ).with_columns(pl.col("row").cast(pl.Int64), pl.col("earliest", "latest").cast(pl.Int32))


def _together(frame: pl.DataFrame) -> list[tuple[str, ...]]:
    """The text columns, those of both ends of an edge together."""
    text = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    pairs = [
        (name, other)
        for name in text
        if name.startswith("source") and (other := f"target{name[6:]}") in text
    ]
    alone = {*text} - {name for pair in pairs for name in pair}
    return [*pairs, *((name,) for name in sorted(alone))]


def _words(frame: pl.DataFrame, names: tuple[str, ...], also: frozenset[str]) -> list[str] | None:
    """The sorted values of the columns, or `None` if they hardly repeat."""
    found = pl.concat([frame[name].unique() for name in names]).unique()
    if len(found) * REPEATS > frame.height and not {*names} & (also | _ALWAYS):
        return None
    return found.sort().to_list()
