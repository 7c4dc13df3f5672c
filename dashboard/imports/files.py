"""Opening a stranger's file: unpacking it, telling its format, and reading its tables."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.graph.read import GraphFile, GraphFileError, Row, read_gdf, read_gml, read_pajek
from dashboard.graph.read_json import read_json
from dashboard.graph.read_xml import read_gexf, read_graphml
from dashboard.imports.delimited import read_delimited
from dashboard.imports.encoding import Encoding, detect
from dashboard.imports.sheets import read_sheet
from dashboard.imports.tables import NULLS, CannotImportError, Shape, Table, cleaned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.imports.options import Options

_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LIMIT = 4 * 2**30
"""Bytes that a compressed file may unpack to."""


def read_file(path: Path, options: Options) -> list[Table]:
    """The tables of a file: one, or of a graph format its edges and its nodes.

    Raises:
        CannotImportError: it is not there, or is no table; the message says what to do.
    """
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise CannotImportError(f"{path} is a folder: name a file, or use --data {path}.") from None
    except OSError as error:
        raise CannotImportError(f"{path} cannot be read: {error.strerror}.") from None
    sha256 = hashlib.sha256(raw).hexdigest()
    shape = Shape(path.name)
    name, raw = _unpacked(path.name, raw, shape)
    if not raw.strip():
        raise CannotImportError(f"{path.name} is empty.")
    tables = _tables(name.lower(), raw, shape, options)
    for table in tables:
        table.sha256 = sha256
    return tables


def _unpacked(name: str, raw: bytes, shape: Shape) -> tuple[str, bytes]:
    if raw[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(raw)) as file:
                inner = file.read(_LIMIT + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise CannotImportError(f"{name} cannot be unpacked: {error}.") from None
        if len(inner) > _LIMIT:
            raise CannotImportError(f"{name} unpacks to more than 4 GB.")
        shape.said.append("It is packed with gzip.")
        return name.removesuffix(".gz"), inner
    if raw[:2] == b"PK" and not name.lower().endswith(_SHEETS):
        return _unzipped(name, raw, shape)
    return name, raw


def _unzipped(name: str, raw: bytes, shape: Shape) -> tuple[str, bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except zipfile.BadZipFile:
        raise CannotImportError(f"{name} is a broken archive.") from None
    names = [n for n in archive.namelist() if not n.endswith("/") and "__MACOSX" not in n]
    if "xl/workbook.xml" in names or "content.xml" in names:
        return f"{name}.xlsx", raw
    if len(names) != 1:
        held = ", ".join(names[:8])
        raise CannotImportError(f"{name} is an archive of {len(names)} files ({held}): unpack it "
                                "and name those that are wanted.")  # fmt: skip
    if archive.getinfo(names[0]).file_size > _LIMIT:
        raise CannotImportError(f"{name} unpacks to more than 4 GB.")
    shape.said.append(f"It is an archive that holds {names[0]}.")
    return names[0], archive.read(names[0])


def _tables(  # noqa: PLR0911 - one return for each format
    name: str, raw: bytes, shape: Shape, options: Options
) -> list[Table]:
    if name.endswith(_SHEETS) or raw[:2] == b"PK" or raw.startswith(_OLE):
        return [read_sheet(raw, shape, options)]
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PAR1", b"SQLite format")):
        raise CannotImportError(f"{shape.file} is not a text file or spreadsheet: export a table "
                                "from the program that wrote it.")  # fmt: skip
    head = raw[:4000].lower()
    if b"<graphml" in head or name.endswith(".graphml"):
        return _graph(lambda: read_graphml(raw), shape, options)
    if b"<gexf" in head or name.endswith(".gexf"):
        return _graph(lambda: read_gexf(raw), shape, options)
    if b"<!doctype html" in head or b"<html" in head:
        raise CannotImportError(f"{shape.file} is a web page, not a table. Was it saved instead of "
                                "the file it links to?")  # fmt: skip
    text = _decoded(raw, shape, options)
    start = text.lstrip()[:20].lower()
    if start.startswith(("{", "[")) and not name.endswith((".csv", ".tsv", ".txt", ".gml")):
        return _graph(lambda: read_json(text), shape, options)
    if name.endswith(".gml"):
        return _graph(lambda: read_gml(text), shape, options)
    if start.startswith(("*vertices", "*network")) or name.endswith(".net"):
        return _graph(lambda: read_pajek(text), shape, options)
    if start.startswith("nodedef>"):
        return _graph(lambda: read_gdf(text), shape, options)
    if start.startswith(("insert into", "create table", "-- ")) and ";" in text:
        raise CannotImportError(f"{shape.file} holds SQL, not a table: export the table as CSV.")
    if text.lstrip().lower().startswith("%%matrixmarket"):
        raise CannotImportError(
            f"{shape.file} is a Matrix Market file, which numbers rows and "
            "columns without naming them: save it as an edge list."
        )
    return [read_delimited(text, shape, options)]


def _decoded(raw: bytes, shape: Shape, options: Options) -> str:
    found = Encoding(options.encoding, "as was said") if options.encoding else detect(raw)
    try:
        text = raw.decode(found.name)
    except LookupError:
        raise CannotImportError(
            f'"{found.name}" is no encoding. Try utf-8, cp1252, gb18030.'
        ) from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CannotImportError(
            f"{shape.file} is not {found.name}: byte {raw[error.start]:#04x} in line {line}. "
            "Leave --encoding out to have it guessed."
        ) from None
    shape.encoding, shape.why = found.name, found.why
    if found.others:
        shape.said.append(f"It could also be {', '.join(found.others[:3])} (--encoding).")
    return text.removeprefix("\ufeff")


def _graph(read: Callable[[], GraphFile], shape: Shape, options: Options) -> list[Table]:
    try:
        graph = read()
    except GraphFileError as error:
        raise CannotImportError(f"{shape.file} cannot be read as a graph: {error}.") from None
    if not graph.edges:
        raise CannotImportError(f"{shape.file} holds no edges.")
    shape.kind = graph.kind
    shape.said += graph.said
    nulls = [mark for mark in (*NULLS, *options.nulls) if mark not in ("-", "--", "–", "—")]
    edges = _table(shape, graph.edges, nulls)
    edges.directed = graph.directed
    if graph.kind != "JSON records":
        edges.roles = {"source": "source", "target": "target"}
    if not graph.nodes:
        return [edges]
    inner = Shape(shape.file, kind=graph.kind)
    nodes = _table(inner, graph.nodes, nulls)
    nodes.name, nodes.isolates = f"{shape.file} (nodes)", True
    label = next((c for c in ("label", "name") if c in nodes.frame), "id")
    nodes.roles = {"node_id": "id", "node_name": label}
    return [edges, nodes]


def _table(shape: Shape, rows: list[Row], nulls: list[str]) -> Table:
    names = [*dict.fromkeys(name for row in rows for name in row)]
    frame = pd.DataFrame(
        {name: pd.array([row.get(name, "") for row in rows], dtype="str") for name in names}
    )
    frame, _ = cleaned(frame, nulls)
    return Table(shape.file, frame, np.arange(1, len(rows) + 1), shape, read=len(rows))
