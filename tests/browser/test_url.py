"""The address is the state: reload, back, forward and a pasted link show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dashboard.selection import Selection, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser


def state(reader: Reader) -> dict[str, Any]:
    """All that a person would compare."""
    reader.settled()
    focus = reader.selection().focus
    if focus:
        reader.opened(focus)
    else:
        reader.closed()
    page = reader.page
    return {
        "address": reader.query(),
        "sentence": page.inner_text("#sentence"),
        "view": page.inner_text("#tabs .on"),
        "evidence": page.inner_text("#evidence") if focus else "",
        "drawn": page.evaluate("look.edges()"),
        "years": [page.input_value("#first-year"), page.input_value("#last-year")],
        "chosen": page.locator("#facets a.choice.on .label").all_text_contents(),
    }


def telling(dataset: Dataset, view: str) -> str:
    """A query with a country, years and a focus inside them."""
    edges = dataset.edges
    found = edges[edges["dated"] & (edges["layer"] == "core") & (edges["source_country"] != "")
                  & (edges["source_place"] != "") & (edges["target_place"] != "")]  # fmt: skip
    edge = found.iloc[len(found) // 2]
    year = str(edge["earliest"])[:4]
    chosen = Selection(country=(edge["source_country"],), first=year, last=str(int(year) + 1))
    return f"{chosen.query()}&focus={edge['id']}&view={view}"


@pytest.mark.parametrize("view", ["network", "map", "timeline", "table"])
def test_reload_and_pasted_link(visit: Callable[..., Reader], dataset: Dataset, view: str) -> None:
    one, two = visit(), visit()
    one.open(telling(dataset, view))
    seen = state(one)
    one.page.reload()
    assert state(one) == seen
    two.page.goto(one.page.url)
    assert state(two) == seen


def test_back_and_forward(reader: Reader, dataset: Dataset) -> None:
    reader.open()
    states = [state(reader)]
    country = next(iter(reader.kept().counts["country"]))
    reader.choose("country", dataset.countries[country])
    reader.settled(Selection(country=(country,)).query())
    states.append(state(reader))
    reader.page.fill("#first-year", "2000")
    reader.page.press("#first-year", "Enter")
    reader.settled(Selection(country=(country,), first="2000").query())
    states.append(state(reader))
    reader.go_to("map")
    states.append(state(reader))
    reader.go_to("timeline")
    states.append(state(reader))
    reader.page.locator("#chronicle a.event").first.click()
    reader.page.wait_for_selector("#evidence .statement")
    states.append(state(reader))
    assert len({one["address"] for one in states}) == len(states)
    for earlier in reversed(states[:-1]):
        reader.page.go_back()
        reader.at(earlier["address"])
        assert state(reader) == earlier
    for later in states[1:]:
        reader.page.go_forward()
        reader.at(later["address"])
        assert state(reader) == later


def test_unknown_keys_and_values_are_said_and_ignored(reader: Reader, dataset: Dataset) -> None:
    query = "colour=red&country=ZZ&from=soon&focus=nobody&view=globe&undated=maybe"
    reader.open(query)
    selection, said = parse(query, dataset)
    assert selection == Selection()
    assert len(said) == 6
    assert reader.page.locator("#notices li").all_inner_texts() == said
    reader.says("#tabs .on", "Network")
    reader.hides("#evidence")
    assert reader.csv_ids() == reader.ids()


def test_hostile_query_stays_text(reader: Reader) -> None:
    reader.open("q=%3Cimg+src%3Dx+onerror%3D%22window.hit%3D1%22%3E&%3Cscript%3E=1")
    reader.shows("#nothing-found h2")
    assert reader.page.evaluate("window.hit") is None
    assert reader.page.locator("#page img").count() == 0
