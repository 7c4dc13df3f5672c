"""Whether the queries that a data set offers, to begin at and as scenes, find what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.model import Problem
from dashboard.selection.keep import keep
from dashboard.selection.query import Selection, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.model import Dataset

_FILE = "data/start.yaml"


def check_starts(dataset: Dataset) -> list[Problem]:
    """A problem for each query, of a start or a scene, that is not understood or keeps no claim."""
    problems = []
    for start in dataset.about.starts:
        said = _wrong(start.query, dataset)
        problems += [Problem(_FILE, 0, start.title, start.query, sentence) for sentence in said]
    for story in dataset.about.stories:
        file = f"data/stories/{story.id}.yaml"
        for scene in story.scenes:
            said = _wrong(scene.query, dataset)
            problems += [Problem(file, scene.line, "query", scene.query, s) for s in said]
    return problems


def _wrong(query: str, dataset: Dataset) -> Iterator[str]:
    """What is wrong with a query, as predicates and sentences."""
    selection, said = parse(query, dataset)
    yield from said
    if selection.story:
        yield "opens a story itself."
    kept = keep(dataset.edges, selection)
    if kept.empty:
        yield "keeps no claim."
    elif not _focus_is_shown(selection, set(kept["id"]), {*kept["source"], *kept["target"]}):
        yield "has a focus that it does not keep."


def _focus_is_shown(selection: Selection, edges: set[str], nodes: set[str]) -> bool:
    return not selection.focus or selection.focus in edges or selection.focus in nodes
