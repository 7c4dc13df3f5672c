"""Loading a data set that is right: every cell as it was written, every claim kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest

from dashboard import graph
from dashboard.dates import BEGINNING, END_OF_TIME
from dashboard.load import bundled, load_dataset
from dashboard.model import FIELDS

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset

TIE = "liuzhou-group|lodz-office"


def test_claims_stand_in_the_order_of_lists_and_lines(tiny: Dataset) -> None:
    assert list(tiny.edges["id"]) == [
        *("b-01", "b-02", "b-03", "b-04", "b-05", "b-06", "b-07", "b-08"),
        *("v-01", "v-02", "v-03", "v-04", "v-05", "v-06", "v-07"),
    ]
    assert sorted(set(tiny.edges["list"])) == ["bodies", "visits"]


def test_every_cell_is_text_and_none_is_missing(tiny: Dataset) -> None:
    assert not tiny.edges.isna().to_numpy().any()
    text = [f.name for f in FIELDS["edges"] if f.name != "paragraph"]
    assert {type(value) for column in text for value in tiny.edges[column]} == {str}
    assert {type(value) for value in tiny.edges["paragraph"].tolist()} == {int}


def test_names_that_look_like_nothing_or_like_formulas_are_names(tiny: Dataset) -> None:
    assert tiny.nodes["none"].name == "None"
    assert tiny.nodes["none"].country == "NA"
    edge = tiny.edge("v-04")
    assert (edge["source_name"], edge["source_country"]) == ("None", "NA")
    assert edge["target_name"] == "=Sum & Sons"
    assert tiny.nodes["minus-group"].name == "-Minus Group"
    assert tiny.edge("v-01")["quantity"] == "0"


def test_names_keep_their_letters_quotes_commas_and_breaks(tiny: Dataset) -> None:
    assert tiny.nodes["el-nino-fund"].name == "Fundación El Nin\u0303o", "not normalised"
    assert tiny.nodes["blue-chamber"].name == "Traders’ “Blue” Chamber"
    assert tiny.nodes["spring-round"].name == 'Round, "spring"\nof 2017'
    assert tiny.nodes["el-nino-fund"].aliases == ("Ñandú Fund", "El Niño")
    assert tiny.nodes["wang-x"].redacted
    assert not tiny.nodes["none"].redacted


def test_zero_is_a_coordinate_and_a_missing_place_is_none(tiny: Dataset) -> None:
    assert tiny.places["punta-cero-ec"].lat == 0.0
    assert tiny.places["meridian-quay-gb"].lon == 0.0
    assert tiny.edge("b-05")["source_place"] == "punta-cero-ec"
    assert tiny.edge("b-05")["target_place"] == ""


def test_parallel_claims_stay_apart_in_the_graph(tiny: Dataset) -> None:
    whole = graph.build(tiny, tiny.edges.to_dict("records"))
    assert isinstance(whole, nx.MultiDiGraph)
    assert whole.number_of_edges() == len(tiny.edges) == 15
    assert sorted(whole["lodz-office"]["liuzhou-group"]) == ["b-01", "v-01", "v-02"]
    assert sorted(whole["liuzhou-group"]["lodz-office"]) == ["v-03"]
    assert sorted(whole["none"]["none"]) == ["b-02"]
    assert sorted(key for *_, key in whole.edges(keys=True)) == sorted(tiny.edges["id"])
    assert set(whole) == set(tiny.nodes)
    assert not {"nan", "", "None"} & set(whole)


def test_a_self_loop_is_one_claim_of_its_node(tiny: Dataset) -> None:
    claims = graph.degrees(graph.build(tiny, tiny.edges.to_dict("records")))
    assert claims["none"] == 5
    assert claims["lodz-office"] == 5
    assert claims["spring-round"] == 1


def test_a_tie_bundles_both_directions(tiny: Dataset) -> None:
    assert tiny.ties[TIE] == ["b-01", "v-01", "v-02", "v-03"]
    assert tiny.ties["none|none"] == ["b-02"]
    assert tiny.ties["none|sum-and-sons"] == ["v-04", "v-05"]
    assert sorted(e for ids in tiny.ties.values() for e in ids) == sorted(tiny.edges["id"])


@pytest.mark.parametrize(
    ("edge", "earliest", "latest"),
    [
        ("v-01", 20170503, 20170503),
        ("v-04", 20160101, 20191231),
        ("v-06", 20170501, 20170630),
        ("v-07", 20190101, 20191231),
        ("b-02", 19920101, END_OF_TIME),
        ("b-03", 20040601, 20060831),
        ("b-04", BEGINNING, 19991231),
    ],
)
def test_dates_of_claims(tiny: Dataset, edge: str, earliest: int, latest: int) -> None:
    row = tiny.edges.set_index("id").loc[edge]
    assert (row["earliest"], row["latest"], row["dated"]) == (earliest, latest, True)


def test_undated_claims_are_undated_whatever_else_is_known(tiny: Dataset) -> None:
    undated = tiny.edges[~tiny.edges["dated"].astype(bool)]
    assert sorted(undated["id"]) == ["b-01", "b-05", "b-06", "b-08", "v-03"]
    assert set(undated["earliest"]) == set(undated["latest"]) == {0}


def test_claims_carry_their_document_paper_and_voice(tiny: Dataset) -> None:
    edge = tiny.edge("v-02")
    assert edge["document_title"] == "What the letter says: “a translation”"
    assert edge["publisher"] == "柳州 Reader"
    assert edge["paper_title"] == "[Letter of the tides]"
    assert edge["passage_url"] == (
        "https://reader.example/page?id=7#:~:text=In%202018%2C%20not%20in%202017,the%20same%20letter"
    )
    assert tiny.edge("b-05")["voice_name"] == "Fundación El Nin\u0303o"
    assert edge["voice_name"] == ""


def test_origins_are_papers_or_first_texts(tiny: Dataset) -> None:
    origin = dict(zip(tiny.edges["id"], tiny.edges["origin"], strict=True))
    assert origin["v-01"] == origin["v-02"] == "tide-letter", "one paper in two documents"
    assert origin["v-04"] == origin["v-05"], "a re-post is not a second witness"
    assert origin["v-03"] != origin["b-06"], "two documents that share no paper"


def test_a_re_post_of_a_re_post_goes_back_to_the_first_text(copy: Copy) -> None:
    second = copy.text("seeds/beta.yaml").replace("id: beta", "id: delta")
    second = second.replace(
        "https://tide-post.example/harbour-talk", "https://second-hand.example/talk/"
    )
    copy.write("seeds/delta.yaml", second.replace("url: https://second-hand.example/talk\n",
                                                  "url: https://third.example/talk\n"))  # fmt: skip
    row = (
        "v-08,none,met,sum-and-sons,Again.,2016,,event,article,done,,delta,1,None,,,high,,core,,\n"
    )
    copy.write("data/visits.csv", copy.text("data/visits.csv") + row)
    data = copy.load()
    assert data.edge("v-08")["origin"] == data.edge("v-05")["origin"] == data.edge("v-04")["origin"]


def test_two_documents_that_repeat_each_other_have_one_origin(copy: Copy) -> None:
    copy.put("seeds/alpha.yaml", "derived_from: null",
             "derived_from: {url: https://second-hand.example/talk}")  # fmt: skip
    data = copy.load()
    assert data.edge("v-04")["origin"] == data.edge("v-05")["origin"]


def test_a_text_outside_the_set_is_an_origin_by_its_address(copy: Copy) -> None:
    copy.put("seeds/beta.yaml", "  url: https://tide-post.example/harbour-talk",
             "  url: https://elsewhere.example/first")  # fmt: skip
    assert copy.load().edge("v-05")["origin"] == "https://elsewhere.example/first"


def test_what_the_data_set_says_of_itself(tiny: Dataset) -> None:
    about = tiny.about
    assert (about.name, about.title) == ("tiny-harbours", "Tiny harbours")
    assert (about.licence, about.code_licence) == ("CC0 1.0", "MIT")
    assert about.notice == "Every name in it is invented."
    assert about.corrections_url == "https://example.org/corrections"
    assert about.list_titles["visits"] == "Visits and meetings"


def test_a_year_in_yaml_stays_as_it_was_written(tiny: Dataset) -> None:
    assert tiny.papers["tide-letter"].date == "2017"
    assert tiny.documents["alpha"].published == "2020-08-18"
    assert tiny.papers["dock-notice"].date == ""
    assert tiny.documents["alpha"].derived_from == {}


def test_byte_order_mark_and_windows_line_ends_change_nothing(copy: Copy, tiny: Dataset) -> None:
    for path in (copy.root / "data").glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    for path in [*(copy.root / "seeds").glob("*.yaml"), copy.root / "data/datapackage.json"]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    again = copy.load()
    pd.testing.assert_frame_equal(again.edges, tiny.edges)
    assert again.nodes == tiny.nodes
    assert again.about == tiny.about
    assert again.documents == tiny.documents


@pytest.mark.parametrize("mark", ["\u2028", "\x0b", "\x0c", "\x85", "\x1e"])
def test_only_line_ends_end_a_row(copy: Copy, mark: str) -> None:
    """`str.splitlines` would break a row at a vertical tab or a Unicode separator in a cell."""
    copy.put("data/nodes.csv", "no text says where", f"no text{mark}says where")
    assert copy.load().nodes["minus-group"].note == f"no text{mark}says where it stands"


def test_columns_may_stand_in_any_order_and_optional_ones_be_left_out(copy: Copy) -> None:
    rows = [line.split(",") for line in copy.text("data/places.csv").splitlines()]
    assert rows[0][-1] == "note"
    del rows[5]  # its note holds a comma
    kept = [[*row[6:0:-1], row[0]] for row in rows]
    nodes = copy.text("data/nodes.csv").replace("punta-cero-ec,text,EC", ",,EC")
    copy.write("data/nodes.csv", nodes)
    copy.write("data/places.csv", "\n".join(",".join(row) for row in kept))
    place = copy.load().places["lodz-pl"]
    assert (place.name, place.lat, place.note) == ("Łódź", 51.77, "")


def test_a_list_with_only_a_header_is_no_problem(copy: Copy) -> None:
    header = copy.text("data/visits.csv").splitlines()[0]
    copy.write("data/later.csv", f"{header}\n")
    assert len(copy.load().edges) == 15


def test_coverage_may_be_left_out(copy: Copy) -> None:
    (copy.root / "data/coverage.csv").unlink()
    assert copy.load().coverage.empty


def test_a_descriptor_may_be_left_out(copy: Copy) -> None:
    (copy.root / "data/datapackage.json").unlink()
    assert copy.load().about.title == "Untitled data set"


def test_the_bundled_folder_holds_data_and_seeds() -> None:
    assert (bundled() / "data").is_dir()
    assert (bundled() / "seeds").is_dir()
    assert load_dataset(bundled()).about.name
