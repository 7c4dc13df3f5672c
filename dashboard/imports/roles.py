"""What headings mean: which words name the two ends, a relation, dates, countries and sources.

The words stand in `headings.yaml`, in several languages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from dashboard.model import searchable


class Pair(NamedTuple):
    """Words for the first end, words for the second, and what ties the two."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    label: str
    strength: float = 1.0


_FILE = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_FILE[name].split())


PAIRS = tuple(
    Pair(tuple(p["first"].split()), tuple(p["second"].split()), p["label"], p.get("strength", 1.0))
    for p in _FILE["pairs"]
)
"""Headings that are a pair of ends. Strength and order decide between two that both stand there."""

RELATION, START, END, YEAR = (_words(name) for name in ("relation", "start", "end", "year"))
CITED, COUNTRY, KIND = (_words(name) for name in ("cited", "country", "kind"))
LAT, LON, PLACE = (_words(name) for name in ("lat", "lon", "place"))
NODE_ID, NODE_NAME = (_words(name) for name in ("node_id", "node_name"))
_TOO_SHORT = {"a", "o", "d", "x", "y", "de", "da", "do", "an", "à"}
"""Words that say something beside others, but not that a row is a header."""

_SIDES = {"1": "2", "a": "b", "i": "j", "x": "y", "o": "d", "one": "two", "first": "second",
          "src": "dst", "orig": "dest", "source": "target", "from": "to",
          "origin": "destination"}  # fmt: skip
_DIRECTED = frozenset({"src", "orig", "source", "from", "origin", "o"})


_TYPED = re.compile(r"(?<=.):(int|long|float|double|boolean|string|date|datetime|id|label)(\[\])?$",
                    re.IGNORECASE)  # fmt: skip
"""What Neo4j adds to a heading: `since:int`, `id:ID(Person)`."""


@lru_cache(maxsize=4096)
def key(heading: str) -> str:
    """A heading as it is compared: `:START_ID(Person)` is `startid`, `Source URLs` `sourceurls`."""
    bare = re.sub(r"\([^)]*\)", "", heading) or heading
    bare = _TYPED.sub("", bare)
    return re.sub(r"[\W_]+", "", searchable(bare))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    pairs = {word for pair in PAIRS for word in (*pair.first, *pair.second)}
    single = RELATION | START | END | YEAR | CITED | COUNTRY | LAT | LON | NODE_ID
    return frozenset(pairs | single | NODE_NAME | PLACE) - _TOO_SHORT


def is_known_header(cell: str) -> bool:
    """Whether a cell is a word that headings are made of, so that its row is a header."""
    return key(cell) in _known()


def is_unnamed(heading: str) -> bool:
    """Whether a column has no heading of its own, and was given a number for a name."""
    return re.fullmatch(r"column \d+", heading) is not None


def words_of(heading: str) -> set[str]:
    """The words of a heading, and all of it as one."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return {*re.findall(r"[^\W\d_]+", searchable(spaced)), key(heading)}


@lru_cache(maxsize=16384)
def numbered(first: str, second: str) -> tuple[str, bool] | None:
    """What two headings have in common that differ only in their side, and if that has a direction.

    `state1ab` and `state2ab`, `Entity A` and `Entity B`, `src_id` and `dst_id`, `lat_i`, `lat_j`.
    """
    a, b = searchable(first).strip(), searchable(second).strip()
    if a == b:
        return None
    prefix = 0
    while prefix < min(len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    suffix = 0
    while suffix < min(len(a), len(b)) - prefix and a[-1 - suffix] == b[-1 - suffix]:
        suffix += 1
    one, two = a[prefix : len(a) - suffix], b[prefix : len(b) - suffix]
    # what differs may share letters: `source` and `destination`, `from` and `to`
    for side, other in _SIDES.items():
        if one == side and two == other and _bounded(a, prefix, len(side)):
            return a[:prefix] + a[len(a) - suffix :], side in _DIRECTED
    for side, other in _SIDES.items():
        if len(side) > 2 and a.count(side) == 1 and a.replace(side, other) == b:
            return a.replace(side, ""), side in _DIRECTED
    return None


def _bounded(text: str, at: int, length: int) -> bool:
    """Whether the side is a word of its own; digits always are, letters need something around."""
    if text[at : at + length].isdigit():
        return True
    before, after = text[:at][-1:], text[at + length :][:1]
    return not (before.isalpha() or after.isalpha())
