"""All that one address shows, answered at once: filter, drawing, open view and evidence agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app import bar, evidence, facets, ids, outline, stories
from dashboard.app.legend import legend
from dashboard.app.markup import html_of
from dashboard.theme import THEMES
from dashboard.views import table, timeline

if TYPE_CHECKING:
    from dashboard.app.answers import Answers
    from dashboard.selection import Selection


def html(selection: Selection, said: list[str], answers: Answers) -> dict[str, str]:
    """The HTML of everything that is text, by the id of the element it fills.

    Args:
        selection: what the address asks for.
        said: what in it was not understood.
        answers: the claims.
    """
    parts = {
        **_filter(selection, said, answers),
        **_view(selection, answers),
        ids.EVIDENCE: evidence.panel(selection, answers.store),
    }
    return {name: html_of(part) for name, part in parts.items()}


def _filter(selection: Selection, said: list[str], answers: Answers) -> dict[str, Any]:
    """What is shown and what is hidden, and what each choice would give."""
    kept, dataset, scenes = answers.kept(selection), answers.dataset, answers.scenes
    return {
        ids.SENTENCE: bar.said(selection, kept, answers),
        ids.GROUPED: bar.grouped(selection, scenes),
        ids.NOTICES: bar.notices(said),
        ids.CLEAR: bar.clear(selection),
        ids.DOWNLOADS: bar.downloads(selection, kept, scenes),
        ids.TABS: bar.tabs(selection, answers.traits.views, dataset.about),
        ids.EMPTY: bar.nothing(selection, kept, answers.store),
        ids.FACETS: facets.panel(selection, kept, answers.everything, dataset),
        ids.UNDATED: facets.undated(selection, kept) if answers.traits.dated else "",
        ids.LEGEND: legend(selection, kept, answers.everything, dataset, scenes.plan(selection)),
        ids.STORY: stories.bar(selection, kept, scenes),
        ids.SCENE_DRAFT: stories.draft(selection, kept, dataset),
    }


def _view(selection: Selection, answers: Answers) -> dict[str, Any]:
    """What only the open view has."""
    kept, store = answers.kept(selection), answers.store
    if selection.view == "map":
        grouped = answers.scenes.plan(selection).grouped
        return {ids.UNPLACED: "" if grouped else bar.off_the_map(selection, kept, store)}
    if selection.view == "timeline":
        years, rest = timeline.chronicle(store, selection)
        return {
            ids.CHRONICLE: bar.chronicle(selection, years, rest),
            ids.BESIDE: bar.beside_timeline(selection, kept),
            ids.CHART_WORDS: outline.chart(kept),
        }
    return {}


def drawn(selection: Selection, have: str | None, answers: Answers) -> dict[str, Any]:
    """What of the scene is shown and in focus, and the scene itself if the page lacks it.

    Args:
        selection: what the address asks for.
        have: the name of the scene that the page has.
        answers: the claims.
    """
    scenes = answers.scenes
    state = {**scenes.state(selection), "focus": selection.focus, "view": selection.view}
    if state["scene"] != have:
        state["elements"] = scenes.elements(scenes.plan(selection))
    return state


def chart(selection: Selection, theme: str, answers: Answers) -> dict[str, Any] | None:
    """What the chart of the years is to show, in a theme; `None` where no chart is open."""
    if selection.view != "timeline":
        return None
    look = THEMES.get(theme, THEMES["light"])
    return {"figure": timeline.figure(answers.kept(selection).around, selection, look)}


def rows(
    selection: Selection, chosen: table.Chosen | None, answers: Answers
) -> dict[str, Any] | None:
    """What the table is to show; `None` where no table is open.

    Args:
        selection: what the address asks for.
        chosen: the row that is chosen in the page: to write it again would choose it again.
        answers: the claims.
    """
    store = answers.store
    if selection.view != "table":
        return None
    if table.paged(store):  # it asks for the rows it shows
        return {}
    focus = [selection.focus] if store.has_edge(selection.focus) else []
    choice = {} if table.ids_of(chosen) == focus else {"selectedRows": {"ids": focus}}
    return {"rowData": table.rows(store, selection), **choice}
