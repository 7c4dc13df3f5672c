"""HTTP beside the page: health, downloads with their headers, the land, and escaping."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from asked import store_of
from components import walk, words

from dashboard import __version__
from dashboard.export import FILES, TABLES
from dashboard.load import bundled
from dashboard.selection import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Copy, Page

    from dashboard.model import Dataset

NOTICE = "X-Sourceline-Notice"
OTHER_TABLES = ("nodes", "places", "relations", "coverage")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_health_says_what_is_served(page: Page) -> None:
    answer = page.get("/health")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ok", "version": __version__, "dataset": "tiny-harbours", "claims": 15,
    }  # fmt: skip


MEDIA = {
    "/edges.csv": "text/csv; charset=utf-8",
    "/nodes.csv": "text/csv; charset=utf-8",
    "/documents.csv": "text/csv; charset=utf-8",
    "/package.zip": "application/zip",
    "/network.graphml": "application/xml; charset=utf-8",
    "/network.gexf": "application/xml; charset=utf-8",
    "/network.json": "application/json",
    "/entities.ftm.json": "application/x-ndjson",
}


@pytest.mark.parametrize("path", MEDIA)
def test_a_download_is_a_file_to_keep(page: Page, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == MEDIA[path]
    name = path.removeprefix("/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers.getlist(NOTICE) == []
    assert answer.data.startswith(b"\xef\xbb\xbf") is path.endswith(".csv")


def test_every_file_has_an_address(page: Page) -> None:
    assert {f"/{file.name}" for file in FILES.values()} == {*MEDIA}
    assert page.get("/ties.csv").headers.get("Content-Disposition") is None


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("query", ["", "country=NA", "q=%C5%82%C3%B3d%C5%BA&undated=0", "zzz=1"])
def test_each_file_holds_what_the_query_keeps(
    page: Page, tiny: Dataset, name: str, query: str
) -> None:
    selection, said = parse(query, tiny)
    answer = page.get(f"/{FILES[name].name}?{query}")
    assert answer.data == b"".join(FILES[name].pieces(store_of(tiny), selection))
    assert answer.headers.getlist(NOTICE) == said


@pytest.mark.parametrize("path", [path for path in MEDIA if not path.endswith(".csv")])
def test_a_file_of_one_format_says_so(page: Page, path: str) -> None:
    answer = page.get(f"{path}?format=exact&country=NA")
    name = path.removeprefix("/")
    assert answer.headers.getlist(NOTICE) == [f'Ignored format "exact": {name} has only one.']
    assert answer.data == page.get(f"{path}?country=NA").data


@pytest.mark.parametrize("query", ["", "country=NA", "q=%C5%82%C3%B3d%C5%BA&undated=0", "zzz=1"])
def test_a_download_holds_what_the_query_keeps(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    for name, table in TABLES.items():
        for form in ("excel", "exact"):
            answer = page.get(f"/{name}.csv?{query}&format={form}")
            assert answer.data == table(store_of(tiny), selection, form, "http://127.0.0.1:8050/")


def test_the_format_may_stand_anywhere_in_the_query(page: Page) -> None:
    exact = page.get("/edges.csv?country=NA&format=exact").data
    assert page.get("/edges.csv?format=exact&country=NA").data == exact
    assert (
        page.get("/edges.csv?country=NA&format=excel").data
        == page.get("/edges.csv?country=NA").data
    )


@pytest.mark.parametrize("form", ["xlsx", "", "EXACT"])
def test_a_format_that_is_unknown_is_said(page: Page, form: str) -> None:
    answer = page.get(f"/edges.csv?format={form}")
    assert answer.status_code == 200
    assert answer.data == page.get("/edges.csv").data
    assert answer.headers.getlist(NOTICE) == [f'Ignored format "{form}": use one of: excel, exact.']


def test_what_is_not_understood_is_said_in_headers(page: Page, tiny: Dataset) -> None:
    query = "contry=NA&country=XX&from=2018&to=2017&relation=met"
    answer = page.get(f"/edges.csv?{query}")
    assert answer.status_code == 200
    assert sorted(answer.headers.getlist(NOTICE)) == sorted(parse(query, tiny)[1])
    assert answer.data == page.get("/edges.csv?relation=met").data


@pytest.mark.parametrize("value", ["it's", 'say "no"', "back\\slash"])
def test_a_notice_is_the_sentence_that_the_command_line_prints(
    page: Page, tiny: Dataset, value: str
) -> None:
    answer = page.client.get("/edges.csv", query_string={"country": value})
    [said] = answer.headers.getlist(NOTICE)
    selection, [expected] = parse(f"country={value}", tiny)
    assert selection.country == ()
    assert said == expected


@pytest.mark.parametrize("value", ["Łódź", "a\r\nSet-Cookie: x=1", "\x00\x1f", "柳州"])
def test_no_value_breaks_a_header(page: Page, value: str) -> None:
    answer = page.client.get("/edges.csv", query_string={"country": value, "list": "visits"})
    assert answer.status_code == 200
    [said] = answer.headers.getlist(NOTICE)
    assert said.isascii()
    assert said.isprintable()
    assert "Set-Cookie" not in answer.headers
    assert answer.data == page.get("/edges.csv?list=visits").data


def test_permalinks_point_where_the_app_says(tiny: Dataset) -> None:
    from dashboard.app import create_app  # noqa: PLC0415 - one app of its own

    client = create_app(tiny, url="https://ties.example/").server.test_client()
    for row in rows(client.get("/edges.csv").data):
        assert row["permalink"] == f"https://ties.example/?focus={row['id']}"


# ------------------------------------------------------------ the bundled data, read another way


def typed_rows(table: str = "") -> list[dict[str, str]]:
    """Rows of the bundled files, of one table or of all edge lists in their order."""
    found = []
    for path in sorted((bundled() / "data").glob("*.csv")):
        if path.stem == table or (not table and path.stem not in OTHER_TABLES):
            found += rows(path.read_bytes())
    return found


def year_span(start: str, end: str) -> tuple[int, int] | None:
    """First and last year that dates name; the bundled data has years in four digits or `X`."""
    years = [y for text in (start, end) for y in re.findall(r"(?<![\d-])\d{3}[\dX]", text)]
    if not years:
        return None
    low, high = (
        min(int(y.replace("X", "0")) for y in years),
        max(int(y.replace("X", "9")) for y in years),
    )
    opens = start == ".." or start.startswith("../")
    ends = end == ".." or start.endswith("/..")
    return (0 if opens else low, 9999 if ends else high)


@pytest.fixture(scope="session")
def shipped_page(shipped: Dataset, pages: Callable[[Dataset], Page]) -> Page:
    return pages(shipped)


@pytest.mark.parametrize(("country", "year"), [("GR", 2017), ("RU", 2017), ("US", 2018)])
@pytest.mark.parametrize("undated", ["1", "0", "only"])
def test_claims_of_a_country_and_year_are_those_in_the_files(
    shipped_page: Page, country: str, year: int, undated: str
) -> None:
    at = {row["id"]: row["country"] for row in typed_rows("nodes")}
    expected = []
    for row in typed_rows():
        span = year_span(row["start"], row["end"])
        dated_ok = bool(span and span[0] <= year <= span[1])
        wanted = {"1": span is None or dated_ok, "0": dated_ok, "only": span is None}[undated]
        near = country in (at[row["source"]], at[row["target"]])
        if near and wanted and row["layer"] == "core":
            expected.append(row["id"])
    answer = shipped_page.get(
        f"/edges.csv?country={country}&from={year}&to={year}&undated={undated}"
    )
    assert [row["id"] for row in rows(answer.data)] == expected
    assert expected or (country, undated) not in {("GR", "0"), ("GR", "1")}


# ---------------------------------------------------------------------------------- the page


def test_the_page_is_html_with_both_themes(page: Page) -> None:
    html = page.get("/?country=NA").get_data(as_text=True)
    assert "<title>Tiny harbours · Sourceline</title>" in html
    assert "data-theme=dark" in html
    assert 'lang="en"' in html
    loaded = re.findall(r'<(?!a\b)[a-z]+\b[^>]*? (?:src|href)="([^"]*)"', html)
    assert loaded
    assert [url for url in loaded if re.match(r"[a-z]+:|//", url)] == [], "all is served from here"


def test_the_land_is_one_svg(page: Page) -> None:
    answer = page.get("/land.svg")
    assert answer.mimetype == "image/svg+xml"
    svg = answer.get_data(as_text=True)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"><g')
    assert svg.count("<svg") == svg.count("</svg>") == 1


EVIL = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def evil(copy: Copy) -> Dataset:
    """A data set in which names, statements and titles are markup."""
    copy.put("data/nodes.csv", "wang-x,Wang X", f"wang-x,{EVIL}")
    cell = QUOTES.replace('"', '""')
    copy.put("data/nodes.csv", '"Round, ""spring""\nof 2017"', f'"{cell}"')
    copy.put("data/visits.csv", "A person whose name is cut took", f"{EVIL} took")
    copy.put("seeds/alpha.yaml", "title: Harbour talk in two cities", f"title: {EVIL}")
    copy.put("seeds/alpha.yaml", "short: Harbour talk", f"short: {EVIL}")
    package = json.loads(copy.text("data/datapackage.json"))
    copy.write("data/datapackage.json", json.dumps({**package, "title": f"</title>{EVIL}"}))
    return copy.load()


def test_a_title_cannot_leave_its_tag(evil: Dataset, pages: Callable[[Dataset], Page]) -> None:
    html = pages(evil).get("/").get_data(as_text=True)
    assert EVIL not in html
    assert "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; · Sourceline</title>" in html


@pytest.mark.parametrize(
    ("element", "query"),
    [
        ("evidence", "?focus=v-06"),
        ("evidence", "?focus=wang-x"),
        ("evidence", "?focus=spring-round"),
        ("chronicle", "?view=timeline"),
        ("unplaced", "?view=map"),
        ("facets", ""),
        ("sentence", "?document=alpha"),
        ("sentence", f"?{urlencode({'q': EVIL + QUOTES})}"),
        ("notices", f"?{urlencode({'country': EVIL, EVIL: QUOTES})}"),
        ("nothing-found", f"?{urlencode({'q': EVIL + ' ' + QUOTES, 'country': 'EC'})}"),
        ("tabs", f"?{urlencode({'q': QUOTES})}"),
        ("downloads", f"?{urlencode({'q': QUOTES})}"),
    ],
)
def test_markup_in_data_and_address_stays_text(
    evil: Dataset, pages: Callable[[Dataset], Page], element: str, query: str
) -> None:
    """The page puts this HTML in as it is."""
    tree = pages(evil).part(element, query)
    assert tree
    parts = list(walk(tree))
    assert not {"script", "img"} & {part["type"] for part in parts}
    for part in parts:
        names = set(part["props"]) - {"children"}
        assert not {name for name in names if name.startswith("on")}, part
        assert part["props"].get("href", "/").startswith(("/", "https://")), part
    shown = words(tree) + "".join(str(part["props"].get("title", "")) for part in parts)
    addresses = "".join(part["props"].get("href", "") for part in parts)
    assert "alert(1)" in shown or "alert%281%29" in addresses, "the case would prove nothing"


def test_markup_in_a_name_is_no_markup_in_the_layout(
    evil: Dataset, pages: Callable[[Dataset], Page]
) -> None:
    """The layout travels as JSON; React and the canvas show its strings as text."""
    page = pages(evil)
    layout = page.get("/_dash-layout")
    assert layout.headers["Content-Type"].startswith("application/json")
    assert "dangerously" not in layout.get_data(as_text=True).lower()
    assert EVIL not in page.get("/land.svg").get_data(as_text=True)


def test_scripts_put_in_only_the_land_and_the_server_s_html() -> None:
    assets = Path(__file__).parent.parent / "dashboard" / "app" / "assets"
    written = [
        f"{path.name}: {line.strip()}"
        for path in sorted(assets.glob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", line)
    ]
    assert written == [
        "15-fill.js: element.innerHTML = html;",
        "40-land.js: document.getElementById('land').innerHTML = svg;",
    ]
