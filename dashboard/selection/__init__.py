"""A selection: from and to the URL query, the claims it keeps, and its sentence."""

from dashboard.selection.keep import keep
from dashboard.selection.query import FACETS, VIEWS, Selection, parse, vocabulary
from dashboard.selection.sentence import describe, sentence
from dashboard.selection.starts import check_starts
from dashboard.selection.support import Support, support

__all__ = [
    "FACETS",
    "VIEWS",
    "Selection",
    "Support",
    "check_starts",
    "describe",
    "keep",
    "parse",
    "sentence",
    "support",
    "vocabulary",
]
