"""Every store that is at hand over the same data, for tests that they answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from reference import kept, rows_of, values
from servers import Cluster, Postgres

from dashboard.store import Group, Store, Wish, communities, in_memory, open_database, open_packed
from dashboard.store.extras import MODULES, has
from dashboard.store.pack import pack, write

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from dashboard.model import Dataset
    from dashboard.selection import Selection

ENGINES = ("arrow", "pandas", "polars", "queried", "packed", "duckdb", "postgres")
"""`queried` is polars asked for counts as an engine outside is, in narwhals and not by numbers."""
Row = dict[str, Any]


class Stores:
    """Data sets in engines; each is opened once, and servers run until `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[tuple[str, str], Store] = {}
        self._servers: dict[str, Postgres | Cluster] = {}

    def of(self, engine: str, dataset: Dataset) -> Store:
        """A data set in an engine; the test is skipped with a reason where there is none."""
        key = (engine, dataset.about.name)
        if key not in self._open:
            self._open[key] = self._made(engine, dataset)
        return self._open[key]

    def _made(self, engine: str, dataset: Dataset) -> Store:
        if engine in ("arrow", "pandas"):
            return in_memory(dataset, engine)
        for extra in {"polars", engine} & {*MODULES}:
            if not has(extra):
                pytest.skip(f"{extra} is not installed")
        if engine in ("polars", "queried"):
            held = in_memory(dataset, "polars").engine
            held.in_memory = engine == "polars"
            return Store(dataset, held, len(dataset.edges))
        if engine == "postgres":
            return self._in_database(dataset)
        path = self.folder / f"{dataset.about.name}.parquet"
        if not path.exists():
            pack(dataset, path)
        if engine == "packed":
            return open_packed(path, Wish("polars"))
        if engine == "duckdb":
            return open_packed(path, Wish("duckdb", memory="512MB"))
        cluster = self._servers.get("spark") or Cluster(self.folder)
        self._servers["spark"] = cluster
        return open_packed(path, Wish(cluster.url))

    def _in_database(self, dataset: Dataset) -> Store:
        server = self._servers.get("postgres") or Postgres(self.folder)
        self._servers["postgres"] = server
        url = server.database()
        write(dataset, url)
        return open_database(url)

    def close(self) -> None:
        """End what was started."""
        for store in self._open.values():
            store.engine.close()
        for server in self._servers.values():
            server.close()


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
        if by == "mapping":
            mapping = {n: f"c{chance.randrange(5)}" for n in nodes if chance.random() < 0.9}
            return {n: mapping.get(n, "") for n in nodes}, {"mapping": mapping}
        if by == "family":
            return self._families(), {"by": by}
        if by == "community":
            found = communities.columns(self.dataset.edges)
            ends = ((end, row) for end in ("source", "target") for row in self.rows)
            return {row[end]: found[f"{end}_community"][row["row"]] for end, row in ends}, {
                "by": by
            }
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
