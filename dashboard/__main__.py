"""The command line: the only reader of arguments and environment."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.command.arguments import COMMANDS, parser
from dashboard.command.given import (
    WRONG_USAGE,
    cache_of,
    data_of,
    of_files,
    refused,
    store_of,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dashboard.imports import Options, Report

GOOD, PROBLEMS = 0, 1
"""Exit codes: all well, problems in the data; `WRONG_USAGE` is the third."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `sourceline`; bare, it serves the bundled data set on 127.0.0.1:8050."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _serves(given):
        given = ["serve", *given]
    options = parser().parse_args(given)
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


def _import(options: argparse.Namespace) -> int:
    with _uncollected():
        report, written = of_files(options, _import_into(options.into))
    print("\n".join(report.lines()))
    if report.problems:
        refused(report.problems, "Nothing is written.")
        return PROBLEMS
    if written:
        print(f"{len(written)} files written. Open them: sourceline --data {options.into}")
    else:
        print("Nothing is written: this is what would be. Add --into DIR.")
    return GOOD


def _import_into(folder: Path | None) -> Callable[[list[Path], Options], tuple[Report, list[Path]]]:
    """What imports files into a folder or, without one, only says what would be written."""
    from dashboard.imports import import_list, open_list  # noqa: PLC0415 - quick --help

    if folder is None:
        return lambda files, said: (open_list(files, said)[1], [])
    return lambda files, said: import_list(files, folder, said)


def _serve(options: argparse.Namespace) -> int:
    if options.files and options.data:
        print("Name files or --data DIR, not both.", file=sys.stderr)
        return WRONG_USAGE
    with _uncollected():
        store = store_of(options)
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
    from dashboard.graph import keep_layouts  # noqa: PLC0415 - quick --help
    from dashboard.load import bundled  # noqa: PLC0415

    root: Path = options.data or bundled()
    keep_layouts([root / "data" / "positions.json"], cache_of(options))


def _check(options: argparse.Namespace) -> int:
    dataset = data_of(options)
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
    store = store_of(options)
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
    dataset = data_of(options)
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
