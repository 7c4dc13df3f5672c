"""Whether the queries a data set offers as places to begin are understood and find something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.model import Problem
from dashboard.selection.keep import keep
from dashboard.selection.query import parse

if TYPE_CHECKING:
    from dashboard.model import Dataset

_FILE = "data/start.yaml"


def check_starts(dataset: Dataset) -> list[Problem]:
    """A problem for each query that holds something unknown or keeps no claim."""
    problems = []
    for start in dataset.about.starts:
        selection, said = parse(start.query, dataset)
        problems += [Problem(_FILE, 0, start.title, start.query, sentence) for sentence in said]
        if keep(dataset.edges, selection).empty:
            problems.append(Problem(_FILE, 0, start.title, start.query, "keeps no claim."))
    return problems
