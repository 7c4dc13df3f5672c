"""A list data set as files: what may be blank, what is wrong where, and that it stays strict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from lists import options_of

from dashboard.imports import import_list
from dashboard.load import DataProblems, load_dataset
from dashboard.load.frames import FIRST
from dashboard.load.resolve import tie_of
from dashboard.load.resolved import folded
from dashboard.model import searchable

if TYPE_CHECKING:
    from pathlib import Path

EDGES = (
    "source,target,type,year,url,weight\nAnn,Bob,met,1999,https://a.example,1\n"
    "Bob,Cy,paid,2000,,2\nCy,Ann,met,2001,,3\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "ties.csv"
    path.write_text(EDGES)
    import_list([path], tmp_path / "set", options_of({}))
    return tmp_path / "set"


def put(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old, text)
    (root / file).write_text(text.replace(old, new), encoding="utf-8", newline="")


def problems(root: Path) -> list[str]:
    with pytest.raises(DataProblems) as caught:
        load_dataset(root)
    return [str(problem) for problem in caught.value.problems]


def test_it_loads(root: Path) -> None:
    dataset = load_dataset(root)
    assert dataset.about.profile == "list"
    assert dataset.edges["line"].tolist() == [2, 3, 4]
    assert dataset.edges["sourcing"].tolist() == ["cited", "unsourced", "unsourced"]
    assert dataset.edges["origin"].tolist() == ["https://a.example", "ties", "ties"]
    assert dataset.edges["layer"].tolist() == ["core"] * 3
    assert [f.name for f in dataset.extra["edges"]] == ["cited", "sourcing", "x.weight"]


WRONG = {
    "no such node": ("data/ties.csv", "Ann,met", "Anne,met",
        'data/ties.csv:2 source "Anne" is not in data/nodes.csv. Add it there, or correct it.'),
    "no such relation": ("data/ties.csv", ",paid,", ",payed,",
        'data/ties.csv:3 relation "payed" is not in data/relations.csv. Add it there, or correct '
        "it."),
    "no such document": ("data/ties.csv", "1999,ties", "1999,knots",
        'data/ties.csv:2 document "knots" has no record in seeds/. Add it there, or correct it.'),
    "an id twice": ("data/ties.csv", "ties-3", "ties-2",
        'data/ties.csv:3 id "ties-2" stands already in a line above. Give this row an id of its '
        "own; ids are never reused."),
    "an id that is none": ("data/ties.csv", "ties-3", "ties 3",
        'data/ties.csv:3 id "ties 3" is not an id. Use letters, digits, - _ and . without spaces.'),
    "an id of a node": ("data/ties.csv", "ties-3", "Bob",
        'data/ties.csv:3 id "Bob" is the id of a node too. Give this row an id of its own: links '
        "name either."),
    "no date": ("data/ties.csv", "1999", "long ago",
        'data/ties.csv:2 start "long ago" is not a date in EDTF. Write 2017, 2017-09, 2017-09-14 '
        "or 2016~."),
    "no paragraph": ("data/ties.csv", "1999,ties,2,", "1999,ties,two,",
        'data/ties.csv:2 paragraph "two" is not a whole number. Write digits only.'),
    "no number": ("data/ties.csv", "https://a.example,1", "https://a.example,one",
        'data/ties.csv:2 x.weight "one" is not a whole number. Write digits only.'),
    "too many cells": ("data/ties.csv", "https://a.example,1", "https://a.example,1,2",
        'data/ties.csv:2 has 10 cells where the header has 9. Quote cells with a comma, "a, b".'),
    "too few cells": ("data/ties.csv", "https://a.example,1", "https://a.example",
        "data/ties.csv:2 has 8 cells where the header has 9. Write a comma for each blank cell."),
    "an unknown column": ("data/ties.csv", "x.weight", "x.height",
        'data/ties.csv:1 "x.height" is not a column of it. Did you mean "x.weight"?'),
    "a column twice": ("data/ties.csv", "x.weight", "cited",
        "data/ties.csv:1 cited stands twice in the header. Take one of them out."),
    "a column is missing": ("data/ties.csv", "id,source", "note,source",
        "data/ties.csv:1 id is missing from the header. Add it."),
    "no name": ("data/nodes.csv", "Bob,Bob,", "Bob,,",
        "data/nodes.csv:3 name is blank. Give it: As printed; a redacted name stays redacted."),
    "no such place": ("data/nodes.csv", "Bob,Bob,,", "Bob,Bob,,rome",
        'data/nodes.csv:3 place "rome" is not in data/places.csv. Add it there, or correct it.'),
    "not UTF-8": ("data/nodes.csv", "Bob,Bob", "B\udcffb,Bob",
        "data/nodes.csv:3 is not UTF-8: byte 0xff. Save it as UTF-8."),
    "a kind of record that is none": ("seeds/ties.yaml", "kind: list", "kind: lists",
        'seeds/ties.yaml:4 kind "lists" is not in the vocabulary. Use one of: report, repost, '
        "translation, list."),
    "a profile that is none": ("data/datapackage.json", '"profile": "list"', '"profile": "heap"',
        'data/datapackage.json sourceline profile "heap" is not a profile. Use one of: '
        "curated, list."),
    "a direction that is none": ("data/datapackage.json", '"directed": true', '"directed": "yes"',
        'data/datapackage.json sourceline directed "yes" is neither true nor false. Write true or '
        "false."),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_thing_that_can_be_wrong_is_named(root: Path, name: str) -> None:
    file, old, new, said = WRONG[name]
    if "\udcff" in new:
        raw = (root / file).read_bytes()
        (root / file).write_bytes(raw.replace(old.encode(), new.encode("utf-8", "surrogateescape")))
    else:
        put(root, file, old, new)
    assert said in problems(root)


def test_country_and_place_agree(root: Path) -> None:
    put(root, "data/nodes.csv", "Bob,Bob,,,,,,", "Bob,Bob,,rome,text,FR,,")
    places = root / "data" / "places.csv"
    places.write_text(places.read_text() + "rome,Rome,IT,141.9,12.5,city,me\n")
    assert problems(root) == [
        'data/nodes.csv:3 country "FR" is not the country of its place. A place is a name and a '
        "country.",
        'data/places.csv:2 lat "141.9" is outside -90 to 90 degrees. Are latitude and longitude '
        "swapped?",
    ]


def test_a_hundred_of_a_sort_are_named_and_the_others_counted(root: Path) -> None:
    path = root / "data" / "ties.csv"
    header = path.read_text().splitlines()[0]
    rows = [f"e{i},Nobody,met,Ann,,ties,{i},," for i in range(250)]
    path.write_text("\n".join([header, *rows]) + "\n")
    said = problems(root)
    assert len(said) == FIRST + 1
    assert said[0] == (
        "data/ties.csv source is not in data/nodes.csv: 150 more rows. Add it there, or correct it."
    )
    assert said[100].startswith("data/ties.csv:101 ")


def test_lines_are_physical_lines(root: Path) -> None:
    put(root, "data/ties.csv", "https://a.example", '"two\nlines"')
    put(root, "data/ties.csv", "\nties-4", "\n\n,,,,,,,,\nties-4")
    assert load_dataset(root).edges["line"].tolist() == [2, 4, 7]


def test_a_record_of_a_list_needs_no_publisher_but_one_of_a_press_article_does(root: Path) -> None:
    put(root, "seeds/ties.yaml", "kind: list", "kind: report")
    said = problems(root)
    assert "seeds/ties.yaml:1 publisher is missing. Add `publisher: …`." in said


def test_declared_columns_are_those_of_the_list(root: Path) -> None:
    path = root / "data" / "datapackage.json"
    package = json.loads(path.read_text())
    package["sourceline"]["columns"] = [{"table": "edges", "name": "weight"}, 7]
    path.write_text(json.dumps(package))
    said = problems(root)
    assert said[0] == (
        "data/datapackage.json sourceline columns is not a list of columns. Give each a table "
        '("edges" or "nodes") and a name that begins with "x.".'
    )


def test_ids_of_two_lists_differ(root: Path) -> None:
    (root / "data" / "two.csv").write_bytes((root / "data" / "ties.csv").read_bytes())
    assert any('two.csv:2 id "ties-2" stands already in another list.' in p for p in problems(root))


def test_a_list_without_files_says_what_is_missing(root: Path) -> None:
    (root / "data" / "relations.csv").unlink()
    (root / "data" / "ties.csv").write_text("")
    assert problems(root) == [
        "data/relations.csv is missing. Add it, with its header row.",
        "data/ties.csv:1 is empty. Add the header row.",
    ]


def test_folding_many_is_folding_each() -> None:
    texts = ["Łódź", "plain TEXT", "a\0b", "", "\u201cSaid\u201d", "Straße", "İ"]
    assert folded(texts) == [searchable(t) for t in texts]
    assert folded(["AB", "", "c"]) == ["ab", "", "c"]
    assert folded([]) == []


def test_a_generated_list_is_what_its_rows_say(root: Path) -> None:
    """Ties, statements, words and dates of many rows against one row at a time."""
    rng = np.random.default_rng(3)
    names = ["Ann", "Bob", "Cy"]
    rows = [
        (f"e{i}", names[a], "met" if b % 2 else "paid", names[b], f"{1900 + c}", "ties", str(i))
        for i, (a, b, c) in enumerate(rng.integers(0, 3, (500, 3)).tolist())
    ]
    columns = ["id", "source", "relation", "target", "start", "document", "paragraph"]
    pd.DataFrame(rows, columns=columns).to_csv(root / "data" / "ties.csv", index=False)
    edges = load_dataset(root).edges
    for row, made in zip(rows, edges.itertuples(index=False), strict=True):
        assert made.tie == tie_of(row[1], row[3])
        assert made.statement == f"{row[1]} \u2013 {row[2]} \u2013 {row[3]}"
        words = (row[1], row[2], row[3], row[0])
        assert made.words == searchable("\n".join(words))
        assert (made.earliest, made.latest) == (
            int(row[4]) * 10000 + 101,
            int(row[4]) * 10000 + 1231,
        )
