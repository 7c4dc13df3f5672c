"""The seam that everything above asks: counts, a page of claims, groups, and rows to take away.

Each question is asked once, in narwhals, and runs unchanged on whatever holds the claims.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.selection import Selection
from dashboard.selection.keep import filters, terms
from dashboard.store import counting, grouping
from dashboard.store.grouping import Bundle, Group, Groups
from dashboard.store.nodes import Nodes
from dashboard.store.part import ENDS, WHOLE, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.model import Dataset, Node
    from dashboard.store.engine import Engine, Lazy
    from dashboard.store.kept import Kept

Row = dict[str, Any]

EVERYTHING = Selection(context="1")
"""The selection that keeps every claim."""
BATCH = 2_000
"""Rows of a stream that are in memory at once, at most."""
DERIVED = ("row", "earliest", "latest", "dated", "tie", "begins", "ends")
"""What claims have beside the columns of FIELDS: their order, days, tie, and years."""


class Store:
    """The claims of one data set, wherever they are. Several threads may ask at once.

    Attributes:
        dataset: all that is known of the list but its claims.
        engine: what holds the claims.
        total: how many there are.
    """

    def __init__(
        self, dataset: Dataset, engine: Engine, total: int, large: frozenset[str] | None = None
    ) -> None:
        """Take a data set whose claims `engine` holds.

        Args:
            dataset: what is known beside the claims.
            engine: the claims.
            total: how many there are.
            large: facets with very many values; counted unless given.
        """
        self.dataset = dataset
        self.engine = engine
        self.total = total
        self._given = large

    @cached_property
    def large(self) -> frozenset[str]:
        """The facets with more values than are listed at once."""
        if self._given is not None:
            return self._given
        facets = self.dataset.facets
        counted = [nw.col(c).n_unique().alias(c) for cs in facets.values() for c in cs]
        [numbers] = self.engine.rows(self.engine.edges().select(*counted))
        columns = [(facet, c) for facet, cs in facets.items() for c in cs]
        return frozenset(
            facet for (facet, _), n in zip(columns, numbers, strict=True)
            if n > counting.MOST_VALUES
        )  # fmt: skip

    def counts(self, selection: Selection) -> Kept:
        """How many claims a selection keeps, and how many each further choice would give."""
        marks = filters(selection)
        marks.pop("q", None)
        asked = counting.Asked(selection, marks, self.dataset.facets, self.large, self.total)
        found = self.engine.find(self.engine.edges(), terms(selection.q))
        answers = self.engine.shared(
            counting.marked(found, asked), lambda frame: counting.query(frame, asked), asked.key
        )
        return counting.kept(answers, asked)

    def count(self, selection: Selection, part: Part = WHOLE) -> int:
        """How many claims a selection keeps, or how many of a part of them."""
        [(number,)] = self.engine.rows(self._kept(selection, part).select(nw.len().alias("n")))
        return int(number)

    def relaxations(self, selection: Selection) -> list[tuple[str, int]]:
        """For each filter in force, how many claims there would be without it, most first."""
        found = [(name, self.count(selection.without(name))) for name in selection.filters()]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])

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

    def groups(
        self,
        selection: Selection,
        by: str = "node",
        part: Part = WHOLE,
        *,
        mapping: Mapping[str, str] | None = None,
        opened: str = "",
        among: Sequence[str] | None = None,
        most_groups: int | None = None,
        most_bundles: int | None = None,
    ) -> Groups:
        """The kept claims as a network of groups, the largest and the strongest first.

        Args:
            selection: which claims to keep.
            by: `node`, `country`, `kind`, `place` or `family`, that most claims of a node are of;
                nodes without a value are the group `""`.
            part: which of the kept claims.
            mapping: from node to group, instead of `by`; a node it lacks is in the group `""`.
            opened: a group whose nodes stand for themselves, by their ids; the others are then
                called `group:country:GR`.
            among: only claims between groups of these ids.
            most_groups: give no more groups than this.
            most_bundles: give no more ties between groups than this; 0 if none is wanted.

        Raises:
            ValueError: nodes are not grouped by that.
        """
        frame = self._with_ends(selection, by, part, mapping, opened)
        frame = frame if among is None else grouping.among(frame, list(among))
        found = self.engine.shared(
            grouping.members(frame, self.total, named=by == "node" and mapping is None),
            lambda groups: grouping.largest(groups, most_groups),
            ("groups", most_groups),
        )
        [number] = [row[3] for row in found if row[0] == grouping.NUMBER]
        groups = sorted((Group(*row[1:]) for row in found if row[0] == grouping.FEW),
                        key=lambda g: (-g.claims, g.name, g.id))  # fmt: skip
        bundles, ties = ((), 0) if most_bundles == 0 else self._bundles(frame, most_bundles)
        return Groups(tuple(groups), bundles, number, ties)

    def _with_ends(
        self,
        selection: Selection,
        by: str,
        part: Part,
        mapping: Mapping[str, str] | None,
        opened: str,
    ) -> Lazy:
        if mapping is None and by == "family":
            mapping = self.families
        if mapping is None and by not in ENDS:
            known = ", ".join([*ENDS, "family"])
            raise ValueError(f'Nodes are not grouped by "{by}": use one of {known}.')
        table = mapping and self.engine.table(
            {"node": list(mapping), "group": list(mapping.values())}
        )
        return grouping.with_ends(self._kept(selection, part), by, table or None, opened)

    def _bundles(self, frame: Lazy, most: int | None) -> tuple[tuple[Bundle, ...], int]:
        found = self.engine.shared(
            grouping.ties(frame), lambda ties: grouping.strongest(ties, most), ("ties", most)
        )
        [number] = [row[3] for row in found if row[0] == grouping.NUMBER]
        ranked = sorted((row[1:] for row in found if row[0] == grouping.FEW),
                        key=lambda row: (-row[2], row[0], row[1]))  # fmt: skip
        names = sorted({name for a, b, _ in ranked for name in (a, b)})
        supported = self.engine.rows(grouping.support(frame, names)) if names else []
        return grouping.bundles_of(ranked, {(a, b): (d, o) for a, b, d, o in supported}), number

    @cached_property
    def families(self) -> dict[str, str]:
        """From node to the family that most of its claims are of, the first by name if several."""
        edges = self.engine.edges()
        counted: dict[tuple[str, str], int] = {}
        for end in ("source", "target"):
            here = edges if end == "source" else edges.filter(nw.col("source") != nw.col("target"))
            numbers = here.group_by(end, "family").agg(nw.len().alias("n"))
            for node, family, n in self.engine.rows(numbers.select(end, "family", "n")):
                counted[node, family] = counted.get((node, family), 0) + n
        ranked = sorted(counted, key=lambda pair: (counted[pair], [-ord(c) for c in pair[1]]))
        return dict(ranked)

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
        marks = filters(selection)
        marks.pop("q", None)
        frame = self.engine.edges()
        if between:
            row = nw.col("row")
            frame = frame.filter(row >= between[0], row < between[1])
        wanted = [*part.filters(), *marks.values()]
        frame = frame.filter(*wanted) if wanted else frame
        return self.engine.find(frame, terms(selection.q))

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
