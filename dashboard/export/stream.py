"""Text of any length as pieces of bytes, so that no file is ever held as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = 1 << 16


def in_pieces(parts: Iterable[str]) -> Iterator[bytes]:
    """The parts as UTF-8, joined to pieces of some 64 thousand characters."""
    waiting: list[str] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= _PIECE:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting).encode()
