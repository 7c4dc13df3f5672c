"""Opening what is named; a large folder is packed once, and opened from there while it is so."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard import __version__
from dashboard.store.extras import has
from dashboard.store.opening import (
    DATABASE,
    POLARS_FROM,
    Wish,
    in_memory,
    nodes_beside,
    open_database,
    open_packed,
)
from dashboard.store.packed import VERSION, NotAListError
from dashboard.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.model import Dataset

_READ = ("data/**/*", "seeds/*.yaml")
"""What a data set is made of."""


def open_store(
    path: Path, load: Callable[[], Dataset], cache: Path | None, wish: Wish, texts: Path | None
) -> Store:
    """The claims of whatever is named.

    Args:
        path: a packed list, or a folder with `data/` and `seeds/`; not looked at where the engine
            that is wished for is a database.
        load: reads and checks the folder.
        cache: where large folders are kept packed; nowhere if `None`.
        wish: which engine to use.
        texts: the folder with the documents' texts; in a data set's folder unless given.

    Raises:
        MissingExtraError: the engine is not installed.
        ValueError: the engine, or what is named, is not one that can be opened.
    """
    if wish.engine.startswith(DATABASE):
        return open_database(wish.engine)
    if path.suffix == ".parquet":
        store = open_packed(path, wish)
        return _beside(store, texts) if texts else store
    return opened(path, load, cache, wish, texts)


def opened(
    root: Path,
    load: Callable[[], Dataset],
    cache: Path | None,
    wish: Wish = Wish(),  # noqa: B008 - it is frozen
    texts: Path | None = None,
) -> Store:
    """The claims of a folder, from the cache where they are there.

    Args:
        root: a folder with `data/` and `seeds/`.
        load: reads and checks it.
        cache: where large lists are kept packed; nowhere if `None`.
        wish: which engine to use.
        texts: the folder with the documents' texts; `seeds/texts/` unless given.
    """
    file = None if cache is None else cache / f"{_name(str(root.resolve()))}-{state(root)}.parquet"
    texts = texts or root / "seeds" / "texts"
    plain = wish.engine in ("arrow", "pandas")
    if file is not None and not plain and has("polars") and file.is_file():
        try:
            return _beside(open_packed(file, wish), texts)
        except NotAListError:
            pass  # of another version, or half of it is gone: it is made anew
    dataset = load()
    few = len(dataset.edges) < POLARS_FROM and wish.engine != "duckdb"
    if file is None or few or plain or not has("polars"):
        return in_memory(dataset, wish.engine)
    from dashboard.store.pack import pack  # noqa: PLC0415 - an extra

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _make_room(file.parent, _name(str(root.resolve())))
        pack(dataset, file)
    except OSError:  # no place to write is no reason not to serve
        return in_memory(dataset)
    return _beside(open_packed(file, wish), texts)


def _make_room(cache: Path, name: str) -> None:
    """Leave the newest packed list of a folder, for another server may still read it."""
    lists = [path for path in cache.glob(f"{name}-*.parquet") if path.suffixes == [".parquet"]]
    for old in sorted(lists, key=lambda path: path.stat().st_mtime_ns)[:-1]:
        old.unlink()
        nodes_beside(old).unlink(missing_ok=True)


def _beside(store: Store, texts: Path) -> Store:
    """The same store with the documents' texts, which are not packed."""
    return Store(replace(store.dataset, texts=texts), store.engine, store.total, store.large)


def state(root: Path) -> str:
    """A name for what stands in a folder: it changes when a file there does.

    Names, sizes and times of change are looked at, not the contents: of a million claims these
    alone take longer to read than the packed list takes to open.
    """
    told = [f"{__version__} {VERSION}"]
    for pattern in _READ:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                seen = path.stat()
                told.append(f"{path.relative_to(root)} {seen.st_size} {seen.st_mtime_ns}")
    return _name("\n".join(told))


def _name(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
