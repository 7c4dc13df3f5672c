"""The bounded drawing: what is drawn of many claims, counted against the claims themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from asked import scenes_of, store_of
from bench.synthetic import synthetic

from dashboard.app import outline, sources
from dashboard.app.markup import html_of
from dashboard.app.scenes import BUDGET, CLAIMS, Plan, Scenes
from dashboard.selection import Selection, keep, parse
from dashboard.store import EVERYTHING, Part, communities, in_memory
from dashboard.views import groups

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.model import Dataset
    from dashboard.store import Store

SIZE = 4000


@pytest.fixture(scope="module")
def many() -> Dataset:
    return synthetic(SIZE)


@pytest.fixture(scope="module")
def store(many: Dataset) -> Store:
    return store_of(many)


@pytest.fixture(scope="module")
def scenes(store: Store) -> Scenes:
    return Scenes(store, store.counts(EVERYTHING).counts)


def between(edges: pd.DataFrame, by: str) -> Counter[tuple[str, str]]:
    """How many claims there are between two groups, counted one by one."""
    ends = zip(edges[f"source_{by}"], edges[f"target_{by}"], strict=True)
    return Counter((min(pair), max(pair)) for pair in ends)


def drawn(state: dict[str, Any]) -> dict[tuple[str, str], str]:
    """The tip of each tie that is shown, by the two groups."""
    found = {}
    for name in state["edges"]:
        a, b = name.removeprefix("tie:").split("|")
        found[a.split(":", 2)[2], b.split(":", 2)[2]] = state["tell"][name]["tip"]
    return found


@pytest.mark.parametrize("by", ["country", "kind", "place", "community"])
@pytest.mark.parametrize("query", ["", "from=2010&to=2012", "modality=planned&undated=0"])
def test_each_tie_says_how_many_claims_there_are_between_its_groups(
    scenes: Scenes, many: Dataset, by: str, query: str
) -> None:
    selection = replace(parse(query, many)[0], by=by)
    state = scenes.state(selection)
    edges = many.edges.assign(**communities.columns(many.edges))
    counted = between(keep(edges, selection), by)
    assert state["ties"] == len(state["edges"]) > 5
    for pair, tip in drawn(state).items():
        assert f"\n{counted[pair]:,} claim" in tip
    inside = sum(n for (a, b), n in counted.items() if a == b)
    apart = sum(counted[pair] for pair in drawn(state))
    assert state["claims"] == inside + apart


def test_the_strongest_ties_of_each_group_are_drawn(scenes: Scenes, many: Dataset) -> None:
    """No group stands alone that is tied at all, and the strongest tie of all is there."""
    state = scenes.state(Selection(by="country", context="1"))
    counted = between(many.edges, "country")
    apart = {pair: n for pair, n in counted.items() if pair[0] != pair[1]}
    assert max(apart, key=lambda pair: apart[pair]) in drawn(state)
    tied = {group for pair in drawn(state) for group in pair}
    assert tied == {group for pair in apart for group in pair}


def test_filters_that_come_and_go_move_nothing(scenes: Scenes) -> None:
    """The same scene, with the same elements at the same positions; only what is shown differs."""
    whole = scenes.plan(Selection(by="country"))
    for narrow in (
        Selection(by="country", first="2010", last="2012"),
        Selection(by="country", undated="only"),
        Selection(by="country", modality=("planned",), status=("article",)),
        Selection(by="country", context="only", focus="group:country:GR", view="map"),
    ):
        plan = scenes.plan(narrow)
        assert plan == whole
        assert scenes.elements(plan) is scenes.elements(whole)
        state = scenes.state(narrow)
        assert {*state["nodes"], *state["edges"]} <= ids_of(scenes.elements(plan))


def ids_of(elements: list[dict[str, Any]]) -> set[str]:
    return {element["data"]["id"] for element in elements}


def test_an_open_group_shows_its_nodes_and_what_they_are_tied_to(
    scenes: Scenes, many: Dataset
) -> None:
    selection = Selection(by="country", opened="GR", context="1")
    elements = scenes.elements(scenes.plan(selection))
    nodes = {e["data"]["id"] for e in elements if "group" in e["data"]}
    own = {node.id for node in many.nodes.values() if node.country == "GR"}
    assert nodes & own
    assert nodes - own == {n for n in nodes if n.startswith("group:country:")}
    assert "group:country:GR" not in nodes
    edges = many.edges
    for element in elements:
        data = element["data"]
        if "source" not in data:
            continue
        ends = {data["source"], data["target"]}
        assert ends & own, "a tie between two other groups says nothing of this one"
    state = scenes.state(selection)
    for name in state["edges"][:40]:
        a, b = groups.ends_of(name)
        here = sum(
            {(a, b), (b, a)} & set(product(row)) != set() for row in edges.to_dict("records")
        )
        assert f"\n{here:,} claim" in state["tell"][name]["tip"]


def product(row: dict[Any, str]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """What a claim's ends can be called: the node or its country."""
    sources = [("node", row["source"]), ("country", row["source_country"])]
    targets = [("node", row["target"]), ("country", row["target_country"])]
    return [(a, b) for a in sources for b in targets]


@pytest.mark.parametrize("by", ["country", "place", "kind", "community", "node"])
def test_the_drawing_is_bounded(scenes: Scenes, by: str) -> None:
    elements = scenes.elements(Plan(replace(EVERYTHING, by=""), by))
    assert sum("group" in e["data"] for e in elements) <= groups.MOST_GROUPS
    assert sum("source" in e["data"] for e in elements) <= groups.MOST_TIES


def test_few_claims_of_a_large_list_are_drawn_one_by_one(scenes: Scenes, many: Dataset) -> None:
    rare = min(
        (c for c in {*many.edges["source_country"]} if c),
        key=lambda c: len(keep(many.edges, Selection(country=(c,), context="1"))),
    )
    selection = Selection(country=(rare,), relation=(many.edges["relation"][0],))
    kept = keep(many.edges, selection)
    assert 0 < len(kept) < CLAIMS < SIZE
    plan = scenes.plan(selection)
    assert (plan.by, plan.grouped) == ("claims", False)
    state = scenes.state(selection)
    assert state["edges"] == list(kept["id"])
    assert scenes.words(selection, scenes.store.counts(selection)) == []
    asked = scenes.plan(replace(selection, by="country"))
    assert asked.by == "country", "unless groups are asked for"


def test_a_small_list_is_drawn_whole(tiny: Dataset) -> None:
    small = store_of(tiny)
    scenes = Scenes(small, small.counts(EVERYTHING).counts)
    assert small.total + len(tiny.nodes) <= BUDGET
    for query in ("", "country=EC", "from=2016&view=map"):
        assert scenes.plan(parse(query, tiny)[0]) == Plan(EVERYTHING, "claims")


def test_the_sentence_says_what_is_drawn_and_what_is_not(
    scenes: Scenes, store: Store, many: Dataset
) -> None:
    selection = Selection(by="country")
    [how, rest] = scenes.words(selection, store.counts(selection))
    state = scenes.state(selection)
    number = len({*many.edges["source_country"], *many.edges["target_country"]})
    assert how.startswith(
        f"drawn as the strongest {state['ties']} ties between {number} countries, "
    )
    kept = len(keep(many.edges, selection))
    assert rest == f"{kept - state['claims']:,} of others not drawn"
    on_map = scenes.words(replace(selection, view="map"), store.counts(selection))
    assert on_map[0] != how, "who has no country is not on the map"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("focus=tie:group:country:CN|group:country:US", 0),
        ("focus=group:country:GR", 0),
        ("focus=tie:group:country:CN|nobody", 1),
        ("focus=group:planet:GR", 1),
        ("by=country&open=GR", 0),
        ("focus=group:community:node-1", 0),
        ("by=community&open=node-1", 0),
        ("by=planet", 1),
    ],
)
def test_what_is_drawn_of_groups_can_be_asked_for_by_address(
    many: Dataset, query: str, said: int
) -> None:
    selection, complaints = parse(query, many)
    assert len(complaints) == said
    if not said:
        assert parse(selection.query(), many) == (selection, [])


def test_groups_stand_where_their_country_is_on_the_map(scenes: Scenes) -> None:
    elements = scenes.elements(scenes.plan(Selection(by="country", view="map")))
    placed = {e["data"]["value"]: e["data"]["map"] for e in elements if "map" in e["data"]}
    assert "" not in placed
    assert placed["US"][0] < placed["GB"][0] < placed["JP"][0]
    assert placed["GB"][1] < placed["NA"][1], "y grows to the south"


@pytest.mark.parametrize("query", ["context=1", "from=2010&to=2012", "q=toledo"])
def test_groups_are_the_same_on_another_engine(many: Dataset, store: Store, query: str) -> None:
    """Columns that hold numbers with a list of words know nothing of a word that is not in it."""
    pytest.importorskip("polars", reason="polars is not installed: pip install -e '.[polars]'")
    other = in_memory(many, "polars")
    selection = parse(query, many)[0]
    for by in ("country", "kind", "place", "community"):
        for opened in ("", "GR", "person", "nowhere"):
            found = store.groups(selection, by, opened=opened, most_groups=50, most_bundles=100)
            assert found == other.groups(
                selection, by, opened=opened, most_groups=50, most_bundles=100
            )
            some = [*[group.id for group in found.groups][:20], "not there"]
            assert store.groups(selection, by, opened=opened, among=some) == other.groups(
                selection, by, opened=opened, among=some
            )
    for ends in (("country", "GR"),), (("node", "nobody"), ("country", "US")), (("kind", "zz"),):
        assert store.count(selection, Part(ends=ends)) == other.count(selection, Part(ends=ends))


def test_a_map_of_countries_has_the_sources_of_all_its_claims(many: Dataset) -> None:
    """No claim needs a place to be drawn between countries."""
    nowhere = many.edges.assign(source_place="", target_place="")
    scenes = scenes_of(replace(many, edges=nowhere, places={}))
    selection = Selection(view="map")
    assert scenes.plan(selection).by == "country"
    line = sources.source_line(scenes.store, *scenes.drawn(selection))
    assert line == sources.source_line(scenes.store, selection) != ""
    said = html_of(outline.outline(selection, scenes)[0])
    assert f"{scenes.store.count(selection):,} claims" in said


@pytest.mark.parametrize("by", ["country", "kind", "place", "community"])
def test_groups_stand_at_one_place_whatever_the_filter(scenes: Scenes, by: str) -> None:
    def where(selection: Selection) -> dict[str, list[float]]:
        elements = scenes.elements(scenes.plan(selection))
        return {e["data"]["id"]: e["data"]["net"] for e in elements if "group" in e["data"]}

    whole = where(Selection(by=by))
    for changes in ({"country": ("GR",)}, {"q": "niño"}, {"kind": ("person",), "first": "2010"}):
        here = where(replace(Selection(by=by), **changes))
        assert here
        assert {name: whole.get(name, at) for name, at in here.items()} == here
