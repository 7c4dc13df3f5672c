"""Locators: where in a document's text a claim's passage stands.

A paragraph is a non-blank physical line, counted from 1. A passage begins with `opens` and ends
with `closes` inside one paragraph: the two ends of a W3C text-quote selector, which browsers
follow as a text fragment (`#:~:text=opens,closes`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.model import Document

_SAME = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph cut in three: before the passage, the passage, and after it, as printed."""

    before: str
    words: str
    after: str


def fold(text: str) -> str:
    """The text with plain spaces and straight quotes, character for character.

    The length stays, so that a position found in it is a position in the text as printed.
    """
    return text.translate(_SAME)


def paragraphs(text: str) -> list[str]:
    """The non-blank physical lines of a text, stripped."""
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


@lru_cache(maxsize=64)
def _read(path: Path, _stamp: float) -> tuple[str, ...]:
    return tuple(paragraphs(path.read_text(encoding="utf-8-sig")))


def text_of(document: Document, texts: Path) -> tuple[str, ...]:
    """The paragraphs of a document, or nothing where its text is not at hand."""
    path = texts / document.text_file
    if not document.text_file or not path.is_file():
        return ()
    try:
        return _read(path, path.stat().st_mtime)
    except UnicodeDecodeError:  # `check` says so
        return ()


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def find(paragraph: str, opens: str, closes: str) -> Passage | None:
    """The shortest passage of `paragraph` that begins with `opens` and ends with `closes`.

    Args:
        paragraph: the text as printed.
        opens: its first words; all of it where `closes` is blank.
        closes: its last words, beginning after `opens` ends.

    Returns:
        The paragraph cut in three, or `None` where it holds no such passage.
    """
    text, first, last = fold(paragraph), fold(opens), fold(closes)
    if not first:
        return None
    spans = list(_spans(text, first, last))
    if not spans:
        return None
    start, end = min(spans, key=lambda span: span[1] - span[0])
    return Passage(paragraph[:start], paragraph[start:end], paragraph[end:])


def _spans(text: str, first: str, last: str) -> Iterator[tuple[int, int]]:
    """From each place of `first` to the end of the next `last` after it."""
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        at = text.find(last, end)
        if at < 0:
            return
        yield start, at + len(last)
        start = text.find(first, start + 1)


def deep_link(url: str, opens: str, closes: str) -> str:
    """The address of a passage as a text fragment, or nothing without an address."""
    if not url:
        return ""
    # A comma and a dash separate the parts of a text directive, so they are encoded in the parts.
    ends = [quote(part, safe="").replace("-", "%2D") for part in (opens, closes) if part]
    return f"{url.split('#', maxsplit=1)[0]}#:~:text={','.join(ends)}"
