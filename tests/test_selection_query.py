"""The query grammar: to and fro, what is not understood, and the sentence that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asked import answer
from reference import selections

from dashboard.selection import (
    FACETS,
    VIEWS,
    Selection,
    check_starts,
    describe,
    parse,
    sentence,
    vocabulary,
)

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset


@pytest.mark.parametrize(("which", "seed", "count"), [("tiny", 11, 400), ("shipped", 12, 100)])
def test_a_selection_is_its_query_and_back(
    request: pytest.FixtureRequest, which: str, seed: int, count: int
) -> None:
    dataset: Dataset = request.getfixturevalue(which)
    for selection in selections(dataset, seed, count):
        query = selection.query()
        assert parse(query, dataset) == (selection, [])
        assert parse(f"?{query}", dataset) == (selection, [])


def test_a_query_holds_all_keys_in_one_order(tiny: Dataset) -> None:
    selection = Selection(
        view="map", focus="v-01", q='the "firm" & 柳州', kind=("person",), modality=("done",),
        status=("article",), document=("alpha", "beta"), list=("visits",), relation=("met",),
        family=("visits",), undated="only", first="2016-05", last="2017-05-03",
        country=("NA", "GB"), context="1", paper=("tide-letter",),
    )  # fmt: skip
    query = selection.query()
    assert query == (
        "country=NA&country=GB&from=2016-05&to=2017-05-03&undated=only&family=visits&relation=met"
        "&list=visits&document=alpha&document=beta&paper=tide-letter&status=article&modality=done"
        "&kind=person&context=1&q=the+%22firm%22+%26+%E6%9F%B3%E5%B7%9E&focus=v-01&view=map"
    )
    assert parse(query, tiny) == (selection, [])
    shuffled = "&".join(sorted(query.split("&"), key=lambda pair: pair.partition("=")[0][::-1]))
    assert shuffled != query
    assert parse(shuffled, tiny)[0].query() == query


def test_defaults_are_left_out_and_may_be_written(tiny: Dataset) -> None:
    assert Selection().query() == ""
    for query in ("", "?", "undated=1&context=0&view=network", "country=&q=&from=&focus=", "&&"):
        assert parse(query, tiny) == (Selection(), []), query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=na", Selection(country=("NA",))),
        ("country=NA&country=NA", Selection(country=("NA",))),
        ("q=%20two%20words%20", Selection(q="two words")),
        ("q=a%2Bb+c", Selection(q="a+b c")),
        ("from=%202017%20", Selection(first="2017")),
        ("focus=v-01", Selection(focus="v-01")),
        ("focus=none", Selection(focus="none")),
        ("country=FJ", Selection(country=("FJ",))),
        ("view=map&view=map", Selection(view="map")),
        ("from=2017&to=2017-01-01", Selection(first="2017", last="2017-01-01")),
        ("from=2017-12-31&to=2017", Selection(first="2017-12-31", last="2017")),
    ],
)
def test_what_is_understood(tiny: Dataset, query: str, expected: Selection) -> None:
    assert parse(query, tiny) == (expected, [])


NOT_UNDERSTOOD = [
    ("contry=NA", 'Ignored "contry": there is no such filter. Did you mean "country"?'),
    ("zzz=1", 'Ignored "zzz": there is no such filter.'),
    ("first=2017", 'Ignored "first": there is no such filter. Did you mean "list"?'),
    ("last=2017", 'Ignored "last": there is no such filter. Did you mean "list"?'),
    ("format=exact", 'Ignored "format": there is no such filter. Did you mean "from"?'),
    ("country=Namibia", 'Ignored country "Namibia": write it as "NA".'),
    ("country=namibia", 'Ignored country "namibia": write it as "NA".'),
    ("country=XX", 'Ignored country "XX": it is not known here.'),
    ("relation=hostd", 'Ignored relation "hostd": it is not known here. Did you mean "hosted"?'),
    ("relation=signed+an+agreement+with",
     'Ignored relation "signed an agreement with": write it as "signed_agreement_with".'),
    ("document=alfa", 'Ignored document "alfa": it is not known here. Did you mean "alpha"?'),
    ("paper=tide-leter",
     'Ignored paper "tide-leter": it is not known here. Did you mean "tide-letter"?'),
    ("kind=people", 'Ignored kind "people": it is not known here.'),
    ("list=Visits+and+meetings", 'Ignored list "Visits and meetings": write it as "visits".'),
    ("status=Leaked+paper", 'Ignored status "Leaked paper": write it as "leaked_document".'),
    ("modality=DONE", 'Ignored modality "DONE": write it as "done".'),
    ("family=visit", 'Ignored family "visit": it is not known here. Did you mean "visits"?'),
    ("undated=2", 'Ignored undated "2": use one of: 1, 0, only.'),
    ("context=yes", 'Ignored context "yes": use one of: 0, 1, only.'),
    ("view=maps", 'Ignored view "maps": use one of: network, map, timeline, table.'),
    ("from=soon",
     'Ignored from "soon": it is not a year, month or day such as 2017, 2017-09 or 2017-09-14.'),
    ("to=2017-02-29", 'Ignored to "2017-02-29": it is not a year, month or day such as 2017, '
     "2017-09 or 2017-09-14."),
    ("to=201X",
     'Ignored to "201X": it is not a year, month or day such as 2017, 2017-09 or 2017-09-14.'),
    ("focus=nobody", 'Ignored focus "nobody": no claim and no node has this id.'),
    ("focus=v-01&focus=v-02", 'Ignored focus "v-02": it takes one value; "v-01" came first.'),
    ("from=2017&from=2018", 'Ignored from "2018": it takes one value; "2017" came first.'),
    ("view=map&view=table", 'Ignored view "table": it takes one value; "map" came first.'),
    ("q=one&q=two", 'Ignored q "two": it takes one value; "one" came first.'),
    ("from=2018&to=2017", "Ignored the years: from 2018 lies after to 2017."),
    ("from=2017-05-04&to=2017-05-03",
     "Ignored the years: from 2017-05-04 lies after to 2017-05-03."),
    ("country=<script>", 'Ignored country "<script>": it is not known here.'),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sentence_"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_said_and_breaks_nothing(
    tiny: Dataset, query: str, sentence_: str
) -> None:
    selection, said = parse(f"{query}&document=beta&undated=0", tiny)
    assert said == [sentence_]
    assert "beta" in selection.document
    assert selection.undated == "0" or query.startswith("undated")


def test_each_thing_is_said_and_the_rest_holds(tiny: Dataset) -> None:
    selection, said = parse("country=NA&country=XX&bogus=1&view=map&from=x&to=2017", tiny)
    assert selection == Selection(country=("NA",), view="map", last="2017")
    assert [s.split(":")[0] for s in said] == [
        'Ignored country "XX"', 'Ignored "bogus"', 'Ignored from "x"',
    ]  # fmt: skip


def test_years_the_wrong_way_round_are_both_left_out(tiny: Dataset) -> None:
    selection, said = parse("from=2018&to=2017&country=NA", tiny)
    assert selection == Selection(country=("NA",))
    assert len(said) == 1


@pytest.mark.parametrize("query", ["%", "%ff", "=", "a", "&=&", "?????", "country=%00", "q=%FF%FE"])
def test_no_query_breaks_anything(tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    assert parse(selection.query(), tiny)[0] == selection


def test_a_selection_changes_into_others() -> None:
    both = Selection().toggled("country", "NA").toggled("country", "GB")
    assert both.country == ("NA", "GB")
    assert both.toggled("country", "NA").country == ("GB",)
    years = Selection(first="2016", last="2017", undated="0", q="a")
    assert years.filters() == ("years", "undated", "q")
    assert years.without("years") == Selection(undated="0", q="a")
    assert years.without("undated").undated == "1"
    assert Selection(focus="v-01", view="map").filters() == ()
    assert Selection(focus="v-01", view="map", q="a").narrowing() == Selection(q="a")


def test_the_vocabulary_is_what_the_data_set_holds(tiny: Dataset) -> None:
    known = vocabulary(tiny)
    assert set(known) == set(FACETS)
    assert known["family"]["ties_of_place"] == "Ties of place"
    assert known["list"] == {"bodies": "Bodies and their ties", "visits": "Visits and meetings"}
    assert known["country"]["NA"] == "Namibia"
    assert list(known["document"].values()) == [
        "Harbour talk", "Harbour talk, re-post", "What the letter says",
    ]  # fmt: skip
    assert VIEWS == ("network", "map", "timeline", "table")


SENTENCES = [
    ("", "13 of 15 claims; 4 undated included; 2 of context left out; 3 not on the map"),
    ("context=1", "15 of 15 claims: with context; 5 undated included; 4 not on the map"),
    ("context=only", "2 of 15 claims: context only; 1 undated included; 1 not on the map"),
    ("country=NA", "5 of 15 claims: Namibia; 1 of context left out"),
    ("country=NA&country=EC&country=GB", "7 of 15 claims: Namibia, Ecuador or United Kingdom; "
     "1 undated included; 1 of context left out; 2 not on the map"),
    ("from=2017&to=2017", "9 of 15 claims: 2017; 4 undated included; 1 of context left out; "
     "2 not on the map"),
    ("from=2016&to=2018-06&undated=0", "6 of 15 claims: 2016–2018-06, dated claims only; "
     "4 undated left out; 1 not on the map"),
    ("from=2019&undated=0", "4 of 15 claims: 2019 or later, dated claims only; "
     "4 undated left out; 1 of context left out"),
    ("to=1999&undated=0", "2 of 15 claims: 1999 or earlier, dated claims only; "
     "4 undated left out; 1 not on the map"),
    ("undated=only", "4 of 15 claims: undated claims only; 1 of context left out; "
     "1 not on the map"),
    ("relation=hosted&relation=met", "5 of 15 claims: hosted or met"),
    ("status=leaked_document&modality=instructed", "1 of 15 claims: Leaked paper, instructed"),
    ("document=beta", "2 of 15 claims: Harbour talk, re-post"),
    ("family=ties_of_place&kind=association", "2 of 15 claims: Ties of place, Association; "
     "1 undated included"),
    ("list=visits&q=withdrawn", "1 of 15 claims: Visits and meetings, with the words “withdrawn”"),
    ("country=FJ", "0 of 15 claims: Fiji"),
    ("q=ana", "0 of 15 claims: with the words “ana”; 1 of context left out"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), SENTENCES)
def test_a_selection_in_words(tiny: Dataset, query: str, expected: str) -> None:
    selection, said = parse(query, tiny)
    assert said == []
    assert sentence(selection, answer(tiny, selection), tiny) == expected


def test_focus_and_view_are_no_filters_and_not_in_the_words(tiny: Dataset) -> None:
    selection = Selection(focus="v-01", view="table")
    kept = answer(tiny, selection)
    assert sentence(selection, kept, tiny) == SENTENCES[0][1]


def test_each_filter_has_words(tiny: Dataset) -> None:
    selection, said = parse(
        "country=NA&from=2016&undated=0&family=visits&relation=met&list=visits&document=alpha"
        "&paper=dock-notice&status=article&modality=done&kind=company&context=1&q=x", tiny
    )  # fmt: skip
    assert said == []
    assert {name: describe(name, selection, tiny) for name in selection.filters()} == {
        "country": "Namibia",
        "years": "2016 or later",
        "undated": "dated claims only",
        "family": "Visits",
        "relation": "met",
        "list": "Visits and meetings",
        "document": "Harbour talk",
        "paper": "Notice to the docks",
        "status": "The article",
        "modality": "done",
        "kind": "Company",
        "context": "with context",
        "q": "with the words “x”",
    }


def test_starts_that_say_nothing_known_are_problems(copy: Copy) -> None:
    copy.write("data/start.yaml", "- {title: Good, text: a, query: country=NA}\n"
               "- {title: Typo, text: b, query: contry=NA}\n"
               "- {title: Empty, text: c, query: country=FJ}\n")  # fmt: skip
    said = [(p.file, p.column, p.value, p.message) for p in check_starts(copy.load())]
    assert said == [
        ("data/start.yaml", "Typo", "contry=NA",
         'Ignored "contry": there is no such filter. Did you mean "country"?'),
        ("data/start.yaml", "Empty", "country=FJ", "keeps no claim."),
    ]  # fmt: skip
