"""Which encoding a file is in: told by its marks, or guessed by how the text reads.

UTF-8 is proven by itself: other encodings hardly ever make valid UTF-8. All others are compared by
the letters they give: a right guess gives common letters in words of one script.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1252", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1250", "cp1251",
               "cp1253", "cp1254", "iso8859_2", "iso8859_15", "koi8_r", "mac_roman",
               "cp850")  # fmt: skip
_COMMON = frozenset("éèêëàâáäãåæçíîïóôöõøœúûüùñßÉÖÄÜÅØ«»€°§–—‘’“”…ąćęłńśźżčďěňřšťůýžŠŽČőűğıİşŁ")
_TYPICAL = {"cp1250": "ąćęłńśźżčďěňřšťůýžőű", "iso8859_2": "ąćęłńśźżčďěňřšťůýžőű",
            "cp1254": "ğıİş"}  # fmt: skip
_SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")


class Encoding(NamedTuple):
    """Python's name of an encoding, why it was chosen, and others that read nearly as well."""

    name: str
    why: str
    others: tuple[str, ...] = ()


def detect(raw: bytes) -> Encoding:
    """The encoding of a file, with the reason in words."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return Encoding(name, "its first bytes say so (byte-order mark)")
    if wide := _wide(raw):
        return Encoding(wide, "every other byte is zero")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(raw)
    if raw.isascii():
        return Encoding("utf-8", "plain ASCII")
    return Encoding("utf-8", "all of it is valid UTF-8")


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark: of text in Latin letters every other byte is zero."""
    head = raw[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else ""


def _guess(raw: bytes) -> Encoding:
    sample = _telling(raw)
    scores = {}
    for name in _CANDIDATES:
        try:
            text = sample.decode(name)
            raw.decode(name)
        except UnicodeDecodeError:
            continue
        scores[name] = score(text, name)
    if not scores:
        return Encoding("latin-1", "no other encoding reads every byte; letters may be wrong")
    ranked = sorted(scores, key=lambda n: -scores[n])
    best = ranked[0]
    near = tuple(n for n in ranked[1:] if scores[n] > scores[best] - 0.15 and n != best)
    why = f"not valid UTF-8; as {best} it reads best"
    shown = preview(sample.decode(best))
    return Encoding(best, f"{why}, as in {shown}" if shown else why, near)


def _telling(raw: bytes) -> bytes:
    """The lines that hold more than ASCII, up to a size."""
    lines = (line for line in re.split(rb"[\r\n]+", raw) if not line.isascii())
    found, size = [], 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return b"\n".join(found)


def score(text: str, name: str = "") -> float:
    """How well a text reads, from about -1 to 1, by its words with letters beyond ASCII."""
    typical = _TYPICAL.get(name, "")
    total, count = 0.0, 0
    for word in _WORD.findall(text):
        if not word.isascii():
            beyond = [c for c in word if c > "\x7f"]
            count += len(beyond)
            total += _word(word, beyond, typical)
    return total / count if count else 0.0


def _word(word: str, beyond: list[str], typical: str) -> float:
    scripts = {_script(c) for c in word if c.isalpha()}
    if len(scripts) > 1:
        return -1.0 * len(beyond)
    if scripts == {"latin"}:
        return sum(_latin(word, i, typical) for i, c in enumerate(word) if c > "\x7f")
    if scripts == {"cjk"}:
        return sum(0.9 if _common_hanzi(c) else -0.3 for c in beyond)
    if scripts in ({"kana"}, {"hangul"}):
        return 1.0 * len(beyond)
    if scripts in ({"cyrillic"}, {"greek"}):
        inner_capitals = sum(c.isupper() for c in word[1:]) if not word.isupper() else 0
        return (0.3 if len(word) < 2 else 0.8) * len(beyond) - 1.5 * inner_capitals
    return sum(0.1 if c in _COMMON else -0.6 for c in beyond)


def _latin(word: str, i: int, typical: str) -> float:
    c = word[i]
    found = 0.75 if c in typical else 0.6 if c in _COMMON else -0.3
    beside = word[max(i - 1, 0) : i] + word[i + 1 : i + 2]
    if any(other > "\x7f" for other in beside):
        found -= 0.7
    if c.isupper() and i and word[i - 1].islower():
        found -= 1.2
    return found


def _script(c: str) -> str:  # noqa: PLR0911 - one line for each script
    if c < "\x80":
        return "latin"
    name = unicodedata.name(c, "")
    if name.startswith("LATIN"):
        return "latin"
    if name.startswith(("CJK UNIFIED", "CJK COMPAT", "IDEOGRAPHIC")):
        return "cjk"
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return "kana"
    if name.startswith("HALFWIDTH KATAKANA"):
        return "other"
    for script in ("HANGUL", "CYRILLIC", "GREEK"):
        if name.startswith(script):
            return script.lower()
    return "other"


def _common_hanzi(c: str) -> bool:
    """Whether it is one of the some 3,700 common characters: level 1 of GB 2312, or of Big5."""
    for name, low, high in (
        ("gb2312", 0xB0, 0xD7),
        ("big5", 0xA4, 0xC6),
        ("shift_jis", 0x88, 0x97),
    ):
        try:
            first = c.encode(name)[0]
        except UnicodeEncodeError:
            continue
        if low <= first <= high:
            return True
    return False


def preview(text: str) -> str:
    """Up to three words that show the letters in question."""
    words = dict.fromkeys(w for w in re.findall(r"[^\W\d_]{2,}", text) if not w.isascii())
    return ", ".join(f"\u201c{w[:24]}\u201d" for w in [*words][:3])
