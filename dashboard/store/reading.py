"""Claims as rows: some of them, one page of them, all of them in batches, one by its id."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.selection import Selection
from dashboard.selection.keep import filters, terms
from dashboard.store import communities
from dashboard.store.communities import COMMUNITY
from dashboard.store.extras import MissingExtraError
from dashboard.store.nodes import Nodes
from dashboard.store.packed import Packed
from dashboard.store.part import WHOLE, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.model import Dataset, Node
    from dashboard.store.engine import Engine, Lazy

Row = dict[str, Any]

EVERYTHING = Selection(context="1")
"""The selection that keeps every claim."""
NO_COMMUNITIES = (
    "The communities of a list this large are found by scikit-network, which is not installed, or "
    "was not when the list was packed: pip install 'sourceline[communities]', then pack it again."
)
BATCH = 5_000
"""Rows of a stream that are in memory at once, at most."""
DERIVED = ("row", "earliest", "latest", "dated", "tie", "begins", "ends")
"""What claims have beside the columns of FIELDS: their order, days, tie, and years."""


class Reading:
    """The claims of one data set as rows.

    Attributes:
        dataset: all that is known of the list but its claims.
        engine: what holds the claims.
        total: how many there are.
    """

    def __init__(self, dataset: Dataset, engine: Engine, total: int) -> None:
        """Take a data set whose claims `engine` holds."""
        self.dataset = dataset
        self.engine = engine
        self.total = total
        self._lock = Lock()
        self._found = False

    def count(self, selection: Selection, part: Part = WHOLE) -> int:
        """How many claims a selection keeps, or how many of a part of them."""
        [(number,)] = self.engine.rows(self._kept(selection, part).select(nw.len().alias("n")))
        return int(number)

    def tally(self, selection: Selection, column: str, part: Part = WHOLE) -> dict[str, int]:
        """How many of the kept claims have each value of a column, in the order of the data."""
        groups = (
            self._kept(selection, part)
            .select(nw.col(column).alias("value"), "row")
            .group_by("value")
            .agg(nw.len().alias("n"), nw.col("row").min().alias("first"))
            .select(nw.col("value").cast(nw.String), "n", "first")
        )
        ranked = sorted(self.engine.rows(groups), key=lambda row: row[2])
        return {str(value): int(n) for value, n, _ in ranked}

    def page(
        self,
        selection: Selection,
        part: Part = WHOLE,
        *,
        columns: Sequence[str] = (),
        sort: str = "",
        descending: bool = False,
        offset: int = 0,
        limit: int | None = None,
    ) -> list[Row]:
        """Some of the kept claims, as rows from column to value.

        Args:
            selection: which claims to keep.
            part: which of these.
            columns: what of each row; every column of FIELDS, and the list's own, unless given.
            sort: the column they are ordered by; claims that are alike in it, and all of them
                where it is blank, stand in the order of the data.
            descending: whether the highest value comes first.
            offset: how many to pass over.
            limit: how many to give at most.

        Raises:
            ValueError: there is no such column.
        """
        wanted = list(columns) or self.columns
        self._check([*wanted, *([sort] if sort else [])])
        kept = self._kept(selection, part)
        if not sort and limit is None and not offset:
            return self._rows(kept, wanted)
        keys = kept.select(*dict.fromkeys(["row", *([sort] if sort else [])]))
        if sort and sort != "row":
            keys = keys.sort(sort, "row", descending=[descending, False])
        else:
            keys = keys.sort("row", descending=descending)
        window = self.engine.slice(keys, offset, self.total if limit is None else limit)
        order = {row[0]: at for at, row in enumerate(self.engine.rows(window.select("row")))}
        if not order:
            return []
        picked = self.engine.edges().filter(nw.col("row").is_in(list(order)))
        rows = self._rows(picked, [*wanted, "row"])
        rows.sort(key=lambda row: order[row["row"]])
        return [{name: row[name] for name in wanted} for row in rows]

    def stream(
        self, selection: Selection, part: Part = WHOLE, *, columns: Sequence[str] = ()
    ) -> Iterator[list[Row]]:
        """All kept claims in the order of the data, some at a time: never more than `BATCH`."""
        wanted = list(columns) or self.columns
        self._check(wanted)
        for start in range(0, self.total, BATCH):
            here = self._kept(selection, part, between=(start, start + BATCH))
            if rows := self._rows(here, wanted):
                yield rows

    @cached_property
    def columns(self) -> list[str]:
        """The columns of a claim: of FIELDS, and those only this list has."""
        return [field.name for field in self.dataset.fields("edges")]

    def has_edge(self, edge: str) -> bool:
        """Whether there is a claim of this id."""
        return self.dataset.has_edge(edge)

    def edge(self, edge: str) -> dict[str, str]:
        """One claim as a row, from column to text.

        Raises:
            KeyError: there is no such claim.
        """
        found = self.page(EVERYTHING, Part(ids=(edge,)), columns=[*self.columns, *DERIVED])
        if not found:
            raise KeyError(edge)
        return {column: str(value) for column, value in found[0].items()}

    def nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes of these ids; one that is not known is left out."""
        known = self.dataset.nodes
        if isinstance(known, Nodes):
            return known.many(ids)
        return {node: known[node] for node in dict.fromkeys(ids) if node in known}

    def _kept(
        self, selection: Selection, part: Part = WHOLE, between: tuple[int, int] | None = None
    ) -> Lazy:
        """The claims that a selection keeps, or some of them, in no order."""
        self._need(by for by, _ in part.ends)
        frame = self.engine.edges()
        if between:
            row = nw.col("row")
            frame = frame.filter(row >= between[0], row < between[1])
        wanted = [*part.filters(), *marks_of(selection).values()]
        frame = frame.filter(*wanted) if wanted else frame
        return self.engine.find(frame, terms(selection.q))

    @cached_property
    def communities(self) -> bool:
        """Whether the communities of the list are known, or can be found."""
        if isinstance(self.dataset, Packed):
            return self.dataset.communities
        return communities.known(self.total)

    def _need(self, groupings: Iterable[str]) -> None:
        """Have the columns that nodes are grouped by; communities are found when first asked for.

        Raises:
            MissingExtraError: what finds communities is not installed, or was not when the list
                was packed.
        """
        if COMMUNITY not in groupings or (isinstance(self.dataset, Packed) and self.communities):
            return
        if not self.communities:
            raise MissingExtraError(NO_COMMUNITIES)
        with self._lock:
            if not self._found:
                self.engine.add(communities.columns(self.dataset.edges))
                self._found = True

    def _rows(self, frame: Lazy, wanted: Sequence[str]) -> list[Row]:
        """The columns of a frame in the order of the data."""
        names = list(dict.fromkeys([*wanted, "row"]))
        rows = self.engine.rows(frame.select(*names).sort("row"))
        some = list(dict.fromkeys(wanted))
        return [dict(zip(some, row, strict=False)) for row in rows]

    def _check(self, names: Sequence[str]) -> None:
        known = dict.fromkeys([*self.columns, *DERIVED])
        for name in names:
            if name not in known:
                raise ValueError(f'There is no column "{name}": use one of {", ".join(known)}.')


def marks_of(selection: Selection) -> dict[str, nw.Expr]:
    """What each filter asks of a claim, but for the words: these are the engine's to find."""
    return {name: holds for name, holds in filters(selection).items() if name != "q"}
