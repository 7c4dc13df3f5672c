"""Which two columns are the ends of an edge: by their headings, else by what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from dashboard.imports.profile import Column, overlap
from dashboard.imports.roles import COUNTRY, PAIRS, is_unnamed, key, numbered, words_of
from dashboard.model import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_GENERIC = {"id", "name", "code", "node", "label", "iso", "iso3", "iso2", "entity", "key", "no",
            "number", "title", "full", "country", "type", "org", "organisation", "organization",
            "agency", "company", "person", "names", "the"}  # fmt: skip
LEAST = 0.25
"""Below this score nobody would take two columns for ends."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Two columns taken as ends, how surely, what ties them and why."""

    source: str
    target: str
    score: float
    label: str = "is tied to"
    directed: bool = True
    why: str = ""


def guess_ends(columns: Mapping[str, Column]) -> list[Ends]:
    """Pairs of columns that may be the ends, best first."""
    found = [*_by_headings(columns), *_by_numbers(columns)]
    if not any(ends.score >= 0.5 for ends in found):
        found += _by_values(columns)
    order = [*columns]
    return sorted(
        (ends for ends in found if ends.score >= LEAST),
        key=lambda e: (-round(e.score, 3), order.index(e.source), order.index(e.target)),
    )


def _by_headings(columns: Mapping[str, Column]) -> Iterator[Ends]:
    for pair in PAIRS:
        firsts = [(a, fit) for a in columns if (fit := _fits(a, pair.first))]
        seconds = [(b, fit) for b in columns if (fit := _fits(b, pair.second))] if firsts else []
        for (a, one), (b, two) in ((f, s) for f in firsts for s in seconds if f[0] != s[0]):
            score = pair.strength * min(one, two) + _content(columns[a], columns[b])
            why = f"their headings are a pair of ends ({a}, {b})"
            yield Ends(a, b, score, pair.label, True, why)


@lru_cache(maxsize=8192)
def _fits(heading: str, words: tuple[str, ...]) -> float:
    """1 where a heading is one of the words, a little less with a generic word beside it."""
    if key(heading) in words:
        return 1.0
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    parts = re.findall(r"[^\W_]+", searchable(spaced))
    bare = [part for part in parts if part not in _GENERIC]
    return 0.93 if len(bare) == 1 and bare[0] in words and len(bare[0]) > 1 else 0.0


def _by_numbers(columns: Mapping[str, Column]) -> Iterator[Ends]:
    named = [name for name in columns if not is_unnamed(name)]
    pairs = [(columns[a], columns[b], found)
             for a, b in combinations(named, 2) if (found := numbered(a, b))]  # fmt: skip
    for a, b, (common, directed) in pairs:
        worth = 0.95 if key(common) in ("", "id", "name", "node", "code", "entity") else 0.85
        score = worth + _content(a, b)
        apart = overlap(a, b) == 0 and min(len(a.given), len(b.given)) > 20
        if apart and not directed:
            score -= 0.4
        if words_of(common) & COUNTRY and any(_tells_more((a, b), other[:2]) for other in pairs):
            score -= 0.5
        why = f"their headings differ only in the side ({a.name}, {b.name})"
        yield Ends(a.name, b.name, score, "is tied to", directed, why)


def _tells_more(countries: tuple[Column, Column], others: tuple[Column, Column]) -> bool:
    """Whether other columns hold names of which the countries are but an attribute."""
    if countries == others or any(c.integer > 0.5 or not c.names for c in others):
        return False
    return all(len(o.given) >= len(c.given) for c, o in zip(countries, others, strict=True))


def _content(first: Column, second: Column) -> float:
    """What the values say for or against two columns whose headings fit, about -2 to 0.3."""
    shared = overlap(first, second) if min(len(first.given), len(second.given)) > 2 else 0.0
    found = 0.3 * shared - 0.25 * (first.blank + second.blank)
    for column in (first, second):
        if (column.given and not column.names) or (column.dated > 0.9 and column.numeric < 0.9):
            found -= 1.0
        if column.integer > 0.9:
            found -= 0.1
        if len(column.given) == 1:
            found -= 0.1
    return found


def _by_values(columns: Mapping[str, Column]) -> Iterator[Ends]:
    """Without headings: two columns with values in common, else the only two with names."""
    able = [
        c for c in columns.values()
        if c.names and c.blank < 0.9 and not _is_date(c) and not _row_id(c)
    ]  # fmt: skip
    narrow = len(columns) <= 3
    headed = not all(is_unnamed(name) for name in columns)
    for a, b in combinations(able, 2):
        shared = overlap(a, b)
        few = min(len(a.given), len(b.given)) < 3 and len(able) > 2
        chance = not narrow and any(_counts(c, headed=headed) for c in (a, b))
        if shared >= 0.25 and not few and not chance and not _one_to_one(a, b):
            doubts = 0.25 * (a.blank + b.blank) + 0.05 * (a.integer + b.integer)
            score = 0.45 + 0.4 * shared - doubts
            yield Ends(a.name, b.name, score, why="the same values stand in both")
    texts = [c for c in able if c.integer < 0.5 and len(c.given) > 1]
    things = [c for c in texts if len(c.given) >= min(5, 0.5 * len(c.codes))]
    if len(columns) == 2 and len(able) == 2:
        yield Ends(able[0].name, able[1].name, 0.45, why="the file has two columns")
    elif len(able) >= 2 and _one_to_one(able[0], able[1]):
        return
    elif len(able) >= 2 and [*columns][:2] == [able[0].name, able[1].name] and len(columns) == 3:
        yield Ends(able[0].name, able[1].name, 0.4, why="they are the first two of three columns")
    elif 2 <= len(things) <= 4 and not _code_and_name(things[0], things[1]):
        why = "no heading says so: they are the first two columns that hold names"
        yield Ends(things[0].name, things[1].name, 0.3, why=why)


def _row_id(column: Column) -> bool:
    """A column of ids of the rows themselves, as a table of nodes has it."""
    heading = key(column.name) in ("id", "nodeid", "index", "row", "nr", "no", "key", "code")
    return heading and len(column.given) == len(column.codes) > 1


def _is_date(column: Column) -> bool:
    return column.dated > 0.9 and (column.numeric < 0.9 or _years(column))


def _years(column: Column) -> bool:
    return all(re.fullmatch(r"1[5-9]\d\d|20\d\d", v) for v in column.given)


def _counts(column: Column, *, headed: bool) -> bool:
    """Whether numbers of a column have values in common with others by chance.

    They do if they are few, number the rows, or stand under a heading that names no end.
    """
    if column.integer < 0.9:
        return False
    rows = len(column.codes)
    return headed or len(column.given) == rows or (len(column.given) < 12 and rows > 30)


def _code_and_name(first: Column, second: Column) -> bool:
    """Whether each value of one goes with one of the other: two names of the same thing."""
    pairs = len({*zip(first.codes.tolist(), second.codes.tolist(), strict=True)})
    return pairs > 10 and pairs == len(first.distinct) == len(second.distinct)


def _one_to_one(first: Column, second: Column) -> bool:
    """Whether each row has values of its own in both: a table of things, as codes and names."""
    rows = len(first.codes)
    return rows > 20 and all(len(c.given) > 0.98 * rows * (1 - c.blank) for c in (first, second))
