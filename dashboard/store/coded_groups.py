"""The third question over claims that are in memory: a network of groups, counted by numbers.

It gives what `grouping` asks in narwhals. A pair of groups is one number, so that ties are one
`bincount`, and what a tie rests on is a table of which pair has which document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.store.grouping import Bundle, Group, Groups
from dashboard.store.part import ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.store.coded import Coded

    Numbers = np.ndarray[Any, np.dtype[Any]]

_TABLE = 1 << 22
"""Up to so many pairs are counted in a table; more are sorted."""


def groups(
    coded: Coded,
    rows: Numbers,
    by: str,
    *,
    among: Sequence[str] | None,
    most_groups: int | None,
    most_bundles: int | None,
) -> Groups:
    """The network of some claims.

    Args:
        coded: the claims.
        rows: which of them.
        by: what nodes are grouped by, a key of `ENDS`.
        among: only claims between these groups.
        most_groups: give no more groups than this.
        most_bundles: give no more ties than this; 0 if none is wanted.
    """
    (a, b), values = coded.numbered(ENDS[by])
    if among is not None:
        wanted = np.isin(np.array(values, dtype=object), list(among))
        rows = rows[wanted[a[rows]] & wanted[b[rows]]]
    a, b = a[rows].astype(np.intp), b[rows].astype(np.intp)
    found = _members(coded, rows, a, b, values, named=by == "node")
    found.sort(key=lambda g: (-g.claims, g.name, g.id))
    bundles, number = ((), 0) if most_bundles == 0 else _ties(coded, rows, a, b, values,
                                                              most_bundles)  # fmt: skip
    return Groups(tuple(found[:most_groups]), bundles, len(found), number)


def _members(
    coded: Coded, rows: Numbers, a: Numbers, b: Numbers, values: Sequence[str], *, named: bool
) -> list[Group]:
    """The groups that claims touch, with their nodes, their claims and where they first stand."""
    size = len(values)
    claims = np.bincount(a, minlength=size) + np.bincount(b[a != b], minlength=size)
    (source, target), ids = coded.numbered(ENDS["node"])
    of = np.full(len(ids), -1, dtype=np.intp)
    of[source[rows]], of[target[rows]] = a, b
    nodes = np.bincount(of[of >= 0], minlength=size)
    first = np.full(size, 2 * coded.total, dtype=np.intp)
    first[b[::-1]] = rows[::-1] + coded.total  # the last to be written is the first to stand
    first[a[::-1]] = rows[::-1]
    names = _names(coded, rows) if named else [""] * size
    return [
        Group(values[g], names[g], int(nodes[g]), int(claims[g]), int(first[g]))
        for g in np.flatnonzero(claims).tolist()
    ]


def _names(coded: Coded, rows: Numbers) -> list[str]:
    """The name of each node that some claims touch; blank for the others."""
    (source, target), ids = coded.numbered(ENDS["node"])
    (one, other), names = coded.numbered(("source_name", "target_name"))
    of = np.full(len(ids), -1, dtype=np.intp)
    of[source[rows]], of[target[rows]] = one[rows], other[rows]
    return [names[name] if name >= 0 else "" for name in of.tolist()]


def _ties(
    coded: Coded, rows: Numbers, a: Numbers, b: Numbers, values: Sequence[str], most: int | None
) -> tuple[tuple[Bundle, ...], int]:
    """The strongest ties, and how many there are."""
    size = len(values)
    order = np.argsort(np.array(values, dtype=object))
    rank = np.empty(size, dtype=np.intp)
    rank[order] = np.arange(size)
    low, high = np.minimum(rank[a], rank[b]), np.maximum(rank[a], rank[b])
    pairs = low * size + high
    codes, claims = _tallied(pairs, size * size)
    number = len(codes)
    top = np.lexsort((codes, -claims))[:most]  # pairs are in the order of both names
    codes, claims = codes[top], claims[top]
    stands = coded.is_not("claim_status", "retracted", rows)
    which = _places(pairs[stands], codes, size * size)
    drawn = which >= 0
    support = [_apart(coded, column, rows[stands][drawn], which[drawn], len(codes))
               for column in ("document", "origin")]  # fmt: skip
    names = [values[place] for place in order.tolist()]
    found = zip(codes.tolist(), claims.tolist(), *(s.tolist() for s in support), strict=True)
    return tuple(Bundle(names[c // size], names[c % size], *n) for c, *n in found), number


def _tallied(codes: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Each number that occurs, and how often."""
    if size > _TABLE:
        return np.unique(codes, return_counts=True)
    found = np.bincount(codes)
    here = np.flatnonzero(found)
    return here, found[here]


def _places(codes: Numbers, wanted: Numbers, size: int) -> Numbers:
    """For each number its place among the wanted ones, or -1."""
    if size <= _TABLE:
        places = np.full(size, -1, dtype=np.intp)
        places[wanted] = np.arange(len(wanted))
        return places[codes]
    order = np.argsort(wanted)
    near = np.searchsorted(wanted, codes, sorter=order)
    found: Numbers = order[np.minimum(near, len(wanted) - 1)]
    return np.where(wanted[found] == codes, found, -1)


def _apart(coded: Coded, column: str, rows: Numbers, which: Numbers, pairs: int) -> Numbers:
    """How many different values of a column each of some pairs has."""
    (codes,), values = coded.numbered((column,))
    different = _tallied(which * len(values) + codes[rows], pairs * len(values))[0]
    return np.bincount(different // max(1, len(values)), minlength=pairs)
