"""A list too large to be drawn line by line: groups, one of them opened, and the way back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import pytest
import waitress
from asked import store_of
from bench.synthetic import synthetic

from dashboard.app import create_app
from dashboard.app.scenes import Scenes
from dashboard.selection import Selection, parse
from dashboard.store import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def many() -> Dataset:
    return synthetic(6000)


@pytest.fixture(scope="module")
def scenes(many: Dataset) -> Scenes:
    store = store_of(many)
    return Scenes(store, store.counts(EVERYTHING).counts)


@pytest.fixture(scope="module")
def large(many: Dataset) -> Iterator[str]:
    """The address of a dashboard on a large list."""
    app = create_app(store_of(many))
    server = waitress.create_server(app.server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)


def shows(reader: Reader, scenes: Scenes, selection: Selection) -> dict[str, Any]:
    """Wait until the page shows the groups of a selection."""
    state = scenes.state(selection)
    reader.page.wait_for_selector(f"#stage[data-placed='{selection.view}'] .canvas.ready")
    reader.gives("look.edges()", sorted(state["edges"]))
    reader.gives("look.nodes()", sorted(state["nodes"]))
    return state


def test_a_group_is_opened_and_left_again(
    visit: Callable[..., Reader], large: str, scenes: Scenes
) -> None:
    reader = visit()
    reader.site = large
    reader.page.goto(large)
    shows(reader, scenes, Selection())
    words = reader.page.locator("#sentence").inner_text()
    assert "; drawn as the strongest " in words
    spot = reader.page.evaluate(
        """(id) => {
            const { x, y } = look.cy().getElementById(id).renderedPosition();
            const { left, top } = look.cy().container().getBoundingClientRect();
            return { x: left + x, y: top + y };
        }""",
        "group:country:GR",
    )
    reader.click_on(spot)
    reader.at("by=country&open=GR")
    shows(reader, scenes, Selection(by="country", opened="GR"))
    reader.says(".crumbs strong", "Greece")
    assert reader.page.evaluate("look.nodes().includes('group:country:GR')") is False
    reader.page.locator(".crumbs a").click()
    shows(reader, scenes, Selection(by="country"))
    assert reader.page.locator(".crumbs").count() == 0


@pytest.mark.parametrize(
    ("view", "changes"),
    [("network", {"from": "2015", "to": "2016"}), ("network", {"country": "GR"}),
     ("map", {"country": "GR"}), ("network", {"family": "visits", "q": "niño"})],
)  # fmt: skip
def test_a_filter_moves_no_group(
    visit: Callable[..., Reader], large: str, scenes: Scenes, many: Dataset, view: str,
    changes: dict[str, str],
) -> None:  # fmt: skip
    reader = visit()
    reader.site = large
    asked = Selection(view=view, by="country")
    reader.page.goto(f"{large}?{asked.query()}")
    shows(reader, scenes, asked)
    before = reader.page.evaluate("look.positions()")
    reader.page.evaluate("(changes) => sourceline.change(changes)", changes)
    pairs = {**dict(parse_qsl(asked.query())), **changes}
    narrow, said = parse(urlencode(pairs), many)
    assert said == []
    reader.at(urlencode(pairs))
    state = shows(reader, scenes, narrow)
    after = reader.page.evaluate("look.positions()")
    assert after
    assert after.items() <= before.items()
    tie = state["edges"][0]
    reader.gives(f"look.cy().getElementById({tie!r}).data('tip')", state["tell"][tie]["tip"])


def test_what_a_filter_hid_comes_back_into_the_view(
    visit: Callable[..., Reader], large: str, scenes: Scenes
) -> None:
    """A pasted link is fitted to what it shows; without its filter there is more."""
    reader = visit()
    reader.site = large
    few = Selection(by="country", country=("KR",), q="niño")
    reader.page.goto(f"{large}?{few.query()}")
    shows(reader, scenes, few)
    reader.page.evaluate("sourceline.change({ country: '', q: '' })")
    shows(reader, scenes, Selection(by="country"))
    reader.gives(
        """look.cy().nodes('[holds]').filter((n) => {
            const { x, y } = n.renderedPosition();
            return x < 0 || y < 0 || x > look.cy().width() || y > look.cy().height();
        }).length""",
        0,
    )


def test_a_tie_between_groups_opens_its_claims(visit: Callable[..., Reader], large: str) -> None:
    reader = visit()
    reader.site = large
    reader.page.goto(f"{large}?by=country")
    reader.page.wait_for_selector("#stage[data-placed='network'] .canvas.ready")
    tie = reader.page.evaluate("look.edges()[0]")
    reader.page.evaluate("(id) => void look.cy().getElementById(id).emit('tap')", tie)
    reader.shows("#evidence h2")
    assert reader.page.locator("#evidence .eyebrow").inner_text().lower() == "claims between"
    assert reader.page.locator("#evidence .claims a").count() > 0
    reader.page.locator("#evidence .claims a").first.click()
    reader.page.wait_for_selector("#evidence .statement")


def test_the_table_asks_for_the_rows_it_shows(
    visit: Callable[..., Reader], large: str, many: Dataset
) -> None:
    reader = visit()
    reader.site = large
    reader.page.goto(f"{large}?view=table&context=1")
    first = many.edges["id"].iloc[0]
    reader.page.wait_for_selector(f"#table [row-id='{first}']")
    reader.page.evaluate("sourceline.change({ country: 'GR' })")
    kept = many.edges[
        (many.edges["source_country"] == "GR") | (many.edges["target_country"] == "GR")
    ]
    reader.page.wait_for_selector(f"#table [row-id='{kept['id'].iloc[0]}']")
    reader.gives("dash_ag_grid.getApi('table').getDisplayedRowCount()", len(kept))


def test_the_small_list_can_be_drawn_as_countries_too(reader: Reader) -> None:
    reader.open()
    reader.page.locator(".grouped summary").click()
    reader.page.locator("[data-key='by:country']").click()
    reader.at("by=country")
    reader.page.wait_for_function("look.nodes().every((id) => id.startsWith('group:country:'))")
    reader.page.wait_for_function(
        "document.getElementById('sentence').textContent.includes(' ties between ')"
    )
    reader.page.go_back()
    reader.settled("")


def test_a_community_is_opened_and_named(reader: Reader) -> None:
    reader.open("context=1")
    reader.page.locator(".grouped summary").click()
    reader.page.locator("[data-key='by:community']").click()
    reader.at("by=community&context=1")
    reader.page.wait_for_function("look.nodes().every((id) => id.startsWith('group:community:'))")
    reader.labels_settled()
    reader.gives("look.collisions()", [])  # their labels are bold, and so wider than others
    spot = reader.page.evaluate("look.hub()")
    hub = spot["id"].removeprefix("group:community:")
    reader.click_on(spot)
    reader.at(f"by=community&open={hub}&context=1")
    reader.says(".crumbs strong", f"around {reader.dataset.nodes[hub].name}")
    reader.page.wait_for_function("(id) => look.nodes().includes(id)", arg=hub)
