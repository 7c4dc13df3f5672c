"""What a store needs of an engine beside narwhals: the frame itself, and the few gaps between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

Lazy = nw.LazyFrame[Any]
Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """Where the claims are. Several threads may ask at the same time."""

    @property
    def name(self) -> str:
        """What it is called in documentation and messages."""
        ...

    def edges(self) -> Lazy:
        """All claims; `row` is their order, counted from 0."""
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

    def shared(self, frame: Lazy, ask: Callable[[Lazy], Lazy], key: Hashable) -> Rows:
        """Run a query that reads `frame` many times, which is made once.

        `ask` makes the same query wherever `key` is the same and frames have the same columns.
        """
        ...

    def table(self, columns: Mapping[str, list[str]]) -> Lazy:
        """A table of text of our own, to be joined with the claims."""
        ...


class Plain:
    """What narwhals can do by itself."""

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

    def shared(self, frame: Lazy, ask: Callable[[Lazy], Lazy], key: Hashable) -> Rows:  # noqa: ARG002
        """Run a query that reads `frame` many times; in memory it costs little to read."""
        return self.rows(ask(frame))
