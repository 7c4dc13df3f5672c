"""The drawing as a list: all that is drawn, in the words of the hover tip, each a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from asked import answer, scenes_of, store_of
from components import QUERIES, links, of_type, parsed, words

from dashboard.app import ids, outline
from dashboard.app.markup import html_of
from dashboard.selection import keep, parse
from dashboard.views import drawing

if TYPE_CHECKING:
    from conftest import Page

    from dashboard.model import Dataset

Tree = list[Any]

DRAWN = [*QUERIES, "?view=map", "?view=map&context=1"]


def listed(dataset: Dataset, query: str) -> Tree:
    selection, _ = parse(query, dataset)
    return parsed(html_of(outline.outline(selection, scenes_of(dataset))))


def nodes_of(tree: Tree) -> list[dict[str, Any]]:
    """The entry of each node, in order."""
    return of_type(tree, "details")


def name_of(entry: dict[str, Any]) -> str:
    [summary] = of_type(entry, "summary")
    return words(summary)


def focus_of(href: str, dataset: Dataset) -> str:
    selection, said = parse(urlsplit(href).query, dataset)
    assert said == []
    return selection.focus


@pytest.mark.parametrize("query", DRAWN)
def test_each_claim_stands_under_both_its_ends(tiny: Dataset, query: str) -> None:
    """A claim is listed where it is drawn, under the node at either end and nowhere else."""
    selection, _ = parse(query, tiny)
    expected = {
        (row[end], row["id"])
        for row in store_of(tiny).page(*scenes_of(tiny).drawn(selection))
        for end in ("source", "target")
    }
    found = []
    for entry in nodes_of(listed(tiny, query)):
        node, *claims = [focus_of(a["props"]["href"], tiny) for a in of_type(entry, "a")]
        found += [(node, claim) for claim in claims]
    assert len(found) == len(set(found))
    assert set(found) == expected


@pytest.mark.parametrize("query", ["", "?view=map", "?context=1"])
def test_it_lists_what_the_drawing_shows(tiny: Dataset, query: str) -> None:
    """What the map cannot place is in its own list beside the map."""
    selection, _ = parse(query, tiny)
    kept, store = keep(tiny.edges, selection), store_of(tiny)
    out = {u.edge for u in drawing.unplaced(store, selection)} if selection.view == "map" else set()
    assert out or selection.view == "network"
    claims = {
        focus_of(a["props"]["href"], tiny)
        for entry in nodes_of(listed(tiny, query))
        for a in of_type(entry, "a")[1:]
    }
    assert claims == set(kept["id"]) - out


def test_a_claim_says_what_its_hover_tip_says(tiny: Dataset) -> None:
    tips = {
        e["data"]["id"]: e["data"]["tip"]
        for e in drawing.elements(store_of(tiny))
        if "tip" in e["data"]
    }
    for entry in nodes_of(listed(tiny, "?context=1")):
        texts = list(links(entry).items())[1:]
        assert len(texts) == len(of_type(entry, "a")) - 1, "each reads differently"
        for text, href in texts:
            claim = focus_of(href, tiny)
            said = tips[claim].replace("\n", ", ").replace(" · ", ", ")
            assert text in (said, f"{said}, claim {claim}")


def test_nodes_with_most_claims_come_first_and_say_how_many(tiny: Dataset) -> None:
    entries = nodes_of(listed(tiny, "?context=1"))
    counts = []
    for entry in entries:
        claims = len(of_type(entry, "a")) - 1
        assert name_of(entry).endswith(f": {claims} claim{'s' * (claims != 1)}")
        counts.append(claims)
    assert counts == sorted(counts, reverse=True)
    assert len(entries) > 2


def test_the_whole_is_counted(tiny: Dataset) -> None:
    kept = keep(tiny.edges, parse("", tiny)[0])
    nodes = {*kept["source"], *kept["target"]}
    [head, *_] = of_type(listed(tiny, ""), "p")
    assert words(head) == (
        f"{len(nodes)} nodes with {len(kept)} claims; those with most claims first."
    )


def test_links_keep_the_filters_and_the_view(tiny: Dataset) -> None:
    query = "?view=map&kind=company"
    selection, _ = parse(query, tiny)
    for entry in nodes_of(listed(tiny, query)):
        for href in links(entry).values():
            there, _ = parse(urlsplit(href).query, tiny)
            assert there.having("focus", "") == selection


@pytest.mark.parametrize(("query", "most"), [("", 0), ("?from=2010&to=2018&undated=0", 99)])
def test_the_chart_is_told_as_its_highest_bar_or_year_by_year(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch, query: str, most: int
) -> None:
    monkeypatch.setattr(outline, "YEARS_AT_ONCE", most)
    kept = answer(tiny, parse(query, tiny)[0])
    span = kept.around.range()
    assert span is not None
    counts = dict(zip(range(span[0], span[1] + 1), kept.around.counts(*span), strict=True))
    told = outline.chart(kept)
    if most:
        years = "; ".join(f"{year}: {count}" for year, count in counts.items() if count)
        assert f"by year, {years}. " in told
    else:
        top = max(counts.values())
        [year] = [int(y) for y in re.findall(r"most in (\d+)", told)]
        assert counts[year] == top
        assert f"{span[0]} to {span[1]}, most in {year}: {top}." in told


def test_a_chart_without_bars_is_told_as_such(tiny: Dataset) -> None:
    kept = answer(tiny, parse("?q=zzqxj", tiny)[0])
    assert outline.chart(kept) == "Bar chart without bars: no claim has a date."


@pytest.mark.parametrize("query", ["?view=timeline", "?view=table"])
def test_nothing_is_listed_where_nothing_is_drawn(tiny: Dataset, query: str) -> None:
    assert listed(tiny, query) == []


def test_nothing_drawn_is_said(tiny: Dataset) -> None:
    tree = listed(tiny, "?q=zzqxj")
    assert words(of_type(tree, "p")) == "0 nodes with 0 claims."
    assert nodes_of(tree) == []


def test_a_long_list_ends_and_says_where_the_rest_is(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline, "MOST_NODES", 2)
    monkeypatch.setattr(outline, "MOST_CLAIMS", 1)
    tree = listed(tiny, "")
    first, second = nodes_of(tree)
    assert len(of_type(second, "a")) == 3, "its evidence, a claim, the table"
    *_, last = of_type(tree, "p")
    selection, _ = parse("", tiny)
    kept = keep(tiny.edges, selection)
    count = len({*kept["source"], *kept["target"]}) - 2
    assert words(last) == f"and {count} more nodes: see the table"
    assert links([last]) == {"see the table": "/?view=table"}
    total = int(name_of(first).rpartition(": ")[2].split()[0])
    assert total > 2
    assert words(of_type(first, "li")[-1]) == f"and {total - 1} more claims: see the table"


def test_names_are_escaped(tiny: Dataset) -> None:
    """The tiny data have names with quotes, angle brackets and line breaks."""
    selection, _ = parse("?context=1", tiny)
    text = html_of(outline.outline(selection, scenes_of(tiny)))
    names = {name_of(entry).partition(",")[0] for entry in nodes_of(parsed(text))}
    known = {node.name.partition(",")[0] for node in tiny.nodes.values()}
    assert names <= known


def test_it_is_sent_when_it_is_asked_for(page: Page, tiny: Dataset) -> None:
    query = "?view=map&country=NA"
    sent = page.ask(f"{ids.OUTLINED}.data", **{ids.LISTED: query})
    selection, _ = parse(query, tiny)
    html = html_of(outline.outline(selection, scenes_of(tiny)))
    assert sent[ids.OUTLINED]["data"] == {ids.OUTLINE: html}


def test_a_change_of_filter_does_not_send_it(page: Page) -> None:
    """The callback has one input, which the page sets while the list is open."""
    every: list[dict[str, Any]] = page.get("/_dash-dependencies").get_json()
    [callback] = [c for c in every if f"{ids.OUTLINED}.data" in c["output"] and c["inputs"]]
    assert [i["id"] for i in callback["inputs"]] == [ids.LISTED]
    assert callback["prevent_initial_call"]
