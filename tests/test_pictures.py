"""What a picture carries along: sources, notice, caption and citation, as words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from asked import answer, scenes_of, store_of
from components import QUERIES, of_class, of_type, words

from dashboard.app import sources
from dashboard.selection import Selection, keep, parse
from dashboard.store import EVERYTHING, Part, in_memory

if TYPE_CHECKING:
    from conftest import Page

    from dashboard.model import Dataset


def test_sources_name_publishers_kinds_and_papers(tiny: Dataset) -> None:
    assert sources.source_line(store_of(tiny), EVERYTHING) == (
        "Sources: Second Hand Site (1 document), The Tide Post (1), 柳州 Reader (1); "
        "1 re-post and 1 translation among them; 3 underlying papers cited"
    )


def test_sources_are_those_of_the_claims_alone(tiny: Dataset) -> None:
    store = store_of(tiny)
    alone = Part(ids=("v-04",))
    assert sources.source_line(store, EVERYTHING, alone) == "Sources: The Tide Post (1 document)"
    assert sources.source_line(store, EVERYTHING, Part(ids=())) == ""


def test_the_publisher_of_most_documents_stands_first(shipped: Dataset) -> None:
    line = sources.source_line(store_of(shipped), EVERYTHING)
    publishers = [d.publisher for d in shipped.documents.values()]
    most = max(publishers, key=publishers.count)
    assert line.startswith(f"Sources: {most} ({publishers.count(most)} documents)")
    assert all(publisher in line for publisher in publishers)


def test_many_publishers_are_counted(tiny: Dataset) -> None:
    alpha = tiny.documents["alpha"]
    names = [f"d{i:02}" for i in range(40)]
    many = {name: replace(alpha, id=name, publisher=f"Paper {name}") for name in names}
    claims = tiny.edges.iloc[[0] * len(names)].assign(document=names, paper="")
    store = in_memory(replace(tiny, documents=many, edges=claims))
    line = sources.source_line(store, EVERYTHING)
    assert line.endswith("Paper d05 (1), 34 more publishers")


def test_each_view_has_the_sources_of_what_it_draws(tiny: Dataset) -> None:
    def ids(**changes: str) -> set[str]:
        selection = Selection(**changes)  # type: ignore[arg-type]
        return {row["id"] for row in store_of(tiny).page(*scenes_of(tiny).drawn(selection))}

    placed = tiny.edges[(tiny.edges["source_place"] != "") & (tiny.edges["target_place"] != "")]
    core = {*keep(tiny.edges, Selection())["id"]}
    assert ids() == core
    assert ids(view="map") == core & {*placed["id"]}
    dated = core & {*tiny.edges[tiny.edges["dated"]]["id"]}
    assert ids(view="timeline") == dated
    assert ids(view="timeline", first="2017", last="2017") == dated
    assert ids(first="2017", last="2017", undated="0") < dated


def test_a_notice_is_cut_between_sentences() -> None:
    assert sources.in_short("") == ""
    assert sources.in_short("One. Two? Three!") == "One. Two? Three!"
    long = "x" * 300
    assert sources.in_short(f"{long}. And more.") == f"{long}."
    assert sources.in_short(f"First e.g. this. {long}. Last.") == "First e.g. this."


def test_a_chart_says_what_is_not_in_it(tiny: Dataset) -> None:
    def said(**changes: str) -> str:
        selection = Selection(**changes)  # type: ignore[arg-type]
        return sources.caption(selection, answer(tiny, selection.narrowing()))

    undated = len(keep(tiny.edges, Selection(undated="only")))
    rule = "Dated claims by year; a claim counts in each year it overlaps."
    assert said() == said(view="map") == ""
    assert said(view="timeline") == f"{rule} {undated} undated claims are not in the chart."
    assert said(view="timeline", first="2017", q="re-post repeats") == (
        f"{rule} Years outside the filter are pale."
    )


def test_a_claim_in_focus_is_cited(tiny: Dataset) -> None:
    assert (
        sources.cited(Selection(focus="v-01"), store_of(tiny)) == "Harbour talk, par. 2; claim v-01"
    )
    assert sources.cited(Selection(focus="none"), store_of(tiny)) == ""
    assert sources.cited(Selection(), store_of(tiny)) == ""


@pytest.mark.parametrize("query", [*QUERIES, "?view=timeline&from=2017"])
def test_the_menu_carries_what_a_picture_needs(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    kept = answer(tiny, selection.narrowing())
    [part] = of_class(page.part("downloads", query), "pictures")
    given = part["props"]
    assert [b["props"]["data-picture"] for b in of_type(part, "button")] == ["png", "svg"]
    assert given["data-view"] == selection.view
    assert (given["data-name"], given["data-title"]) == (tiny.about.name, tiny.about.title)
    line = sources.source_line(store_of(tiny), *scenes_of(tiny).drawn(selection))
    assert given.get("data-sources", "") == line
    assert given["data-notice"] == tiny.about.notice
    assert given.get("data-caption", "") == sources.caption(selection, kept)
    assert given.get("data-cited", "") == sources.cited(selection, store_of(tiny))


def test_there_is_no_picture_of_the_table(page: Page) -> None:
    [part] = of_class(page.part("downloads", "?view=table"), "pictures")
    assert of_type(part, "button") == []
    assert "edges.csv" in words(part)
