"""Downloads: exact bytes, safe for spreadsheets, and back again."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asked import store_of
from exported import AWKWARD, listed

from dashboard.export import FORMATS, TABLES, documents_csv, edges_csv, nodes_csv
from dashboard.model import FIELDS, fields
from dashboard.selection import Selection, keep, parse

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.export import Format
    from dashboard.model import Dataset

GOLDEN = Path(__file__).parent / "golden"
BOM = b"\xef\xbb\xbf"
EVERYTHING = Selection(context="1")
URL = "https://tiny.example/"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_bytes_are_those_of_the_golden_file(tiny: Dataset, table: str, form: Format) -> None:
    """Look at the difference: if it is meant, write the new bytes to the golden file."""
    content = TABLES[table](store_of(tiny), EVERYTHING, form, URL)
    assert content.decode("utf-8") == (GOLDEN / f"{table}.{form}.csv").read_bytes().decode("utf-8")


def test_excel_begins_with_a_byte_order_mark_and_exact_does_not(tiny: Dataset) -> None:
    for table in TABLES.values():
        assert table(store_of(tiny), EVERYTHING, "excel", URL).startswith(BOM)
        assert not table(store_of(tiny), EVERYTHING, "exact", URL).startswith(BOM)
        assert table(store_of(tiny), EVERYTHING, "excel", URL).count(BOM) == 1


def test_lines_end_as_rfc_4180_says(tiny: Dataset) -> None:
    content = documents_csv(store_of(tiny), EVERYTHING)
    assert content.count(b"\r\n") == content.count(b"\n") == 4


def test_the_columns_are_those_of_fields_and_a_permalink(tiny: Dataset) -> None:
    for name, table in TABLES.items():
        header = next(
            csv.reader(io.StringIO(table(store_of(tiny), EVERYTHING, "exact", URL).decode()))
        )
        assert header == [*(f.name for f in fields(name, shown="csv")), "permalink"]


@pytest.mark.parametrize("query", ["", "country=NA", "q=łódź", "undated=only&context=1", "q=zzz"])
def test_the_rows_are_those_that_are_kept_in_their_order(tiny: Dataset, query: str) -> None:
    selection, said = parse(query, tiny)
    assert said == []
    kept = keep(tiny.edges, selection)
    edges = rows(edges_csv(store_of(tiny), selection))
    assert [row["id"] for row in edges] == list(kept["id"])
    nodes = [row["id"] for row in rows(nodes_csv(store_of(tiny), selection))]
    assert nodes == sorted({*kept["source"], *kept["target"]})
    documents = {row["id"]: row["claims"] for row in rows(documents_csv(store_of(tiny), selection))}
    assert documents == {d: str(n) for d, n in kept["document"].value_counts().items()}


def test_exact_gives_back_every_cell(tiny: Dataset) -> None:
    names = [f.name for f in fields("edges", shown="csv")]
    for row in rows(edges_csv(store_of(tiny), EVERYTHING, "exact")):
        assert {n: row[n] for n in names} == {n: tiny.edge(row["id"])[n] for n in names}


def test_what_was_typed_can_be_loaded_again(tiny: Dataset, copy: Copy) -> None:
    """The exact download, cut to the columns that are typed, is an edge list."""
    names = [f.name for f in FIELDS["edges"] if not f.derived]
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows(edges_csv(store_of(tiny), EVERYTHING, "exact")))
    (copy.root / "data/bodies.csv").unlink()
    copy.write("data/visits.csv", buffer.getvalue())
    again = copy.load()
    for edge in tiny.edges["id"]:
        assert {n: again.edge(edge)[n] for n in names} == {n: tiny.edge(edge)[n] for n in names}


def test_no_text_cell_begins_as_a_formula(tiny: Dataset) -> None:
    """CWE-1236: a spreadsheet would run it."""
    numbers = {
        f.name for table in FIELDS.values() for f in table if f.type in ("integer", "number")
    }
    for table in TABLES.values():
        for row in rows(table(store_of(tiny), EVERYTHING, "excel", URL)):
            for column, cell in row.items():
                assert column in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_text_that_looks_like_a_formula_is_marked_only_for_spreadsheets(tiny: Dataset) -> None:
    safe = {row["id"]: row for row in rows(nodes_csv(store_of(tiny), Selection(), "excel"))}
    exact = {row["id"]: row for row in rows(nodes_csv(store_of(tiny), Selection(), "exact"))}
    assert safe["sum-and-sons"]["name"] == "'=Sum & Sons"
    assert exact["sum-and-sons"]["name"] == "=Sum & Sons"
    assert safe["minus-group"]["name"] == "'-Minus Group"
    edges = {row["id"]: row for row in rows(edges_csv(store_of(tiny), Selection(), "excel"))}
    assert edges["b-05"]["quantity"] == "'-3, at least"
    assert edges["v-01"]["quantity"] == "0"


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_each_sign_of_a_formula_is_made_safe(copy: Copy, mark: str) -> None:
    copy.put("data/nodes.csv", "wang-x,Wang X", f"wang-x,{mark}1+1")
    names = [row["name"] for row in rows(nodes_csv(store_of(copy.load()), Selection(), "excel"))]
    assert f"'{mark}1+1" in names


@pytest.mark.parametrize("form", FORMATS)
def test_numbers_stay_numbers(tiny: Dataset, form: Format) -> None:
    nodes = {row["id"]: row for row in rows(nodes_csv(store_of(tiny), Selection(), form))}
    assert (nodes["el-nino-fund"]["lat"], nodes["el-nino-fund"]["lon"]) == ("0.0", "-78.5")
    assert nodes["none"]["lat"] == "-22.56"
    assert nodes["sum-and-sons"]["lon"] == "0.0"
    assert (nodes["minus-group"]["lat"], nodes["minus-group"]["lon"]) == ("", "")
    assert nodes["none"]["claims"] == "4", "the loop is one claim"
    edges = {row["id"]: row for row in rows(edges_csv(store_of(tiny), Selection(), form))}
    assert edges["b-02"]["paragraph"] == "8"


@pytest.mark.parametrize("form", FORMATS)
def test_names_that_look_like_nothing_are_written_out(tiny: Dataset, form: Format) -> None:
    loop = next(r for r in rows(edges_csv(store_of(tiny), Selection(), form)) if r["id"] == "b-02")
    assert (loop["source_name"], loop["target_name"]) == ("None", "None")
    assert (loop["source_country"], loop["end"]) == ("NA", "..")


def test_commas_quotes_and_line_breaks_stay_in_their_cells(tiny: Dataset) -> None:
    edges = {row["id"]: row for row in rows(edges_csv(store_of(tiny), EVERYTHING, "exact"))}
    assert edges["v-06"]["target_name"] == 'Round, "spring"\nof 2017'
    assert (
        edges["v-02"]["note"] == '"alpha" reads 2017, this text 2018:\ntwo readings of one letter'
    )
    assert edges["b-06"]["source_name"] == "Traders’ “Blue” Chamber"


@pytest.mark.parametrize("url", [URL, "http://127.0.0.1:8050/"])
def test_permalinks_point_where_the_dashboard_is_served(tiny: Dataset, url: str) -> None:
    for row in rows(edges_csv(store_of(tiny), Selection(), "exact", url)):
        assert row["permalink"] == f"{url}?focus={row['id']}"
        assert parse(row["permalink"].removeprefix(url), tiny) == (Selection(focus=row["id"]), [])
    for row in rows(nodes_csv(store_of(tiny), Selection(), "exact", url)):
        assert parse(row["permalink"].removeprefix(url), tiny) == (Selection(focus=row["id"]), [])
    for row in rows(documents_csv(store_of(tiny), Selection(), "exact", url)):
        assert parse(row["permalink"].removeprefix(url), tiny) == (
            Selection(document=(row["id"],)), [],
        )  # fmt: skip


def test_columns_of_a_list_stand_after_ours(tiny: Dataset) -> None:
    dataset = listed(tiny)
    for name, table in TABLES.items():
        header = next(
            csv.reader(io.StringIO(table(store_of(dataset), EVERYTHING, "exact", URL).decode()))
        )
        own = [field.name for field in dataset.extra.get(name, ())]
        assert header == [*(f.name for f in fields(name, shown="csv")), *own, "permalink"]


def test_cells_of_a_list_are_written_as_they_are(tiny: Dataset) -> None:
    dataset = listed(tiny)
    exact = rows(edges_csv(store_of(dataset), EVERYTHING, "exact"))
    own = ("cited", "sourcing", "x.tonnes", "x.crew", "x.flag")
    assert tuple(exact[0][c] for c in own) == ("", "unsourced", "-3.5", "12", AWKWARD)
    assert tuple(exact[1][c] for c in own) == ("=log of 1999", "cited", "", "a dozen", "+ none")
    nodes = {row["id"]: row for row in rows(nodes_csv(store_of(dataset), EVERYTHING, "exact"))}
    assert (nodes["lodz"]["x.depth"], nodes["wang-x"]["x.depth"]) == ("4", "")
    assert nodes["lodz"]["x.pilot"] == f"-{AWKWARD}"


def test_cells_of_a_list_are_safe_in_a_spreadsheet(tiny: Dataset) -> None:
    dataset = listed(tiny)
    safe = rows(edges_csv(store_of(dataset), EVERYTHING, "excel"))
    assert [row["cited"] for row in safe[:2]] == ["", "'=log of 1999"]
    assert [row["x.flag"] for row in safe[1:3]] == ["'+ none", ""]
    assert safe[0]["x.tonnes"] == "-3.5", "a number stays one"
    nodes = {row["id"]: row for row in rows(nodes_csv(store_of(dataset), EVERYTHING, "excel"))}
    assert nodes["lodz"]["x.pilot"] == f"'-{AWKWARD}"


def test_a_column_that_calls_itself_a_number_is_no_way_in(tiny: Dataset) -> None:
    """A formula in a column of numbers makes it a column of text."""
    dataset = listed(tiny)
    for cell, written in (("=1+1", "'=1+1"), ("-1e999", "'-1e999"), ("-1e9", "-1e9")):
        edges = dataset.edges.assign(**{"x.tonnes": cell})
        safe = rows(edges_csv(store_of(replace(dataset, edges=edges)), EVERYTHING, "excel"))
        assert {row["x.tonnes"] for row in safe} == {written}


def test_focus_and_view_change_no_download(tiny: Dataset) -> None:
    for table in TABLES.values():
        plain = table(store_of(tiny), Selection(q="the"), "excel", URL)
        assert (
            table(store_of(tiny), Selection(q="the", focus="v-01", view="table"), "excel", URL)
            == plain
        )


def test_nothing_kept_is_a_header(tiny: Dataset) -> None:
    for table in TABLES.values():
        assert rows(table(store_of(tiny), Selection(country=("FJ",)), "excel", URL)) == []
        assert table(store_of(tiny), Selection(country=("FJ",)), "excel", URL).count(b"\n") == 1
