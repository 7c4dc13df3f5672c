"""Which claims a selection keeps and what it counts, against a slow second implementation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from asked import answer, ids_of, store_of
from reference import FACETS, counts, kept, passes, rows_of, selections

from dashboard.selection import (
    Selection,
    keep,
    parse,
    sentence,
    support,
)
from dashboard.store import Years

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset


def ids(dataset: Dataset, query: str) -> list[str]:
    """What a query keeps; it must hold nothing that is not understood."""
    selection, said = parse(query, dataset)
    assert said == []
    return list(keep(dataset.edges, selection)["id"])


@pytest.mark.parametrize(("which", "seed", "count"), [("tiny", 1, 100), ("shipped", 2, 20)])
def test_any_selection_keeps_and_counts_as_the_slow_way_does(
    request: pytest.FixtureRequest, which: str, seed: int, count: int
) -> None:
    dataset: Dataset = request.getfixturevalue(which)
    rows = rows_of(dataset)
    found_some = 0
    for selection in selections(dataset, seed, count):
        where = selection.query()
        expected = kept(rows, selection)
        found = answer(dataset, selection)
        assert found.claims == len(expected), where
        assert ids_of(dataset, selection) == [row["id"] for row in expected], where
        assert list(keep(dataset.edges, selection)["id"]) == [row["id"] for row in expected], where
        for facet in FACETS:
            assert found.counts[facet] == counts(rows, selection, facet), (where, facet)
        assert found.total == len(rows)
        assert found.undated == sum(not row["dated"] for row in expected), where
        assert found.context_in == sum(row["layer"] == "context" for row in expected), where
        assert found.unplaced == sum(
            not (row["source_place"] and row["target_place"]) for row in expected
        ), where
        found_some += bool(expected)
    assert count / 4 < found_some < count, "the selections are neither all empty nor all full"


@pytest.mark.parametrize(("which", "seed", "count"), [("tiny", 3, 50), ("shipped", 4, 10)])
def test_what_each_choice_would_give(
    request: pytest.FixtureRequest, which: str, seed: int, count: int
) -> None:
    dataset: Dataset = request.getfixturevalue(which)
    rows = rows_of(dataset)
    for selection in selections(dataset, seed, count):
        found, where = answer(dataset, selection), selection.query()
        for name, options in found.choices.items():
            for value, number in options.items():
                chosen = selection.having(name, value)
                assert number == len(kept(rows, chosen)), (where, name, value)
        for name, out in (("context", found.context_out), ("undated", found.undated_out)):
            hidden = [r for r in kept(rows, selection, but=name) if not passes(r, selection, name)]
            assert out == (len(hidden) if getattr(selection, name) == "0" else 0), where
        around = [row for row in kept(rows, selection, but="years") if row["dated"]]
        begins = Counter((row["modality"], row["earliest"] // 10000) for row in around)
        ends = Counter((row["modality"], row["latest"] // 10000) for row in around)
        assert (found.around.begins, found.around.ends) == (begins, ends), where


@pytest.mark.parametrize(("which", "seed", "count"), [("tiny", 5, 60), ("shipped", 6, 15)])
def test_a_relaxation_gives_what_it_says(
    request: pytest.FixtureRequest, which: str, seed: int, count: int
) -> None:
    """Its number is that of the selection its link leads to."""
    dataset: Dataset = request.getfixturevalue(which)
    rows = rows_of(dataset)
    for selection in selections(dataset, seed, count):
        found = store_of(dataset).relaxations(selection)
        numbers = {n: len(kept(rows, selection.without(n))) for n in selection.filters()}
        assert dict(found) == {n: number for n, number in numbers.items() if number}
        assert [n for _, n in found] == sorted(dict(found).values(), reverse=True)


def test_without_filters_all_but_context(tiny: Dataset) -> None:
    assert ids(tiny, "") == [e for e in tiny.edges["id"] if e not in {"b-07", "b-08"}]
    assert ids(tiny, "context=1") == list(tiny.edges["id"])
    assert ids(tiny, "context=only") == ["b-07", "b-08"]


def test_a_country_is_that_of_either_end_and_counted_once(tiny: Dataset) -> None:
    assert ids(tiny, "country=NA") == ["b-02", "b-03", "v-04", "v-05", "v-07"]
    count = answer(tiny, Selection()).counts["country"]
    assert count["NA"] == 5, "b-02 has Namibia at both ends and is one claim"
    assert "" not in count
    assert ids(tiny, "country=NA&country=EC") == ["b-02", "b-03", "b-05", "v-04", "v-05", "v-07"]


def test_facets_narrow_one_another(tiny: Dataset) -> None:
    assert ids(tiny, "country=PL&relation=hosted&status=leaked_document") == ["v-01", "v-02"]
    assert ids(tiny, "country=PL&relation=hosted&relation=thanked&document=alpha") == [
        "v-01", "v-03",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bounds", "dated"),
    [
        ("from=2017&to=2017", ["b-02", "v-01", "v-04", "v-05", "v-06"]),
        ("from=2017-05-03&to=2017-05-03", ["b-02", "v-01", "v-04", "v-05", "v-06"]),
        ("from=2017-05-04&to=2017-05-04", ["b-02", "v-04", "v-05", "v-06"]),
        ("from=2017-07&to=2017-12", ["b-02", "v-04", "v-05"]),
        ("from=2020", ["b-02"]),
        ("from=2999", ["b-02"]),
        ("to=1991", ["b-04"]),
        ("to=0001", ["b-04"]),
        ("to=1992-01-01", ["b-02", "b-04"]),
        ("from=1999-12-31&to=1999", ["b-02", "b-04"]),
        ("from=2000&to=2003", ["b-02"]),
        ("from=2006-08-31&to=2006-09", ["b-02", "b-03"]),
        ("from=2006-09&to=2006-09", ["b-02"]),
        ("to=0000", ["b-04"]),
    ],
)
def test_years_keep_what_overlaps(tiny: Dataset, bounds: str, dated: list[str]) -> None:
    assert ids(tiny, f"{bounds}&undated=0") == dated
    undated = ["b-01", "b-05", "b-06", "v-03"]
    assert ids(tiny, f"{bounds}&undated=only") == undated
    assert sorted(ids(tiny, bounds)) == sorted([*dated, *undated])


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("LODZ", ["b-01", "b-06", "v-01", "v-02", "v-03", "v-07"]),
        ("Łódź", ["b-01", "b-06", "v-01", "v-02", "v-03", "v-07"]),
        ("nino", ["b-05"]),
        ("Niño", ["b-05"]),
        ("ñandú", ["b-05"]),
        ("traders'", ["b-06"]),
        ("traders’", ["b-06"]),
        ("柳州", ["b-01", "b-04", "b-05", "b-06", "v-01", "v-02", "v-03"]),
        ('"office received"', []),
        ('"received the group"', ["v-01"]),
        ("“received the group”", ["v-01"]),
        ("group received office", ["v-01"]),
        ('"at least three"', ["b-05"]),
        ("=sum", ["b-03", "b-04", "v-04", "v-05"]),
        ("sum.sons", []),
        (".*", []),
        ("v-06", ["v-06"]),
        ("harbour-letter", []),
        ('"received the', ["v-01"]),
        ("received  \t the", ["v-01"]),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_quotes(
    tiny: Dataset, q: str, found: list[str]
) -> None:
    assert list(keep(tiny.edges, Selection(q=q))["id"]) == found


def test_a_quote_alone_hides_nothing(tiny: Dataset) -> None:
    for q in ('"', '""', "“", "“”"):
        assert len(keep(tiny.edges, Selection(q=q))) == 13, q


def test_kept_claims_keep_the_order_of_the_data(tiny: Dataset) -> None:
    found = keep(tiny.edges, Selection(context="1", list=("visits", "bodies")))
    pd.testing.assert_frame_equal(found, tiny.edges)


def test_nothing_kept_is_an_answer_too(tiny: Dataset) -> None:
    found = answer(tiny, Selection(country=("FJ",)))
    assert found.claims == 0
    assert list(keep(tiny.edges, Selection(country=("FJ",))).columns) == list(tiny.edges.columns)
    assert found.counts["country"]["NA"] == 5, "a facet does not narrow itself"
    assert found.counts["kind"] == {}
    assert found.choices["undated"] == {"1": 0, "0": 0, "only": 0}


def test_a_data_set_without_claims_can_be_asked(copy: Copy) -> None:
    for file in ("data/visits.csv", "data/bodies.csv"):
        copy.write(file, copy.text(file).split("\n", 1)[0])
    for path in (copy.root / "seeds").glob("*.yaml"):
        path.write_text(path.read_text().replace("expect:\n  edges: {min: 5, max: 12}\n", ""))
    dataset = copy.load()
    for query in ("", "from=2017&undated=0", "q=a&country=NA&context=only"):
        selection, _ = parse(query, dataset)
        found = answer(dataset, selection)
        assert (found.total, found.claims, found.undated) == (0, 0, 0)
        assert set(map(len, found.counts.values())) == {0}
        assert sentence(selection, found, dataset).startswith("0 of 0 claims")


def spans(*pairs: tuple[int, int]) -> Years:
    """Years of claims that begin and end in a pair of years."""
    return Years(
        dict(Counter(("done", first) for first, _ in pairs)),
        dict(Counter(("done", last) for _, last in pairs)),
    )


def test_years_are_counted_where_spans_overlap_them() -> None:
    some = spans((2017, 2017), (2016, 2019), (0, 2016), (2018, 9999))
    assert some.range() == (2016, 2019)
    assert some.counts(2015, 2020) == [1, 2, 2, 2, 2, 1]
    assert some.counts(2015, 2020, ["planned"]) == [0] * 6


def test_spans_beside_the_years_are_not_counted() -> None:
    assert spans((1990, 1995), (2030, 2030)).counts(2000, 2003) == [0, 0, 0, 0]


def test_a_range_of_years_names_no_open_end() -> None:
    assert spans((1992, 9999)).range() == (1992, 1992)
    assert spans((0, 1999)).range() == (1999, 1999)
    assert spans().range() is None


def test_support_counts_documents_and_origins(tiny: Dataset) -> None:
    claims = [tiny.edge(e) for e in tiny.ties["liuzhou-group|lodz-office"]]
    assert support(claims) == support(reversed(claims))
    both = support(c for c in claims if c["relation"] == "hosted")
    assert (both.claims, both.documents, both.origins) == (2, 2, 1), "one letter in two documents"
    repost = support(tiny.edge(e) for e in tiny.ties["none|sum-and-sons"])
    assert (repost.claims, repost.documents, repost.origins) == (2, 2, 1)
    retracted = support([tiny.edge("v-07")])
    assert (retracted.claims, retracted.documents, retracted.origins) == (0, 0, 0)
