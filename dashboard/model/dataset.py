"""A data set as it is after loading."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.model.choices import KINDS, MODALITIES, STATUSES, labels
from dashboard.model.fields import FIELDS, OWN, SOURCING, facets_of, fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from dashboard.model.about import About
    from dashboard.model.choices import Field, Shown
    from dashboard.model.records import Document, Node, Paper, Place, Relation


@dataclass(frozen=True)
class Dataset:
    """A checked data set. Built once, never changed.

    Attributes:
        edges: one row for each claim, all columns of `FIELDS["edges"]` as text (blank, never
            NaN; `paragraph` a whole number) and, for filtering, `earliest` and `latest`
            (`yyyymmdd`, 0 where undated), `dated`, `tie`, `words` (folded text to search),
            `file` and `line`.
        texts: folder with the documents' texts; it may be missing or empty.
        countries: ISO 3166-1 alpha-2 to English name, of every country.
        extra: for `edges` and `nodes` the columns beside FIELDS: of a list `LIST_FIELDS`, and
            those it brings with it, whose names begin with `OWN`. Each is a text column of
            `edges`, or a key of `Node.more`; its `facet`, if it filters, is its name.
    """

    about: About
    edges: pd.DataFrame
    nodes: Mapping[str, Node]
    places: Mapping[str, Place]
    relations: Mapping[str, Relation]
    documents: Mapping[str, Document]
    texts: Path
    countries: Mapping[str, str]
    coverage: pd.DataFrame
    extra: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)

    def fields(self, table: str, *, shown: Shown | None = None) -> list[Field]:
        """The columns of `table` with those this data set has beside FIELDS, or those `shown`."""
        own = [f for f in self.extra.get(table, ()) if shown is None or shown in f.shown]
        return [*fields(table, derived=True, shown=shown), *own]

    @cached_property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """From facet, the query key, to the columns of `edges` it looks at."""
        return facets_of([*FIELDS["edges"], *self.extra.get("edges", ())])

    @cached_property
    def has_context(self) -> bool:
        """Whether any claim is of the layer `context`."""
        return bool((self.edges["layer"] == "context").any())

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """Every underlying paper, by id, as the first document that cites it describes it."""
        return {p.id: p for d in [*self.documents.values()][::-1] for p in d.papers}

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {edge: row for row, edge in enumerate(self.edges["id"])}

    @cached_property
    def _values_of(self) -> dict[str, list[str]]:
        return {}

    def values(self, column: str) -> list[str]:
        """The values of a column of `edges`, sorted, without blank."""
        if column not in self._values_of:
            self._values_of[column] = sorted(v for v in self.edges[column].unique() if v)
        return self._values_of[column]

    @cached_property
    def ties(self) -> dict[str, list[str]]:
        """From tie to the ids of its claims."""
        grouped: dict[str, list[str]] = {}
        for tie, edge in zip(self.edges["tie"], self.edges["id"], strict=True):
            grouped.setdefault(tie, []).append(edge)
        return grouped

    def has_edge(self, edge: str) -> bool:
        """Whether there is a claim of this id."""
        return edge in self._row_of

    def edge(self, edge: str) -> dict[str, str]:
        """One claim as a row, from column to text.

        Raises:
            KeyError: there is no such claim.
        """
        row = self.edges.iloc[self._row_of[edge]]
        return {str(column): str(value) for column, value in row.items()}

    def place_of(self, node: str) -> Place | None:
        """Where a node stands, or `None` where no text says."""
        found = self.nodes.get(node)
        return self.places.get(found.place) if found else None

    def label(self, facet: str, value: str) -> str:  # noqa: PLR0911 - one line for each facet
        """What a person reads for a value of a facet."""
        match facet:
            case "country":
                return self.countries.get(value, value)
            case "relation":
                return self.relations[value].label if value in self.relations else value
            case "list":
                return self.about.list_titles.get(value, value)
            case "document":
                return self.documents[value].short if value in self.documents else value
            case "paper":
                return self.papers[value].title if value in self.papers else value
            case "status":
                return labels(STATUSES).get(value, value)
            case "modality":
                return labels(MODALITIES).get(value, value)
            case "kind":
                return labels(KINDS).get(value, value)
            case "sourcing":
                return labels(SOURCING).get(value, value)
            case _ if facet.startswith(OWN):
                return value
            case _:
                return value.replace("_", " ").capitalize()
