"""Narrowing: the sentence, the drawing, the table and the download agree; nothing moves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from asked import answer, store_of

from dashboard import dates
from dashboard.selection import Selection, keep, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser


def country_and_years(dataset: Dataset) -> tuple[str, str, str]:
    """A country and two years, so that each of the three filters takes claims away."""
    for country in answer(dataset, Selection()).counts["country"]:
        mine = keep(dataset.edges, Selection(country=(country,), undated="0"))
        for first in sorted({dates.year(day) for day in mine["earliest"]}):
            sizes = [
                len(keep(dataset.edges, Selection(country=(country,), first=a, last=b)))
                for a, b in (("", ""), (str(first), ""), (str(first), str(first + 1)))
            ]
            if first and sizes[0] > sizes[1] > sizes[2] > 0:
                return country, str(first), str(first + 1)
    pytest.fail("no country has claims before, in and after a pair of years")


def test_country_and_years_agree_everywhere(reader: Reader, dataset: Dataset) -> None:
    country, first, last = country_and_years(dataset)
    reader.open()
    before = reader.page.evaluate("[look.positions(), look.spots()]")

    reader.choose("country", dataset.countries[country])
    reader.settled(Selection(country=(country,)).query())
    reader.page.fill("#first-year", first)
    reader.page.press("#first-year", "Enter")
    reader.settled(Selection(country=(country,), first=first).query())
    reader.page.fill("#last-year", last)
    reader.page.press("#last-year", "Enter")
    reader.settled(Selection(country=(country,), first=first, last=last).query())

    assert reader.page.evaluate("look.nodes()") == reader.node_ids()
    assert reader.page.evaluate("[look.positions(), look.spots()]") == before
    assert reader.csv_ids() == reader.ids()
    reader.go_to("table")
    assert reader.page.evaluate("look.rows()") == reader.csv_ids()
    rows = reader.page.locator("#table [role=treegrid], #table [role=grid]").first
    assert rows.get_attribute("aria-rowcount") == str(len(reader.ids()) + 1)


def test_counts_on_choices_come_true(reader: Reader, dataset: Dataset) -> None:
    reader.open()
    for facet in ("country", "family", "modality"):
        choice = reader.page.locator(f"#facet-{facet} > .choices > li > a.choice").nth(1)
        promised = choice.locator(".count").inner_text()
        wanted = parse(choice.get_attribute("href").partition("?")[2], dataset)[0]  # type: ignore[union-attr]
        choice.click()
        reader.settled(wanted.query())
        assert promised == f"{len(reader.ids()):,}"


def test_undated_are_a_choice(reader: Reader) -> None:
    reader.open()
    for number in range(3):
        choice = reader.page.locator("#undated-choices a.choice").nth(number)
        promised = choice.locator(".count").inner_text()
        wanted = (choice.get_attribute("href") or "").partition("?")[2]
        choice.click()
        reader.settled(wanted)
        assert promised == f"{len(reader.ids()):,}"


def test_search_as_one_types(reader: Reader, dataset: Dataset) -> None:
    words = Counter(w for name in dataset.edges["target_name"] for w in name.split() if w.isalpha())
    word = words.most_common(1)[0][0]
    reader.open()
    reader.page.locator("#search").press_sequentially(word)
    reader.settled(Selection(q=word).query())
    assert 0 < len(reader.ids()) < reader.kept().total
    reader.page.locator("#clear a").click()
    reader.settled("")
    reader.gives("document.getElementById('search').value", "")


def test_letters_come_out_in_the_order_they_are_typed(reader: Reader) -> None:
    """Also on a page that has just come, where the first ones used to change places."""
    for word in ("Chinese", "friendship", "delegation", "association"):
        reader.open()
        reader.page.locator("#search").press_sequentially(word)
        reader.gives("new URLSearchParams(location.search).get('q')", word)


def test_nothing_found_leads_back(reader: Reader, dataset: Dataset) -> None:
    countries = answer(dataset, Selection()).counts["country"]
    absent = Selection(q="zzqxj no such words", country=(next(iter(countries)),))
    reader.open(absent.query())
    reader.shows("#nothing-found h2")
    ways = store_of(dataset).relaxations(absent)
    links = reader.page.locator("#nothing-found a")
    assert links.count() == len(ways) > 0
    name, count = ways[0]
    assert f"{count:,} claim" in links.first.inner_text()
    links.first.click()
    reader.settled(absent.without(name).query())
    assert len(reader.ids()) == count
    reader.hides("#nothing-found")


def test_filtering_in_one_window_changes_nothing_in_another(
    reader: Reader, visit: Callable[..., Reader], dataset: Dataset
) -> None:
    country, first, _ = country_and_years(dataset)
    one, two = reader, visit()
    one.open()
    two.open(Selection(first=first).query())
    others = two.page.evaluate("look.edges()")
    one.choose("country", dataset.countries[country])
    one.settled(Selection(country=(country,)).query())
    two.settled(Selection(first=first).query())
    assert two.page.evaluate("look.edges()") == others
    two.page.reload()
    two.settled(Selection(first=first).query())
    assert two.page.evaluate("look.edges()") == others


def test_the_drawing_keeps_its_size(reader: Reader) -> None:
    """What stands around it grows with no filter: it would be fitted and drawn once more."""
    reader.open()
    size = "[look.cy().width(), look.cy().height()]"
    before = reader.page.evaluate(size)
    counts = Counter(reader.rows()["target_country"])
    rare = sorted((c for c in counts if c), key=lambda c: counts[c])[:3]
    for country in [*rare, ""]:
        reader.page.evaluate("(country) => sourceline.change({ country })", country)
        reader.settled(f"country={country}" if country else "")
        assert reader.page.evaluate(size) == before, country
