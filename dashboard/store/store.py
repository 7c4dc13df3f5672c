"""The seam that everything above asks: counts, a page of claims, groups, and rows to take away.

Each question is asked once, in narwhals, and runs unchanged on whatever holds the claims.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dashboard.selection.keep import terms
from dashboard.store import coded_groups, counting, grouping
from dashboard.store.coded import Coded
from dashboard.store.grouping import Bundle, Group, Groups
from dashboard.store.part import ENDS, WHOLE, Part
from dashboard.store.reading import Reading, marks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.model import Dataset
    from dashboard.selection import Selection
    from dashboard.store.engine import Engine, Lazy
    from dashboard.store.kept import Kept


class Store(Reading):
    """The claims of one data set, wherever they are. Several threads may ask at once."""

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
        super().__init__(dataset, engine, total)
        self._given = large
        self._coded = Coded(engine, total) if engine.in_memory else None

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
        marks = marks_of(selection)
        asked = counting.Asked(selection, marks, self.dataset.facets, self.large, self.total)
        words = terms(selection.q)
        if self._coded:
            return counting.kept(self._coded.answers(asked, words), asked)
        found = self.engine.find(self.engine.edges(), words)
        answers = self.engine.shared(
            counting.marked(found, asked), lambda frame: counting.query(frame, asked), asked.key
        )
        return counting.kept(answers, asked)

    def relaxations(self, selection: Selection) -> list[tuple[str, int]]:
        """For each filter in force, how many claims there would be without it, most first."""
        found = [(name, self.count(selection.without(name))) for name in selection.filters()]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])

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
            by: `node`, `country`, `kind`, `place`, `community`, or `family`, that most claims of
                a node are of; nodes without a value are the group `""`.
            part: which of the kept claims.
            mapping: from node to group, instead of `by`; a node it lacks is in the group `""`.
            opened: a group whose nodes stand for themselves, by their ids; the others are then
                called `group:country:GR`.
            among: only claims between groups of these ids.
            most_groups: give no more groups than this.
            most_bundles: give no more ties between groups than this; 0 if none is wanted.

        Raises:
            ValueError: nodes are not grouped by that.
            MissingExtraError: communities are asked for, and what finds them is not installed.
        """
        self._need([by, *(end for end, _ in part.ends)])
        if self._coded and by in ENDS and mapping is None and not opened:
            held = [*part.filters(), *marks_of(selection).values()]
            rows = self._coded.kept(held, terms(selection.q))
            return coded_groups.groups(
                self._coded, rows, by, among=among, most_groups=most_groups,
                most_bundles=most_bundles,
            )  # fmt: skip
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
        if not names:
            return (), number
        pairs = grouping.standing(frame, names)
        supported: Any = self.engine.shared(pairs, grouping.support, "support")
        return grouping.bundles_of(ranked, supported), number

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
