"""What a selection takes along, as plain rows: every file is written from these."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any

from dashboard.model import Dataset, Document, Field, Node, fields
from dashboard.selection import Selection, sentence
from dashboard.store import Part, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.model import Place, Relation

Row = dict[str, Any]
"""One row of a table, from column to value; blank text where there is none."""

PERMALINKS = {
    "edges": "Opens the claim in the dashboard.",
    "nodes": "Opens the node in the dashboard.",
    "documents": "Opens its claims in the dashboard.",
}
_NUMBERS = {
    "integer": re.compile(r"[+-]?\d+", re.ASCII),
    "number": re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII),
}


def _rows(store: Store, selection: Selection, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some columns of the kept claims, in the order of the data.

    Everything that is taken away begins here, and is never in memory as a whole.
    """
    for batch in store.stream(selection, columns=columns):
        for row in batch:
            yield tuple(row[name] for name in columns)


@dataclass(frozen=True)
class Cut:
    """The part of a data set that a selection keeps.

    Attributes:
        store: the whole.
        selection: what narrows it; its focus and view do not matter.
        url: where permalinks point.
    """

    store: Store
    selection: Selection
    url: str

    @property
    def dataset(self) -> Dataset:
        """The data set without its claims."""
        return self.store.dataset

    @property
    def query(self) -> str:
        """The URL query that gives this cut."""
        return self.selection.narrowing().query()

    @property
    def permalink(self) -> str:
        """The address of this cut in the dashboard."""
        return f"{self.url}?{self.query}" if self.query else self.url

    @cached_property
    def sentence(self) -> str:
        """What is kept and what is not, in words."""
        selection = self.selection.narrowing()
        return sentence(selection, self.store.counts(selection), self.dataset)

    def columns(self, table: str) -> list[Field]:
        """The columns of a table: those of FIELDS, those the data set brings, the permalink."""
        link = Field("permalink", "url", "Permalink", PERMALINKS[table])
        return [*fields(table, shown="csv"), *self._own(table), link]

    def edges(self, *also: str) -> Iterator[Row]:
        """The claims, one a row; `also` names columns of the frame that no download shows."""
        names = [f.name for f in self.columns("edges")[:-1]]
        for cells in _rows(self.store, self.selection, [*names, *also]):
            row = dict(zip([*names, *also], cells, strict=True))
            row["paragraph"] = row["paragraph"] or ""  # they are counted from 1; 0 is none
            row["permalink"] = f"{self.url}?focus={row['id']}"
            yield row

    def nodes(self) -> Iterator[Row]:
        """The nodes at an end of a claim, by id, with place, coordinates and claims."""
        own = [f.name for f in self._own("nodes")]
        for name in sorted(self._claims_of_nodes):
            node = self.dataset.nodes[name]
            yield {
                **_node_row(self.dataset, node),
                **{column: node.more.get(column, "") for column in own},
                "claims": self._claims_of_nodes[name],
                "permalink": f"{self.url}?focus={name}",
            }

    def documents(self) -> Iterator[Row]:
        """The documents that the claims stand in, with reliability and claims."""
        claims = Counter(self.store.tally(self.selection, "document"))
        for document in self.dataset.documents.values():
            if claims[document.id]:
                yield {
                    **_document_row(document),
                    "claims": claims[document.id],
                    "permalink": f"{self.url}?document={document.id}",
                }

    def places(self) -> list[Place]:
        """The places where its nodes stand, by id."""
        used = {self.dataset.nodes[node].place for node in self._claims_of_nodes}
        return [self.dataset.places[place] for place in sorted(used & {*self.dataset.places})]

    def relations(self) -> list[Relation]:
        """The relations that its claims use, in the order of the vocabulary."""
        used = {*self.store.tally(self.selection, "relation")}
        return [r for r in self.dataset.relations.values() if r.id in used]

    def is_dated(self) -> bool:
        """Whether any of its claims has a date."""
        return self.store.count(self.selection, Part(dated=True)) > 0

    @cached_property
    def _claims_of_nodes(self) -> Counter[str]:
        groups = self.store.groups(self.selection, "node", most_bundles=0).groups
        return Counter({group.id: group.claims for group in groups})

    def _own(self, table: str) -> list[Field]:
        """The columns that only this data set has; text where one of its values is no number."""
        return [
            replace(f, type="text") if f.name in self._not_numbers else f
            for f in self.dataset.extra.get(table, ())
        ]

    @cached_property
    def _not_numbers(self) -> set[str]:
        extra = self.dataset.extra
        edges = [f for f in extra.get("edges", ()) if f.type in _NUMBERS]
        found = set()
        for cells in _rows(self.store, self.selection, [f.name for f in edges]) if edges else ():
            found |= {f.name for f, c in zip(edges, cells, strict=True) if not _fits(f, c)}
        for node in self.dataset.nodes.values():
            found |= {f.name for f in extra.get("nodes", ()) if not _fits(f, node.more.get(f.name))}
        return found


def _fits(field: Field, value: object) -> bool:
    pattern = _NUMBERS.get(field.type)
    if not value or pattern is None:
        return True
    return bool(pattern.fullmatch(str(value))) and isfinite(float(str(value)))


def _node_row(dataset: Dataset, node: Node) -> Row:
    place = dataset.place_of(node.id)
    return {
        **{f.name: getattr(node, f.name) for f in fields("nodes")},
        "aliases": "|".join(node.aliases),
        "redacted": "yes" if node.redacted else "",
        "place_name": place.name if place else "",
        "country_name": dataset.countries.get(node.country, ""),
        "lat": place.lat if place else "",
        "lon": place.lon if place else "",
        "precision": place.precision if place else "",
    }


def _document_row(document: Document) -> Row:
    return {
        **{f.name: getattr(document, f.name) for f in fields("documents")},
        "derived_from": document.derived_from.get("url", ""),
        "papers": len(document.papers),
    }
