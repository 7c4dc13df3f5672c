"""The page over HTTP: what each callback writes for an address."""

from __future__ import annotations

import inspect
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from asked import answer
from components import QUERIES, links, of_class, of_type, walk, words

from dashboard.app import create_app, ids
from dashboard.export import FILES
from dashboard.selection import keep, parse, sentence
from dashboard.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Copy, Page

    from dashboard.model import Dataset


def wrote(page: Page, output: str, query: str = "", **values: Any) -> Any:
    component, prop = output.rsplit(".", 1)
    return page.ask(output, query, **values)[component][prop]


@pytest.mark.parametrize("query", QUERIES)
def test_the_sentence_is_that_of_the_selection(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    expected = sentence(selection, answer(tiny, selection), tiny)
    assert words(page.part("sentence", query)) == expected


def test_an_address_without_a_query_is_the_whole(page: Page) -> None:
    assert page.part("sentence", None) == page.part("sentence", "")


def test_what_is_not_understood_is_said_on_the_page(page: Page, tiny: Dataset) -> None:
    query = "?contry=NA&country=XX&from=2018&to=2017"
    said = [words(item) for item in page.part("notices", query)]
    assert said == parse(query, tiny)[1]
    assert len(said) == 3
    assert page.part("notices", "?country=NA") == []


@pytest.mark.parametrize("query", QUERIES)
def test_tabs_show_the_same_claims_in_each_view(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    tabs = page.part("tabs", query)
    assert [words(tab) for tab in tabs] == ["Network", "Map", "Timeline", "Table"]
    for tab in tabs:
        there, said = parse(urlsplit(tab["props"]["href"]).query, tiny)
        assert said == []
        assert there == selection.having("view", words(tab).lower())
    [current] = [tab for tab in tabs if tab["props"].get("aria-current") == "page"]
    assert words(current).lower() == selection.view


@pytest.mark.parametrize("query", QUERIES)
def test_download_buttons_lead_to_the_files_of_what_is_shown(
    page: Page, tiny: Dataset, query: str
) -> None:
    selection, _ = parse(query, tiny)
    buttons = of_type(page.part("downloads", query), "a")
    for link in buttons:
        url = urlsplit(link["props"]["href"])
        pairs = [(k, v) for k, v in parse_qsl(url.query) if k != "format"]
        rest = "&".join(f"{k}={v}" for k, v in pairs)
        assert parse(rest, tiny) == (selection.narrowing(), [])
        answered = page.get(link["props"]["href"])
        assert answered.status_code == 200
        assert answered.headers.getlist("X-Sourceline-Notice") == []
        assert link["props"]["download"] == url.path.removeprefix("/")
    paths = {urlsplit(link["props"]["href"]).path for link in buttons}
    assert paths == {f"/{file.name}" for file in FILES.values()}


@pytest.mark.parametrize("query", QUERIES)
def test_the_drawing_shows_what_is_kept(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    kept = keep(tiny.edges, selection)
    state = wrote(page, "drawn.data", query)
    elements = {element["data"]["id"] for element in state.pop("elements")}
    scene = state.pop("scene")
    assert state == {
        "edges": list(kept["id"]),
        "nodes": sorted({*kept["source"], *kept["target"]}),
        "focus": selection.focus,
        "view": selection.view,
    }
    assert elements >= {*state["edges"], *state["nodes"]}
    again = page.ask("drawn.data", query, **{ids.HAVE: scene})[ids.DRAWN]["data"]
    assert again == {**state, "scene": scene}, "what the page has is not sent again"


def test_what_is_not_on_the_map_is_listed_with_its_reason(page: Page) -> None:
    listed = page.part("unplaced", "?view=map")
    assert words(of_type(listed, "summary")) == "3 not on the map"
    assert [words(item) for item in of_type(listed, "li")] == [
        "The firm had contracts with the group, until 1999.no place is given for -Minus Group",
        "The fund offered boats, and said so in its own words.no place is given for -Minus Group",
        "A person whose name is cut took part in the round."
        'no place is given for Wang X or Round, "spring"\nof 2017',
    ]
    assert list(links(listed).values()) == [
        f"/?focus={e}&view=map" for e in ("b-04", "b-05", "v-06")
    ]
    all_placed = page.part("unplaced", "?view=map&relation=rebuilt")
    assert words(all_placed) == "All claims are on the map"


@pytest.mark.parametrize(
    ("output", "view"),
    [("chart-props.data", "timeline"), ("table-props.data", "table")],
)
def test_a_view_that_is_closed_is_not_filled(page: Page, output: str, view: str) -> None:
    component = output.split(".", maxsplit=1)[0]
    for other in {"network", "map", "timeline", "table"} - {view}:
        assert component not in page.ask(output, f"?view={other}")
    assert component in page.ask(output, f"?view={view}")


@pytest.mark.parametrize(
    ("element", "view"),
    [(ids.UNPLACED, "map"), (ids.CHRONICLE, "timeline"), (ids.BESIDE, "timeline")],
)
def test_what_only_one_view_has_is_sent_with_it(page: Page, element: str, view: str) -> None:
    for other in {"network", "map", "timeline", "table"} - {view}:
        assert element not in page.raw(f"?view={other}")
    assert page.raw(f"?view={view}")[element]


@pytest.mark.parametrize("query", QUERIES)
def test_table_rows_are_what_is_kept(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    where = f"?{selection.having('view', 'table').query()}"
    rows = wrote(page, "table-props.data", where)["rowData"]
    assert [row["id"] for row in rows] == list(keep(tiny.edges, selection)["id"])


def test_the_focused_row_is_selected_once(page: Page) -> None:
    def written(query: str, chosen: Any) -> Any:
        return wrote(page, "table-props.data", query, table=chosen).get("selectedRows")

    query = "?view=table&focus=v-04"
    assert written(query, []) == {"ids": ["v-04"]}
    assert written(query, None) == {"ids": ["v-04"]}, "the table is not in place yet"
    assert written(query, [{"id": "v-04"}]) is None, "writing it again would fire it again"
    assert written(query, {"ids": ["v-04"]}) is None, "the grid has not read it yet"
    assert written("?view=table", [{"id": "v-04"}]) == {"ids": []}
    assert written("?view=table&focus=none", [{"id": "v-04"}]) == {"ids": []}, "a node is no row"


def test_the_chronicle_tells_dated_claims_in_the_order_of_time(page: Page, tiny: Dataset) -> None:
    told = page.part("chronicle", "?view=timeline")
    assert [words(head) for head in of_type(told, "h3")] == [
        "Earlier", "1992", "2004", "2016", "2017", "2018", "2019",
    ]  # fmt: skip
    focused = [parse(urlsplit(e["props"]["href"]).query, tiny)[0] for e in of_class(told, "event")]
    assert [there.focus for there in focused] == [
        "b-04", "b-02", "b-03", "v-04", "v-05", "v-06", "v-01", "v-02", "v-07",
    ]  # fmt: skip


def test_undated_claims_are_counted_beside_the_years(page: Page) -> None:
    beside = page.part("beside-timeline", "?view=timeline")
    assert words(beside[:2]) == "4undated claims, included in the other views"
    assert links(beside) == {"List them": "/?undated=only&view=table"}
    out = page.part("beside-timeline", "?view=timeline&undated=0&country=EC")
    assert words(out[:2]) == "1undated claim, left out"


@pytest.mark.parametrize("query", ["?country=%00&q=%FF", "?q=%22", "?from=99999", "?focus=%3Cb%3E"])
def test_no_address_breaks_the_page(page: Page, query: str) -> None:
    assert page.ask("drawn.data", query)
    assert words(page.part("sentence", query))
    assert page.part("evidence", query) == []


def test_each_link_within_the_page_is_understood(page: Page, tiny: Dataset) -> None:
    query = "?country=NA&undated=0&focus=none&view=map"
    for output in ("facets", "tabs", "legend", "undated-choices", "evidence"):
        for part in walk(page.part(output, query)):
            if part["type"] == "a" and part["props"].get("data-nav"):
                href = part["props"]["href"]
                assert href.startswith("/")
                assert parse(urlsplit(href).query, tiny)[1] == [], href


def test_the_page_says_notice_licence_and_documents(page: Page) -> None:
    text = words(page.whole())
    for said in ("Tiny harbours", "Every name in it is invented.", "CC0 1.0", "Code: MIT",
                 "Write to the harbour master.", "Harbour talk in two cities",
                 "Reliability F: Nobody signs it."):  # fmt: skip
        assert said in text


def test_a_template_mark_in_a_title_is_text(copy: Copy, pages: Callable[[Dataset], Page]) -> None:
    """Dash fills `{%…%}` in the page's HTML, where the dialogs stand."""
    copy.put("data/datapackage.json", "Tiny harbours", "Tiny {%scripts%} harbours")
    page = pages(copy.load())
    assert "Tiny {%scripts%} harbours" in words(page.whole()[1:])


def test_ids_on_the_page_are_there_once(page: Page) -> None:
    whole = [page.whole(), page.part("facets")]
    [later] = [part for part in walk(whole) if part["props"].get("id") == ids.PARTS]
    whole += later["props"]["data"].values()
    named = [part["props"]["id"] for part in walk(whole) if part["props"].get("id")]
    assert sorted(named) == sorted(set(named))
    for callback in page.get("/_dash-dependencies").get_json():
        for part in [*callback["inputs"], *callback["state"]]:
            assert part["id"] in named
    for view in ("network", "map", "timeline", "table"):
        assert set(page.raw(f"?view={view}")) <= set(named)


def test_callbacks_are_not_asynchronous_where_they_could_be(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dash turns to threads of its own as soon as another program has installed asgiref."""
    monkeypatch.setitem(sys.modules, "asgiref", ModuleType("asgiref"))
    views = create_app(tiny).server.view_functions
    assert not inspect.iscoroutinefunction(views["/_dash-update-component"])


def test_a_data_set_without_claims_is_served(copy: Copy, pages: Callable[[Dataset], Page]) -> None:
    for file in ("data/visits.csv", "data/bodies.csv"):
        copy.write(file, copy.text(file).split("\n", 1)[0])
    copy.put("seeds/alpha.yaml", "expect:\n  edges: {min: 5, max: 12}\n", "")
    page = pages(copy.load())
    assert page.get("/health").get_json()["claims"] == 0
    assert words(page.part("sentence")) == "0 of 0 claims"
    for view in ("network", "map", "timeline", "table"):
        assert page.ask("drawn.data", f"?view={view}")
    assert [words(tab) for tab in page.part("tabs")] == ["Network", "Table"]
    for view, why in (("map", "this list says of nothing where it is"),
                      ("timeline", "no claim of this list has a date")):  # fmt: skip
        [said] = page.part("notices", f"?view={view}")
        assert words(said) == f'Ignored view "{view}": {why}.'


def test_views_are_called_as_the_data_set_calls_them(
    copy: Copy, pages: Callable[[Dataset], Page]
) -> None:
    copy.put(
        "data/datapackage.json", '"sourceline": {', '"sourceline": {"views": {"map": "Harbours"},'
    )
    page = pages(copy.load())
    assert [words(tab) for tab in page.part("tabs")] == ["Network", "Harbours", "Timeline", "Table"]


def test_the_chart_has_the_colours_of_the_theme(page: Page) -> None:
    query = "?view=timeline&country=GR"
    for name, theme in THEMES.items():
        asked = {ids.ASKED: {"query": query, "theme": name}}
        figure = wrote(page, f"{ids.CHARTED}.data", query, **asked)["figure"]
        assert figure["layout"]["font"]["color"] == theme.ink
