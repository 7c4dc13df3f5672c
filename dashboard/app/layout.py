"""The page: header, filter panel, stage with four views, evidence panel, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
import dash_cytoscape as cyto
from dash import dcc, html

from dashboard.app import dialogs, ids, links, stories
from dashboard.app.elements import as_dash
from dashboard.app.tags import aria
from dashboard.selection import Selection
from dashboard.theme import THEMES
from dashboard.views import drawing, table

if TYPE_CHECKING:
    from dashboard.app.traits import Traits
    from dashboard.model import Dataset
    from dashboard.store import Store

_GRID_THEME = (
    "themeQuartz.withParams({backgroundColor: 'var(--panel)', foregroundColor: 'var(--ink)',"
    " accentColor: 'var(--accent)', borderColor: 'var(--rule)', headerBackgroundColor:"
    " 'var(--paper)', headerTextColor: 'var(--quiet)', fontFamily: 'inherit', fontSize: 14,"
    " spacing: 6, cellHorizontalPadding: 8, wrapperBorder: false, browserColorScheme: 'inherit'})"
)

_HEADER_TO_ROWS = (
    "params.backwards ? false : {column: params.previousHeaderPosition.column, headerRowIndex: -1}"
)


def page(store: Store, traits: Traits, *, opens: bool = False) -> html.Div:
    """The whole page; what depends on the selection is filled in by callbacks."""
    dataset = store.dataset
    return html.Div(
        [
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.DRAWN),
            dcc.Store(id=ids.HAVE),
            dcc.Store(id=ids.THEME),
            *(dcc.Store(id=part) for part in (ids.ASKED, ids.FILLED, ids.OUTLINED, ids.LISTED)),
            *(dcc.Store(id=part) for part in (ids.CHARTED, ids.ROWS)),
            dcc.Store(id=ids.PARTS, data={ids.CHART: _chart(), ids.TABLE: _table(store)}),
            dcc.Store(id=ids.STYLES, data=_styles(directed=dataset.about.directed)),
            *_skips(),
            html.Div(id=ids.SPOKEN, className="unseen", role="status"),
            _header(dataset, opens=opens),
            _filters(traits, curated=dataset.about.profile == "curated"),
            html.Main([html.H1(dataset.about.title, className="unseen"), _bar(), _stage()],
                      id="main", tabIndex=-1),
            _story(dataset),
            html.Aside(id=ids.EVIDENCE, className="evidence", **aria(label="Evidence")),
            _footer(dataset),
        ],
        id=ids.PAGE,
        className="page view-network",
        **_known(traits),
    )  # fmt: skip


def _known(traits: Traits) -> dict[str, Any]:
    """What the scripts have to know of the data set."""
    return {"data-views": " ".join(traits.views)}


def _skips() -> list[html.A]:
    """Links over what lies between; `66-focus.js` follows them."""
    return [
        html.A("Skip to the claims", href="#stage", className="skip"),
        html.A("Skip to the list of what is drawn", href="#drawn-list", className="skip if-drawn"),
        html.A("Skip to the evidence", href="#evidence", className="skip if-opened"),
    ]


def _story(dataset: Dataset) -> html.Section:
    """Where a scene's caption stands while presenting."""
    known: dict[str, Any] = {"data-stories": stories.ids_of(dataset)}
    label = aria(label="Story", live="polite")
    return html.Section(id=ids.STORY, className="story", **label, **known)


def _styles(*, directed: bool) -> dict[str, Any]:
    return {name: drawing.stylesheet(theme, directed=directed) for name, theme in THEMES.items()}


def _header(dataset: Dataset, *, opens: bool) -> html.Header:
    return html.Header(
        [
            html.Button("Filters", id="open-filters", className="plain only-narrow",
                        **aria(controls="filters", expanded="false")),
            html.Div([as_dash(links.to(Selection(), "Sourceline", className="brand")),
                      html.Span(dataset.about.title, className="data-title")], className="title"),
            html.Nav(id=ids.TABS, className="tabs", **aria(label="Views")),
            html.Div([
                html.Button("◐", id="switch-theme", className="plain",
                            title="Light or dark", **aria(label="Switch between light and dark")),
                *([html.Button("Open a list", id="open-open-list", className="plain")]
                  if opens else []),
                html.Button("Start here", id="open-start", className="plain",
                            hidden=not (dataset.about.starts or dataset.about.stories)),
                html.Button("Present", id="present", className="plain",
                            title="Full screen, in large type (p)"),
                html.Button("About", id="open-about", className="plain"),
            ], className="tools"),
        ],
        className="header",
    )  # fmt: skip


def _filters(traits: Traits, *, curated: bool) -> html.Aside:
    return html.Aside(
        [
            html.Div([html.H2("Filter"), html.Button("Done", id="close-filters",
                                                     className="plain only-narrow")],
                     className="filters-head"),
            html.Label("Search names, statements, passages" if curated else "Search names and rows",
                       htmlFor=ids.SEARCH, className="label"),
            _field(ids.SEARCH, "e.g. Toledo" if curated else "any word", kind="search"),
            html.Fieldset(hidden=not traits.dated, children=[
                html.Legend("Years"),
                html.Div([
                    html.Label("from", htmlFor=ids.FIRST),
                    _field(ids.FIRST, "any", look="field year"),
                    html.Label("to", htmlFor=ids.LAST),
                    _field(ids.LAST, "any", look="field year"),
                ], className="years"),
                html.Ul(id=ids.UNDATED, className="choices"),
            ]),
            html.Div(id=ids.FACETS),
        ],
        id="filters",
        className="filters",
        **aria(label="Filter"),
    )  # fmt: skip


def _field(name: str, hint: str, *, kind: str = "text", look: str = "field") -> html.Div:
    """Where `12-fields.js` puts a field; Dash's own changes the order of letters typed fast."""
    told: dict[str, Any] = {
        "data-field": name,
        "data-type": kind,
        "data-hint": hint,
        "data-look": look,
    }
    return html.Div(className="slot", **told)


def _bar() -> html.Div:
    """The sentence with what goes with it: clear, fit, downloads; and what was not understood."""
    return html.Div(
        [
            html.P(id=ids.SENTENCE, className="sentence", **aria(live="polite", atomic="true")),
            html.Div([
                html.Span(id=ids.CLEAR),
                html.Details([html.Summary("Download"), html.Div(id=ids.DOWNLOADS)],
                             className="menu"),
                html.Button("Add scene", id="open-add-scene",
                            title="This screen as a scene of a story"),
            ], className="actions"),
            html.Ul(id=ids.NOTICES, className="notices", **aria(live="polite")),
            html.P([html.Span(), html.Button("Try again", id="try-again")],
                   id="trouble", className="trouble", role="alert", hidden=True),
        ],
        className="bar",
    )  # fmt: skip


def _stage() -> html.Div:
    return html.Div(
        [
            html.Div(id=ids.EMPTY, className="empty"),
            _drawing(),
            html.Section([
                html.P("Dated claims by year. A claim counts in each year it overlaps. Click a "
                       "bar, or drag over several, to set the years.", className="hint"),
                html.Div([
                    html.Div(
                        id=_slot(ids.CHART), style={"height": 240}, role="img",
                        **aria(labelledby=ids.CHART_WORDS),
                    ),
                    html.Div(id=ids.BESIDE, className="beside"),
                ], className="chart-row"),
                html.P("Bar chart of dated claims by year", id=ids.CHART_WORDS, hidden=True),
                html.H2("Claims by date", className="unseen"),
                html.Div(id=ids.CHRONICLE, className="chronicle"),
            ], className="view timeline-view", tabIndex=-1, **aria(label="Timeline")),
            html.Section(id=_slot(ids.TABLE), className="view table-view", tabIndex=-1,
                         **aria(label="Table")),
        ],
        id="stage",
        className="stage",
        tabIndex=-1,
    )  # fmt: skip


def _drawing() -> html.Section:
    canvas = cyto.Cytoscape(
        id=ids.DRAWING,
        elements=[],  # `52-scene.js` puts in what the answers say
        layout={"name": "preset", "fit": False},
        stylesheet=[],
        style={"width": "100%", "height": "100%"},
        minZoom=0.05,
        maxZoom=60,
        boxSelectionEnabled=False,
        autoRefreshLayout=False,
        responsive=False,
    )
    scene = html.Div(
        [
            html.Div(id="land", className="under-layer", **aria(hidden="true")),
            html.Details([html.Summary("List what is drawn"), html.Div(id=ids.OUTLINE)],
                         id="drawn-list", className="drawn-list"),
            html.Div(canvas, id=ids.CANVAS, className="canvas", tabIndex=0, role="application",
                     **aria(label="Drawing", describedby="canvas-keys")),
            html.P(_keys_in_short(), id="canvas-keys", className="canvas-keys"),
            html.Div(id="tip", className="tip", role="tooltip"),
            html.Div(id=ids.GROUPED, className="grouped"),
            html.Div([
                html.Button("+", id="zoom-in", title="Zoom in", **aria(label="Zoom in")),
                html.Button("−", id="zoom-out", title="Zoom out", **aria(label="Zoom out")),
                html.Button("Fit", id="fit", title="Fit what is shown"),
            ], className="zoom"),
            html.Details(id=ids.UNPLACED, className="unplaced"),
        ],
        className="scene",
    )  # fmt: skip
    legend = html.Details([html.Summary("Legend"), html.Div(id=ids.LEGEND, className="keys")],
                          className="legend", open=True)  # fmt: skip
    return html.Section(
        [scene, legend], className="view drawing-view", **aria(label="Network and map")
    )


def _keys_in_short() -> list[Any]:
    """The help line under the drawing while it has the keyboard."""
    short = [("← →", "claims of a node"), ("Space", "to the other end"), ("Enter", "evidence"),
             ("Page ↓", "next node"), ("Home", "first"), ("+ − 0", "zoom, fit"),
             ("Shift ←", "move"), ("Esc", "back")]  # fmt: skip
    pairs = [[html.Kbd(key), f" {words}"] for key, words in short]
    return [part for pair in pairs for part in (*pair, ", ")][:-1]


def _slot(part: str) -> str:
    """Where `14-parts.js` puts a part when its view is first opened."""
    return f"{part}-slot"


def _chart() -> dcc.Graph:
    return dcc.Graph(id=ids.CHART, responsive=True, style={"height": 240}, figure={},
                     config={"displayModeBar": False, "scrollZoom": False})  # fmt: skip


def _table(store: Store) -> dag.AgGrid:
    """All rows at once where they are few, else those that are looked at, as they are asked for."""
    paged = table.paged(store)
    model: dict[str, Any] = {"rowModelType": "infinite"} if paged else {"rowData": []}
    return dag.AgGrid(
        id=ids.TABLE,
        columnDefs=table.columns(store.dataset, paged=paged),
        **model,
        getRowId="params.data.id",
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
        dashGridOptions={
            "theme": {"function": _GRID_THEME},
            "rowSelection": {"mode": "singleRow", "checkboxes": False,
                             "enableClickSelection": True},
            "animateRows": False,
            "suppressCellFocus": False,
            "tooltipShowDelay": 400,
            "ensureDomOrder": True,
            **({"cacheBlockSize": table.BLOCK, "maxBlocksInCache": 10, "rowHeight": 48}
               if paged else {}),
            # Two stops, the names of the columns and the rows; arrows go on from there. Tab would
            # otherwise stop in every cell of every row.
            "tabToNextCell": {"function": "false"},
            "tabToNextHeader": {"function": _HEADER_TO_ROWS},
        },
        style={"height": "100%", "width": "100%"},
    )  # fmt: skip


def _footer(dataset: Dataset) -> html.Footer:
    about = dataset.about
    return html.Footer(
        [html.Span(about.notice, className="notice"), html.Span(as_dash(dialogs.licences(about))),
         html.Button("About and corrections", className="plain", id="open-about-2")],
        className="footer",
    )  # fmt: skip
