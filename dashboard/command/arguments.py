"""The arguments of every command."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard import __version__
from dashboard.command.files import file_arguments, import_arguments

COMMANDS = ("serve", "check", "export", "import", "new", "pack")
DEFAULT_URL = "http://127.0.0.1:8050/"
FILES = ("edges", "nodes", "documents", "package", "graphml", "gexf", "json", "ftm")


def parser() -> argparse.ArgumentParser:
    """What reads the arguments of `sourceline`; the options it gives have a `command`."""
    whole = argparse.ArgumentParser(
        prog="sourceline",
        description="A dashboard for curated, sourced networks. Without a command it serves "
        "the bundled data set on http://127.0.0.1:8050/.",
        epilog="Exit codes: 0 good, 1 problems in the data, 2 wrong usage.",
    )
    whole.add_argument("--version", action="version", version=f"sourceline {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _serve_parser(commands.add_parser("serve", help="open the dashboard in a browser"))
    _check_parser(commands.add_parser("check", help="look for problems in data and seeds"))
    _export_parser(commands.add_parser("export", help="write a selection as a file"))
    _new_parser(commands.add_parser("new", help="begin a data set of your own"))
    _pack_parser(commands.add_parser("pack", help="make one file of a large list"))
    of_import = commands.add_parser("import", help="turn any edge list into a data set")
    import_arguments(of_import)
    return whole


def _data_options(parser: argparse.ArgumentParser) -> None:
    bundled = "folder with data/ and seeds/, or a packed list (default: the bundled data set)"
    parser.add_argument("--data", type=Path, metavar="DIR", help=bundled)
    texts = "folder with the documents' texts (default: seeds/texts in the data set's folder)"
    parser.add_argument("--texts", type=Path, metavar="DIR", help=texts)


def _store_options(parser: argparse.ArgumentParser) -> None:
    engine = (
        "what holds the claims: arrow, pandas, polars, duckdb (default: by their number), "
        "spark://HOST:PORT for a packed list, or postgres://USER@HOST/DATABASE, which has its own"
    )
    parser.add_argument("--store", default="", metavar="ENGINE", help=engine)
    memory = "memory that DuckDB may use, as in 2GB (default: its own, 80 %% of the machine's)"
    parser.add_argument("--memory", default="", metavar="SIZE", help=memory)
    cache = "where packed folders and layouts are kept (default: your cache folder); - for nowhere"
    parser.add_argument("--cache", type=Path, metavar="DIR", help=cache)


def _url_option(parser: argparse.ArgumentParser) -> None:
    where = f"where permalinks in downloads point (default: {DEFAULT_URL})"
    parser.add_argument("--url", default=DEFAULT_URL, metavar="URL", help=where)


def _serve_parser(parser: argparse.ArgumentParser) -> None:
    file_arguments(parser)
    _data_options(parser)
    _store_options(parser)
    lists = "let readers open lists in the browser also where others can reach the server"
    parser.add_argument("--open-lists", action="store_true", help=lists)
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on")
    parser.add_argument("--port", type=_port, default=8050, help="port to serve on")
    _url_option(parser)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{number} is not a port: use 0 to 65535")
    return number


def _check_parser(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reports every problem at once, with file, line, column, value and remedy. Where the "
        "texts are at hand it also proves that each locator finds its passage."
    )
    _data_options(parser)


def _export_parser(parser: argparse.ArgumentParser) -> None:
    parser.description = "The same bytes as the dashboard's download with the same query."
    _data_options(parser)
    _store_options(parser)
    forms = ("excel", "exact")
    what = (
        "edges (the default), nodes, documents: CSV; package: all of them in one zip; "
        "graphml, gexf, json: for network tools; ftm: FollowTheMoney entities"
    )
    query = 'as in the address bar: "country=GR&from=2017&to=2018"'
    form = "of CSV: excel (the default): byte-order mark, safe from formulas; exact: for programs"
    parser.add_argument(
        "file", nargs="?", default="edges", choices=FILES, help=what, metavar="FILE"
    )
    parser.add_argument("--query", default="", metavar="QUERY", help=query)
    parser.add_argument("--format", choices=forms, help=form)
    parser.add_argument("--output", type=Path, metavar="PATH", help="default: standard output")
    _url_option(parser)


def _new_parser(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes tables with their headers, a small vocabulary, one invented example and a guide, "
        "CURATE.md, that takes you from an article to a dashboard."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")


def _pack_parser(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes a folder with data/ and seeds/ as LIST.parquet and LIST.nodes.parquet, which "
        "`sourceline serve LIST.parquet` opens at once, be it larger than memory."
    )
    parser.add_argument("data", type=Path, metavar="DIR", help="folder with data/ and seeds/")
    where = "file to write, or postgres://USER@HOST/DATABASE, whose schema sourceline is replaced"
    parser.add_argument("list", metavar="LIST.parquet", help=where)
    parser.set_defaults(texts=None)
