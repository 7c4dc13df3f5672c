"""Communities: who is in which, what they are called, and where they cannot be found."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import orjson
import pandas as pd
import pytest
from asked import scenes_of

from dashboard.app import evidence
from dashboard.app.legend import legend
from dashboard.app.markup import html_of
from dashboard.app.scenes import Scenes
from dashboard.graph.communities import partition
from dashboard.selection import Selection
from dashboard.store import (
    EVERYTHING,
    MissingExtraError,
    Part,
    communities,
    in_memory,
    open_packed,
)
from dashboard.store.extras import has
from dashboard.store.pack import pack
from dashboard.store.packed import written
from dashboard.views import groups

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.model import Dataset

METHODS = [
    pytest.param(False, id="networkx"),
    pytest.param(True, id="scikit-network", marks=pytest.mark.skipif(
        not has("communities"), reason="scikit-network is not installed")),
]  # fmt: skip


def claims(*ties: tuple[str, str], persons: str = "", retracted: str = "") -> pd.DataFrame:
    """Claims between nodes of one letter."""
    return pd.DataFrame({
        "source": [a for a, _ in ties],
        "target": [b for _, b in ties],
        "source_kind": ["person" if a in persons else "company" for a, _ in ties],
        "target_kind": ["person" if b in persons else "company" for _, b in ties],
        "claim_status": ["retracted" if a + b == retracted else "article" for a, b in ties],
    })  # fmt: skip


def called(edges: pd.DataFrame) -> dict[str, str]:
    """From node to what its community is called after."""
    found = communities.columns(edges)
    return {
        node: name
        for end in ("source", "target")
        for node, name in zip(edges[end], found[f"{end}_community"], strict=True)
    }


TWO = [*combinations("abcd", 2), *combinations("wxyz", 2), ("d", "w"), ("d", "p"), ("d", "d")]


def test_nodes_tied_to_each_other_are_together() -> None:
    found = called(claims(*TWO))
    assert {n for n in found if found[n] == found["a"]} == {*"abcdp"}
    assert {n for n in found if found[n] == found["z"]} == {*"wxyz"}
    assert (found["a"], found["z"]) == ("d", "w"), "each after the one with most ties"


def test_none_is_called_after_a_person_if_there_is_another() -> None:
    assert called(claims(*TWO, persons="d"))["a"] == "a"
    assert called(claims(("a", "b"), ("b", "c"), persons="abc"))["a"] == "b"


def test_what_is_retracted_ties_nothing() -> None:
    assert len({*called(claims(("a", "b"), ("b", "c"))).values()}) == 1
    found = called(claims(("a", "b"), ("b", "c"), retracted="bc"))
    assert (found["a"], found["b"], found["c"]) == ("a", "a", "c")
    assert called(claims(("a", "b"), retracted="ab")) == {"a": "a", "b": "b"}
    assert called(claims()) == {}


def test_a_tie_told_often_is_one_tie() -> None:
    once = called(claims(*TWO))
    assert called(claims(*TWO, *[("w", "d")] * 50)) == once


def test_neither_order_nor_direction_changes_them(shipped: Dataset) -> None:
    edges = shipped.edges
    swapped = {"source": "target", "target": "source",
               "source_kind": "target_kind", "target_kind": "source_kind"}  # fmt: skip
    whole = called(edges)
    assert called(edges.iloc[::-1]) == whole
    assert called(edges.rename(columns=swapped)) == whole


@pytest.mark.parametrize("large", METHODS)
def test_planted_communities_are_found(*, large: bool) -> None:
    chance = random.Random(3)
    planted = [n // 25 for n in range(200)]
    ties = [(a, b) for a, b in combinations(range(200), 2)
            if chance.random() < (0.5 if planted[a] == planted[b] else 0.005)]  # fmt: skip
    a, b = np.array(ties).T
    found = partition(a, b, 201, large=large)
    assert len({*zip(found[:200].tolist(), planted, strict=True)}) == 8 == len({*found[:200]})
    assert found[200] not in found[:200], "who is tied to none is alone"


@pytest.mark.parametrize("large", METHODS)
def test_most_ties_of_the_shipped_list_are_inside(shipped: Dataset, *, large: bool) -> None:
    edges = shipped.edges
    numbers, ids = pd.factorize(pd.concat([edges["source"], edges["target"]]), sort=True)
    a, b = np.split(numbers, 2)
    found = partition(a, b, len(ids), large=large)
    graph = nx.Graph(zip(a.tolist(), b.tolist(), strict=True))
    graph.remove_edges_from([*nx.selfloop_edges(graph)])
    parts = [{*np.flatnonzero(found == number).tolist()} for number in {*found.tolist()}]
    assert nx.community.modularity(graph, parts) > 0.75


def test_they_can_be_chosen_for_the_network_only(shipped: Dataset) -> None:
    scenes = scenes_of(shipped)
    assert scenes.choices(Selection())[0] == "claims"
    assert "community" in scenes.choices(Selection())
    assert "community" not in scenes.choices(Selection(view="map")), "they are nowhere"
    assert scenes.plan(Selection(by="community", view="map")).by != "community"


def test_the_legend_says_that_no_source_names_them(shipped: Dataset) -> None:
    scenes = scenes_of(shipped)
    for by, says in (("community", True), ("country", False)):
        selection = Selection(by=by)
        kept, plan = scenes.store.counts(selection), scenes.plan(selection)
        keys = legend(selection, kept, scenes.store.counts(EVERYTHING).counts, shipped, plan)
        assert ("no source" in html_of(keys)) == says


def test_a_group_is_called_after_its_node(shipped: Dataset) -> None:
    scenes = scenes_of(shipped)
    elements = scenes.elements(scenes.plan(Selection(by="community")))
    names = {e["data"]["value"]: e["data"]["name"] for e in elements if "group" in e["data"]}
    assert names == {node: f"around {shipped.nodes[node].name}" for node in names}
    assert groups.title_of("community", "nobody", shipped) == "around nobody"
    some = next(iter(names))
    said = html_of(evidence.panel(Selection(focus=f"group:community:{some}"), scenes.store))
    count = scenes.store.count(EVERYTHING, Part(ends=(("community", some),)))
    assert f"{names[some]}</h2>" in said
    assert f"of {count:,} claim" in said


def test_a_large_list_needs_what_finds_them(
    shipped: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(communities, "SMALL", 10)
    monkeypatch.setattr(communities, "has", lambda _: False)
    store = in_memory(shipped)
    scenes = Scenes(store, store.counts(EVERYTHING).counts)
    assert "community" not in scenes.choices(Selection())
    with pytest.raises(MissingExtraError, match=r"pip install 'sourceline\[communities\]'"):
        store.groups(EVERYTHING, "community")
    said = html_of(evidence.panel(Selection(focus="group:community:china"), store))
    assert "scikit-network, which is not installed" in said
    assert orjson.loads(written(shipped, 1))["communities"] is False


@pytest.mark.parametrize("known", [True, False])
def test_a_packed_list_has_them_or_says_so(
    shipped: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    pytest.importorskip("polars", reason="polars is not installed: pip install -e '.[polars]'")
    with monkeypatch.context() as here:
        here.setattr(communities, "known", lambda _: known)
        pack(shipped, tmp_path / "list.parquet")
    store = open_packed(tmp_path / "list.parquet")
    scenes = Scenes(store, store.counts(EVERYTHING).counts)
    assert ("community" in scenes.choices(Selection())) == known
    if known:
        expected = in_memory(shipped).groups(EVERYTHING, "community")
        assert store.groups(EVERYTHING, "community") == expected
    else:
        with pytest.raises(MissingExtraError, match="when the list was packed"):
            store.count(EVERYTHING, Part(ends=(("community", "china"),)))
