"""A selection: from and to the URL query, the claims it keeps, their counts, and its sentence."""

from dashboard.selection.keep import Kept, answer, keep, relaxations, year_counts, year_range
from dashboard.selection.query import FACETS, VIEWS, Selection, parse, vocabulary
from dashboard.selection.sentence import describe, sentence
from dashboard.selection.starts import check_starts
from dashboard.selection.support import Support, support

__all__ = [
    "FACETS",
    "VIEWS",
    "Kept",
    "Selection",
    "Support",
    "answer",
    "check_starts",
    "describe",
    "keep",
    "parse",
    "relaxations",
    "sentence",
    "support",
    "vocabulary",
    "year_counts",
    "year_range",
]
