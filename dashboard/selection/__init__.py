"""A selection: from and to the URL query, the claims it keeps, and its sentence."""

from dashboard.selection.keep import keep
from dashboard.selection.query import (
    FACETS,
    GROUPINGS,
    VIEWS,
    Selection,
    group_of,
    parse,
    vocabulary,
)
from dashboard.selection.sentence import describe, sentence
from dashboard.selection.starts import check_starts
from dashboard.selection.support import Support, support

__all__ = [
    "FACETS",
    "GROUPINGS",
    "VIEWS",
    "Selection",
    "Support",
    "check_starts",
    "describe",
    "group_of",
    "keep",
    "parse",
    "sentence",
    "support",
    "vocabulary",
]
