"""What a store needs of an engine beside narwhals: the frame itself, and the few gaps between."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

Lazy = nw.LazyFrame[Any]
Rows = list[tuple[Any, ...]]
Numbers = np.ndarray[Any, np.dtype[Any]]
Text = np.ndarray[Any, np.dtype[np.object_]]
Ask = Callable[[Lazy], "Mapping[str, Lazy]"]


class Engine(Protocol):
    """Where the claims are. Several threads may ask at the same time."""

    @property
    def name(self) -> str:
        """What it is called in documentation and messages."""
        ...

    def edges(self) -> Lazy:
        """All claims; `row` is their order, counted from 0."""
        ...

    def close(self) -> None:
        """Let go of servers and connections."""
        ...

    def nodes(self) -> Lazy:
        """All nodes as text, where the engine holds them too."""
        ...

    def find(self, frame: Lazy, terms: Sequence[str]) -> Lazy:
        """The claims among `frame` whose `words` hold every term."""
        ...

    def slice(self, frame: Lazy, offset: int, limit: int) -> Lazy:
        """`limit` rows of an ordered frame from `offset` on."""
        ...

    def rows(self, frame: Lazy) -> Rows:
        """Run a query. Only answers of a bounded size are asked for."""
        ...

    def shared(self, frame: Lazy, ask: Ask, key: Hashable) -> Rows:
        """Run queries of one shape that all read `frame`, which is made once.

        Args:
            frame: what they read.
            ask: the queries, each under a name. It makes the same ones wherever `key` is the same
                and frames have the same columns.
            key: what the queries depend on.

        Returns:
            The rows of all, each with the name of its query before it.
        """
        ...

    @property
    def in_memory(self) -> bool:
        """Whether the claims are in this process: then `numbered` can be asked."""
        ...

    def numbered(self, names: Sequence[str]) -> tuple[list[Numbers], list[str]]:
        """Columns of text as numbers from 0, one for each claim, and the values they stand for."""
        ...

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text of our own, to be joined with the claims."""
        ...

    def add(self, columns: Mapping[str, Text]) -> None:
        """Give claims in this process more columns of text, in their order."""
        ...


class Plain:
    """What narwhals can do by itself."""

    in_memory = False

    def close(self) -> None:
        """Let go of what is outside; nothing is."""

    def nodes(self) -> Lazy:
        """No nodes: the data set has them."""
        raise NotImplementedError

    def find(self, frame: Lazy, terms: Sequence[str]) -> Lazy:
        """The claims among `frame` whose `words` hold every term."""
        has = [nw.col("words").str.contains(term, literal=True) for term in terms]
        return frame.filter(*has) if has else frame

    def rows(self, frame: Lazy) -> Rows:
        """Run a query."""
        return frame.collect().rows()

    def numbered(self, names: Sequence[str]) -> tuple[list[Numbers], list[str]]:
        """Columns of text as numbers from 0, one for each claim, and the values they stand for."""
        held = self.edges().select(*names).collect()
        text = [held.get_column(name).to_numpy().astype(object) for name in names]
        values, codes = np.unique(np.concatenate(text), return_inverse=True)
        return np.split(codes.astype(np.int32), len(names)), values.tolist()

    def edges(self) -> Lazy:
        """All claims."""
        raise NotImplementedError

    def add(self, columns: Mapping[str, Text]) -> None:
        """No columns: what is outside has them all."""
        raise NotImplementedError

    def shared(self, frame: Lazy, ask: Ask, key: Hashable) -> Rows:  # noqa: ARG002
        """Run queries one after the other: in memory, that is quicker than to join them."""
        parts = ask(frame)
        return [(name, *row) for name, part in parts.items() for row in self.rows(part)]


def lazy(native: Any) -> Lazy:
    """A frame of an engine, as narwhals reads it."""
    frame: Lazy = nw.from_native(native)
    return frame


def union(parts: Mapping[str, Lazy]) -> Lazy:
    """Queries of one shape as one, with the name of each before its rows."""
    named = [part.select(nw.lit(name).alias("what"), nw.all()) for name, part in parts.items()]
    return nw.concat(named, how="vertical")
