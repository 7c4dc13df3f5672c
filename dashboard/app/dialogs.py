"""What opens over the page: places to begin, about the data, and opening a list of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app import stories
from dashboard.app.tags import NAV, aria
from dashboard.app.uploads import MOST_BYTES

if TYPE_CHECKING:
    from dashboard.model import About, Dataset

KEYS = {
    "Right, Down / Left, Up": "the next or previous claim of the node, clockwise",
    "Space": "along the line to the node at its other end; once more, back",
    "Enter": "open the evidence; Escape closes it and leads back",
    "Page Down / Page Up": "the next or previous node, those with most claims first",
    "Home": "the node with most claims",
    "Escape": "from a claim back to its node",
    "+ / −": "zoom in or out; 0 or f fits all that is shown",
    "Shift with an arrow": "move the view",
    "m": "in the network, move the node with the arrows; m again, Enter or Escape ends it",
}
"""Keys while the drawing has the keyboard; `65-keyboard.js` follows them."""


def all_of(dataset: Dataset, *, opens: bool) -> list[html.Element]:
    """Every dialog; `opens` says whether lists can be opened."""
    lists = [open_list()] if opens else []
    return [about(dataset), start(dataset), *lists, stories.dialog()]


def _keys() -> list[Any]:
    """The keyboard in the About dialog."""
    return [
        html.H3("Keyboard"),
        html.P("Tab leads through everything, first to links that skip ahead; / goes to the "
               "search. In the table, Enter on a row opens its evidence. The drawing is one stop; "
               "what it shows can also be read as a list, by the link that skips to it. In the "
               "drawing:"),
        html.Dl([cell for key, words in KEYS.items() for cell in (html.Dt(key), html.Dd(words))],
                className="key-list"),
    ]  # fmt: skip


def licences(about: About) -> list[Any]:
    """Under what licences data and code are; what is not given is not said."""
    data = ["Data: ", outward(about.licence, about.licence_url), ". "] if about.licence else []
    return [*data, f"Code: {about.code_licence}. "] if about.code_licence else data


def open_list() -> html.Element:
    """Files of the reader's own: dropped or chosen, previewed, opened; `95-open.js` works it."""
    either = {"": "as guessed", "yes": "yes", "no": "no"}
    return html.Dialog(
        [
            html.Button("×", id="close-open-list", className="close", **aria(label="Close")),
            html.H2("Open a list"),
            html.P("An edge list: CSV or other delimited text, a spreadsheet, GraphML, GEXF, GML, "
                   "Pajek or JSON; and, if there is one, the file with its nodes. Up to "
                   f"{MOST_BYTES // 1024 // 1024} MB. It stays on this computer, in this program "
                   "alone, until the program ends."),
            html.Label("Drop files here, or choose them ", className="dropzone", **_part("zone")),
            html.Div([
                html.Label(["Header row ", _either("header", either)]),
                html.Label(["Direction matters ", _either("directed", either)]),
                html.Button("Open", className="button", disabled=True, **_part("go")),
            ], className="opening"),
            html.P(role="status", **_part("said")),
            html.Div(className="previews", **_part("list")),
        ],
        id="open-list",
        className="about wide-dialog",
        **aria(label="Open a list"),
    )  # fmt: skip


def _part(name: str) -> dict[str, Any]:
    return {"data-part": name}


def _either(name: str, choices: dict[str, str]) -> html.Element:
    options = [html.Option(label, value=value) for value, label in choices.items()]
    return html.Select(options, **_part(name))


def outward(label: str, url: str) -> Any:
    """A link that opens beside the page; only the label where there is no address."""
    return html.A(label, href=url, target="_blank", rel="noopener noreferrer") if url else label


def start(dataset: Dataset) -> html.Element:
    """Where a newcomer can begin."""
    return html.Dialog(
        [
            html.Button("×", id="close-start", className="close", **aria(label="Close")),
            html.H2("Start here"),
            *stories.listed(dataset),
            html.P("Each of these opens one part of the network. The address is a permalink."),
            html.Ul([
                html.Li(html.A([html.Strong(start.title), html.Span(start.text)],
                               href=f"/?{start.query}", **NAV))
                for start in dataset.about.starts
            ], className="starts"),
        ],
        id="start",
        className="about",
        **aria(label="Start here"),
    )  # fmt: skip


def about(dataset: Dataset) -> html.Element:
    """What the data set says of itself, how to read it, keys, documents and licences."""
    told = dataset.about
    return html.Dialog(
        [
            html.Button("×", id="close-about", className="close", **aria(label="Close")),
            html.H2(told.title),
            html.P(told.description),
            html.H3("How to read it"),
            html.P(told.notice),
            html.P("Every line is one claim by one document. Click it to see the statement, who "
                   "says it and in what mode, the document and the passage it rests on."),
            *_keys(),
            html.H3("Documents"),
            html.Ul([
                html.Li([outward(d.title, d.url), f", {d.publisher}" if d.publisher else "",
                         f". Reliability {d.reliability}: {d.reliability_rationale}"])
                for d in dataset.documents.values()
            ]),
            *([html.H3("Corrections"), html.P(told.corrections)] if told.corrections else []),
            html.H3("Licences"),
            html.P([
                *licences(told),
                "Country shapes: Natural Earth, public domain; borders are drawn as that data set "
                "has them and state no opinion. The texts of the articles belong to their "
                "publishers and are not part of this.",
            ]),
        ],
        id="about",
        className="about",
        **aria(label="About"),
    )  # fmt: skip
