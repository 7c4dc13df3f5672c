"""Callbacks: from the URL to what is on the page. Each reads the URL and calls plain functions.

The URL is the only state. Links, the search field and the scripts change it; nothing else holds a
selection, so two views cannot disagree (`docs/decisions/0003-url-is-the-state.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Input, Output, State, no_update

from dashboard.app import bar, evidence, facets, ids, outline, stories
from dashboard.app.markup import html_of
from dashboard.theme import THEMES
from dashboard.views import table, timeline

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.app.answers import Answers


def register(app: Dash, answers: Answers) -> None:
    """Register every callback of the page."""
    _register_filter(app, answers)
    _register_views(app, answers)
    _register_evidence(app, answers)
    _register_scripts(app)


def _register_filter(app: Dash, answers: Answers) -> None:
    @app.callback(Output(ids.FILTERED, "data"), Input(ids.URL, "search"))
    def show_filter(query: str | None) -> dict[str, str]:
        """Say what is shown and what is hidden, and what each choice would give."""
        selection, said = answers.read(query)
        kept, dataset, store = answers.kept(selection), answers.dataset, answers.store
        parts = {
            ids.SENTENCE: bar.said(selection, kept, answers),
            ids.GROUPED: bar.grouped(selection, answers.scenes),
            ids.NOTICES: bar.notices(said),
            ids.CLEAR: bar.clear(selection),
            ids.DOWNLOADS: bar.downloads(selection, kept, answers.scenes),
            ids.TABS: bar.tabs(selection, answers.traits.views, dataset.about),
            ids.EMPTY: bar.nothing(selection, kept, store),
            ids.FACETS: facets.panel(selection, kept, answers.everything, dataset),
            ids.UNDATED: facets.undated(selection, kept) if answers.traits.dated else "",
            ids.LEGEND: facets.legend(selection, kept, dataset, answers.scenes.plan(selection)),
            ids.STORY: stories.bar(selection, kept, answers.scenes),
            ids.SCENE_DRAFT: stories.draft(selection, kept, dataset),
        }
        return {name: html_of(part) for name, part in parts.items()}


def _register_views(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.DRAWN, "data"),
        Output(ids.OFF_MAP, "data"),
        Input(ids.URL, "search"),
        State(ids.HAVE, "data"),
    )
    def show_drawing(query: str | None, have: str | None) -> tuple[dict[str, Any], Any]:
        """Say what of the scene is shown and in focus, and the scene if the page lacks it."""
        selection, _ = answers.read(query)
        kept, store, scenes = answers.kept(selection), answers.store, answers.scenes
        state = {**scenes.state(selection), "focus": selection.focus, "view": selection.view}
        if state["scene"] != have:
            state["elements"] = scenes.elements(scenes.plan(selection))
        if selection.view != "map":
            return state, no_update
        if scenes.plan(selection).grouped:
            return state, {ids.UNPLACED: ""}
        return state, {ids.UNPLACED: html_of(bar.off_the_map(selection, kept, store))}

    @app.callback(
        Output(ids.OUTLINED, "data"), Input(ids.LISTED, "data"), prevent_initial_call=True
    )
    def show_outline(query: str) -> dict[str, str]:
        """List what is drawn, where the list is open."""
        selection, _ = answers.read(query)
        listed = outline.outline(selection, answers.scenes)
        return {ids.OUTLINE: html_of(listed)}

    @app.callback(
        Output(ids.CHART, "figure"),
        Output(ids.TOLD, "data"),
        Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
    )
    def show_timeline(query: str | None, theme: str | None) -> tuple[Any, Any]:
        """Draw the years and list the dated claims, where the timeline is open."""
        selection, _ = answers.read(query)
        if selection.view != "timeline":
            return no_update, no_update
        kept = answers.kept(selection)
        look = THEMES.get(theme or "light", THEMES["light"])
        years, rest = timeline.chronicle(answers.store, selection)
        parts = {
            ids.CHRONICLE: html_of(bar.chronicle(selection, years, rest)),
            ids.BESIDE: html_of(bar.beside_timeline(selection, kept)),
            ids.CHART_WORDS: html_of(outline.chart(kept)),
        }
        return timeline.figure(kept.around, selection, look), parts

    if answers.store.total > table.AT_ONCE:
        _register_pages(app, answers)
    else:
        _register_rows(app, answers)


def _register_pages(app: Dash, answers: Answers) -> None:
    """The table of a list that is too large to be sent whole asks for the rows it shows."""

    @app.callback(
        Output(ids.TABLE, "getRowsResponse"),
        Input(ids.TABLE, "getRowsRequest"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def show_page(request: dict[str, Any] | None, query: str | None) -> Any:
        """Some rows of the kept claims, in the order that is asked for."""
        selection, _ = answers.read(query)
        kept = answers.kept(selection).claims
        return table.page(answers.store, selection, request, kept) if request else no_update

    app.clientside_callback(
        ClientsideFunction(namespace="sourceline", function_name="turn"),
        Input(ids.URL, "search"),
        prevent_initial_call=True,
    )


def _register_rows(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.TABLE, "rowData"),
        Output(ids.TABLE, "selectedRows"),
        Input(ids.URL, "search"),
        State(ids.TABLE, "selectedRows"),
    )
    def show_table(query: str | None, chosen: table.Chosen | None) -> tuple[Any, Any]:
        """Fill the table with the kept claims, where the table is open."""
        selection, _ = answers.read(query)
        if selection.view != "table":
            return no_update, no_update
        focus = [selection.focus] if answers.store.has_edge(selection.focus) else []
        same = table.ids_of(chosen) == focus
        return (
            table.rows(answers.store, selection),
            no_update if same else {"ids": focus},
        )


def _register_evidence(app: Dash, answers: Answers) -> None:
    @app.callback(Output(ids.OPENED, "data"), Input(ids.URL, "search"))
    def show_evidence(query: str | None) -> dict[str, str]:
        """Open what the focus rests on."""
        selection, _ = answers.read(query)
        panel = evidence.panel(selection, answers.store)
        return {ids.EVIDENCE: html_of(panel)}


def _register_scripts(app: Dash) -> None:
    """What the page does by itself; the functions are in `assets/`."""

    def script(name: str) -> ClientsideFunction:
        return ClientsideFunction(namespace="sourceline", function_name=name)

    app.clientside_callback(script("draw"), Input(ids.DRAWN, "data"), State(ids.STYLES, "data"))
    for part in (ids.FILTERED, ids.OFF_MAP, ids.TOLD, ids.OPENED, ids.OUTLINED):
        app.clientside_callback(script("fill"), Input(part, "data"))
    app.clientside_callback(
        script("fields"),
        Output(ids.SEARCH, "value"),
        Output(ids.FIRST, "value"),
        Output(ids.LAST, "value"),
        Output(ids.PAGE, "className"),
        Input(ids.URL, "search"),
    )
    app.clientside_callback(script("listed"), Output(ids.LISTED, "data"), Input(ids.URL, "search"),
                            prevent_initial_call=True)  # fmt: skip
    app.clientside_callback(script("search"), Input(ids.SEARCH, "value"), prevent_initial_call=True)
    app.clientside_callback(
        script("years"), Input(ids.FIRST, "value"), Input(ids.LAST, "value"),
        prevent_initial_call=True,
    )  # fmt: skip
    app.clientside_callback(
        script("brush"), Input(ids.CHART, "selectedData"), prevent_initial_call=True
    )
    app.clientside_callback(script("bar"), Input(ids.CHART, "clickData"), prevent_initial_call=True)
    app.clientside_callback(
        script("row"), Input(ids.TABLE, "selectedRows"), prevent_initial_call=True
    )
