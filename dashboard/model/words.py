"""Text as it is searched."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i",
    "‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "—": "-", "−": "-",
})  # fmt: skip
"""Letters with a stroke, which Unicode does not take apart, and what typographers set."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def searchable(text: str) -> str:
    """The text as it is searched, without case, accents and typographer's marks.

    `Šanghaj` is found by `sanghaj`, `company’s` by `company's`.
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    plain = _NOT_ASCII.sub(lambda c: "" if unicodedata.combining(c[0]) else c[0], plain)
    return plain.casefold().translate(_PLAIN)
