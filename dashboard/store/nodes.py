"""The nodes of a list whose nodes are many: looked up where they are, not all held as objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.model import Node

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable, ValuesView

    from dashboard.store.engine import Engine

COLUMNS = ("id", "name", "kind", "place", "place_basis", "country", "aliases", "redacted", "note")
REMEMBERED = 4096
"""As many nodes are kept at hand once they were asked for."""


def record(node: Node, more: Iterable[str] = ()) -> dict[str, str]:
    """A node as a row of text; `more` names the columns that only this list has."""
    row = {name: getattr(node, name) for name in COLUMNS}
    row["aliases"], row["redacted"] = "|".join(node.aliases), "yes" if node.redacted else ""
    return {**row, **{name: node.more.get(name, "") for name in more}}


class Nodes(Mapping[str, Node]):
    """From id to node. Threads may ask at the same time."""

    def __init__(self, engine: Engine, count: int, more: tuple[str, ...] = ()) -> None:
        """Take the engine that holds the nodes.

        Args:
            engine: what to ask.
            count: how many nodes there are.
            more: the columns of nodes that only this list has.
        """
        self._engine = engine
        self._count = count
        self._more = more
        self._known: dict[str, Node | None] = {}

    def __getitem__(self, key: str) -> Node:
        found = self.many([key]).get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.many([key])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def items(self) -> ItemsView[str, Node]:
        """All nodes, asked for at once."""
        return self._all().items()

    def values(self) -> ValuesView[Node]:
        """All nodes, asked for at once."""
        return self._all().values()

    def many(self, ids: Iterable[str]) -> dict[str, Node]:
        """Those of these ids that there are, in one question."""
        wanted = [node for node in dict.fromkeys(ids) if node]
        known = {node: self._known[node] for node in wanted if node in self._known}
        missing = [node for node in wanted if node not in known]
        if missing:
            found = {node.id: node for node in self._ask(missing)}
            fresh = {node: found.get(node) for node in missing}
            if len(self._known) + len(fresh) > REMEMBERED:
                self._known = {}
            self._known.update(fresh)
            known |= fresh
        return {node: one for node, one in known.items() if one is not None}

    def _all(self) -> dict[str, Node]:
        return {node.id: node for node in self._ask(None)}

    def _ask(self, ids: list[str] | None) -> list[Node]:
        names = [*COLUMNS, *self._more]
        frame = self._engine.nodes()
        chosen = frame if ids is None else frame.filter(nw.col("id").is_in(ids))
        rows = self._engine.rows(chosen.select(*names).sort("id"))
        return [self._node(dict(zip(names, row, strict=True))) for row in rows]

    def _node(self, row: dict[str, Any]) -> Node:
        cells = {name: row[name] for name in COLUMNS}
        cells["aliases"] = tuple(a for a in row["aliases"].split("|") if a)
        cells["redacted"] = row["redacted"] == "yes"
        return Node(**cells, more={name: row[name] for name in self._more})
