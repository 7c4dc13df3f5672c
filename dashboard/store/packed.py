"""A data set whose claims and nodes are in an engine: what is known of it beside them.

It is written down as JSON: in the Parquet file's own metadata, or in a table beside the claims.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import orjson
import pandas as pd

from dashboard import geo
from dashboard.model import (
    FIELDS,
    About,
    Choice,
    Dataset,
    Document,
    Field,
    Paper,
    Place,
    Relation,
    Scene,
    Start,
    Story,
)
from dashboard.selection import FACETS
from dashboard.store import communities
from dashboard.store.counting import MOST_VALUES
from dashboard.store.nodes import Nodes

if TYPE_CHECKING:
    from dashboard.store.engine import Engine

VERSION = 1
"""Of what is written down; a list of another version has to be packed again."""
WRITTEN_OUT = 5000
"""A facet with no more values has them all written down."""


class NotAListError(ValueError):
    """What is there is not a packed list, or one of another version."""


@dataclass(frozen=True)
class Packed(Dataset):
    """A data set whose `edges` are empty, for its claims are in `engine`.

    Attributes:
        engine: what holds the claims and nodes.
        claims: how many claims there are.
        large: facets with very many values.
        known: the sorted values of a list's own facets, and of `list`, where they are not many.
        context: whether any claim is of the layer `context`.
        communities: whether claims have the community of both ends.
    """

    engine: Engine | None = None
    claims: int = 0
    large: frozenset[str] = frozenset()
    known: dict[str, list[str]] | None = None
    context: bool = False
    communities: bool = False

    @cached_property
    def has_context(self) -> bool:
        """Whether any claim is of the layer `context`."""
        return self.context

    def has_edge(self, edge: str) -> bool:
        """Whether there is a claim of this id."""
        return bool(edge) and bool(self._rows(edge, ["id"]))

    def edge(self, edge: str) -> dict[str, str]:
        """One claim as a row, from column to text.

        Raises:
            KeyError: there is no such claim.
        """
        columns = [f.name for f in self.fields("edges")]
        found = self._rows(edge, columns)
        if not found:
            raise KeyError(edge)
        return {name: str(value) for name, value in zip(columns, found[0], strict=True)}

    def values(self, column: str) -> list[str]:
        """The values of a column of the claims, sorted, without blank."""
        known = self.known or {}
        if column not in known and self.engine is not None:
            values = self.engine.edges().select(nw.col(column).cast(nw.String)).unique()
            known[column] = sorted(value for (value,) in self.engine.rows(values) if value)
        return known.get(column, [])

    def _rows(self, edge: str, columns: list[str]) -> list[tuple[Any, ...]]:
        if self.engine is None:
            return []
        found = self.engine.edges().filter(nw.col("id") == edge).select(*columns)
        return self.engine.rows(found)


def written(dataset: Dataset, nodes: int) -> bytes:
    """What is known of a data set beside its claims and nodes, as JSON."""
    own = [facet for facet in dataset.facets if facet not in FACETS]
    values = {column: dataset.values(column) for column in {"list", *own}}
    sizes = {facet: len({*pd.concat([dataset.edges[c] for c in columns])})
             for facet, columns in dataset.facets.items()}  # fmt: skip
    return orjson.dumps({
        "version": VERSION,
        "claims": len(dataset.edges),
        "nodes": nodes,
        "about": asdict(dataset.about),
        "places": [asdict(place) for place in dataset.places.values()],
        "relations": [asdict(relation) for relation in dataset.relations.values()],
        "documents": [asdict(document) for document in dataset.documents.values()],
        "extra": {table: [asdict(f) for f in own] for table, own in dataset.extra.items()},
        "values": {column: found for column, found in values.items() if len(found) <= WRITTEN_OUT},
        "large": [facet for facet, size in sizes.items() if size > MOST_VALUES],
        "context": dataset.has_context,
        "communities": communities.known(len(dataset.edges)),
    })  # fmt: skip


def told_of(text: bytes) -> dict[str, Any]:
    """What is written in a JSON text.

    Raises:
        NotAListError: it is of another version.
    """
    told: dict[str, Any] = orjson.loads(text)
    if told.get("version") != VERSION:
        message = f"The list was packed by another version ({told.get('version')}): pack it again."
        raise NotAListError(message)
    return told


def read(told: dict[str, Any], engine: Engine) -> Packed:
    """The data set that `told_of` gave, with its claims and nodes in `engine`."""
    extra = {table: tuple(_field(f) for f in own) for table, own in told["extra"].items()}
    more = tuple(f.name for f in extra.get("nodes", ()))
    return Packed(
        about=_about(told["about"]),
        edges=pd.DataFrame(columns=[f.name for f in FIELDS["edges"]], dtype="str"),
        nodes=Nodes(engine, told["nodes"], more),
        places={p["id"]: _made(Place, p) for p in told["places"]},
        relations={r["id"]: _made(Relation, r) for r in told["relations"]},
        documents={d["id"]: _document(d) for d in told["documents"]},
        texts=Path("texts"),
        countries=geo.country_names(),
        coverage=pd.DataFrame(columns=[f.name for f in FIELDS["coverage"]], dtype="str"),
        extra=extra,
        engine=engine,
        claims=told["claims"],
        large=frozenset(told["large"]),
        known=told["values"],
        context=told["context"],
        communities=told.get("communities", False),  # a list that was packed before has none
    )


def _made(kind: type[Any], told: dict[str, Any]) -> Any:
    """An object of a dataclass; lists become tuples, for it is frozen."""
    if not is_dataclass(kind):
        raise TypeError(kind)
    names = {f.name for f in fields(kind)}
    return kind(**{name: tuple(value) if isinstance(value, list) else value
                   for name, value in told.items() if name in names})  # fmt: skip


def _about(told: dict[str, Any]) -> About:
    stories = [{**s, "scenes": [_made(Scene, scene) for scene in s["scenes"]]}
               for s in told["stories"]]  # fmt: skip
    starts = [_made(Start, start) for start in told["starts"]]
    about: About = _made(
        About, {**told, "starts": starts, "stories": [_made(Story, story) for story in stories]}
    )
    return about


def _document(told: dict[str, Any]) -> Document:
    papers = [_made(Paper, paper) for paper in told["papers"]]
    document: Document = _made(Document, {**told, "papers": papers})
    return document


def _field(told: dict[str, Any]) -> Field:
    choices = [_made(Choice, choice) for choice in told["choices"]]
    field: Field = _made(Field, {**told, "choices": choices})
    return field
