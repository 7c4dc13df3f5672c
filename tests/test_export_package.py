"""The package: a Frictionless Data Package that is valid, complete and the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from asked import answer, store_of
from exported import listed

from dashboard.export import FILES, TABLES, package
from dashboard.export.rows import Cut
from dashboard.selection import Selection, parse, sentence

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from dashboard.model import Dataset

URL = "https://tiny.example/"
DAY = date(2026, 11, 20)
NAMES = ["edges.csv", "nodes.csv", "documents.csv", "places.csv", "relations.csv",
         "datapackage.json", "README.md"]  # fmt: skip


def zipped(dataset: Dataset, query: str = "context=1", day: date = DAY) -> bytes:
    selection, said = parse(query, dataset)
    assert said == []
    return b"".join(package.zipped(Cut(store_of(dataset), selection, URL), day))


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def descriptor(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(opened(content)["datapackage.json"])
    return found


def report(content: bytes, folder: Path) -> Any:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return frictionless.validate(str(folder / "datapackage.json"))


def test_it_holds_the_tables_in_exact_form(tiny: Dataset) -> None:
    for query in ("context=1", "country=NA"):
        selection, _ = parse(query, tiny)
        files = opened(zipped(tiny, query))
        assert [*files] == NAMES
        for name, table in TABLES.items():
            assert files[f"{name}.csv"] == table(store_of(tiny), selection, "exact", URL)


def test_places_and_relations_are_those_in_use(tiny: Dataset) -> None:
    def ids(table: bytes) -> list[str]:
        return [row["id"] for row in csv.DictReader(io.StringIO(table.decode(), newline=""))]

    files = opened(zipped(tiny, "relation=met"))
    assert ids(files["edges.csv"]) == ["v-04", "v-05"]
    assert ids(files["places.csv"]) == ["meridian-quay-gb", "windhoek-na"]
    assert ids(files["relations.csv"]) == ["met"]
    whole = opened(zipped(tiny))
    assert ids(whole["relations.csv"]) == [*tiny.relations]
    assert ids(whole["places.csv"]) == sorted(tiny.places)


@pytest.mark.parametrize("query", ["context=1", "country=NA", "country=FJ", "undated=only"])
def test_frictionless_finds_it_valid(tiny: Dataset, tmp_path: Path, query: str) -> None:
    found = report(zipped(tiny, query), tmp_path)
    assert found.valid, found.flatten(["title", "rowNumber", "fieldName", "message"])
    assert [task.name for task in found.tasks] == [n.removesuffix(".csv") for n in NAMES[:5]]


def test_the_bundled_data_is_valid(shipped: Dataset, tmp_path: Path) -> None:
    found = report(zipped(shipped), tmp_path)
    assert found.valid, found.flatten(["title", "rowNumber", "fieldName", "message"])
    assert found.tasks[0].stats["rows"] == len(shipped.edges)


@pytest.mark.parametrize("directed", [True, False])
def test_a_list_with_columns_of_its_own_is_valid(
    tiny: Dataset, tmp_path: Path, directed: bool
) -> None:
    dataset = listed(tiny, directed=directed)
    content = zipped(dataset)
    found = report(content, tmp_path)
    assert found.valid, found.flatten(["title", "rowNumber", "fieldName", "message"])
    package = descriptor(content)
    assert (package["sourceline"]["directed"], package["sourceline"]["profile"]) == (
        directed, "list",
    )  # fmt: skip
    types = {f["name"]: f["type"] for f in package["resources"][0]["schema"]["fields"]}
    assert [*types][-6:] == ["cited", "sourcing", "x.tonnes", "x.crew", "x.flag", "permalink"]
    assert types["x.tonnes"] == "number"
    assert types["x.crew"] == "string", "one of its values is no number"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("edges.csv", b"lodz-office", b"nobody-know"),  # an end that is no node
        ("nodes.csv", b",government,", b",governmint,"),  # a word that is not in the vocabulary
        ("documents.csv", b"alpha", b"alphb"),  # bytes that are not those of the sum
    ],
)
def test_frictionless_finds_what_is_changed(
    tiny: Dataset, tmp_path: Path, file: str, old: bytes, new: bytes
) -> None:
    assert report(zipped(tiny), tmp_path).valid
    path = tmp_path / file
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    frictionless = pytest.importorskip("frictionless")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_sums_are_those_of_the_files(tiny: Dataset) -> None:
    files = opened(zipped(tiny))
    readme = files["README.md"].decode()
    for name in NAMES[:-1]:
        assert f"\n{hashlib.sha256(files[name]).hexdigest()}  {name}\n" in readme
    for resource in json.loads(files["datapackage.json"])["resources"]:
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_the_readme_says_what_was_asked_and_how_to_judge_it(tiny: Dataset) -> None:
    selection, _ = parse("country=NA&from=2016", tiny)
    readme = opened(zipped(tiny, "country=NA&from=2016"))["README.md"].decode()
    said = sentence(selection, answer(tiny, selection), tiny)
    for words in (
        "# Tiny harbours\n", f"**{said}**", "Taken on 2026-11-20", "`country=NA&from=2016`",
        f"<{URL}?country=NA&from=2016>", "CC0 1.0 https://creativecommons.org/publicdomain/zero",
        "Every name in it is invented.", "Write to the harbour master.",
        "<https://example.org/corrections>",
    ):  # fmt: skip
        assert words in readme
    assert "context=1" not in readme


def test_the_readme_of_a_list_says_that_it_is_one(tiny: Dataset) -> None:
    curated, other = (opened(zipped(d))["README.md"].decode() for d in (tiny, listed(tiny)))
    for words in ("Somebody else made this list", "`sourcing`", "Columns that begin with `x.`"):
        assert words in other
        assert words not in curated


def test_what_a_data_set_does_not_say_is_left_out(tiny: Dataset, tmp_path: Path) -> None:
    plain = replace(
        tiny.about, name="Ein Name / zwei", licence="", licence_url="", homepage="", notice="",
        corrections="", corrections_url="", description="",
    )  # fmt: skip
    content = zipped(replace(tiny, about=plain))
    package = descriptor(content)
    assert package["name"] == "ein-name-zwei"
    assert not {"licenses", "homepage"} & {*package}
    readme = opened(content)["README.md"].decode()
    assert "Licence of the data: not stated" in readme
    assert "## Notice" not in readme
    assert "## Corrections" not in readme
    assert report(content, tmp_path).valid


def test_a_licence_without_an_address_has_a_name(tiny: Dataset, tmp_path: Path) -> None:
    about = replace(tiny.about, licence="Ask us (please)", licence_url="")
    content = zipped(replace(tiny, about=about))
    assert descriptor(content)["licenses"] == [
        {"name": "Ask-us-please", "title": "Ask us (please)"}
    ]
    assert report(content, tmp_path).valid


def test_the_same_data_query_and_day_give_the_same_bytes(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = zipped(tiny)
    monkeypatch.setattr("time.time", lambda: 0.0)
    monkeypatch.setattr("time.localtime", lambda *_: (1999, 1, 1, 0, 0, 0, 0, 0, 0))
    assert zipped(tiny) == first
    assert zipped(tiny, "focus=v-01&view=map&context=1") == first
    assert zipped(tiny, day=date(2026, 11, 21)) != first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(i.create_system, i.external_attr) for i in archive.infolist()} == {
            (3, 0o644 << 16)
        }


def test_the_day_is_that_of_utc(tiny: Dataset) -> None:
    before = datetime.now(UTC).date()
    content = b"".join(FILES["package"].pieces(store_of(tiny), Selection(), "exact", URL))
    assert descriptor(content)["created"] in {
        f"{day.isoformat()}T00:00:00Z" for day in (before, datetime.now(UTC).date())
    }
