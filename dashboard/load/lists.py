"""A data set of the profile `list`: somebody else's edge list in our files.

It says nothing of modality, status or confidence: those columns may be blank or absent. What the
list brings beyond FIELDS is declared in `datapackage.json`, under `sourceline`, `columns`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard import geo
from dashboard.load.frames import (
    Problems,
    check_cells,
    check_header,
    check_known,
    check_unique,
    read_frame,
)
from dashboard.load.resolved import edges_of, nodes_of, places_of, relations_of
from dashboard.load.spans import spans_of
from dashboard.model import (
    FIELDS,
    LIST_FIELDS,
    OWN,
    About,
    Dataset,
    Document,
    Field,
    Problem,
    fields,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLES = ("nodes", "places", "relations")
_REQUIRED = {
    "edges": ("id", "source", "relation", "target", "document", "paragraph"),
    "nodes": ("id", "name"),
    "places": ("id", "name", "lat", "lon", "precision"),
    "relations": ("id", "label"),
}
_TYPES = ("text", "integer", "number", "url")
_IN_TABLE = 6
"""How many of its own columns the table shows: those that filter or are numbers."""


@dataclass(frozen=True)
class ListTables:
    """The tables of a list as whole columns of text, each with the `line` of every row.

    Attributes:
        edges: the edge lists by name, in the order of their names.
        declared: the columns beside FIELDS: table, name, label, type and facet of each.
    """

    edges: Mapping[str, pd.DataFrame]
    nodes: pd.DataFrame
    places: pd.DataFrame
    relations: pd.DataFrame
    declared: tuple[Mapping[str, str], ...] = ()


def own_fields(declared: tuple[Mapping[str, str], ...]) -> dict[str, tuple[Field, ...]]:
    """`Dataset.extra`: LIST_FIELDS, and the columns that the list brings with it."""
    found: dict[str, list[Field]] = {"edges": [], "nodes": []}
    shown = 0
    for column in declared:
        table, kind = column["table"], column.get("type", "text")
        filters = column.get("facet", "")
        in_table = table == "edges" and bool(filters or kind != "text") and shown < _IN_TABLE
        shown += in_table
        found[table].append(
            Field(
                column["name"], kind if kind in _TYPES else "text",  # type: ignore[arg-type]
                column.get("label", column["name"]), "As the list has it.", facet=filters,
                shown=("table", "evidence", "csv") if in_table else ("evidence", "csv"),
            )
        )  # fmt: skip
    return {"edges": (*LIST_FIELDS, *found["edges"]), "nodes": tuple(found["nodes"])}


def load_list(
    root: Path, about: About, documents: Mapping[str, Document], texts: Path,
    problems: list[Problem],
) -> Dataset | None:  # fmt: skip
    """Read and check a list data set; `None` if `problems` then holds any."""
    found = Problems(problems)
    data = root / "data"
    declared = read_declared(data / "datapackage.json", problems)
    read = {name: read_frame(data / f"{name}.csv", f"data/{name}.csv", found) for name in TABLES}
    paths = [p for p in sorted(data.glob("*.csv")) if p.stem not in (*TABLES, "coverage")]
    if not paths:
        remedy = "Add a CSV file with the edges."
        problems.append(Problem("data/", 0, "", "", "holds no edge list.", remedy))
    lists = {p.stem: read_frame(p, f"data/{p.name}", found) for p in paths}
    if problems or any(frame is None for frame in (*read.values(), *lists.values())):
        return None
    edges = {name: frame for name, frame in lists.items() if frame is not None}
    rest: dict[str, Any] = read
    tables = ListTables(edges, **rest, declared=declared)
    _check(tables, documents, found)
    return None if problems else dataset_of(about, tables, documents, texts)


def read_declared(path: Path, problems: list[Problem]) -> tuple[Mapping[str, str], ...]:
    """The columns that `datapackage.json` declares beside FIELDS."""
    package = json.loads(path.read_text(encoding="utf-8-sig"))
    declared = (package.get("sourceline") or {}).get("columns") or []
    good = []
    for column in declared if isinstance(declared, list) else [declared]:
        right = isinstance(column, dict) and column.get("table") in ("edges", "nodes")
        if not right or not str(column.get("name", "")).startswith(OWN):
            remedy = f'Give each a table ("edges" or "nodes") and a name that begins with "{OWN}".'
            message = "is not a list of columns."
            problems.append(Problem("data/datapackage.json", 0, "sourceline columns", "",
                                    message, remedy))  # fmt: skip
            continue
        good.append({key: str(value) for key, value in column.items()})
    return tuple(good)


def dataset_of(
    about: About, tables: ListTables, documents: Mapping[str, Document], texts: Path
) -> Dataset:
    """Build the Dataset from tables that are known to be right."""
    extra = own_fields(tables.declared)
    nodes = nodes_of(tables.nodes, [f.name for f in extra["nodes"]])
    relations = relations_of(tables.relations)
    parts = [
        edges_of(frame, name, nodes, relations, documents, extra["edges"])
        for name, frame in tables.edges.items()
    ]
    return Dataset(
        about=about,
        edges=pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0],
        nodes=nodes,
        places=places_of(tables.places),
        relations=relations,
        documents=documents,
        texts=texts,
        countries=geo.country_names(),
        coverage=pd.DataFrame(columns=[*(f.name for f in FIELDS["coverage"]), "line"], dtype="str"),
        extra=extra,
    )


def _check(tables: ListTables, documents: Mapping[str, Document], found: Problems) -> None:
    """Every problem of the tables, alone and seen together."""
    own = own_fields(tables.declared)
    frames = {name: getattr(tables, name) for name in TABLES}
    good = {
        name: _check_table(frame, f"data/{name}.csv", name, own.get(name, ()), found)
        for name, frame in frames.items()
    }
    for name, frame in tables.edges.items():
        file = f"data/{name}.csv"
        if _check_table(frame, file, "edges", own["edges"], found) and all(good.values()):
            _check_edges(frame, file, tables, documents, found)
    if all(good.values()):
        _check_nodes(tables, found)
    _check_ids(tables, found)


def _check_table(
    frame: pd.DataFrame, file: str, table: str, own: tuple[Field, ...], found: Problems
) -> bool:
    columns = [*fields(table), *(f for f in own if not f.derived)]
    required = _REQUIRED[table]
    if not check_header(frame, file, [f.name for f in columns], required, found):
        return False
    check_cells(frame, file, columns, required, found)
    check_unique(frame, file, found)
    return True


def _check_edges(
    frame: pd.DataFrame, file: str, tables: ListTables, documents: Mapping[str, Document],
    found: Problems,
) -> None:  # fmt: skip
    nodes = {*tables.nodes["id"].tolist()}
    for column in ("source", "target", "voice"):
        check_known(frame, file, column, nodes, "is not in data/nodes.csv.", found)
    relations = {*tables.relations["id"].tolist()}
    check_known(frame, file, "relation", relations, "is not in data/relations.csv.", found)
    check_known(frame, file, "document", documents, "has no record in seeds/.", found)
    if "start" in frame and "end" in frame:
        backwards = spans_of(frame["start"], frame["end"]).backwards
        found.where(file, frame, backwards, "end", "lies before the start.", "Correct one of them.")
    both = frame["id"].isin(tables.nodes["id"]).to_numpy()
    remedy = "Give this row an id of its own: links name either."
    found.where(file, frame, both, "id", "is the id of a node too.", remedy)


def _check_nodes(tables: ListTables, found: Problems) -> None:
    countries = geo.country_names()
    for name, frame in (("nodes", tables.nodes), ("places", tables.places)):
        message = "is not a country code."
        check_known(frame, f"data/{name}.csv", "country", countries, message, found)
    places = {*tables.places["id"].tolist()}
    file = "data/nodes.csv"
    check_known(tables.nodes, file, "place", places, "is not in data/places.csv.", found)
    if {"place", "country"} <= {*tables.nodes.columns} and "country" in tables.places:
        country = tables.places.drop_duplicates("id").set_index("id")["country"]
        other = country.reindex(tables.nodes["place"]).fillna("").to_numpy(dtype=object)
        wrong = (tables.nodes["place"] != "") & (other != tables.nodes["country"])
        found.where(
            file,
            tables.nodes,
            wrong.to_numpy(dtype=bool),
            "country",
            "is not the country of its place.",
            "A place is a name and a country.",
        )
    for column, limit in (("lat", 90), ("lon", 180)):
        number = pd.to_numeric(tables.places[column], errors="coerce").to_numpy(dtype=np.float64)
        found.where("data/places.csv", tables.places, np.abs(number) > limit, column,
                    f"is outside -{limit} to {limit} degrees.",
                    "Are latitude and longitude swapped?")  # fmt: skip


def _check_ids(tables: ListTables, found: Problems) -> None:
    """An id in one list is not an id in another."""
    seen: pd.Index | None = None
    for name, frame in tables.edges.items():
        if "id" not in frame:
            continue
        if seen is not None:
            twice = frame["id"].isin(seen).to_numpy()
            found.where(f"data/{name}.csv", frame, twice, "id", "stands already in another list.",
                        "Give this row an id of its own.")  # fmt: skip
        ids = pd.Index(frame["id"])
        seen = ids if seen is None else seen.append(ids)
