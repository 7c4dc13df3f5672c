"""The arguments by which strangers' files are named and what is guessed of them is corrected."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.imports import Options

_COLUMNS = {
    "source": "one end of an edge",
    "target": "the other end",
    "relation": "what ties the ends",
    "year": "the year of an edge",
    "start": "when it happened or began",
    "end": "when it ended",
    "cite": "what a row names as its source",
    "source-name": "the name of the first end, where --source is a code",
    "target-name": "the name of the other end",
    "source-country": "the country of the first end",
    "target-country": "the country of the other end",
    "source-lat": "its latitude",
    "source-lon": "its longitude",
    "target-lat": "the latitude of the other end",
    "target-lon": "its longitude",
}
_NODE_COLUMNS = {
    "node-id": "the code that the ends of edges are written with",
    "node-name": "the name of a node",
    "country": "the country of a node",
    "node-lat": "its latitude",
    "node-lon": "its longitude",
    "node-place": "its town",
}
_ROLES = {"cite": "cited", "country": "node_country"}
_SYSTEMS = ("name", "iso2", "iso3", "iso-number", "cow-letters", "cow-number", "ioc")


def import_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `sourceline import`."""
    parser.description = (
        "Reads CSV and other delimited text, spreadsheets, GraphML, GEXF, GML, Pajek, GDF and "
        "JSON, also packed with gzip, guesses what is what, says so, and writes a data set. "
        "docs/import.md has the rules. Without --into nothing is written."
    )
    into = "folder for the data set; data/mapping.yaml in it is used again and kept up to date"
    parser.add_argument("--into", type=Path, metavar="DIR", help=into)
    file_arguments(parser, least="+")


def file_arguments(parser: argparse.ArgumentParser, least: str = "*") -> None:
    """Files, and everything that can be said of them."""
    files = "an edge list and, if there is one, the file with its nodes"
    parser.add_argument("files", nargs=least, type=Path, metavar="FILE", help=files)
    _reading(parser.add_argument_group("how the files are read, where the guess is wrong"))
    columns = parser.add_argument_group("columns, by name or number, where the guess is wrong")
    for name, meaning in _COLUMNS.items():
        columns.add_argument(f"--{name}", metavar="COLUMN", help=meaning)
    nodes = parser.add_argument_group("the file with the nodes")
    nodes.add_argument("--nodes", type=Path, metavar="FILE", help="which file it is")
    for name, meaning in _NODE_COLUMNS.items():
        nodes.add_argument(f"--{name}", metavar="COLUMN", help=meaning)
    nodes.add_argument("--all-nodes", action="store_true", help="keep nodes that no edge names")
    _meaning(parser.add_argument_group("what the list means"))


def _reading(group: Any) -> None:
    group.add_argument("--delimiter", metavar="CHAR", help="between cells; tab, space … by name")
    group.add_argument("--quote", metavar="CHAR", help='around cells; "" for none')
    group.add_argument("--encoding", metavar="NAME", help="such as utf-8, cp1252, gb18030")
    group.add_argument("--sheet", metavar="NAME", help="of a spreadsheet, or its number")
    group.add_argument("--header", action=argparse.BooleanOptionalAction,
                       help="whether the first row names the columns")  # fmt: skip
    group.add_argument("--skip-rows", type=_whole, metavar="N", help="lines before the table")
    group.add_argument("--null", action="append", default=[], metavar="TEXT",
                       help="a mark for nothing, such as NA; may be repeated")  # fmt: skip
    group.add_argument(
        "--split",
        metavar="CHARS",
        help='between several ends in a cell (default "|;"; "" for nothing)',
    )
    group.add_argument("--mapping", type=Path, metavar="FILE", help="what was said of another file")


def _meaning(group: Any) -> None:
    group.add_argument("--title", metavar="TEXT", help="of the data set (default: the file's name)")
    group.add_argument(
        "--relation-label",
        metavar="WORDS",
        help="what ties the ends where no column says it, read from source to target",
    )
    way = group.add_mutually_exclusive_group()
    way.add_argument("--directed", action="store_true", help="edges have a direction")
    way.add_argument("--undirected", action="store_true", help="edges have none")
    order = group.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_true", help="3/4/2017 is a day in April")
    order.add_argument("--month-first", action="store_true", help="3/4/2017 is a day in March")
    group.add_argument("--country-codes", choices=_SYSTEMS, help="how countries are written")
    group.add_argument(
        "--strict",
        action="store_true",
        help="refuse a list with rows that name no source or are set aside",
    )


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def given_files(options: argparse.Namespace) -> list[Path]:
    """The files, with that of `--nodes`."""
    files: list[Path] = [*options.files]
    if options.nodes and options.nodes.name not in [file.name for file in files]:
        files.append(options.nodes)
    return files


def given_options(options: argparse.Namespace, known: Options) -> Options:
    """What was said on the command line, and what `known` says beside that."""
    from dashboard.imports import Options, merged  # noqa: PLC0415 - quick --help

    columns = {
        _ROLES.get(name, name.replace("-", "_")): value
        for name in (*_COLUMNS, *_NODE_COLUMNS)
        if (value := getattr(options, name.replace("-", "_"))) is not None
    }
    return merged(
        known,
        Options(
            encoding=options.encoding or "", delimiter=options.delimiter or "", quote=options.quote,
            sheet=options.sheet or "", header=options.header, skip_rows=options.skip_rows,
            columns=columns, nodes=options.nodes.name if options.nodes else "",
            directed=True if options.directed else False if options.undirected else None,
            relation_label=options.relation_label or "",
            day_first=True if options.day_first else False if options.month_first else None,
            split=options.split, nulls=tuple(options.null),
            country_codes=options.country_codes or "", title=options.title or "",
            strict=options.strict, all_nodes=options.all_nodes,
        ),
    )  # fmt: skip
