"""From `seeds/` and `data/` to a checked Dataset, or every problem at once.

A data set with problems is not served half: `load_dataset` returns it whole or raises.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.load.about import read_about
from dashboard.load.lists import load_list
from dashboard.load.references import check_references
from dashboard.load.resolve import node_of, place_of, relation_of, resolve
from dashboard.load.seeds import read_documents
from dashboard.load.starts import read_starts
from dashboard.load.stories import read_stories
from dashboard.load.tables import Row, read_table
from dashboard.model import Dataset, Problem

__all__ = ["DataProblems", "bundled", "load_dataset"]

_OTHER_TABLES = ("nodes", "places", "relations", "coverage")


class DataProblems(Exception):  # noqa: N818 - it is a list of problems, read as one
    """The data set has problems; `problems` holds each of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def bundled() -> Path:
    """The folder that holds the `data/` and `seeds/` the program ships with.

    In an installed package they lie inside it; in a checkout, beside it.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "bundled"
    return inside if inside.is_dir() else package.parent


def load_dataset(root: Path, texts: Path | None = None) -> Dataset:
    """Read and check the data set in `root`, a folder with `data/` and `seeds/`.

    Args:
        root: the folder.
        texts: the folder with the documents' texts; `seeds/texts/` unless given.

    Raises:
        DataProblems: with every problem found, in the order of files and lines.
    """
    problems: list[Problem] = []
    about = read_about(root / "data" / "datapackage.json", problems)
    about = replace(
        about,
        starts=read_starts(root / "data" / "start.yaml", problems),
        stories=read_stories(root / "data" / "stories", problems),
    )
    documents = read_documents(root / "seeds", problems, about.profile)
    if about.profile == "list":
        found = load_list(root, about, documents, texts or root / "seeds" / "texts", problems)
        if found is None:
            raise DataProblems(sorted(problems, key=lambda p: (p.file, p.line)))
        return found
    read = {
        name: read_table(root / "data" / f"{name}.csv", f"data/{name}.csv", name, problems)
        for name in _OTHER_TABLES
        if name != "coverage" or (root / "data" / "coverage.csv").exists()
    }
    lists = _edge_lists(root / "data", problems)
    unread = {name for name, rows in (read | lists).items() if rows is None}
    tables = {name: rows or [] for name, rows in read.items()}
    edges = [(name, row) for name, rows in lists.items() for row in rows or []]
    records = {path.stem for path in (root / "seeds").glob("*.yaml")}
    problems += check_references(edges, tables, documents, unread=unread, records=records)
    if problems:
        raise DataProblems(sorted(problems, key=lambda p: (p.file, p.line)))
    nodes = {n.id: n for n in map(node_of, tables["nodes"])}
    places = {p.id: p for p in map(place_of, tables["places"])}
    relations = {r.id: r for r in map(relation_of, tables["relations"])}
    return resolve(
        about, edges, nodes, places, relations, documents,
        texts=texts or root / "seeds" / "texts", coverage=tables.get("coverage", []),
    )  # fmt: skip


def _edge_lists(folder: Path, problems: list[Problem]) -> dict[str, list[Row] | None]:
    """Every CSV file of `data/` that is not one of the other tables is an edge list."""
    paths = [p for p in sorted(folder.glob("*.csv")) if p.stem not in _OTHER_TABLES]
    if not paths:
        problems.append(
            Problem("data/", 0, "", "", "holds no edge list.", "Add a CSV file with the edges.")
        )
    lists = {p.stem: read_table(p, f"data/{p.name}", "edges", problems) for p in paths}
    problems += _ids_in_two_lists(lists)
    return lists


def _ids_in_two_lists(lists: dict[str, list[Row] | None]) -> list[Problem]:
    first: dict[str, Row] = {}
    found = []
    for row in (row for rows in lists.values() for row in rows or []):
        key = row.cells.get("id", "")
        other = first.setdefault(key, row)
        if key and other.file != row.file:
            message = f"stands already in {other.file}:{other.line}."
            found.append(row.problem("id", message, "Give this row an id of its own."))
    return found
