"""GraphML, GEXF and node-link JSON: networkx reads back all that was written."""

from __future__ import annotations

import io
import json
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest
from asked import answer, store_of
from exported import AWKWARD, READABLE, listed

from dashboard import dates
from dashboard.export import FILES
from dashboard.graph import write
from dashboard.model import Field, fields
from dashboard.selection import Selection, keep, parse, sentence
from dashboard.store import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.model import Dataset

URL = "https://tiny.example/"
EVERYTHING = Selection(context="1")
FORMATS = ("graphml", "gexf", "json")
EVIDENCE = ("document_title", "document_url", "paragraph", "passage_url", "statement",
            "claim_status", "modality", "publisher", "voice_name", "paper_title")  # fmt: skip


def written(dataset: Dataset, form: str, selection: Selection = EVERYTHING) -> bytes:
    return b"".join(FILES[form].pieces(store_of(dataset), selection, "exact", URL))


def read(dataset: Dataset, form: str, selection: Selection = EVERYTHING) -> Any:
    content = written(dataset, form, selection)
    readers: dict[str, Callable[[], Any]] = {
        "graphml": lambda: nx.read_graphml(
            io.BytesIO(content), edge_key_type=str, force_multigraph=True
        ),
        "gexf": lambda: nx.read_gexf(io.BytesIO(content)),
        "json": lambda: nx.node_link_graph(json.loads(content), edges="edges"),
    }
    return readers[form]()


def edges_of(graph: Any) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {key: (s, t, data) for s, t, key, data in graph.edges(keys=True, data=True)}


@pytest.mark.parametrize("form", FORMATS)
def test_every_claim_is_one_edge_with_its_id(tiny: Dataset, form: str) -> None:
    graph = read(tiny, form)
    assert type(graph) is nx.MultiDiGraph
    rows = [tiny.edge(edge) for edge in tiny.edges["id"]]
    found = edges_of(graph)
    assert {key: (s, t) for key, (s, t, _) in found.items()} == {
        row["id"]: (row["source"], row["target"]) for row in rows
    }
    assert [data["claim"] for _, _, data in found.values()] == list(found)
    assert graph.number_of_edges("none", "sum-and-sons") == 2, "parallel claims stay apart"
    assert graph.has_edge("none", "none", "b-02"), "a tie of a node with itself"


@pytest.mark.parametrize("form", FORMATS)
def test_every_edge_carries_its_evidence(shipped: Dataset, form: str) -> None:
    """And every other column of the CSV, but those that its ends carry."""
    found = edges_of(read(shipped, form))
    kept = keep(shipped.edges, EVERYTHING).to_dict("records")
    assert len(found) == len(kept) == len(shipped.edges)
    renamed = {"start": "start_edtf", "end": "end_edtf"} if form == "gexf" else {}
    names = [f.name for f in fields("edges", shown="csv")
             if not f.name.startswith(("source", "target")) and f.name != "id"]  # fmt: skip
    assert {*EVIDENCE} <= {*names}
    for row in kept:
        _, _, data = found[row["id"]]
        assert {n: data.get(renamed.get(n, n), "") for n in names} == {n: row[n] for n in names}
        assert data["label"] == row["relation_label"]
        assert data["permalink"] == f"{URL}?focus={row['id']}"


@pytest.mark.parametrize("form", FORMATS)
def test_every_node_carries_its_place_and_name(tiny: Dataset, form: str) -> None:
    graph = read(tiny, form)
    assert {*graph} == {*tiny.edges["source"], *tiny.edges["target"]}
    assert graph.nodes["none"]["name"] == graph.nodes["none"]["label"] == "None"
    assert graph.nodes["none"]["country"] == "NA"
    assert graph.nodes["none"]["claims"] == 5
    fund = graph.nodes["el-nino-fund"]
    assert (fund["lat"], fund["lon"], fund["aliases"]) == (0.0, -78.5, "Ñandú Fund|El Niño")
    assert graph.nodes["spring-round"]["name"] == 'Round, "spring"\nof 2017'
    assert "lat" not in graph.nodes["minus-group"], "what is not known is left out"


@pytest.mark.parametrize("form", FORMATS)
def test_dates_are_there_as_written_and_as_days(tiny: Dataset, form: str) -> None:
    found = {key: data for key, (_, _, data) in edges_of(read(tiny, form)).items()}
    days = {key: (data.get("earliest"), data.get("latest")) for key, data in found.items()}
    assert days["v-01"] == ("2017-05-03", "2017-05-03")
    assert days["v-02"] == ("2018-01-01", "2018-12-31")
    assert days["v-04"] == ("2016-01-01", "2019-12-31")
    assert days["v-06"] == ("2017-05-01", "2017-06-30")
    assert days["b-02"] == ("1992-01-01", None), "it goes on"
    assert days["b-04"] == (None, "1999-12-31"), "nobody says since when"
    assert days["v-03"] == (None, None), "undated"
    start, end = ("start_edtf", "end_edtf") if form == "gexf" else ("start", "end")
    assert (found["v-06"][start], end in found["v-06"]) == ("2017-05/2017-06", False)
    assert found["b-02"][end] == ".."


def test_gexf_gives_each_dated_edge_its_time(tiny: Dataset) -> None:
    """The interval of the edge itself, by which Gephi's timeline filters."""
    graph = read(tiny, "gexf")
    assert graph.graph["mode"] == "dynamic"
    for key, (_, _, data) in edges_of(graph).items():
        row = tiny.edge(key)
        span = dates.between(row["start"], row["end"])
        opens = "" if span is None or span.earliest == dates.BEGINNING else str(span.earliest)
        closes = "" if span is None or span.latest == dates.END_OF_TIME else str(span.latest)
        assert data.get("start", "").replace("-", "") == opens
        assert data.get("end", "").replace("-", "") == closes
    undated, _ = parse("undated=only", tiny)
    assert read(tiny, "gexf", undated).graph["mode"] == "static"


@pytest.mark.parametrize("directed", [True, False])
def test_no_two_parallel_edges_of_gexf_are_of_one_kind(shipped: Dataset, directed: bool) -> None:
    """Gephi would make one of them."""
    about = replace(shipped.about, directed=directed)
    content = written(replace(shipped, about=about), "gexf")
    tree = ElementTree.fromstring(content)  # noqa: S314 - a file of our own
    found = [edge.attrib for edge in tree.iter("{http://gexf.net/1.3}edge")]
    ends = [(e["source"], e["target"]) if directed else frozenset((e["source"], e["target"]))
            for e in found]  # fmt: skip
    kinds = [*zip(ends, (e["kind"] for e in found), strict=True)]
    labels = [*zip(ends, (e["label"] for e in found), strict=True)]
    assert len({*kinds}) == len(found) > len({*labels})
    assert sum(e["kind"] == e["label"] for e in found) == len({*labels})
    assert any(e["kind"] == f"{e['label']} (2)" for e in found)


@pytest.mark.parametrize("form", FORMATS)
def test_columns_of_a_list_are_attributes(tiny: Dataset, form: str) -> None:
    graph = read(listed(tiny), form)
    found = {key: data for key, (_, _, data) in edges_of(graph).items()}
    first, second, third = list(tiny.edges["id"])[:3]
    assert found[second]["cited"] == "=log of 1999"
    assert found[first]["sourcing"] == "unsourced"
    assert [found[e].get("x.tonnes") for e in (first, second, third)] == [-3.5, None, 1000.0]
    assert [found[e].get("x.crew") for e in (first, second, third)] == ["12", "a dozen", None], (
        "one value is no number, so none of the column is"
    )
    assert graph.nodes["lodz"]["x.depth"] == 4
    assert "x.depth" not in graph.nodes["wang-x"]


@pytest.mark.parametrize("form", FORMATS)
def test_awkward_characters_come_back_or_are_left_out(tiny: Dataset, form: str) -> None:
    expected = AWKWARD if form == "json" else READABLE
    graph = read(listed(tiny), form)
    first = edges_of(graph)[tiny.edges["id"].iloc[0]][2]
    assert first["x.flag"] == expected
    assert graph.nodes["lodz"]["x.pilot"] == f"-{expected}"


@pytest.mark.parametrize("form", FORMATS)
def test_a_list_without_direction_is_an_undirected_graph(tiny: Dataset, form: str) -> None:
    graph = read(listed(tiny, directed=False), form)
    assert type(graph) is nx.MultiGraph
    assert graph.number_of_edges() == len(tiny.edges)
    assert graph.has_edge("minus-group", "sum-and-sons", "b-04")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("query", ["country=NA", "q=łódź", "from=2017&to=2017&undated=0"])
def test_it_holds_what_the_selection_keeps(tiny: Dataset, form: str, query: str) -> None:
    selection, said = parse(query, tiny)
    assert said == []
    kept = keep(tiny.edges, selection)
    content = written(tiny, form, selection)
    graph = read(tiny, form, selection)
    if not graph.is_multigraph():  # the reader of GEXF makes a simple graph where it can
        graph = nx.MultiDiGraph(graph)
    assert sorted(data["claim"] for _, _, data in graph.edges(data=True)) == sorted(kept["id"])
    assert {*graph} == {*kept["source"], *kept["target"]}
    assert content == written(tiny, form, selection.having("focus", "v-01"))


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_kept_is_an_empty_graph(tiny: Dataset, form: str) -> None:
    graph = read(tiny, form, Selection(country=("FJ",)))
    assert (len(graph), graph.number_of_edges()) == (0, 0)


def test_the_file_says_what_it_is(tiny: Dataset) -> None:
    selection, _ = parse("country=NA", tiny)
    for form in ("graphml", "json"):
        about = read(tiny, form, selection).graph
        assert about["title"] == "Tiny harbours"
        kept = answer(tiny, selection)
        assert about["selection"] == sentence(selection, kept, tiny)
        assert about["query"] == "country=NA"
        assert about["permalink"] == f"{URL}?country=NA"
        assert about["notice"] == "Every name in it is invented."
        assert about["licence"].startswith("CC0 1.0 https://")
    described = written(tiny, "gexf", selection).decode()
    assert "notice: Every name in it is invented.\n" in described


def test_ids_that_are_numbers_stay_as_they_are(tiny: Dataset) -> None:
    """`007` and `7` are two claims, whatever a reader makes of the key."""
    edges = tiny.edges.assign(id=["007", "7", *tiny.edges["id"].iloc[2:]])
    for form in FORMATS:
        graph = read(replace(tiny, edges=edges), form)
        assert {"007", "7"} <= {data["claim"] for _, _, data in graph.edges(data=True)}


def test_every_character_comes_back_that_xml_can_hold() -> None:
    """All of the first plane, and some of the others, in one edge for each 256 of them."""
    starts = [*range(0, 0xD800, 256), *range(0xE000, 0x10000, 256), 0x1F300, 0x10FF00]
    texts = {f"{start:x}": "|".join(map(chr, range(start, start + 256))) for start in starts}
    note = Field("note", "text", "", "")
    ends = {"source": "a", "target": "a", "label": "", "earliest": "", "latest": ""}
    for form, writer in (("graphml", write.graphml), ("gexf", write.gexf)):
        network = write.Network(
            about={}, directed=True, dated=False, node_fields=(), edge_fields=(note,),
            nodes=[{"id": "a", "label": "a"}],
            edges=({"id": name, **ends, "note": text} for name, text in texts.items()),
        )  # fmt: skip
        content = io.BytesIO("".join(writer(network)).encode())
        graph = nx.read_graphml(content, str, str) if form == "graphml" else nx.read_gexf(content)
        found = {key: data["note"] for _, _, key, data in graph.edges(keys=True, data=True)}
        for name, text in texts.items():
            assert found[name] == "".join(c for c in text if holds(ord(c))), name


def holds(code: int) -> bool:
    """Whether XML 1.0 has the character: its production `Char`, and no halves of surrogates."""
    if code < 32:
        return code in (9, 10, 13)
    return code not in (0xFFFE, 0xFFFF)


@pytest.mark.parametrize("form", ["edges", "graphml", "ftm"])
def test_a_file_is_never_held_as_a_whole(
    tiny: Dataset, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice as many claims take hardly more memory: only some rows at a time are there."""
    monkeypatch.setattr(reading, "BATCH", 500)
    written(tiny, form)  # what is loaded or remembered only once is not meant
    few, many = memory(tiny, form, 200), memory(tiny, form, 400)
    assert many < few * 1.3


def memory(tiny: Dataset, form: str, times: int) -> int:
    """The most bytes in use at once while a list of so many copies is written."""
    edges = pd.concat(
        [tiny.edges.assign(id=tiny.edges["id"] + f"-{i}") for i in range(times)], ignore_index=True
    )
    pieces = FILES[form].pieces(store_of(replace(tiny, edges=edges)), EVERYTHING, "exact", URL)
    tracemalloc.start()
    try:
        assert sum(map(len, pieces)) > len(edges) * 400
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_node_link_file_is_plain_json(tiny: Dataset) -> None:
    found = json.loads(written(listed(tiny, directed=False), "json"))
    assert [*found] == ["directed", "multigraph", "graph", "nodes", "edges"]
    assert (found["directed"], found["multigraph"]) == (False, True)
    assert [edge["id"] for edge in found["edges"]] == list(tiny.edges["id"])
    assert all(edge["key"] == edge["id"] for edge in found["edges"])
