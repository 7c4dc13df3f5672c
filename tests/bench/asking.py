"""What every engine is asked: how many claims pass, and how many each further choice would give."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FACETS = {
    "list": ("list",),
    "kind": ("source_kind", "target_kind"),
    "country": ("source_country", "target_country"),
    "relation": ("relation",),
    "family": ("family",),
    "status": ("claim_status",),
    "modality": ("modality",),
    "document": ("document",),
    "paper": ("paper",),
    "sourcing": ("sourcing",),
    "x.channel": ("x.channel",),
}
"""The facets of a synthetic list, with their columns; a claim counts once for a value of two."""
COLUMNS = [column for columns in FACETS.values() for column in columns]
READ = [*COLUMNS, "layer", "earliest", "latest", "dated", "words"]
"""Columns that answer every question below."""
MANY = "x.channel"
"""The facet with 400 values, of which Sourceline counts the 200 most frequent."""
COUNTRIES = ("GR", "ES", "RU", "DE", "GB", "FR", "AU", "CA", "PL", "IT")
WORDS = ("nino", "toledo", "harbour", "luis", "blue", "company", "association", "person")
KINDS = ("nothing", "years, country", "a word", "years, country, a word")


@dataclass(frozen=True)
class Ask:
    """A filter; the claims of context are always left out.

    Attributes:
        country: of either end, "" for all.
        first: the first year; dated claims that overlap the years are kept. 0 for all.
        last: the last year.
        word: stands in the searched text, "" for none.
    """

    country: str = ""
    first: int = 0
    last: int = 0
    word: str = ""


@dataclass(frozen=True)
class Counted:
    """How many claims pass, and for each facet how many under all other filters."""

    claims: int
    facets: Mapping[str, Mapping[str, int]]

    @property
    def digest(self) -> str:
        """The same for the same counts; blank values, and `MANY`, are left out."""
        plain = {
            facet: {v: n for v, n in sorted(values.items()) if v and n}
            for facet, values in self.facets.items()
            if facet != MANY
        }
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]


def questions(rounds: int) -> Iterator[tuple[str, Ask]]:
    """Each kind of question with filters of its own, round for round.

    In three rounds no word is asked for twice: our stores keep which claims have one.
    """
    for turn in range(rounds):
        country, word = COUNTRIES[turn % len(COUNTRIES)], WORDS[turn % len(WORDS)]
        first = 1990 + 2 * turn
        yield KINDS[0], Ask()
        yield KINDS[1], Ask(country, first, first + 9)
        yield KINDS[2], Ask(word=word)
        yield KINDS[3], Ask(country, first + 1, first + 9, WORDS[(turn + 3) % len(WORDS)])
