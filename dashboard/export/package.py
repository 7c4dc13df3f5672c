"""A selection as one zip: a Frictionless Data Package v2 that says what it is and can be checked.

The same data, query and day give the same bytes: nothing in it depends on the clock, the order
of a dictionary or the machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dashboard import describe
from dashboard.export import table
from dashboard.export.readme import readme
from dashboard.model import FIELDS, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dashboard.export.rows import Cut

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLES = {
    "edges": "Claims",
    "nodes": "Nodes at an end of a claim",
    "documents": "Documents the claims stand in",
    "places": "Places where the nodes stand",
    "relations": "Relations the claims use",
}
"""The tables of a package, in their order."""
_KEYS = {"source": "nodes", "target": "nodes", "relation": "relations", "document": "documents",
         "place": "places"}  # fmt: skip
"""From column to the table of the package whose ids it holds. A voice need be no end of a claim."""
_ENDS = ("id", "source", "target")
_PIECE = 1 << 20
_IN_MEMORY = 1 << 24
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can give a file."""


def today() -> date:
    """The day in UTC, the same on every machine."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the package: its name, its length in bytes and its SHA-256 in hexadecimal."""

    name: str
    length: int
    sha256: str


def zipped(cut: Cut, day: date | None = None) -> Iterator[bytes]:
    """The package of a cut, in pieces of bytes; `day` is the day it is taken, today in UTC."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w") as archive:
            _fill(archive, cut, day or today())
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _fill(archive: zipfile.ZipFile, cut: Cut, day: date) -> None:
    packed = {name: _put(archive, f"{name}.csv", pieces) for name, pieces in _tables(cut)}
    text = json.dumps(descriptor(cut, packed, day), indent=2, ensure_ascii=False) + "\n"
    described = _put(archive, "datapackage.json", [text.encode()])
    sums = {file.name: file.sha256 for file in (*packed.values(), described)}
    _put(archive, "README.md", [readme(cut, sums, day).encode()])


def _tables(cut: Cut) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "edges", table.edges(cut, "exact")
    yield "nodes", table.nodes(cut, "exact")
    yield "documents", table.documents(cut, "exact")
    for name, rows in (("places", cut.places()), ("relations", cut.relations())):
        yield name, table.csv_of(FIELDS[name], (asdict(row) for row in rows), "exact")


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> Packed:
    """Write one file and measure it on the way."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, whatever machine writes it
    info.external_attr = 0o644 << 16
    digest, length = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            length += len(piece)
    return Packed(name, length, digest.hexdigest())


def descriptor(cut: Cut, packed: dict[str, Packed], day: date) -> dict[str, Any]:
    """The `datapackage.json` of a cut."""
    about = cut.dataset.about
    found: dict[str, Any] = {
        "$schema": PROFILE,
        "name": _slug(about.name),
        "title": about.title,
        "description": f"{about.description} {cut.sentence}.".strip(),
        "created": f"{day.isoformat()}T00:00:00Z",
        "homepage": about.homepage,
        "licenses": [_licence(about.licence, about.licence_url)] if about.licence else [],
        "sources": [_source(row["title"], row["url"]) for row in cut.documents()],
        "sourceline": {
            "selection": cut.sentence,
            "query": cut.query,
            "permalink": cut.permalink,
            "profile": about.profile,
            "directed": about.directed,
            "notice": about.notice,
            "corrections": about.corrections,
            "correctionsUrl": about.corrections_url,
        },
        "resources": [_resource(cut, name, file) for name, file in packed.items()],
    }
    return {key: value for key, value in found.items() if value or key == "resources"}


def _resource(cut: Cut, name: str, file: Packed) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": file.name,
        "title": TITLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.length,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(cut, name),
    }


def _schema(cut: Cut, name: str) -> dict[str, Any]:
    """The schema of a table; a list as somebody else made it need fill in only the ends."""
    columns: list[Field] = list(FIELDS[name])
    if name in ("edges", "nodes", "documents"):
        columns = cut.columns(name)
    if cut.dataset.about.profile == "list":
        columns = [replace(f, required=f.required and f.name in _ENDS) for f in columns]
    return {
        "fields": describe.columns(columns),
        "missingValues": [""],
        "primaryKey": ["id"],
        "foreignKeys": [
            {"fields": [f.name], "reference": {"resource": _KEYS[f.name], "fields": ["id"]}}
            for f in columns
            if f.refers and f.refers == _KEYS.get(f.name)
        ],
    }


def _licence(title: str, address: str) -> dict[str, str]:
    named = {"name": re.sub(r"[^\w.-]+", "-", title, flags=re.ASCII).strip("-") or "licence"}
    return {**named, "title": title, **({"path": address} if address else {})}


def _source(title: str, address: str) -> dict[str, str]:
    return {"title": title, **({"path": address} if address else {})}


def _slug(name: str) -> str:
    """A name as Data Package wants it: lower case, digits, points, dashes."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "untitled"
