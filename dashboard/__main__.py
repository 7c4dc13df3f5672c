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
from dashboard.arguments import file_arguments, given_files, given_options, import_arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.model import Dataset, Problem
    from dashboard.store import Store

GOOD, PROBLEMS, WRONG_USAGE = 0, 1, 2
"""Exit codes: all well, problems in the data, wrong usage."""

COMMANDS = ("serve", "check", "export", "import", "new", "pack")
DEFAULT_URL = "http://127.0.0.1:8050/"
FILES = ("edges", "nodes", "documents", "package", "graphml", "gexf", "json", "ftm")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `sourceline`; bare, it serves the bundled data set on 127.0.0.1:8050."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _serves(given):
        given = ["serve", *given]
    options = _parser().parse_args(given)
    commands = {"serve": _serve, "check": _check, "export": _export, "import": _import,
                "new": _new, "pack": _pack}  # fmt: skip
    run = commands[options.command]
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
    _export_parser(commands.add_parser("export", help="write a selection as a file"))
    _new_parser(commands.add_parser("new", help="begin a data set of your own"))
    _pack_parser(commands.add_parser("pack", help="make one file of a large list"))
    of_import = commands.add_parser("import", help="turn any edge list into a data set")
    import_arguments(of_import)
    return parser


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
    cache = "where large folders are kept packed (default: ~/.cache/sourceline); - for nowhere"
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


def _open(options: argparse.Namespace, packed: Path | None = None) -> Store | None:
    """The claims the options name, or `None` after saying every problem the data set has."""
    from dashboard.load import DataProblems, bundled  # noqa: PLC0415 - quick --help
    from dashboard.store import MissingExtraError, Wish, open_store  # noqa: PLC0415

    path: Path = options.data or bundled()
    wish = Wish(options.store, options.memory)
    try:
        return open_store(
            packed or path, lambda: _loaded(path, options), _cache(options), wish, options.texts
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
        _refused(error.problems, "Nothing is served.")
        raise


def _of_files(options: argparse.Namespace) -> Store | None:
    """The claims of files: of one that `sourceline pack` made, else of strangers'."""
    if len(options.files) == 1 and Path(options.files[0]).suffix == ".parquet":
        return _open(options, Path(options.files[0]))
    dataset = _opened(options)
    if dataset is None:
        return None
    from dashboard.store import in_memory  # noqa: PLC0415 - quick --help

    return in_memory(dataset)


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
    with _uncollected():
        store = _of_files(options) if options.files else _open(options)
        if store is None:
            return PROBLEMS
        from dashboard.app import LOOPBACK, create_app, serve  # noqa: PLC0415 - Dash only to serve

        _keep_layouts(options)
        opens = options.host if options.open_lists or options.host in LOOPBACK else ""
        app = create_app(store, url=options.url, opens=opens)
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
    store = _open(options)
    if store is None:
        return PROBLEMS
    from dashboard.export import FILES as KNOWN  # noqa: PLC0415 - quick --help
    from dashboard.export import form_of  # noqa: PLC0415
    from dashboard.selection import parse  # noqa: PLC0415

    file = KNOWN[options.file]
    form, said = form_of(file, [options.format] if options.format else [])
    selection, unknown = parse(options.query, store.dataset)
    for notice in [*said, *unknown]:
        print(notice, file=sys.stderr)
    pieces = file.pieces(store, selection, form, options.url)
    return _write_file(pieces, options.output) if options.output else _print_bytes(pieces)


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
