"""What is opened at once is what is written and loaded; real lists; the mapping that is kept."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
import yaml
from lists import Opened, options_of, real, same

from dashboard.imports import CannotImportError, Options, import_list, open_list, preview
from dashboard.imports.options import mapping_text, merged, read_mapping
from dashboard.load import load_dataset

if TYPE_CHECKING:
    from pathlib import Path

ODD = (
    'source,target,type,date,note,url,Größe\n"Ann, Dr.",北京,met,12 May 1997,"two\nlines",'
    "https://a.example; https://b.example,1\n北京,NA,,1998,=1+1,,2.5\nNA,Ann|Bob,paid,c. 1990,"
    "'q',https://c.example,\n,x,y,,,,\nl'Été,Société Générale,met,1999-02,  s  ,,007\n"
)
WRITTEN = {
    "odd": {"list.csv": ODD},
    "nodes": {
        "edges.csv": "from,to,w\n096,007,1\n007,500,2\n",
        "people.csv": "id,name,country,lat,lon,born\n096,Ann,Peru,-12,-77,1990\n007,Bob,NA,0,0,\n",
    },
    "countries": {
        "trade.csv": "exporter,importer,year\nGermany,Chad,1999\nChad,Ruritania,2000\n"
        "Peru,Chad,2001\n"
    },
    "towns": {"sisters.csv": "city1,country1,city2,country2\nLiuzhou,China,Toledo,Spain\n"},
    "two lists": {
        "one.csv": "source,target,year\nAnn,Bob,1999\n",
        "two.csv": "source,target,weight\nBob,Cy,5\nCy,Di,7\n",
    },
    "quotes and breaks": {"list.csv": 'source,target,x\n"a\r\nb","c""d",1\ne,f,"g\rh"\n'},
}


def paths(folder: Path, files: dict[str, str]) -> list[Path]:
    found = []
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
        found.append(folder / name)
    return found


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("given", [{}, {"directed": False, "title": "A title", "all_nodes": True}])
def test_opened_is_written_and_loaded(tmp_path: Path, name: str, given: dict[str, object]) -> None:
    files = paths(tmp_path, WRITTEN[name])
    options = options_of(dict(given))
    at_once, _ = open_list(files, options)
    import_list(files, tmp_path / "set", options)
    same(load_dataset(tmp_path / "set"), at_once)


REAL = {
    "huawei": ["aiddata/AidDatasGlobalHuaweiFinanceDataset.xlsx"],
    "china": ["aiddata/gcdf2_final_df.csv"],
    "routes": ["openflights/routes.dat", "openflights/airports.dat"],
    "flights": ["us_flights/flights-airport.csv", "us_flights/airports.csv"],
    "contiguity": ["cow_contiguity/contdird.csv", "cow_contiguity/states_with_regions.csv"],
    "gexf": ["lesmis/LesMiserables.gexf"],
    "gml": ["lesmis/lesmis.gml"],
    "graphml": ["lesmis/lesmis.graphml"],
    "pajek": ["lesmis/lesmis.net"],
    "d3": ["lesmis/miserables.d3.json"],
}


@pytest.mark.parametrize("name", REAL)
def test_real_lists_opened_are_written_and_loaded(tmp_path: Path, name: str) -> None:
    files = real(*REAL[name])
    at_once, report = open_list(files)
    again, written = import_list(files, tmp_path / "set")
    same(load_dataset(tmp_path / "set"), at_once)
    assert again.counts == report.counts
    assert written


GUESSES = {
    "huawei": (165, 165, "Funding Agencies", "Recipient", True),
    "china": (3325, 3325, "Funding Agencies", "Recipient", True),
    "routes": (67663, 67663, "column 3", "column 5", True),
    "flights": (5366, 5366, "origin", "destination", True),
    "contiguity": (82498, 82498, "state1ab", "state2ab", False),
    **dict.fromkeys(
        ["gexf", "gml", "graphml", "pajek", "d3"], (254, 254, "source", "target", False)
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_real_lists_are_guessed_right_and_lose_no_row(name: str) -> None:
    files = real(*REAL[name])
    found = Opened(*open_list(files))
    columns = found.report.mapping.columns
    counts = found.report.counts
    assert (
        counts["read"], counts["kept"], columns["source"], columns["target"],
        found.dataset.about.directed,
    ) == GUESSES[name]  # fmt: skip
    assert counts["aside"] == 0
    if name not in ("huawei", "china"):  # those have cells with several ends
        assert counts["edges"] == counts["read"]


def test_routes_have_the_codes_and_the_airports_of_the_files() -> None:
    """Against the files read by the standard library alone."""
    routes, airports = real(*REAL["routes"])
    rows = [*csv.reader(routes.read_text(encoding="utf-8").splitlines())]
    known = {r[4]: r for r in csv.reader(airports.read_text(encoding="utf-8").splitlines())}
    found = Opened(*open_list([routes, airports]))
    edges, nodes = found.dataset.edges, found.dataset.nodes
    assert [*zip(edges["source"], edges["target"], strict=True)] == [(r[2], r[4]) for r in rows]
    ends = {code for r in rows for code in (r[2], r[4])}
    assert {*nodes} == ends
    by_id = {r[0]: r for r in csv.reader(airports.read_text(encoding="utf-8").splitlines())}
    beside = {(r[i], r[i + 1]) for r in rows for i in (2, 4)}
    assert len(ends - {*known}) == 163
    second = {code: by_id[i] for code, i in beside if code not in known and i in by_id}
    assert found.report.counts["orphans"] == 163 - len(second)
    assert all(nodes[code].name == row[1] for code, row in second.items())
    assert len(second) > 0
    for code in ends & {*known}:
        assert nodes[code].name == " ".join(known[code][1].split())
        place = found.dataset.place_of(code)
        assert place is not None
        assert (place.lat, place.lon) == (
            pytest.approx(float(known[code][6])), pytest.approx(float(known[code][7])),
        )  # fmt: skip
    assert nodes["WDH"].country == "NA"
    assert "NAN" in nodes
    assert edges["x.column-4"].isin(["\\N"]).sum() == 0


def test_contiguity_has_austria_in_europe() -> None:
    found = Opened(*open_list(real(*REAL["contiguity"])))
    nodes = found.dataset.nodes
    assert (nodes["AUS"].name, nodes["AUS"].country) == ("Austria", "AT")
    assert (nodes["AUL"].name, nodes["AUL"].country) == ("Australia", "AU")
    assert nodes["SSD"].country == "SS"
    assert found.dataset.edges["dated"].all()
    assert "x.conttype" in found.dataset.facets
    assert nodes["YUG"].country == ""


def test_huawei_cites_its_sources() -> None:
    found = Opened(*open_list(real(*REAL["huawei"])))
    assert found.report.counts["unsourced"] == 0
    assert all(cited.startswith("http") for cited in found.column("cited"))
    assert max(cited.count(" | ") for cited in found.column("cited")) > 5
    assert found.column("start")[0] == "2017"


def test_one_network_in_five_formats_is_one_network() -> None:
    folded = {}
    for name in ("gexf", "gml", "graphml", "pajek", "d3"):
        found = Opened(*open_list(real(*REAL[name])))
        plain = {re.sub(r"\W", "", n.name).lower() for n in found.dataset.nodes.values()}
        degrees = Counter(end for tie in found.ties() for end in tie)
        folded[name] = (len(plain), sorted(degrees.values()))
    assert len({str(value) for value in folded.values()}) == 1


# ------------------------------------------------------------------ the mapping


def test_what_was_said_once_holds_for_a_newer_file(tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("p,q,r,s\n1,Ann,Bob,5\n2,Bob,Cy,6\n")
    new.write_text("s,q,p,r\n5,Ann,1,Cy\n7,Di,2,Ann\n")
    into = tmp_path / "set"
    import_list([old], into, options_of({"source": "r", "target": "q", "title": "Ours"}))
    report, _ = import_list([new], into)
    found = Opened(load_dataset(into), report)
    assert found.ties() == [("Cy", "Ann"), ("Ann", "Di")]
    assert found.dataset.about.title == "Ours"
    assert not (into / "data" / "old.csv").exists()
    assert [*found.dataset.documents] == ["new"]


def test_a_curator_mends_countries_in_the_mapping(tmp_path: Path) -> None:
    [path] = paths(tmp_path, WRITTEN["countries"])
    into = tmp_path / "set"
    import_list([path], into)
    assert "Ruritania" in (into / "unmatched.csv").read_text(encoding="utf-8-sig")
    mapping = into / "data" / "mapping.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(
        text.replace("countries: {}", "countries:\n  Ruritania: NO"), encoding="utf-8"
    )
    import_list([path], into)
    assert not (into / "unmatched.csv").exists()
    assert load_dataset(into).nodes["Ruritania"].country == "NO"
    assert yaml.safe_load(mapping.read_text(encoding="utf-8"))["countries"] == {"Ruritania": "NO"}


def test_a_mapping_is_read_as_it_was_written(tmp_path: Path) -> None:
    options = Options(
        encoding="cp1252", delimiter="tab", quote="", header=False, skip_rows=3, split="",
        columns={"source": "Von", "target": "2", "cited": ""}, nulls=("NA",), directed=False,
        countries={"Ruritania": "NO"}, places={"Toledo, ES": "39.86, -4.02"},
        title="Ö", day_first=True, nodes="n.csv", sheet="1",
    )  # fmt: skip
    path = tmp_path / "mapping.yaml"
    path.write_text(mapping_text(options), encoding="utf-8")
    assert read_mapping(path) == options
    assert merged(options, Options()) == options
    over = Options(columns={"source": "From"}, header=True, directed=True)
    assert merged(options, over).columns == {"source": "From", "target": "2", "cited": ""}
    assert merged(options, over).header is True
    assert merged(options, over).directed is True


@pytest.mark.parametrize(
    ("text", "words"),
    [("[1, 2]", "is not a mapping"), ("sauce: x", '"sauce" is not known here'),
     ("header: maybe", "header is neither true nor false"), ("a: [", "cannot be read as a mapping"),
     ("skip_rows: -1", "skip_rows is not a whole number")],
)  # fmt: skip
def test_a_mapping_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    with pytest.raises(CannotImportError, match=re.escape(words)):
        read_mapping(path)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    [path] = paths(tmp_path, WRITTEN["countries"])
    data = tmp_path / "curated" / "data"
    data.mkdir(parents=True)
    (data / "visits.csv").write_text("id\n")
    with pytest.raises(CannotImportError, match="holds a data set that was not imported"):
        import_list([path], tmp_path / "curated")
    assert [p.name for p in data.iterdir()] == ["visits.csv"]
    with pytest.raises(CannotImportError, match="is a file"):
        import_list([path], path)


def test_a_strict_import_that_is_refused_writes_nothing(tmp_path: Path) -> None:
    [path] = paths(tmp_path, WRITTEN["countries"])
    report, written = import_list([path], tmp_path / "set", Options(strict=True))
    assert len(report.problems) == 3
    assert written == []
    assert not (tmp_path / "set").exists()


def test_a_column_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    [path] = paths(tmp_path, WRITTEN["countries"])
    with pytest.raises(CannotImportError) as refused:
        open_list([path], options_of({"source": "seller", "target": "importer"}))
    assert str(refused.value) == (
        'trade.csv has no column "seller" (--source). Its columns are: "exporter", "importer", '
        '"year".'
    )


# ------------------------------------------------------------------ the preview


def test_a_preview_is_plain_data(tmp_path: Path) -> None:
    found = preview(paths(tmp_path, WRITTEN["nodes"]))
    shown = json.loads(json.dumps(asdict(found)))
    assert [f["holds"] for f in shown["files"]] == ["edges", "nodes"]
    assert shown["mapping"]["source"] == "from"
    assert shown["mapping"]["node_id"] == "id"
    assert shown["files"][0]["first"][0] == [2, ["096", "007", "1"]]
    assert shown["files"][1]["columns"][0] == {
        "name": "id", "role": "node_id", "type": "integer", "different": 2, "blank": 0.0,
        "examples": ["096", "007"],
    }  # fmt: skip
    assert shown["counts"]["edges"] == 2
    assert not (tmp_path / "data").exists()


def test_gzip_leads_back_to_the_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "trade.csv.gz"
    path.write_bytes(gzip.compress(WRITTEN["countries"]["trade.csv"].encode()))
    dataset, _ = open_list([path])
    [document] = dataset.documents.values()
    assert (document.id, document.title) == ("trade", "trade.csv.gz")
