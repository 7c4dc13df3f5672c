"""The command line: the only reader of arguments and environment."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.model import Dataset
    from dashboard.store import Store

GOOD, PROBLEMS, WRONG_USAGE = 0, 1, 2
"""Exit codes: all well, problems in the data, wrong usage."""

COMMANDS = ("serve", "check", "export", "pack")
DEFAULT_URL = "http://127.0.0.1:8050/"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `sourceline`; bare, it serves the bundled data set on 127.0.0.1:8050."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given = ["serve", *given]
    options = _parser().parse_args(given)
    run = {"serve": _serve, "check": _check, "export": _export, "pack": _pack}[options.command]
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sourceline",
        description="A dashboard for curated, sourced networks. Without a command it serves "
        "the bundled data set on http://127.0.0.1:8050/.",
        epilog="Exit codes: 0 good, 1 problems in the data, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"sourceline {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _serve_parser(commands.add_parser("serve", help="open the dashboard in a browser"))
    _check_parser(commands.add_parser("check", help="look for problems in data and seeds"))
    _export_parser(commands.add_parser("export", help="write a selection as CSV"))
    _pack_parser(commands.add_parser("pack", help="make one file of a large list"))
    return parser


def _data_options(parser: argparse.ArgumentParser) -> None:
    bundled = "folder with data/ and seeds/, or a packed list (default: the bundled data set)"
    parser.add_argument("--data", type=Path, metavar="DIR", help=bundled)
    texts = "folder with the documents' texts (default: seeds/texts in the data set's folder)"
    parser.add_argument("--texts", type=Path, metavar="DIR", help=texts)


def _store_options(parser: argparse.ArgumentParser) -> None:
    engine = (
        "what holds the claims: pandas, polars, duckdb (default: by their number), "
        "spark://HOST:PORT for a packed list, or postgres://USER@HOST/DATABASE, which has its own"
    )
    parser.add_argument("--store", default="", metavar="ENGINE", help=engine)
    memory = "memory that DuckDB may use, as in 2GB (default: its own, 80 %% of the machine's)"
    parser.add_argument("--memory", default="", metavar="SIZE", help=memory)
    cache = "where large folders are kept packed (default: ~/.cache/sourceline); - for nowhere"
    parser.add_argument("--cache", type=Path, metavar="DIR", help=cache)


def _url_option(parser: argparse.ArgumentParser) -> None:
    where = f"where permalinks in downloads point (default: {DEFAULT_URL})"
    parser.add_argument("--url", default=DEFAULT_URL, metavar="URL", help=where)


def _serve_parser(parser: argparse.ArgumentParser) -> None:
    packed = "a list that `sourceline pack` made, instead of --data"
    parser.add_argument("list", nargs="?", type=Path, metavar="LIST.parquet", help=packed)
    _data_options(parser)
    _store_options(parser)
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
    tables, forms = ("edges", "nodes", "documents"), ("excel", "exact")
    query = 'as in the address bar: "country=GR&from=2017&to=2018"'
    form = "excel: byte-order mark, safe from formulas; exact: for programs"
    parser.add_argument("table", nargs="?", default="edges", choices=tables, help="what to write")
    parser.add_argument("--query", default="", metavar="QUERY", help=query)
    parser.add_argument("--format", default="excel", choices=forms, help=form)
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    _url_option(parser)


def _pack_parser(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes a folder with data/ and seeds/ as LIST.parquet and LIST.nodes.parquet, which "
        "`sourceline serve LIST.parquet` opens at once, be it larger than memory."
    )
    parser.add_argument("data", type=Path, metavar="DIR", help="folder with data/ and seeds/")
    where = "file to write, or postgres://USER@HOST/DATABASE, whose schema sourceline is replaced"
    parser.add_argument("list", metavar="LIST.parquet", help=where)
    parser.set_defaults(texts=None)


def _open(options: argparse.Namespace) -> Store | None:
    """The claims the options name, or `None` after saying every problem the data set has."""
    from dashboard.load import DataProblems, bundled  # noqa: PLC0415 - quick --help
    from dashboard.store import MissingExtraError, Wish, open_store  # noqa: PLC0415

    path: Path = getattr(options, "list", None) or options.data or bundled()
    wish = Wish(options.store, options.memory)
    try:
        return open_store(
            path, lambda: _loaded(path, options), _cache(options), wish, options.texts
        )
    except DataProblems:
        return None
    except (MissingExtraError, ValueError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(WRONG_USAGE) from error


def _cache(options: argparse.Namespace) -> Path | None:
    """Where large folders are kept packed."""
    if options.cache:
        return None if str(options.cache) == "-" else options.cache
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "sourceline"


def _load(options: argparse.Namespace) -> Dataset | None:
    """The data set the options name, or `None` after saying every problem it has."""
    from dashboard.load import DataProblems, bundled  # noqa: PLC0415 - quick --help

    try:
        return _loaded(options.data or bundled(), options)
    except DataProblems:
        return None


def _loaded(root: Path, options: argparse.Namespace) -> Dataset:
    """The data set in a folder.

    Raises:
        DataProblems: after saying every problem it has.
    """
    from dashboard.load import DataProblems, load_dataset  # noqa: PLC0415

    if not (root / "data").is_dir():
        print(
            f"{root} holds no data/ folder. Name a folder with data/ and seeds/.", file=sys.stderr
        )
        raise SystemExit(WRONG_USAGE)
    try:
        return load_dataset(root, options.texts)
    except DataProblems as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' * (count != 1)}. Nothing is served.", file=sys.stderr)
        raise


def _serve(options: argparse.Namespace) -> int:
    store = _open(options)
    if store is None:
        return PROBLEMS
    from dashboard.app import create_app, serve  # noqa: PLC0415 - Dash only to serve

    app = create_app(store, url=options.url)
    try:
        serve(app, options.host, options.port)
    except (OSError, ValueError) as error:  # taken or not ours; a host that nobody knows
        place = f"{options.host}:{options.port}"
        remedy = f" Try --port {options.port + 1}." if isinstance(error, OSError) else ""
        print(f"Cannot serve on {place}: {str(error).rstrip('.')}.{remedy}", file=sys.stderr)
        return WRONG_USAGE
    return GOOD


def _check(options: argparse.Namespace) -> int:
    dataset = _load(options)
    if dataset is None:
        return PROBLEMS
    from dashboard.load.check import check  # noqa: PLC0415 - quick --help
    from dashboard.selection import check_starts  # noqa: PLC0415

    report = check(dataset, check_starts(dataset))
    for problem in report.problems:
        print(problem, file=sys.stderr)
    print(report.summary)
    return PROBLEMS if report.problems else GOOD


def _export(options: argparse.Namespace) -> int:
    store = _open(options)
    if store is None:
        return PROBLEMS
    from dashboard.export import TABLES  # noqa: PLC0415 - quick --help
    from dashboard.selection import parse  # noqa: PLC0415

    selection, said = parse(options.query, store.dataset)
    for notice in said:
        print(notice, file=sys.stderr)
    content = TABLES[options.table](store, selection, options.format, options.url)
    return _write_file(content, options.output) if options.output else _print_bytes(content)


def _pack(options: argparse.Namespace) -> int:
    dataset = _load(options)
    if dataset is None:
        return PROBLEMS
    from dashboard.store import MissingExtraError  # noqa: PLC0415 - quick --help
    from dashboard.store.pack import write  # noqa: PLC0415

    try:
        write(dataset, options.list)
    except MissingExtraError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except OSError as error:
        print(f"Cannot write {options.list}: {error.strerror or error}.", file=sys.stderr)
        return WRONG_USAGE
    print(f"{options.list}: {len(dataset.edges):,} claims between {len(dataset.nodes):,} nodes.")
    return GOOD


def _write_file(content: bytes, path: Path) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        print(f"Cannot write {path}: {error.strerror}.", file=sys.stderr)
        return WRONG_USAGE
    return GOOD


def _print_bytes(content: bytes) -> int:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `sourceline export | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return GOOD


if __name__ == "__main__":
    sys.exit(main())
