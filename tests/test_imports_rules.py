"""The rules of docs/import.md, one test each: nothing is lost, nothing is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lists import opened

from dashboard.imports.ids import list_names, node_ids, own_names
from dashboard.imports.report import Unmatched

if TYPE_CHECKING:
    from pathlib import Path


# ------------------------------------------------------------------ rows


def test_rows_are_counted_and_those_set_aside_are_named(tmp_path: Path) -> None:
    text = (
        "source,target,note\nAnn,Bob,1\n,Bob,2\nAnn,,3\n\nBob,Cy\nAnn,Bob,4,5\nAnn,Bob,6,\n,,x\n"
        "Cy,Ann,7\nCy,Bob,8\nDi,Ann,9\nDi,Bob,10\n"
    )
    found = opened(tmp_path, text)
    counts = found.report.counts
    assert (counts["read"], counts["kept"], counts["aside"]) == (11, 7, 4)
    assert "Read 11 rows, kept 7, set 4 aside: 7 edges between 4 nodes." in found.said
    assert [(a.line, a.reason, a.row) for a in found.report.aside] == [
        (3, '"source" is blank: no end', " | Bob | 2"),
        (4, '"target" is blank: no end', "Ann |  | 3"),
        (7, "has 4 cells where the header has 3", "Ann | Bob | 4 | 5"),
        (9, '"source" and "target" are blank: no ends', " |  | x"),
    ]
    assert found.column("paragraph") == [2, 6, 8, 10, 11, 12, 13]
    assert "Rows with too few cells, of which the last are blank: 1." in found.said


def test_set_aside_is_a_file_a_spreadsheet_opens(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target\n=1+1,\nAnn,Bob\nBob,Cy\n")
    content = found.report.aside_csv().decode("utf-8-sig")
    assert (
        content == 'file,line,reason,row\r\nlist.csv,2,"""target"" is blank: no end",\'=1+1 | \r\n'
    )


def test_self_loops_and_repeats_are_kept(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target\nAnn,Ann\nAnn,Bob\nAnn,Bob\nBob,Ann\n")
    counts = found.report.counts
    assert (counts["edges"], counts["loops"], counts["parallel"]) == (4, 1, 1)
    assert found.column("id") == ["list-2", "list-3", "list-4", "list-5"]


def test_cells_are_trimmed_and_names_are_not_merged(tmp_path: Path) -> None:
    found = opened(tmp_path, 'source,target\n" CDU ",SPD\nCDU,\u00a0SPD\ncdu,SPD\n')
    assert found.ties() == [("CDU", "SPD"), ("CDU", "SPD"), ("cdu", "SPD")]


def test_letters_composed_in_two_ways_are_one_name(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target\nMu\u0308ller,A\nM\u00fcller,B\n")
    assert found.report.counts["nodes"] == 3


# ------------------------------------------------------------------ nothing, and what is not


def test_na_is_namibia_and_none_is_a_name(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target,country\nNA,None,NA\nNAN,Ann,DE\nZA,NA,FR\n")
    assert found.ties() == [("NA", "None"), ("NAN", "Ann"), ("ZA", "NA")]
    assert found.column("x.country") == ["NA", "DE", "FR"]


@pytest.mark.parametrize(
    "mark", ["\\N", "NULL", "null", "NaN", "nan", "#N/A", "N/A", "-", "\u2014"]
)
def test_marks_for_nothing_are_blank_and_counted(tmp_path: Path, mark: str) -> None:
    found = opened(tmp_path, f"source,target,note\nAnn,Bob,{mark}\nBob,{mark},x\nCy,Ann,y\n")
    assert found.column("x.note") == ["", "y"]
    assert found.report.counts["aside"] == 1
    assert f'Cells with "{mark}", which stands for nothing: 2.' in found.said


def test_a_mark_that_was_said(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target\nAnn,NA\nAnn,Bob\nBob,Cy\n", nulls=("NA",))
    assert found.ties() == [("Ann", "Bob"), ("Bob", "Cy")]


def test_na_among_numbers_is_kept_and_said(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target,weight\nAnn,Bob,1\nBob,Cy,NA\nCy,Ann,3\n")
    assert found.column("x.weight") == ["1", "NA", "3"]
    assert 'Cells of "weight" with "NA", kept as it is, for it may be Namibia' in found.said


# ------------------------------------------------------------------ several values in a cell


def test_several_ends_in_a_cell_are_an_edge_each(tmp_path: Path) -> None:
    found = opened(tmp_path, "donor,recipient\nAnn|Bob,Chad; Mali;\nCy,Niger\nDi | Di,Chad\n")
    assert found.ties() == [
        ("Ann", "Chad"), ("Ann", "Mali"), ("Bob", "Chad"), ("Bob", "Mali"),
        ("Cy", "Niger"), ("Di", "Chad"),
    ]  # fmt: skip
    assert found.column("id") == [
        "list-2.1",
        "list-2.2",
        "list-2.3",
        "list-2.4",
        "list-3",
        "list-4",
    ]
    assert found.column("paragraph") == [2, 2, 2, 2, 3, 4]
    assert (found.report.counts["read"], found.report.counts["kept"]) == (3, 3)
    assert "several ends in a cell, each pair of them an edge: 1." in found.said


def test_cells_are_not_taken_apart_where_that_was_said(tmp_path: Path) -> None:
    text = "source,target\nAnn|Bob,Cy;Di\nCy;Di,Ann|Bob\n"
    assert opened(tmp_path, text, split="").ties()[0] == ("Ann|Bob", "Cy;Di")
    assert opened(tmp_path, text, split=";").ties()[0] == ("Ann|Bob", "Cy")


def test_a_cell_that_is_an_id_is_not_taken_apart(tmp_path: Path) -> None:
    nodes = "id,name\na;1,Ann\nb;2,Bob\n"
    found = opened(tmp_path, "source,target\na;1,b;2\n", nodes)
    assert found.ties() == [("Ann", "Bob")]


def test_several_sources_in_a_cell_are_several_citations(tmp_path: Path) -> None:
    text = (
        "source,target,sources\nAnn,Bob,https://a.example/1; https://b.example/2\n"
        "Bob,Cy,https://a.example/1|https://a.example/1\nCy,Ann,\nAnn,Cy,Smith 1999 | Jones; 2001\n"
    )
    found = opened(tmp_path, text)
    assert found.column("cited") == [
        "https://a.example/1 | https://b.example/2", "https://a.example/1", "",
        "Smith 1999 | Jones; 2001",
    ]  # fmt: skip
    assert found.column("sourcing") == ["cited", "cited", "unsourced", "cited"]
    assert found.report.counts["unsourced"] == 1


def test_strict_names_the_lines_that_it_refuses(tmp_path: Path) -> None:
    text = "source,target,url\nAnn,Bob,https://a.example\nBob,Cy,\nCy,,https://b.example\n"
    found = opened(tmp_path, text, strict=True)
    assert [str(p) for p in found.report.problems] == [
        'list.csv:4 "target" is blank: no end. Complete the row.',
        "list.csv:3 url names no source. Give it, or import without --strict.",
    ]
    assert opened(tmp_path, text).report.problems == []


# ------------------------------------------------------------------ nodes


EDGES = "from,to\n096,007\n007,96\n096,500\n"
NODES = "code,name,city\n096,Ann,Rome\n96,Other Ann,Oslo\n007,Bob,Bonn\n888,Unused,Rome\n"


def test_codes_join_as_text(tmp_path: Path) -> None:
    found = opened(tmp_path, EDGES, NODES)
    assert found.ties() == [("Ann", "Bob"), ("Bob", "Other Ann"), ("Ann", "500")]
    assert found.node("Ann").id == "096"
    assert found.node("Ann").aliases == ("096",)
    assert found.node("Ann").more == {"x.city": "Rome"}


def test_which_column_joins_is_found_by_its_values(tmp_path: Path) -> None:
    nodes = "n,title,key\n1,Ann,aa\n2,Bob,bb\n3,Cy,cc\n"
    found = opened(tmp_path, "source,target\naa,bb\nbb,cc\n", nodes)
    assert found.ties() == [("Ann", "Bob"), ("Bob", "Cy")]
    assert 'by "key", which holds 100% of the ends' in found.said


def test_the_file_with_the_nodes_may_stand_first(tmp_path: Path) -> None:
    assert opened(tmp_path, NODES, EDGES).ties() == opened(tmp_path, EDGES, NODES).ties()


def test_an_end_without_a_row_is_kept_and_listed(tmp_path: Path) -> None:
    found = opened(tmp_path, EDGES, NODES)
    assert found.report.counts["orphans"] == 1
    [orphan] = [u for u in found.report.unmatched if u.what == "node"]
    assert orphan == Unmatched(
        "node", "500", 1, "", "is not in the table of nodes: kept, with nothing but its code",
        "Add it to the file with the nodes.",
    )  # fmt: skip
    assert "Ends that join the table of nodes: 3 of 4." in found.said


def test_a_node_that_no_edge_names_is_set_aside_unless_it_is_wanted(tmp_path: Path) -> None:
    found = opened(tmp_path, EDGES, NODES)
    [aside] = found.report.aside
    assert (aside.line, aside.reason) == (5, "no edge names it (--all-nodes)")
    assert found.report.counts["aside"] == 0
    assert opened(tmp_path, EDGES, NODES, all_nodes=True).node("Unused").more == {"x.city": "Rome"}


def test_an_id_that_stands_twice_loses_nothing(tmp_path: Path) -> None:
    nodes = "id,name,from_year,region\nA,Ann,1902,1\nA,Ann II,1909,1\nB,Bob,1800,2\n"
    found = opened(tmp_path, "source,target\nA,B\n", nodes)
    assert found.node("Ann").more == {"x.from-year": "1902 | 1909", "x.region": "1"}
    assert found.report.counts["repeated_ids"] == 1


def test_columns_of_an_end_are_its_own(tmp_path: Path) -> None:
    text = (
        "source_code,target_code,source_name,target_name,source_country,target_country,"
        "source_lat,source_lon,target_lat,target_lon\n"
        "a,b,Ann,Bob,France,Spain,48.8,2.3,40.4,-3.7\na,c,Ann,Cy,France,Peru,48.8,2.3,-12,-77\n"
    )
    found = opened(tmp_path, text, source="source_code", target="target_code")
    assert found.ties() == [("Ann", "Bob"), ("Ann", "Cy")]
    assert [n.country for n in found.dataset.nodes.values()] == ["FR", "ES", "PE"]
    place = found.dataset.place_of("c")
    assert place is not None
    assert (place.lat, place.lon, place.country) == (-12, -77, "PE")


def test_rows_that_differ_on_an_end_are_not_chosen_between(tmp_path: Path) -> None:
    text = (
        "source,target,source_country,target_country\nAnn,Bob,FR,ES\nAnn,Cy,DE,ES\nBob,Ann,ES,FR\n"
    )
    found = opened(tmp_path, text)
    assert found.node("Bob").country == "ES"
    assert [u.why for u in found.report.unmatched if u.value == "Ann"] == ["its rows say FR, DE"]


def test_ids_are_safe_stable_and_never_shared() -> None:
    keys = [
        "AER",
        "Société Générale",
        "societe-generale",
        "Société générale",
        "北京",
        "北",
        "list-2",
    ]
    ids = node_ids(keys, ["list"])
    assert len({*ids.values()}) == len(keys)
    assert ids["AER"] == "AER"
    assert ids["societe-generale"] == "societe-generale"
    assert ids["Société Générale"].startswith("societe-generale-")
    assert ids["北京"].startswith("n-")
    assert ids["list-2"] != "list-2"
    assert node_ids(reversed(keys), ["list"])["北京"] == ids["北京"]


def test_names_of_lists_and_columns() -> None:
    assert list_names(["routes.dat", "Routes.csv.gz", "nodes.csv", "北京.csv"]) == [
        "routes", "routes-2", "nodes-list", "list-4",
    ]  # fmt: skip
    assert own_names(["Flow Type", "flow-type", "金额", "Amount (USD)"], "x.") == {
        "Flow Type": "x.flow-type", "flow-type": "x.flow-type-2", "金额": "x.column-3",
        "Amount (USD)": "x.amount-usd",
    }  # fmt: skip


# ------------------------------------------------------------------ columns of the list's own


def test_own_columns_keep_their_text_and_are_told_apart_by_type(tmp_path: Path) -> None:
    text = "source,target,Flow Type,n,w,link\n" + "".join(
        f"a{i},b{i},{'loan' if i % 2 else 'grant'},00{i},{i}.50,https://x.example/{i}\n"
        for i in range(50)
    )
    found = opened(tmp_path, text, cited="")
    own = {f.name: f for f in found.dataset.extra["edges"] if f.name.startswith("x.")}
    assert {name: (f.label, f.type, f.facet) for name, f in own.items()} == {
        "x.flow-type": ("Flow Type", "text", "x.flow-type"),
        "x.n": ("n", "integer", ""),
        "x.w": ("w", "number", ""),
        "x.link": ("link", "url", ""),
    }
    assert found.column("x.n")[7] == "007"
    assert found.column("x.w")[7] == "7.50"


@pytest.mark.parametrize(("values", "facet"), [(1, False), (2, True), (40, True), (41, False)])
def test_a_column_filters_if_it_has_few_values(tmp_path: Path, values: int, facet: bool) -> None:
    rows = "".join(f"a{i},b{i},v{i % values}\n" for i in range(90))
    found = opened(tmp_path, "source,target,sort\n" + rows)
    assert ("x.sort" in found.dataset.facets) == facet


def test_a_relation_is_a_column_or_one_neutral_word(tmp_path: Path) -> None:
    text = "source,target,type\nAnn,Bob,met with\nBob,Cy,paid\nCy,Ann,\nAnn,Cy,paid\n"
    found = opened(tmp_path, text)
    assert found.column("relation_label") == ["met with", "paid", "is tied to", "paid"]
    assert found.column("relation")[:2] == ["met-with", "paid"]
    plain = opened(tmp_path, "source,target\nAnn,Bob\n")
    assert plain.column("statement") == ["Ann \u2013 is tied to \u2013 Bob"]
    said = opened(tmp_path, "source,target\nAnn,Bob\n", relation_label="wrote to")
    assert said.column("statement") == ["Ann \u2013 wrote to \u2013 Bob"]


def test_nothing_is_said_that_the_list_does_not_say(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target\nAnn,Bob\n")
    row = found.dataset.edges.iloc[0]
    for column in (
        "modality",
        "claim_status",
        "confidence",
        "date_basis",
        "voice",
        "opens",
        "note",
    ):
        assert row[column] == ""
    assert [n.kind for n in found.dataset.nodes.values()] == ["", ""]
    [document] = found.dataset.documents.values()
    assert (document.kind, document.reliability, document.publisher) == ("list", "F", "")


@pytest.mark.parametrize(
    ("header", "directed"),
    [("source,target", True), ("person_a,person_b", False), ("node1,node2", False),
     ("Entity A,Entity B", False), ("exporter,importer", True), ("来源,目标", True),
     ("von,nach", True)],
)  # fmt: skip
def test_direction_is_guessed_from_headings(tmp_path: Path, header: str, directed: bool) -> None:
    text = f"{header}\nAnn,Bob\nBob,Cy\nCy,Ann\n"
    assert opened(tmp_path, text).dataset.about.directed is directed
    assert opened(tmp_path, text, directed=not directed).dataset.about.directed is not directed
