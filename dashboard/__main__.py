"""The command line: the only reader of arguments and environment."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.model import Dataset

GOOD, PROBLEMS, WRONG_USAGE = 0, 1, 2
"""Exit codes: all well, problems in the data, wrong usage."""

COMMANDS = ("serve", "check", "export", "new")
DEFAULT_URL = "http://127.0.0.1:8050/"
FILES = ("edges", "nodes", "documents", "package", "graphml", "gexf", "json", "ftm")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `sourceline`; bare, it serves the bundled data set on 127.0.0.1:8050."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given = ["serve", *given]
    options = _parser().parse_args(given)
    run = {"serve": _serve, "check": _check, "export": _export, "new": _new}[options.command]
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
    _export_parser(commands.add_parser("export", help="write a selection as a file"))
    _new_parser(commands.add_parser("new", help="begin a data set of your own"))
    return parser


def _data_options(parser: argparse.ArgumentParser) -> None:
    bundled = "folder with data/ and seeds/ (default: the bundled data set)"
    parser.add_argument("--data", type=Path, metavar="DIR", help=bundled)
    texts = "folder with the documents' texts (default: seeds/texts in the data set's folder)"
    parser.add_argument("--texts", type=Path, metavar="DIR", help=texts)


def _url_option(parser: argparse.ArgumentParser) -> None:
    where = f"where permalinks in downloads point (default: {DEFAULT_URL})"
    parser.add_argument("--url", default=DEFAULT_URL, metavar="URL", help=where)


def _serve_parser(parser: argparse.ArgumentParser) -> None:
    _data_options(parser)
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


def _load(options: argparse.Namespace) -> Dataset | None:
    """The data set the options name, or `None` after saying every problem it has."""
    from dashboard.load import DataProblems, bundled, load_dataset  # noqa: PLC0415 - quick --help

    root: Path = options.data or bundled()
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
        return None


def _serve(options: argparse.Namespace) -> int:
    with _uncollected():
        dataset = _load(options)
        if dataset is None:
            return PROBLEMS
        from dashboard.app import create_app, serve  # noqa: PLC0415 - Dash only to serve

        _keep_layouts(options)
        app = create_app(dataset, url=options.url)
    try:
        serve(app, options.host, options.port)
    except (OSError, ValueError) as error:  # taken or not ours; a host that nobody knows
        place = f"{options.host}:{options.port}"
        remedy = f" Try --port {options.port + 1}." if isinstance(error, OSError) else ""
        print(f"Cannot serve on {place}: {str(error).rstrip('.')}.{remedy}", file=sys.stderr)
        return WRONG_USAGE
    return GOOD


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage while all that stays is made: a seventh of the time of a start.

    What was made is not looked through later either.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collects:
            gc.enable()


def _keep_layouts(options: argparse.Namespace) -> None:
    """Look for the network's layout beside the data, then in a folder of the user's."""
    from dashboard.graph import keep_layouts, user_folder  # noqa: PLC0415 - quick --help
    from dashboard.load import bundled  # noqa: PLC0415

    folder = None
    with suppress(RuntimeError):  # a user without a home
        folder = user_folder(os.environ, sys.platform, Path.home())
    root: Path = options.data or bundled()
    keep_layouts([root / "data" / "positions.json"], folder)


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
    dataset = _load(options)
    if dataset is None:
        return PROBLEMS
    from dashboard.export import FILES as KNOWN  # noqa: PLC0415 - quick --help
    from dashboard.export import form_of  # noqa: PLC0415
    from dashboard.selection import parse  # noqa: PLC0415
    from dashboard.store import in_memory  # noqa: PLC0415

    file = KNOWN[options.file]
    form, said = form_of(file, [options.format] if options.format else [])
    selection, unknown = parse(options.query, dataset)
    for notice in [*said, *unknown]:
        print(notice, file=sys.stderr)
    pieces = file.pieces(in_memory(dataset), selection, form, options.url)
    return _write_file(pieces, options.output) if options.output else _print_bytes(pieces)


def _new(options: argparse.Namespace) -> int:
    from dashboard.template.new import NotEmptyError, new  # noqa: PLC0415 - quick --help

    folder: Path = options.folder
    try:
        files = new(folder)
    except NotEmptyError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except OSError as error:
        print(f"Cannot write into {folder}: {error.strerror}.", file=sys.stderr)
        return WRONG_USAGE
    print(f"Wrote {len(files)} files into {folder}. {folder / 'CURATE.md'} says how to go on.")
    return GOOD


def _write_file(pieces: Iterable[bytes], path: Path) -> int:
    try:
        with path.open("wb") as file:
            file.writelines(pieces)
    except OSError as error:
        print(f"Cannot write {path}: {error.strerror}.", file=sys.stderr)
        return WRONG_USAGE
    return GOOD


def _print_bytes(pieces: Iterable[bytes]) -> int:
    try:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `sourceline export | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return GOOD


if __name__ == "__main__":
    sys.exit(main())
