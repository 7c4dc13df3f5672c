"""A second code of the ends: rows of the node table that the first code does not find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.imports.pairs import Pairs
    from dashboard.imports.plan import Plan
    from dashboard.imports.profile import Column

_AGREE = 0.95
_LEAST = 10


def second_codes(
    plan: Plan, made: Pairs, nodes: Plan, rows: Mapping[str, Sequence[int]]
) -> dict[str, int]:
    """From an end that the node table does not have to a row of it, by another code beside it.

    A column is such a code if it names the same row as the first code wherever both are known.

    Args:
        plan: the table of edges.
        made: its pairs of ends.
        nodes: the table of nodes.
        rows: from key to the rows that the first code finds.
    """
    found: dict[str, int] = {}
    taken = {*plan.roles.values()}
    free = [c for name, c in plan.columns.items() if name not in taken and c.names and c.given]
    for side, ends in (("source", made.source), ("target", made.target)):
        lacking = {k for k in (made.keys[i] for i in pd.unique(ends)) if k not in rows}
        for column in free if lacking else []:
            held = {*column.given}
            for other in nodes.columns.values():
                if other.name == nodes.roles.get("node_id") or not _is_code(other):
                    continue
                if len(held & {*other.given}) < 0.5 * len(held):
                    continue
                pairs = pd.DataFrame({"key": ends, "code": column.codes[made.row]})
                pairs = pairs[made.alone[side]].drop_duplicates()
                several = pairs[pairs["code"].map(lambda i, c=column: c.distinct[i] != "")]
                found |= _by(several, made, column, other, rows, lacking)
    return found


def _is_code(column: Column) -> bool:
    filled = len(column.codes) * (1 - column.blank)
    return bool(column.given) and len(column.given) > 0.95 * filled


def _by(
    pairs: pd.DataFrame, made: Pairs, column: Column, other: Column,
    rows: Mapping[str, Sequence[int]], lacking: set[str],
) -> dict[str, int]:  # fmt: skip
    row_of: dict[str, int] = {}
    for row, code in enumerate(other.codes.tolist()):
        row_of.setdefault(other.distinct[code], row)
    row_of.pop("", None)
    agree = both = 0
    new: dict[str, set[int]] = {}
    for key, code in zip(pairs["key"].tolist(), pairs["code"].tolist(), strict=True):
        at = row_of.get(column.distinct[code])
        if at is None:
            continue
        name = made.keys[key]
        if name in rows:
            both += 1
            agree += at in rows[name]
        elif name in lacking:
            new.setdefault(name, set()).add(at)
    if both < _LEAST or agree < _AGREE * both:
        return {}
    return {name: row for name, several in new.items() if len(several) == 1 for row in several}
