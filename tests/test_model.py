"""FIELDS, the registry of columns, and the small types around it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dashboard.load import bundled
from dashboard.model import (
    FIELDS,
    KINDS,
    MODALITIES,
    STATUSES,
    Dataset,
    Problem,
    fields,
    labels,
    searchable,
)
from dashboard.selection import FACETS
from dashboard.theme import LIGHT, PATTERNS, SHAPES

TINY = Path(__file__).parent / "tiny"
NOT_LISTS = ("nodes", "places", "relations", "coverage")


def csv_files() -> list[Path]:
    return sorted([*(TINY / "data").glob("*.csv"), *(bundled() / "data").glob("*.csv")])


@pytest.mark.parametrize("table", FIELDS)
def test_columns_of_a_table_have_names_of_their_own(table: str) -> None:
    names = [field.name for field in FIELDS[table]]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("path", csv_files(), ids=lambda path: path.stem)
def test_every_column_a_curator_types_stands_in_the_file_in_that_order(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    table = path.stem if path.stem in NOT_LISTS else "edges"
    assert sorted(header) == sorted(field.name for field in fields(table))


def test_each_column_is_fully_declared() -> None:
    for table, columns in FIELDS.items():
        for field in columns:
            where = f"{table}.{field.name}"
            assert field.label, where
            assert field.meaning.endswith("."), where
            assert bool(field.choices) == (field.type == "choice"), where
            assert field.refers in {"", "papers", *FIELDS}, where
            assert not (field.required and field.derived), where


def test_what_a_facet_filters_by_is_a_column_of_edges() -> None:
    assert FACETS == {
        "list": ("list",),
        "kind": ("source_kind", "target_kind"),
        "country": ("source_country", "target_country"),
        "relation": ("relation",),
        "family": ("family",),
        "status": ("claim_status",),
        "modality": ("modality",),
        "document": ("document",),
        "paper": ("paper",),
    }


def test_fields_picks_what_is_typed_derived_or_shown() -> None:
    typed = [f.name for f in fields("nodes")]
    assert typed == ["id", "name", "kind", "place", "place_basis", "country", "aliases",
                     "redacted", "note"]  # fmt: skip
    every = [f.name for f in fields("nodes", derived=True)]
    assert every == [f.name for f in FIELDS["nodes"]]
    table = [f.name for f in fields("edges", shown="table")]
    assert table[:4] == ["id", "source_name", "relation_label", "target_name"]
    assert "note" not in table
    assert fields("places", shown="csv") == []


def test_every_edge_column_reaches_the_downloader() -> None:
    hidden = {f.name for f in FIELDS["edges"] if "csv" not in f.shown}
    assert hidden == {"document_short"}, "only a second name of the document is kept back"


def test_vocabularies_and_theme_know_the_same_values() -> None:
    assert set(labels(KINDS)) == set(SHAPES) == set(LIGHT.kinds)
    assert set(labels(MODALITIES)) == set(PATTERNS)
    for vocabulary in (KINDS, MODALITIES, STATUSES):
        assert len(labels(vocabulary)) == len(vocabulary)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Šanghaj", "sanghaj"),
        ("El Nin\u0303o", "el nino"),
        ("ÑANDÚ", "nandu"),
        ("Straße", "strasse"),
        ("Þór Øst đ ħ", "þor ost d h"),
        ("柳州", "柳州"),
        ("May\u00a03", "may 3"),
        ("the company’s “key” point", 'the company\'s "key" point'),
        ("2016–2018", "2016-2018"),
    ],
)
def test_searched_text_has_no_case_accents_or_typographer_s_marks(text: str, folded: str) -> None:
    assert searchable(text) == folded


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem("data/twins.csv", 43, "document", "epoch-02", "has no record in seeds/.",
                      'Did you mean "epoch-2"?')  # fmt: skip
    assert str(problem) == (
        'data/twins.csv:43 document "epoch-02" has no record in seeds/. Did you mean "epoch-2"?'
    )
    whole = Problem("data/", 0, "", "", "holds no edge list.", "Add one.")
    assert str(whole) == "data/ holds no edge list. Add one."


def test_labels_of_facet_values(tiny: Dataset) -> None:
    assert tiny.label("country", "NA") == "Namibia"
    assert tiny.label("relation", "hosted") == "hosted"
    assert tiny.label("list", "visits") == "Visits and meetings"
    assert tiny.label("document", "beta") == "Harbour talk, re-post"
    assert tiny.label("status", "leaked_document") == "Leaked paper"
    assert tiny.label("modality", "done") == "Done"
    assert tiny.label("kind", "mission") == "Embassy or consulate"
    assert tiny.label("family", "ties_of_place") == "Ties of place"
    assert tiny.label("country", "ZZ") == "ZZ"


def test_what_a_data_set_can_be_asked(tiny: Dataset) -> None:
    assert tiny.has_edge("v-01")
    assert not tiny.has_edge("none")
    assert tiny.edge("b-02")["source_name"] == "None"
    with pytest.raises(KeyError):
        tiny.edge("none")
    place = tiny.place_of("el-nino-fund")
    assert place is not None
    assert (place.lat, place.lon) == (0.0, -78.5)
    assert tiny.place_of("minus-group") is None
    assert tiny.place_of("nobody") is None


def test_a_paper_is_described_by_the_first_document_that_cites_it(tiny: Dataset) -> None:
    assert sorted(tiny.papers) == ["dock-notice", "harbour-minutes", "tide-letter"]
    assert tiny.papers["tide-letter"].kind == "letter", "gamma's record of it is barer"
