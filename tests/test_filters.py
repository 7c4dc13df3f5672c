"""The filter panel over HTTP: each choice gives what it says, and there is always a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from components import QUERIES, classes, links, of_class, of_type, words

from dashboard.app.facets import TITLES
from dashboard.selection import FACETS, Selection, keep, parse
from dashboard.theme import PATTERN_LABELS, PATTERNS
from dashboard.views.words import counted

if TYPE_CHECKING:
    from conftest import Page

    from dashboard.model import Dataset


def count_of(link: dict[str, Any]) -> int:
    [count] = of_class(link, "count")
    return int(words(count).replace(",", ""))


def test_filters_can_be_cleared_where_there_are_any(page: Page) -> None:
    assert page.part("clear", "?view=map&focus=v-01") == []
    [link] = page.part("clear", "?country=NA&view=map&focus=v-01")
    assert link["props"]["href"] == "/?focus=v-01&view=map"


@pytest.mark.parametrize("query", QUERIES)
def test_each_choice_leads_to_as_many_claims_as_it_says(
    page: Page, tiny: Dataset, query: str
) -> None:
    """A facet's number is what one would see with that value alone; its link adds or takes it."""
    selection, _ = parse(query, tiny)
    panel = page.part("facets", query)
    for facet in TITLES:
        [details] = [d for d in panel if d["props"].get("id") == f"facet-{facet}"]
        choices = [c for c in of_class(details, "choice") if "box" in classes(c)]
        for choice in choices:
            there, said = parse(urlsplit(choice["props"]["href"]).query, tiny)
            assert said == []
            [(changed, value)] = [
                (f, v) for f in FACETS
                for v in set(there.values(f)) ^ set(selection.values(f))
            ]  # fmt: skip
            assert changed in (facet, "relation")
            alone = selection.having(changed, (value,))
            assert count_of(choice) == len(keep(tiny.edges, alone)), (changed, value)
            on = value in selection.values(changed)
            assert ("on" in classes(choice)) == on
            assert (choice["props"].get("aria-current") == "true") == on


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    ("output", "name"), [("undated-choices", "undated"), ("facets", "context")]
)
def test_choices_that_exclude_each_other(
    page: Page, tiny: Dataset, query: str, output: str, name: str
) -> None:
    selection, _ = parse(query, tiny)
    tree = page.part(output, query)
    if output == "facets":
        tree = [d for d in tree if d["props"].get("id") == "facet-context"]
    choices = of_class(tree, "radio")
    for choice in choices:
        there, _ = parse(urlsplit(choice["props"]["href"]).query, tiny)
        assert there == selection.having(name, getattr(there, name))
        assert count_of(choice) == len(keep(tiny.edges, there))
    assert len({choice["props"]["href"] for choice in choices}) == 3
    assert sum("on" in classes(choice) for choice in choices) == 1


def test_choices_do_not_jump_while_one_filters(page: Page) -> None:
    def names(query: str) -> list[str]:
        panel = page.part("facets", query)
        return [words(of_class(c, "label")) for c in of_class(panel, "choice")]

    assert names("") == names("?country=NA&undated=only") == names("?country=FJ")


def test_where_nothing_is_left_each_way_out_gives_what_it_says(page: Page, tiny: Dataset) -> None:
    query = "?country=EC&from=2020&undated=0&relation=promised_to"
    shown = page.part("nothing-found", query)
    assert words(shown[0]) == "No claim matches all of these filters."
    ways = links(shown)
    assert ways
    for text, href in ways.items():
        there, said = parse(urlsplit(href).query, tiny)
        assert said == []
        count = len(keep(tiny.edges, there))
        assert count
        assert text.endswith(f": {count} claim{'s' * (count != 1)}")
    assert page.part("nothing-found", "?country=EC") == []


def test_context_alone_is_no_dead_end(page: Page, tiny: Dataset) -> None:
    """Without "context only" the default holds again, which leaves context out."""
    [(text, href)] = [
        (t, h) for t, h in links(page.part("nothing-found", "?context=only&kind=place")).items()
        if "context only" in t
    ]  # fmt: skip
    there, _ = parse(urlsplit(href).query, tiny)
    assert there == Selection(kind=("place",))
    assert text == "Without “context only”: 1 claim"


def test_where_no_single_way_leads_out_all_is_cleared(page: Page) -> None:
    shown = page.part("nothing-found", "?country=FJ&q=zzz&view=map")
    assert links(shown) == {"Clear all filters": "/?view=map"}


def test_the_legend_has_the_kinds_that_are_shown(page: Page, tiny: Dataset) -> None:
    keys = of_class(page.part("legend", "?country=EC"), "key")
    lines = ["done or standing", "planned, asked or told", "voiced, alleged, opinion"]
    assert [words(key) for key in keys][:3] == lines
    assert [words(key) for key in keys[3:]] == [
        words(key) for key in of_class(page.part("legend"), "key")[3:]
    ], "the same keys under any filter, so that the drawing keeps its size"
    chosen = [key for key in keys[3:] if "none" not in classes(key)]
    assert {words(key) for key in chosen} == {"Association", "Company"}
    assert not links([key for key in keys if "none" in classes(key)])
    for key in of_type(chosen, "a"):
        there, said = parse(urlsplit(key["props"]["href"]).query, tiny)
        assert said == []
        assert there.kind


def test_a_line_of_the_legend_filters_by_what_is_drawn_so(page: Page, tiny: Dataset) -> None:
    """All modes of one pattern that there are, added to others; once more takes them out again."""
    used = set(tiny.edges["modality"])
    for pattern, label in PATTERN_LABELS.items():
        modes = {m for m, line in PATTERNS.items() if line == pattern and m in used}
        assert modes, "the fixture has each pattern"
        key = next(k for k in of_class(page.part("legend", "?context=1"), "key")
                   if words(k) == label)  # fmt: skip
        there, said = parse(urlsplit(key["props"]["href"]).query, tiny)
        assert (set(there.modality), said) == (modes, [])
        kept = keep(tiny.edges, there)
        assert set(kept["modality"]) == modes
        assert key["props"]["title"] == counted(len(kept), "claim")
        again = next(k for k in of_class(page.part("legend", f"?{there.query()}"), "key")
                     if words(k) == label)  # fmt: skip
        assert "on" in classes(again)
        back, _ = parse(urlsplit(again["props"]["href"]).query, tiny)
        assert back == Selection(context="1")
