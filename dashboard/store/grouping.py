"""The third question: a network of groups, with how many claims and nodes each has.

A group is a country, a kind, whatever a mapping says a node belongs to, or each node by itself:
the ties of a crowded drawing are the strongest ties between these groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.store.part import ENDS, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Lazy = nw.LazyFrame[Any]

_A, _B = "group:a", "group:b"
_TEXT = (nw.col("a").cast(nw.String), nw.col("b").cast(nw.String))
"""Ends as text, only once they are counted: what polars holds them as is quicker to count."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of nodes: how many it has, how many claims touch it, where it first stands.

    `name` is that of the node where each node is a group by itself, else blank. `first` is the
    first claim it is the source of; for those that are only a target, as many places farther on
    as there are claims.
    """

    id: str
    name: str
    nodes: int
    claims: int
    first: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """The claims between two groups, in either direction; inside one group where both are one.

    `documents` and `origins` are counted without claims that are retracted.
    """

    a: str
    b: str
    claims: int
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class Groups:
    """A network of groups. Those left out are counted: `of_groups` and `of_bundles` in all."""

    groups: tuple[Group, ...]
    bundles: tuple[Bundle, ...]
    of_groups: int
    of_bundles: int


def with_ends(frame: Lazy, by: str, mapping: Lazy | None, opened: str = "") -> Lazy:
    """The claims with the group of each end, `""` for a node that is in none.

    If a group is `opened`, its nodes stand for themselves, and any other group is called as
    `named` does.
    """
    if mapping is None and opened:
        ends = zip((_A, _B), ENDS[by], ENDS["node"], strict=True)
        return frame.with_columns(*(_end(name, by, column, node, opened)
                                    for name, column, node in ends))  # fmt: skip
    if mapping is None:
        a, b = ENDS[by]
        return frame.with_columns(nw.col(a).alias(_A), nw.col(b).alias(_B))
    text = frame.with_columns(
        nw.col("source").cast(nw.String).alias("of:a"),
        nw.col("target").cast(nw.String).alias("of:b"),
    )
    for of, name in (("of:a", _A), ("of:b", _B)):
        renamed = mapping.select(nw.col("node").alias(of), nw.col("group").alias(name))
        text = text.join(renamed, on=of, how="left")
    return text.with_columns(nw.col(_A).fill_null(""), nw.col(_B).fill_null(""))


def named(by: str, value: str) -> str:
    """What a group is called among nodes: `group:country:GR`. No id of a node has a colon."""
    return f"group:{by}:{value}"


def _end(name: str, by: str, column: str, node: str, opened: str) -> nw.Expr:
    value = nw.col(column).cast(nw.String)
    called = nw.concat_str([nw.lit(named(by, "")), value])
    itself = nw.col(node).cast(nw.String)
    return nw.when(value == opened).then(itself).otherwise(called).alias(name)


def among(frame: Lazy, groups: Sequence[str]) -> Lazy:
    """Of a frame with ends, the claims with both ends in some groups."""
    return frame.filter(one_of(_A, groups), one_of(_B, groups))


def members(frame: Lazy, total: int, *, named: bool) -> Lazy:
    """(group, name, nodes, claims, first) of each group of a frame with ends."""
    a, b = ([nw.col(f"{end}_name").alias("name")] if named else [] for end in ("source", "target"))
    sources = frame.select(nw.col(_A).alias("group"), nw.col("source").alias("node"), *a,
                           nw.col("row").cast(nw.Int64).alias("at"),
                           nw.lit(1, nw.Int64).alias("counts"))  # fmt: skip
    both_ends = nw.col(_A) == nw.col(_B)
    again = nw.when(both_ends).then(nw.lit(0, nw.Int64)).otherwise(nw.lit(1, nw.Int64))
    targets = frame.select(nw.col(_B).alias("group"), nw.col("target").alias("node"), *b,
                           (nw.col("row").cast(nw.Int64) + total).alias("at"),
                           again.alias("counts"))  # fmt: skip
    both = nw.concat([sources, targets], how="vertical")
    name = [nw.col("name").min()] if named else []
    each = both.group_by("group", "node").agg(nw.col("counts").sum(), nw.col("at").min(), *name)
    title = nw.col("name").cast(nw.String) if named else nw.lit("").alias("name")
    return (
        each.group_by("group")
        .agg(*name, nw.len().alias("nodes"), nw.col("counts").sum(), nw.col("at").min())
        .select(nw.col("group").cast(nw.String), title,
                nw.col("nodes").cast(nw.Int64),
                nw.col("counts").cast(nw.Int64).alias("claims"),
                nw.col("at").cast(nw.Int64).alias("first"))
    )  # fmt: skip


def ties(frame: Lazy) -> Lazy:
    """(a, b, claims) of each pair of groups, `a` before `b`."""
    counted = _pairs(frame).group_by("a", "b").agg(nw.len().alias("claims"))
    return counted.select(*_TEXT, nw.col("claims").cast(nw.Int64))


FEW, NUMBER = "few", "number"


def largest(groups: Lazy, most: int | None) -> dict[str, Lazy]:
    """The groups with most claims; and in `nodes` how many groups there are."""
    top = groups.sort("claims", "name", "group", descending=[True, False, False])
    blank = [nw.lit("").alias(name) for name in ("group", "name")]
    none = [nw.lit(0, nw.Int64).alias(name) for name in ("claims", "first")]
    number = groups.select(nw.len().cast(nw.Int64).alias("nodes"))
    return {FEW: top if most is None else top.head(most),
            NUMBER: number.select(*blank, "nodes", *none)}  # fmt: skip


def strongest(ties: Lazy, most: int | None) -> dict[str, Lazy]:
    """The ties with most claims; and in `claims` how many ties there are."""
    top = ties.sort("claims", "a", "b", descending=[True, False, False])
    blank = [nw.lit("").alias(name) for name in ("a", "b")]
    number = ties.select(nw.len().cast(nw.Int64).alias("claims"))
    return {FEW: top if most is None else top.head(most),
            NUMBER: number.select(*blank, "claims")}  # fmt: skip


def standing(frame: Lazy, groups: list[str]) -> Lazy:
    """(a, b, document, origin) of the claims among some groups that are not retracted."""
    return _pairs(frame.filter(
        nw.col("claim_status") != "retracted", one_of(_A, groups), one_of(_B, groups)
    ))  # fmt: skip


def support(pairs: Lazy) -> dict[str, Lazy]:
    """How many documents and how many origins each pair of groups has, as (a, b, n)."""
    found = {}
    for column in ("document", "origin"):  # `n_unique` of narwhals fails on PostgreSQL
        once = pairs.select("a", "b", column).unique().group_by("a", "b").agg(nw.len().alias("n"))
        found[column] = once.select(*_TEXT, nw.col("n").cast(nw.Int64))
    return found


def _pairs(frame: Lazy) -> Lazy:
    forward = nw.col(_A) <= nw.col(_B)
    a = nw.when(forward).then(nw.col(_A)).otherwise(nw.col(_B))
    b = nw.when(forward).then(nw.col(_B)).otherwise(nw.col(_A))
    return frame.select(a.alias("a"), b.alias("b"), "document", "origin")


def bundles_of(
    ranked: Iterable[tuple[str, str, int]], supported: Iterable[tuple[str, str, str, int]]
) -> tuple[Bundle, ...]:
    """Put the ties and what supports them together."""
    found = {(what, a, b): n for what, a, b, n in supported}
    return tuple(
        Bundle(a, b, n, found.get(("document", a, b), 0), found.get(("origin", a, b), 0))
        for a, b, n in ranked
    )
