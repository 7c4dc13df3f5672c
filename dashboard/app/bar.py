"""What stands around the views: tabs, the sentence, downloads, and help where nothing is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app import links, sources
from dashboard.app.scenes import LABELS
from dashboard.app.tags import aria, keyed
from dashboard.export import FILES
from dashboard.selection import Selection, describe, sentence
from dashboard.views import drawing, groups
from dashboard.views.words import counted, said_as, tie_words, when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.app.answers import Answers
    from dashboard.app.scenes import Scenes
    from dashboard.export import File
    from dashboard.model import About
    from dashboard.store import Kept, Store

_UNPLACED_AT_ONCE = 300


def tabs(selection: Selection, views: Iterable[str], about: About) -> list[Any]:
    """One link for each view there is, as the data set calls it; the same claims in each."""
    return [
        links.to(
            replace(selection, view=view),
            about.view_titles.get(view) or view.capitalize(),
            className="view-tab on" if view == selection.view else "view-tab",
            **keyed(f"view:{view}"),
            **(aria(current="page") if view == selection.view else {}),
        )
        for view in views
    ]


def said(selection: Selection, kept: Kept, answers: Answers) -> list[Any]:
    """The sentence, its count set off, and how groups are drawn."""
    drawn = answers.scenes.words(selection, kept)
    traits = answers.traits  # what no claim of a list has is not missing from this or that one
    here = replace(
        kept,
        unplaced=0 if drawn or not traits.mapped else kept.unplaced,
        undated=kept.undated if traits.dated else 0,
    )
    count, _, rest = sentence(selection, here, answers.dataset).partition(" claims")
    return [html.Strong(f"{count} claims"), "; ".join([rest, *drawn])]


def grouped(selection: Selection, scenes: Scenes) -> list[Any]:
    """How it is drawn, the other ways there are, and the way back from an open group."""
    choices, plan = scenes.choices(selection), scenes.plan(selection)
    if selection.view not in ("network", "map") or len(choices) < 2:
        return []
    plain = replace(selection, opened="", focus="")
    ways = [
        html.Li(links.to(replace(plain, by="" if by == choices[0] else by), LABELS[by],
                         **keyed(f"by:{by}"),
                         **(aria(current="true") if by == plan.by else {})))
        for by in choices
    ]  # fmt: skip
    menu = html.Details([html.Summary(["Drawn as ", html.Strong(LABELS[plan.by])]), html.Ul(ways)],
                        className="menu", **keyed("drawn-as"))  # fmt: skip
    if not plan.opened:
        return [menu]
    back = links.to(plain, f"all {LABELS[plan.by]}", **keyed("group:back"))
    title = groups.title_of(plan.by, plan.opened, scenes.store.dataset)
    return [menu, html.Nav([back, " › ", html.Strong(title)], className="crumbs",
                           **aria(label="Open group"))]  # fmt: skip


def notices(said: list[str]) -> list[Any]:
    """What in the address was not understood."""
    return [html.Li(sentence) for sentence in said]


def clear(selection: Selection) -> Any:
    """The way back to everything, where anything is filtered."""
    if not selection.filters():
        return ""
    return links.to(Selection(view=selection.view, focus=selection.focus), "Clear filters",
                    className="button")  # fmt: skip


_GROUPS = (
    ("Of what is shown, for a spreadsheet:", ("edges", "nodes", "documents"), ""),
    ("For programs, exact:", ("edges", "nodes", "documents", "ftm"), "exact"),
    ("For network tools:", ("graphml", "gexf", "json"), ""),
    ("Everything, described, in one zip:", ("package",), ""),
)
_SHORT = {"network.graphml": "GraphML", "network.gexf": "GEXF", "network.json": "JSON",
          "entities.ftm.json": "FollowTheMoney"}  # fmt: skip
"""Where the name of the file says less than the format."""
_ROW = {"display": "flex", "flex-wrap": "wrap", "column-gap": "18px"}


def downloads(selection: Selection, kept: Kept, scenes: Scenes) -> list[Any]:
    """Plain links to the files of what is shown, and buttons for a picture of it."""
    query = selection.narrowing().query()
    groups: list[Any] = []
    for title, names, form in _GROUPS:
        items = [_file(FILES[name], query, form) for name in names]
        groups += [html.P(title), html.Ul(items, style=_ROW)]
    return [*groups, _pictures(selection, kept, scenes)]


def _file(file: File, query: str, form: str) -> html.Element:
    asked = f"{query}&format={form}".lstrip("&") if form and file.forms else query
    url = f"/{file.name}?{asked}" if asked else f"/{file.name}"
    label = _SHORT.get(file.name, file.name)
    return html.Li(html.A(label, href=url, download=file.name, title=file.meaning))


def _pictures(selection: Selection, kept: Kept, scenes: Scenes) -> html.Element:
    """Buttons for `92-picture.js`, with what it writes around the view and cannot see on the page.

    See `docs/decisions/0013-pictures.md`.
    """
    if selection.view == "table":
        words = "There is no picture of the table: edges.csv has all that it shows."
        return html.Div(html.P(words), className="pictures")
    store, dataset = scenes.store, scenes.store.dataset
    carried: dict[str, Any] = {
        "data-view": selection.view,
        "data-name": dataset.about.name,
        "data-title": dataset.about.title,
        "data-sources": sources.source_line(store, *scenes.drawn(selection), kept),
        "data-notice": sources.in_short(dataset.about.notice),
        "data-caption": sources.caption(selection, kept),
        "data-cited": sources.cited(selection, store),
    }
    forms = [html.Button(form.upper(), type="button", **_makes(form)) for form in ("png", "svg")]
    return html.Div(
        [html.P("Picture of this view, with its sentence, legend and sources:"), *forms,
         html.P(role="status")],
        className="pictures",
        **carried,
    )  # fmt: skip


def _makes(form: str) -> dict[str, Any]:
    return {"data-picture": form}


def nothing(selection: Selection, kept: Kept, store: Store) -> list[Any]:
    """Where no claim is left: which filter to relax, and what that would give."""
    if kept.claims or not kept.total:
        return []
    ways = [
        html.Li(links.to(
            selection.without(name),
            f"Without “{describe(name, selection, store.dataset)}”: {counted(count, 'claim')}",
        ))
        for name, count in store.relaxations(selection)
    ]  # fmt: skip
    if not ways:
        ways = [html.Li(links.to(Selection(view=selection.view), "Clear all filters"))]
    return [html.H2("No claim matches all of these filters."), html.Ul(ways)]


def off_the_map(selection: Selection, kept: Kept, store: Store) -> list[Any]:
    """The claims that the map cannot show, each with the reason and its evidence."""
    if not kept.unplaced:
        return [html.Summary("All claims are on the map")]
    items = [
        html.Li([links.focus(selection, row.edge, row.words), html.Small(row.reason)])
        for row in drawing.unplaced(store, selection, _UNPLACED_AT_ONCE)
    ]
    if kept.unplaced > _UNPLACED_AT_ONCE:
        more = f"and {counted(kept.unplaced - _UNPLACED_AT_ONCE, 'more claim')}: see the table"
        items.append(html.Li(more))
    return [html.Summary(f"{kept.unplaced:,} not on the map"), html.Ul(items)]


def beside_timeline(selection: Selection, kept: Kept) -> list[Any]:
    """How many claims have no date, and a way to see just those."""
    count = kept.choices["undated"]["only"]
    words = {"1": "included in the other views", "0": "left out", "only": "shown alone"}
    parts: list[Any] = [
        html.Strong(f"{count:,}"),
        html.Span(f"undated claim{'s' * (count != 1)}, {words[selection.undated]}"),
    ]
    if count and selection.undated != "only":
        only = replace(selection, undated="only", view="table")
        parts.append(links.to(only, "List them"))
    return parts


def _of_year(year: int) -> dict[str, Any]:
    """What `62-linked.js` finds the claims of a year by."""
    return {"data-year": str(year)}


def chronicle(
    selection: Selection, years: list[tuple[int, list[dict[str, Any]]]], rest: int
) -> list[Any]:
    """The dated claims in the order of time, each a link to its evidence; `rest` are not listed."""
    table = links.to(replace(selection, view="table"), "see the table")
    more = [html.P([f"and {counted(rest, 'later claim')}: ", table])] if rest else []
    return [
        html.Section([
            html.H3(str(year) if year else "Earlier"),
            html.Ul([
                html.Li([
                    html.Span(when(row), className="when"),
                    links.focus(
                        selection, row["id"],
                        [row["statement"], " ", html.Small(said_as(row))],
                        title=tie_words(row),
                        className="event on" if row["id"] == selection.focus else "event",
                    ),
                ])
                for row in rows
            ]),
        ], **_of_year(year))
        for year, rows in years
    ] + more  # fmt: skip
