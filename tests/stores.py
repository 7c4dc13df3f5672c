"""Every store that is at hand over the same data, for tests that they answer alike."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from reference import kept, rows_of, values

from dashboard.store import Group, Store, Wish, in_memory, open_packed
from dashboard.store.extras import has
from dashboard.store.pack import pack

if TYPE_CHECKING:
    import random

    from dashboard.model import Dataset
    from dashboard.selection import Selection

sys.path.insert(0, str(Path(__file__).parent / "bench"))

ENGINES = ("pandas", "polars", "packed", "duckdb")
Row = dict[str, Any]


def store(engine: str, dataset: Dataset, folder: Path) -> Store:
    """A data set in an engine; the test is skipped with a reason where there is none."""
    if engine == "pandas":
        return in_memory(dataset, "pandas")
    extra = engine if engine in ("duckdb",) else "polars"
    for needed in {"polars", extra}:
        if not has(needed):
            pytest.skip(f"{needed} is not installed")
    if engine == "polars":
        return in_memory(dataset, "polars")
    path = folder / f"{dataset.about.name}.parquet"
    if not path.exists():
        pack(dataset, path)
    return open_packed(path, Wish(extra, memory="512MB" if extra == "duckdb" else ""))


class Slow:
    """What a store answers, the slow way: plain Python over rows."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.rows: list[Row] = rows_of(dataset)
        for number, row in enumerate(self.rows):
            row["row"] = number
        self._kept: dict[tuple[Selection, str], list[Row]] = {}

    def kept(self, selection: Selection, but: str = "") -> list[Row]:
        """What a selection keeps, or all filters but one do; remembered, for it is slow."""
        asked = (selection.narrowing(), but)
        if asked not in self._kept:
            self._kept[asked] = kept(self.rows, selection, but)
        return self._kept[asked]

    def ranked(self, selection: Selection, facet: str) -> list[tuple[str, int]]:
        """Values of a facet under all other filters, most first, then as they first stand."""
        found: dict[str, int] = {}
        narrows = facet in selection.facets()
        here = self.kept(selection, facet if narrows else "")
        for column in self.dataset.facets[facet]:
            for row in here:
                found.setdefault(row[column], 0)
        for row in here:
            for value in values(row, facet):
                found[value] += 1
        return sorted(((v, n) for v, n in found.items() if v), key=lambda pair: -pair[1])

    def groups(self, rows: list[Row], group: dict[str, str], *, named: bool) -> list[Group]:
        """The groups of nodes that claims touch."""
        nodes: dict[str, set[str]] = {}
        claims: dict[str, int] = {}
        first: dict[str, int] = {}
        for end, later in (("source", 0), ("target", len(self.rows))):
            for row in rows:
                nodes.setdefault(group[row[end]], set()).add(row[end])
                first.setdefault(group[row[end]], row["row"] + later)
        for row in rows:
            for one in {group[row["source"]], group[row["target"]]}:
                claims[one] = claims.get(one, 0) + 1
        names = {g: self.dataset.nodes[g].name if named else "" for g in nodes}
        found = [Group(g, names[g], len(nodes[g]), claims[g], first[g]) for g in nodes]
        return sorted(found, key=lambda g: (-g.claims, g.name, g.id))

    def grouping(self, by: str, chance: random.Random) -> tuple[dict[str, str], dict[str, Any]]:
        """From node to group, and how a store is asked for it."""
        nodes = self.dataset.nodes
        if by == "community":
            mapping = {n: f"c{chance.randrange(5)}" for n in nodes if chance.random() < 0.9}
            return {n: mapping.get(n, "") for n in nodes}, {"mapping": mapping}
        if by == "family":
            return self._families(), {"by": by}
        return {n.id: n.id if by == "node" else getattr(n, by) for n in nodes.values()}, {"by": by}

    def _families(self) -> dict[str, str]:
        counts: dict[str, dict[str, int]] = {node: {} for node in self.dataset.nodes}
        for row in self.rows:
            for node in {row["source"], row["target"]}:
                counts[node][row["family"]] = counts[node].get(row["family"], 0) + 1
        return {
            node: min(found, key=lambda family: (-found[family], family)) if found else ""
            for node, found in counts.items()
        }
