"""The command line: the only reader of arguments and environment."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import __version__
from dashboard.arguments import file_arguments, given_files, given_options, import_arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.model import Dataset, Problem

GOOD, PROBLEMS, WRONG_USAGE = 0, 1, 2
"""Exit codes: all well, problems in the data, wrong usage."""

COMMANDS = ("serve", "check", "export", "import")
DEFAULT_URL = "http://127.0.0.1:8050/"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `sourceline`; bare, it serves the bundled data set on 127.0.0.1:8050."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _serves(given):
        given = ["serve", *given]
    options = _parser().parse_args(given)
    run = {"serve": _serve, "check": _check, "export": _export, "import": _import}[options.command]
    return run(options)


def _serves(given: Sequence[str]) -> bool:
    """Whether no command is given: then an option, or a file, begins the arguments of `serve`."""
    if not given or given[0].startswith("-"):
        return not given or given[0] not in ("-h", "--help", "--version")
    path = Path(given[0])
    return given[0] not in COMMANDS and (
        path.exists() or path.name != given[0] or bool(path.suffix)
    )


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
    of_import = commands.add_parser("import", help="turn any edge list into a data set")
    import_arguments(of_import)
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
    file_arguments(parser)
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
    tables, forms = ("edges", "nodes", "documents"), ("excel", "exact")
    query = 'as in the address bar: "country=GR&from=2017&to=2018"'
    form = "excel: byte-order mark, safe from formulas; exact: for programs"
    parser.add_argument("table", nargs="?", default="edges", choices=tables, help="what to write")
    parser.add_argument("--query", default="", metavar="QUERY", help=query)
    parser.add_argument("--format", default="excel", choices=forms, help=form)
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    _url_option(parser)


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
        _refused(error.problems, "Nothing is served.")
        return None


def _opened(options: argparse.Namespace) -> Dataset | None:
    """The data set that strangers' files hold, or `None` after saying why it is refused."""
    from dashboard.imports import (  # noqa: PLC0415 - quick --help
        CannotImportError,
        Options,
        open_list,
        read_mapping,
    )

    try:
        known = read_mapping(options.mapping) if options.mapping else Options()
        dataset, report = open_list(given_files(options), given_options(options, known))
    except CannotImportError as error:
        print(error, file=sys.stderr)
        raise SystemExit(WRONG_USAGE) from None
    print("\n".join(report.lines()))
    if report.problems:
        _refused(report.problems, "Nothing is served.")
        return None
    if report.aside or report.unmatched:
        print("  What was set aside or not matched is written by: sourceline import … --into DIR")
    return dataset


def _refused(problems: Sequence[Problem], end: str) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problem{'s' * (len(problems) != 1)}. {end}", file=sys.stderr)


def _import(options: argparse.Namespace) -> int:
    from dashboard.imports import (  # noqa: PLC0415 - quick --help
        CannotImportError,
        Options,
        import_list,
        open_list,
        read_mapping,
    )

    try:
        known = read_mapping(options.mapping) if options.mapping else Options()
        wanted, files = given_options(options, known), given_files(options)
        if options.into:
            report, written = import_list(files, options.into, wanted)
        else:
            report, written = open_list(files, wanted)[1], []
    except CannotImportError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    print("\n".join(report.lines()))
    if report.problems:
        _refused(report.problems, "Nothing is written.")
        return PROBLEMS
    if written:
        print(f"{len(written)} files written. Open them: sourceline --data {options.into}")
    else:
        print("Nothing is written: this is what would be. Add --into DIR.")
    return GOOD


def _serve(options: argparse.Namespace) -> int:
    if options.files and options.data:
        print("Name files or --data DIR, not both.", file=sys.stderr)
        return WRONG_USAGE
    dataset = _opened(options) if options.files else _load(options)
    if dataset is None:
        return PROBLEMS
    from dashboard.app import create_app, serve  # noqa: PLC0415 - Dash only to serve

    app = create_app(dataset, url=options.url)
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
    dataset = _load(options)
    if dataset is None:
        return PROBLEMS
    from dashboard.export import TABLES  # noqa: PLC0415 - quick --help
    from dashboard.selection import parse  # noqa: PLC0415

    selection, said = parse(options.query, dataset)
    for notice in said:
        print(notice, file=sys.stderr)
    content = TABLES[options.table](dataset, selection, options.format, options.url)
    return _write_file(content, options.output) if options.output else _print_bytes(content)


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
