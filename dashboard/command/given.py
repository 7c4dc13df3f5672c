"""The claims that a command's arguments name, opened."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dashboard.command.files import given_files, given_options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from dashboard.imports import Options
    from dashboard.model import Dataset, Problem
    from dashboard.store import Store

WRONG_USAGE = 2
"""The exit code of what cannot be done as it is asked."""
LARGE = 10_000_000
"""Bytes that take a second or more to read."""
Done = TypeVar("Done")


def data_of(options: argparse.Namespace) -> Dataset | None:
    """The data set the options name, or `None` after saying every problem it has."""
    from dashboard.load import DataProblems, bundled  # noqa: PLC0415 - quick --help

    try:
        return _loaded(options.data or bundled(), options)
    except DataProblems:
        return None


def store_of(options: argparse.Namespace) -> Store | None:
    """The claims the options name, or `None` after saying every problem they have."""
    files: list[Path] = getattr(options, "files", [])
    if not files:
        return _store_at(options.data, options)
    if len(files) == 1 and files[0].suffix == ".parquet":
        return _store_at(files[0], options)
    dataset = _list_of(options)
    if dataset is None:
        return None
    from dashboard.store import in_memory  # noqa: PLC0415 - quick --help

    return _opened(lambda: in_memory(dataset, options.store))


def of_files(options: argparse.Namespace, act: Callable[[list[Path], Options], Done]) -> Done:
    """Do something with strangers' files and all that is said of them.

    Raises:
        SystemExit: they cannot be read; it has been said why.
    """
    from dashboard.imports import CannotImportError, Options, read_mapping  # noqa: PLC0415

    try:
        known = read_mapping(options.mapping) if options.mapping else Options()
        files = given_files(options)
        _say_if_large(files)
        return act(files, given_options(options, known))
    except CannotImportError as error:
        raise _wrong(error) from None


def _say_if_large(files: Sequence[Path]) -> None:
    """Say what is being done where it takes more than a moment."""
    size = sum(file.stat().st_size for file in files if file.is_file())
    if size >= LARGE:
        print(f"Reading {size / 1e6:,.0f} MB …", file=sys.stderr, flush=True)


def cache_of(options: argparse.Namespace) -> Path | None:
    """Where packed folders and layouts are kept; `None` for nowhere."""
    if options.cache:
        return None if str(options.cache) == "-" else options.cache
    from dashboard.graph import user_folder  # noqa: PLC0415 - quick --help

    with suppress(RuntimeError):  # a user without a home
        return user_folder(os.environ, sys.platform, Path.home())
    return None


def refused(problems: Sequence[Problem], end: str) -> None:
    """Say every problem, how many there are, and what that means."""
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problem{'s' * (len(problems) != 1)}. {end}", file=sys.stderr)


def _store_at(path: Path | None, options: argparse.Namespace) -> Store | None:
    from dashboard.load import DataProblems, bundled  # noqa: PLC0415 - quick --help
    from dashboard.store import Wish, open_store  # noqa: PLC0415

    root = path or bundled()
    wish = Wish(options.store, options.memory)
    cache = cache_of(options)
    try:
        return _opened(
            lambda: open_store(root, lambda: _loaded(root, options), cache, wish, options.texts)
        )
    except DataProblems:
        return None


def _opened(act: Callable[[], Store]) -> Store:
    from dashboard.store import MissingExtraError  # noqa: PLC0415 - quick --help

    try:
        return act()
    except (MissingExtraError, ValueError) as error:
        raise _wrong(error) from error


def _loaded(root: Path, options: argparse.Namespace) -> Dataset:
    """The data set in a folder.

    Raises:
        DataProblems: after saying every problem it has.
    """
    from dashboard.load import DataProblems, load_dataset  # noqa: PLC0415

    if not (root / "data").is_dir():
        raise _wrong(f"{root} holds no data/ folder. Name a folder with data/ and seeds/.")
    try:
        return load_dataset(root, options.texts)
    except DataProblems as error:
        refused(error.problems, "Nothing is served.")
        raise


def _list_of(options: argparse.Namespace) -> Dataset | None:
    """The data set that strangers' files hold, or `None` after saying why it is refused."""
    from dashboard.imports import open_list  # noqa: PLC0415 - quick --help

    dataset, report = of_files(options, open_list)
    print("\n".join(report.lines()))
    if report.problems:
        refused(report.problems, "Nothing is served.")
        return None
    if report.aside or report.unmatched:
        print("  What was set aside or not matched is written by: sourceline import … --into DIR")
    return dataset


def _wrong(why: object) -> SystemExit:
    print(why, file=sys.stderr)
    return SystemExit(WRONG_USAGE)
