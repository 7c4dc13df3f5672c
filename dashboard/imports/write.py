"""A list as a folder: data/, seeds/, the mapping, and what was set aside or not matched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from dashboard.imports.options import mapping_text
from dashboard.imports.tables import CannotImportError
from dashboard.load.about import read_about

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from dashboard.imports.build import Built
    from dashboard.model import Document, Problem

MAPPING = "data/mapping.yaml"


def check_folder(folder: Path) -> None:
    """Refuse a folder that holds something else than an imported list.

    Raises:
        CannotImportError: it is a file, or holds a data set that was made by hand.
    """
    if folder.exists() and not folder.is_dir():
        raise CannotImportError(f"{folder} is a file: name a folder with --into.")
    package = folder / "data" / "datapackage.json"
    problems: list[Problem] = []
    if (folder / "data").is_dir() and any((folder / "data").glob("*.csv")):
        about = read_about(package, problems) if package.exists() else None
        if about is None or about.profile != "list":
            raise CannotImportError(
                f"{folder} holds a data set that was not imported. Name another folder with --into."
            )


def write_list(built: Built, folder: Path) -> list[Path]:
    """Write the data set; files of an earlier import that are no part of it any more are removed.

    Returns:
        What was written.

    Raises:
        CannotImportError: the folder holds something else, or cannot be written.
    """
    check_folder(folder)
    data, seeds = folder / "data", folder / "seeds"
    tables = {**built.tables.edges, "nodes": built.tables.nodes, "places": built.tables.places,
              "relations": built.tables.relations}  # fmt: skip
    try:
        data.mkdir(parents=True, exist_ok=True)
        seeds.mkdir(exist_ok=True)
        for old in [*data.glob("*.csv"), *seeds.glob("*.yaml")]:
            old.unlink()
        written = [_csv(frame, data / f"{name}.csv") for name, frame in tables.items()]
        written += [_record(document, seeds) for document in built.documents.values()]
        texts = {
            data / "datapackage.json": json.dumps(_package(built), indent=2, ensure_ascii=False)
            + "\n",
            folder / MAPPING: mapping_text(built.report.mapping),
        }
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="")
        written += write_leftovers(built, folder)
    except OSError as error:
        raise CannotImportError(f"{error.filename} cannot be written: {error.strerror}.") from None
    return [*written, *texts]


def write_leftovers(built: Built, folder: Path) -> list[Path]:
    """`set-aside.csv` and `unmatched.csv`, where there is anything to put into them."""
    written = []
    for name, any_rows, content in (
        ("set-aside.csv", built.report.aside, built.report.aside_csv),
        ("unmatched.csv", built.report.unmatched, built.report.unmatched_csv),
    ):
        path = folder / name
        if any_rows:
            path.write_bytes(content())
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return written


def _csv(frame: pd.DataFrame, path: Path) -> Path:
    frame.drop(columns="line").to_csv(path, index=False, lineterminator="\n")
    return path


def _record(document: Document, folder: Path) -> Path:
    path = folder / f"{document.id}.yaml"
    record: dict[str, Any] = {
        "id": document.id, "title": document.title, "short": document.short, "kind": document.kind,
        "reliability": document.reliability,
        "reliability_rationale": document.reliability_rationale,
        "text": {"sha256": document.text_sha256, "paragraphs": document.paragraphs},
    }  # fmt: skip
    text = yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=95)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _package(built: Built) -> dict[str, Any]:
    about = built.about
    names = [*built.tables.edges, "nodes", "places", "relations"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "sourceline": {
            "profile": about.profile,
            "directed": about.directed,
            "notice": about.notice,
            "columns": [*built.tables.declared],
        },
        "resources": [
            {"name": name, "type": "table", "path": f"{name}.csv",
             "title": about.list_titles.get(name, name.capitalize()), "format": "csv",
             "mediatype": "text/csv", "encoding": "utf-8"}
            for name in names
        ],
    }  # fmt: skip
