"""Callbacks: from the URL to what is on the page. Each reads the URL and calls plain functions.

The URL is the only state. Links, the search field and the scripts change it; nothing else holds a
selection, so two views cannot disagree (`docs/decisions/0003-url-is-the-state.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Input, Output, State, no_update

from dashboard.app import ids, outline, shown
from dashboard.app.markup import html_of
from dashboard.views import table

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.app.answers import Answers


def register(app: Dash, answers: Answers) -> None:
    """Register every callback of the page."""
    _register_answer(app, answers)
    _register_outline(app, answers)
    if table.paged(answers.store):
        _register_pages(app, answers)
    _register_scripts(app)


def _register_answer(app: Dash, answers: Answers) -> None:
    """One request and one answer for all that an address shows."""
    outputs = {
        "html": Output(ids.FILLED, "data"),
        "drawn": Output(ids.DRAWN, "data"),
        "chart": Output(ids.CHARTED, "data"),
        "rows": Output(ids.ROWS, "data"),
    }

    @app.callback(
        output=outputs,
        inputs={
            "asked": Input(ids.ASKED, "data"),
            "have": State(ids.HAVE, "data"),
            "chosen": State(ids.TABLE, "selectedRows", allow_optional=True),
        },
    )
    def show(
        asked: dict[str, str] | None, have: str | None, chosen: table.Chosen | None
    ) -> dict[str, Any]:
        """Show what the address says; what stays as it is, is not sent."""
        selection, said = answers.read((asked or {}).get("query"))
        theme = (asked or {}).get("theme", "light")
        return {
            "html": shown.html(selection, said, answers),
            "drawn": shown.drawn(selection, have, answers),
            "chart": _or_not(shown.chart(selection, theme, answers)),
            "rows": _or_not(shown.rows(selection, chosen, answers)),
        }


def _or_not(props: dict[str, Any] | None) -> Any:
    return no_update if props is None else props


def _register_outline(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.OUTLINED, "data"), Input(ids.LISTED, "data"), prevent_initial_call=True
    )
    def show_outline(query: str) -> dict[str, str]:
        """List what is drawn, where the list is open."""
        selection, _ = answers.read(query)
        return {ids.OUTLINE: html_of(outline.outline(selection, answers.scenes))}


def _register_pages(app: Dash, answers: Answers) -> None:
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


def _register_scripts(app: Dash) -> None:
    """What the page does by itself; the functions are in `assets/`."""

    def script(name: str) -> ClientsideFunction:
        return ClientsideFunction(namespace="sourceline", function_name=name)

    app.clientside_callback(
        script("ask"), Output(ids.ASKED, "data"), Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
    )  # fmt: skip
    app.clientside_callback(script("draw"), Input(ids.DRAWN, "data"), State(ids.STYLES, "data"))
    for name, props in ((ids.CHART, ids.CHARTED), (ids.TABLE, ids.ROWS)):
        app.clientside_callback(
            script(f"put-{name}"), Input(props, "data"), State(ids.PARTS, "data")
        )
    for part in (ids.FILLED, ids.OUTLINED):
        app.clientside_callback(script("fill"), Input(part, "data"))
    app.clientside_callback(
        script("fields"),
        Output(ids.PAGE, "className"),
        Input(ids.URL, "search"),
    )
    app.clientside_callback(script("listed"), Output(ids.LISTED, "data"), Input(ids.URL, "search"),
                            prevent_initial_call=True)  # fmt: skip
    app.clientside_callback(
        script("brush"), Input(ids.CHART, "selectedData"), prevent_initial_call=True
    )
    app.clientside_callback(script("bar"), Input(ids.CHART, "clickData"), prevent_initial_call=True)
    app.clientside_callback(
        script("row"), Input(ids.TABLE, "selectedRows"), prevent_initial_call=True
    )
