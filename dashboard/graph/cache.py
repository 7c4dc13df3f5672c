"""Layouts kept between starts, each under a hash of all that it depends on.

A layout is looked for in files shipped with a data set, then in a folder of the user's; what is
found nowhere is computed, and written into that folder. Nothing here may break a start: a file
that is missing, cut short or wrong is passed over, and a folder that cannot be written is let be.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.graph import Point

SOURCES = ("layout", "net", "overlap", "pack", "plane", "refine", "stress")
"""The modules a layout comes from: a change in one of them makes every kept layout stale."""
LARGEST_FILE = 4_000_000
"""Bytes of a file beyond which it is no layout of ours."""
MOST_FILES = 40
MOST_BYTES = 20_000_000
"""What the folder may hold; the layouts that were longest not used go first."""
WORTH = 20
"""Nodes below which a layout takes less time to compute than to keep."""


def key_of(
    nodes: Iterable[str],
    ties: Iterable[tuple[str, str, float]],
    boxes: Mapping[str, tuple[float, float]],
    rises: Mapping[str, float],
    *,
    quick: bool = False,
) -> str:
    """A hash of all that a layout depends on: its input and the program that computes it.

    Args:
        nodes: in any order.
        ties: pairs of nodes with their pull, in any order.
        boxes: width and height in pixels of each node with its label.
        rises: how far each box reaches above its node's centre, of those that say.
        quick: whether the search for better places is left out.
    """
    asked = [
        _program(),
        *(["quick"] if quick else []),
        [
            (n, *map(float, boxes[n]), float(rises[n]) if n in rises else None)
            for n in sorted(nodes)
        ],
        sorted((min(a, b), max(a, b), float(pull)) for a, b, pull in ties),
    ]
    return _hash(asked)


@lru_cache(maxsize=1)
def _program() -> str:
    here = Path(__file__).parent
    return _hash([(here / f"{name}.py").read_text(encoding="utf-8") for name in SOURCES])


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def written(key: str, positions: Mapping[str, Point]) -> str:
    """A layout as a file: one node a line, so that a change of it can be read."""
    lines = ",\n".join(f"{json.dumps(n)}: {json.dumps(positions[n])}" for n in sorted(positions))
    return (
        f'{{"layout": "{key}",\n"check": "{_check(positions)}",\n'
        f'"positions": {{\n{lines}\n}}}}\n'
    )  # fmt: skip


def _check(positions: Mapping[str, Any]) -> str:
    return _hash([(n, *positions[n]) for n in sorted(positions)])


def read(path: Path, key: str, nodes: Iterable[str]) -> dict[str, Point] | None:
    """The layout in a file, or `None` if it is another one, cut short, or changed."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["layout"] != key or found["check"] != _check(found["positions"]):
            return None
        positions = {n: (float(x), float(y)) for n, (x, y) in found["positions"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    finite = all(map(math.isfinite, (part for spot in positions.values() for part in spot)))
    return positions if finite and positions.keys() == set(nodes) else None


@dataclass(frozen=True, slots=True)
class Cache:
    """Where layouts are kept.

    Attributes:
        shipped: files with one layout each, which are only read.
        folder: where computed layouts are written; nowhere if `None`.
    """

    shipped: Sequence[Path] = ()
    folder: Path | None = None

    def get(self, key: str, nodes: Sequence[str]) -> dict[str, Point] | None:
        """The layout of this key, or `None` if it is not kept."""
        own = self._path(key)
        for path in (*self.shipped, *([own] if own else [])):
            found = read(path, key, nodes)
            if found is not None:
                if path == own:
                    with suppress(OSError):
                        os.utime(path)  # used just now
                return found
        return None

    def put(self, key: str, positions: Mapping[str, Point]) -> None:
        """Keep a layout, whole or not at all, if that is worth it and can be done."""
        path = self._path(key)
        if path is None or len(positions) < WORTH:
            return
        content = written(key, positions).encode()
        if len(content) <= LARGEST_FILE:
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _write(path, content)
                _prune(path.parent)

    def _path(self, key: str) -> Path | None:
        return self.folder / f"layout-{key[:32]}.json" if self.folder else None


def _write(path: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place in one step."""
    handle, name = tempfile.mkstemp(prefix="layout-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    """Delete what is longest unused, also parts left by a process that was ended."""
    files = []
    for path in folder.glob("layout-*"):
        with suppress(OSError):  # another process deleted it
            about = path.stat()
            files.append((about.st_mtime, about.st_size, path))
    room = MOST_BYTES
    for i, (_, size, path) in enumerate(sorted(files, reverse=True)):
        room -= size
        if i >= MOST_FILES or room < 0:
            path.unlink(missing_ok=True)


def user_folder(environment: Mapping[str, str], platform: str, home: Path) -> Path | None:
    """Where this program may keep what it can compute again; `None` if told to keep nothing.

    Args:
        environment: `SOURCELINE_CACHE` names the folder, and none if it is blank; else what the
            system is told, such as `XDG_CACHE_HOME`.
        platform: as `sys.platform`.
        home: the user's folder.
    """
    if (told := environment.get("SOURCELINE_CACHE")) is not None:
        return Path(told).expanduser() if told.strip() else None
    if platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return base / "Sourceline" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "sourceline"
    base = Path(environment.get("XDG_CACHE_HOME") or "")
    return (base if base.is_absolute() else home / ".cache") / "sourceline"
