"""All of it without a mouse: every stop can be seen and left, and the focus is never lost.

No test here clicks. What the keyboard stands on is asked of the page (`document.activeElement`),
what is said of the page's live regions and its accessibility tree.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from asked import answer, store_of

from dashboard.selection import FACETS, Selection, keep
from dashboard.views import drawing
from dashboard.views.words import counted

with suppress(ImportError):
    from playwright.sync_api import TimeoutError as NeverComesError

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}

STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const ringed = (e) => e && getComputedStyle(e).outlineStyle !== 'none'
    && parseFloat(getComputedStyle(e).outlineWidth) > 0;
  const box = stop.getBoundingClientRect();
  return {
    name: `${stop.tagName} ${stop.id} ${stop.getAttribute('aria-label') || stop.textContent}`,
    ring: [stop, stop.parentElement].some(ringed),
    inside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
      && box.width > 1 && box.height > 1,
  };
}"""
"""What has the focus: what it is, whether a ring shows it, and whether it is on the screen."""


class Keyboard:
    """A reader's hands: keys only."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.page = reader.page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def on(self, selector: str) -> None:
        """Wait until an element has the focus."""
        with suppress(NeverComesError):
            self.page.wait_for_function(
                "(wanted) => document.activeElement && document.activeElement.matches(wanted)",
                arg=selector,
            )
        stop = self.page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        found = self.page.evaluate("(s) => document.activeElement.matches(s)", selector)
        assert found, f"{selector} has not the focus, but {stop}"

    def rests(self) -> None:
        """Wait until the focus stays: the grid scrolls to a row before it settles on a cell."""
        self.page.wait_for_function(
            """() => {
                const same = document.activeElement === window.restedOn;
                window.restedOn = document.activeElement;
                return same;
            }""",
            polling=200,
        )

    def tab_to(self, selector: str, key: str = "Tab", most: int = 150) -> None:
        """Tab until an element has the focus."""
        for _ in range(most):
            self.press(key)
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"{selector} is not reached in {most} steps of {key}")

    def skip_to(self, name: str) -> None:
        """Take a skip link from the top of a page that was just opened."""
        self.press("Tab")
        while self.page.evaluate("document.activeElement.textContent") != name:
            assert self.page.evaluate("document.activeElement.matches('a.skip')"), "no such link"
            self.press("Tab")
        self.press("Enter")

    def hears(self, text: str | re.Pattern[str]) -> None:
        """Wait until the live region of the drawing says this."""
        if isinstance(text, str):
            self.reader.says("#spoken", text)
        else:
            self.page.wait_for_function(
                "(wanted) => new RegExp(wanted).test(document.querySelector('#spoken').innerText)",
                arg=text.pattern,
            )

    def cursor(self) -> dict[str, Any]:
        """What the cursor of the drawing is on."""
        found: dict[str, Any] = self.page.evaluate(
            """() => {
                const [on, ...more] = look.cy().elements('.cursor').toArray();
                const edge = Boolean(on && on.isEdge());
                return { id: on ? on.id() : '', edge, more: more.length };
            }"""
        )
        assert found["more"] == 0
        return found

    def names(self, selector: str) -> str:
        """The name of the element, as the accessibility tree has it."""
        snapshot = self.page.locator(selector).aria_snapshot()
        return snapshot.splitlines()[0]


@pytest.fixture
def keyboard(reader: Reader) -> Keyboard:
    return Keyboard(reader)


def claims_at(reader: Reader, node: str) -> list[str]:
    """Ids of the claims that are drawn at a node."""
    edges = reader.dataset.edges
    touching = edges[(edges["source"] == node) | (edges["target"] == node)]
    return sorted({*touching["id"]} & {*reader.drawable_ids()})


def busiest(reader: Reader) -> str:
    """The node with most drawn claims; of several, the first by id."""
    edges = reader.dataset.edges
    drawn = edges[edges["id"].isin(reader.drawable_ids())]
    claims = Counter(end for ends in zip(drawn["source"], drawn["target"], strict=True)
                     for end in {*ends})  # fmt: skip
    return min(claims, key=lambda node: (-claims[node], node))


def tips(dataset: Dataset) -> dict[str, str]:
    """What the hover tip of each claim and node says, as one sentence."""
    found = {}
    for element in drawing.elements(store_of(dataset)):
        if tip := element["data"].get("tip"):
            found[element["data"]["id"]] = tip.replace("\n", ", ").replace(" · ", ", ")
    return found


def country(dataset: Dataset) -> str:
    """A country among the first choices, with few claims but some of them on the map."""
    everything = answer(dataset, Selection(context="1")).counts["country"]
    first = sorted(everything, key=lambda code: (-everything[code], code))[:8]
    claims = {code: keep(dataset.edges, Selection(country=(code,))) for code in first}
    placed = {
        code: int(((edges["source_place"] != "") & (edges["target_place"] != "")).sum())
        for code, edges in claims.items()
    }
    return min(first, key=lambda code: (placed[code] < 4, len(claims[code])))


# ------------------------------------------------------------------ the main path


def test_main_path(keyboard: Keyboard, reader: Reader, dataset: Dataset) -> None:
    """Filter, walk to a tie, read what it rests on, go back, take it away."""
    chosen = country(dataset)
    reader.open()
    keyboard.tab_to(f"[data-key='country:{chosen}']")
    keyboard.press("Enter")
    reader.settled(Selection(country=(chosen,)).query())
    keyboard.on(f"[data-key='country:{chosen}']")

    keyboard.tab_to("#canvas")
    node = busiest(reader)
    claims = claims_at(reader, node)
    said = tips(dataset)
    kind = dataset.nodes[node].kind
    keyboard.hears(f"{said[node]}, {len(claims)} shown; {kind}")
    reader.shows("#canvas-keys")

    keyboard.press("ArrowRight", 2)
    keyboard.hears(re.compile(f"; 2 of {len(claims)}$"))
    claim = keyboard.cursor()["id"]
    assert claim in claims
    keyboard.hears(f"{said[claim]}; 2 of {len(claims)}")

    keyboard.press("Enter")
    reader.opened(claim)
    keyboard.on("#evidence h2")
    keyboard.press("Escape")
    reader.closed()
    keyboard.on("#canvas")
    keyboard.hears(f"{said[claim]}; 2 of {len(claims)}")

    keyboard.tab_to(".menu > summary", "Shift+Tab")
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.on("#downloads a")
    with reader.page.expect_download() as download:
        keyboard.press("Enter")
    assert download.value.suggested_filename == "edges.csv"
    keyboard.press("Escape")
    keyboard.on(".menu > summary")
    assert not reader.page.evaluate("document.querySelector('.menu').open")


@pytest.mark.parametrize("view", ["network", "map"])
def test_cursor_goes_round_a_node_and_along_its_claims(
    keyboard: Keyboard, reader: Reader, view: str
) -> None:
    reader.open(Selection(country=(country(reader.dataset),), view=view).query())
    keyboard.skip_to("Skip to the claims")
    keyboard.on("#canvas")
    node = busiest(reader)
    assert keyboard.cursor() == {"id": node, "edge": False, "more": 0}
    claims = claims_at(reader, node)
    met = []
    for _ in claims:
        keyboard.press("ArrowRight")
        met.append(keyboard.cursor()["id"])
    assert sorted(met) == claims, "each once"
    keyboard.press("ArrowDown")
    assert keyboard.cursor()["id"] == met[0], "and round again"
    keyboard.press("ArrowLeft")
    assert keyboard.cursor()["id"] == met[-1]

    edge = reader.dataset.edge(met[-1])
    other = edge["target"] if edge["source"] == node else edge["source"]
    keyboard.press(" ")
    assert keyboard.cursor()["id"] == other
    keyboard.press(" ")
    assert keyboard.cursor()["id"] == node, "and back by the same way"
    keyboard.press("ArrowUp")
    keyboard.press("Escape")
    assert keyboard.cursor()["id"] == node, "from a claim to the node it was looked at from"
    keyboard.press("PageDown")
    second = keyboard.cursor()["id"]
    assert second != node
    rest = [len(claims_at(reader, n)) for n in reader.node_ids() if n != node]
    assert len(claims_at(reader, second)) == max(rest)
    keyboard.press("PageUp")
    assert keyboard.cursor()["id"] == node
    keyboard.press("PageDown", 3)
    keyboard.press("Home")
    assert keyboard.cursor()["id"] == node


@pytest.mark.parametrize("view", ["network", "map"])
def test_cursor_is_always_in_view_and_named(keyboard: Keyboard, reader: Reader, view: str) -> None:
    """Wherever it goes, however near one is: its mark is on the screen, and its tip says it."""
    reader.open(f"view={view}")
    keyboard.skip_to("Skip to the claims")
    keyboard.press("+", 4)
    for key in ["PageDown", "PageDown", "ArrowRight", " ", "Home", "ArrowLeft", " ", "PageUp"]:
        keyboard.press(key)
        there = reader.page.evaluate(
            """() => {
                const on = look.cy().elements('.cursor');
                const { x, y } = on.isEdge() ? on.renderedMidpoint() : on.renderedPosition();
                const tip = document.getElementById('tip').getBoundingClientRect();
                const help = document.getElementById('canvas-keys').getBoundingClientRect();
                const { left, top } = look.cy().container().getBoundingClientRect();
                return {
                  inside: x > 0 && y > 0 && x < look.cy().width() && y < look.cy().height(),
                  above: top + y < help.top,
                  tip: tip.left >= 0 && tip.top >= 0
                    && tip.right <= innerWidth && tip.bottom <= innerHeight,
                  tipped: document.querySelector('#tip.on strong').textContent,
                  words: on.data('tip').split('\\n')[0],
                };
            }"""
        )
        assert all(there[part] for part in ("inside", "above", "tip")), (key, there)
        assert there["tipped"] == there["words"]


def test_cursor_begins_at_what_the_address_has_in_focus(keyboard: Keyboard, reader: Reader) -> None:
    reader.open()
    claim = reader.drawable_ids()[-1]
    reader.open(f"focus={claim}")
    reader.opened(claim)
    keyboard.skip_to("Skip to the claims")
    assert keyboard.cursor() == {"id": claim, "edge": True, "more": 0}
    node = reader.dataset.edge(claim)["source"]
    keyboard.press("Escape")
    assert keyboard.cursor()["id"] == node, "Escape leads to its source first"
    reader.opened(claim)
    keyboard.press("Escape")
    reader.closed()
    keyboard.on("#canvas")


def test_cursor_stands_on_something_shown_after_a_change_of_filter(
    keyboard: Keyboard, reader: Reader, dataset: Dataset
) -> None:
    reader.open()
    keyboard.skip_to("Skip to the claims")
    before = keyboard.cursor()["id"]
    codes = answer(dataset, Selection()).counts["country"]
    chosen = next(
        code for code in codes
        if codes[code] and before not in keep(
            dataset.edges, Selection(country=(code,)))[["source", "target"]].to_numpy()
    )  # fmt: skip
    reader.page.evaluate("(code) => sourceline.change({ country: code })", chosen)
    reader.settled(Selection(country=(chosen,)).query())
    shown = len(claims_at(reader, busiest(reader)))
    keyboard.hears(re.compile(f", {shown} shown; "))
    assert keyboard.cursor()["id"] == busiest(reader)


def test_view_moves_without_a_mouse(keyboard: Keyboard, reader: Reader) -> None:
    reader.open()
    keyboard.skip_to("Skip to the claims")
    seen: Callable[[], Any] = lambda: reader.page.evaluate(  # noqa: E731
        "({ zoom: look.cy().zoom(), ...look.cy().pan() })"
    )
    begun = seen()
    keyboard.press("+")
    nearer = seen()
    assert nearer["zoom"] > begun["zoom"]
    keyboard.press("-", 2)
    assert seen()["zoom"] < begun["zoom"]
    before = seen()
    keyboard.press("Shift+ArrowRight")
    keyboard.press("Shift+ArrowDown")
    after = seen()
    assert (after["x"], after["y"]) < (before["x"], before["y"])
    assert after["zoom"] == before["zoom"]
    keyboard.press("f")
    reader.page.wait_for_function(
        "(zoom) => Math.abs(look.cy().zoom() - zoom) < 1e-6", arg=begun["zoom"]
    )


def test_a_node_is_moved_without_dragging(keyboard: Keyboard, reader: Reader) -> None:
    reader.open()
    keyboard.skip_to("Skip to the claims")
    node = keyboard.cursor()["id"]
    before = reader.page.evaluate("look.positions()")
    keyboard.press("m")
    keyboard.hears(f"Arrows move {reader.dataset.nodes[node].name}; Enter ends it.")
    keyboard.press("ArrowRight", 2)
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    after = reader.page.evaluate("look.positions()")
    assert after[node]["x"] > before[node]["x"]
    assert after[node]["y"] < before[node]["y"]
    assert {n: at for n, at in after.items() if n != node} == {
        n: at for n, at in before.items() if n != node
    }
    reader.closed()
    keyboard.press("ArrowRight")
    assert keyboard.cursor()["edge"], "arrows walk again"


def test_on_the_map_no_node_is_moved(keyboard: Keyboard, reader: Reader) -> None:
    reader.open("view=map")
    keyboard.skip_to("Skip to the claims")
    before = reader.page.evaluate("look.positions()")
    keyboard.press("m")
    keyboard.hears("On the map nodes stay at their place.")
    keyboard.press("ArrowRight")
    assert reader.page.evaluate("look.positions()") == before


# ------------------------------------------------------------------ the list of what is drawn


def test_list_of_what_is_drawn(keyboard: Keyboard, reader: Reader, dataset: Dataset) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.post_data or ""))
    reader.open()
    assert not any("html-outline" in body for body in asked), "only when it is open"
    keyboard.skip_to("Skip to the list of what is drawn")
    keyboard.on("#drawn-list > summary")
    reader.shows("#outline li >> nth=0")
    assert reader.page.locator("#outline > ul > li").count() == min(200, len(reader.node_ids()))

    keyboard.press("Tab")
    keyboard.on("#outline summary")
    node = busiest(reader)
    said = reader.page.evaluate("document.activeElement.textContent")
    assert said.startswith(dataset.nodes[node].name)
    assert said.endswith(f": {counted(len(claims_at(reader, node)), 'claim')}")
    keyboard.press("Enter")
    keyboard.press("Tab", 2)
    words = reader.page.evaluate("document.activeElement.textContent")
    claim = reader.page.evaluate("new URL(document.activeElement.href).searchParams.get('focus')")
    assert words.startswith(tips(dataset)[claim])
    keyboard.press("Enter")
    reader.opened(claim)
    keyboard.on("#evidence h2")
    keyboard.press("Escape")
    reader.closed()
    keyboard.on(f"#outline a[href$='focus={claim}']")
    keyboard.press("Escape")
    keyboard.on("#drawn-list > summary")
    assert not reader.page.evaluate("document.getElementById('drawn-list').open")


# ------------------------------------------------------------------ table, timeline, evidence


def test_row_by_keyboard(keyboard: Keyboard, reader: Reader) -> None:
    reader.open("view=table")
    keyboard.skip_to("Skip to the claims")
    keyboard.on("#table .ag-cell")
    keyboard.press("ArrowDown", 2)
    keyboard.press("ArrowRight")
    claim = reader.ids()[2]
    cell = f"#table [row-id='{claim}'] .ag-cell[col-id='source_name']"
    keyboard.on(cell)
    keyboard.press("Enter")
    reader.opened(claim)
    keyboard.on("#evidence h2")
    keyboard.press("Escape")
    reader.closed()
    keyboard.on(cell)
    keyboard.press("Enter")
    reader.opened(claim)


def test_table_is_two_stops(keyboard: Keyboard, reader: Reader) -> None:
    """Arrows lead through its cells; Tab does not stop in each of them."""
    reader.open("view=table")
    keyboard.tab_to("#table .ag-header-cell")
    keyboard.press("Tab")
    keyboard.on("#table .ag-cell")
    keyboard.press("Tab")
    keyboard.on(".footer *")
    keyboard.press("Shift+Tab")
    keyboard.on("#table .ag-row-last .ag-cell")
    keyboard.rests()
    keyboard.press("Shift+Tab")
    keyboard.on("#main > .bar *")


def test_event_by_keyboard(keyboard: Keyboard, reader: Reader) -> None:
    reader.open("view=timeline")
    keyboard.skip_to("Skip to the claims")
    keyboard.on(".timeline-view")
    keyboard.tab_to("#chronicle a")
    claim = reader.page.evaluate("new URL(document.activeElement.href).searchParams.get('focus')")
    keyboard.press("Enter")
    reader.opened(claim)
    keyboard.on("#evidence h2")
    keyboard.press("Escape")
    reader.closed()
    keyboard.on(f"#chronicle a[href*='focus={claim}']")


def test_from_evidence_to_evidence_and_back_to_where_it_began(
    keyboard: Keyboard, reader: Reader
) -> None:
    reader.open("view=table")
    keyboard.skip_to("Skip to the claims")
    claim = reader.ids()[0]
    keyboard.press("Enter")
    reader.opened(claim)
    keyboard.on("#evidence h2")
    keyboard.press("Tab")
    source = reader.dataset.edge(claim)["source"]
    keyboard.press("Enter")
    reader.says("#evidence h2", reader.dataset.nodes[source].name)
    keyboard.on("#evidence h2")
    keyboard.tab_to("#evidence .close", "Shift+Tab")
    keyboard.press("Enter")
    reader.closed()
    keyboard.on(f"#table [row-id='{claim}'] .ag-cell")


def test_evidence_of_a_pasted_link_can_be_skipped_to(keyboard: Keyboard, reader: Reader) -> None:
    reader.open()
    claim = reader.drawable_ids()[0]
    reader.open(f"focus={claim}")
    reader.opened(claim)
    keyboard.skip_to("Skip to the evidence")
    keyboard.on("#evidence h2")
    keyboard.press("Escape")
    reader.closed()
    keyboard.on("#canvas")


def test_years_are_typed(keyboard: Keyboard, reader: Reader) -> None:
    """The equal way to a bar of the chart, and to dragging over several."""
    reader.open("view=timeline")
    keyboard.tab_to("#first-year")
    reader.page.keyboard.type("2017")
    keyboard.press("Tab")
    reader.page.keyboard.type("2018")
    keyboard.press("Enter")
    reader.settled(Selection(first="2017", last="2018", view="timeline").query())


# ------------------------------------------------------------------ the focus is never lost


@pytest.mark.parametrize("view", ["network", "map", "timeline", "table"])
def test_every_stop_is_seen_and_can_be_left(
    keyboard: Keyboard, reader: Reader, dataset: Dataset, view: str
) -> None:
    """From the first stop to the last and on out of the page, each with a ring around it."""
    narrow = Selection(country=(country(dataset),), view=view)
    claim = keep(dataset.edges, narrow)["id"].iloc[0]
    reader.open(Selection(country=narrow.country, view=view, focus=claim).query())
    reader.opened(claim)
    stops = []
    for _ in range(400):
        keyboard.press("Tab")
        stop = reader.page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail(f"no way out after {stops[-3:]}")
    assert [s["name"] for s in stops if not s["ring"]] == []
    assert [s["name"] for s in stops if not s["inside"]] == []
    names = " ".join(s["name"] for s in stops)
    for reached in ("search", "first-year", "Download", "Close the evidence", "open-about-2"):
        assert reached in names


def test_focus_stays_with_what_was_pressed(
    keyboard: Keyboard, reader: Reader, dataset: Dataset
) -> None:
    chosen = country(dataset)
    reader.open()
    keyboard.tab_to("#tabs [data-key='view:map']")
    keyboard.press("Enter")
    reader.settled("view=map")
    keyboard.on("#tabs [data-key='view:map'][aria-current='page']")
    keyboard.tab_to(f"[data-key='country:{chosen}']")
    keyboard.press("Enter")
    reader.settled(Selection(country=(chosen,), view="map").query())
    keyboard.on(f"[data-key='country:{chosen}'][aria-current='true']")
    keyboard.tab_to("#clear a")
    keyboard.press("Enter")
    reader.settled("view=map")
    keyboard.on("#main")
    keyboard.press("Tab")
    keyboard.on(".menu > summary")


def test_focus_stays_in_a_menu_that_is_written_anew(keyboard: Keyboard, reader: Reader) -> None:
    """As by the answer to what was done just before."""
    reader.open()
    keyboard.tab_to(".menu > summary")
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.on("#downloads a[download='edges.csv']")
    chosen = country(reader.dataset)
    reader.page.evaluate("(c) => sourceline.change({ country: c })", chosen)
    reader.settled(Selection(country=(chosen,)).query())
    reader.page.wait_for_selector(f"#downloads a[href='/edges.csv?country={chosen}']")
    keyboard.on(f"#downloads a[href='/edges.csv?country={chosen}']")


def test_a_way_out_of_nothing_leads_back_into_the_page(
    keyboard: Keyboard, reader: Reader, dataset: Dataset
) -> None:
    absent = Selection(q="zzqxj no such words", country=(country(dataset),))
    reader.open(absent.query())
    reader.shows("#nothing-found h2")
    keyboard.tab_to("#nothing-found a")
    keyboard.press("Enter")
    name, _ = store_of(dataset).relaxations(absent)[0]
    reader.settled(absent.without(name).query())
    keyboard.on("#main")


@pytest.mark.parametrize("dialog", ["about", "start", "add-scene", "open-list"])
def test_dialogs_take_the_focus_and_give_it_back(
    keyboard: Keyboard, reader: Reader, dialog: str
) -> None:
    reader.open()
    keyboard.tab_to(f"#open-{dialog}")
    keyboard.press("Enter")
    keyboard.on(f"dialog#{dialog}[open] *")
    for _ in range(30):
        keyboard.press("Tab")
        at = reader.page.evaluate("document.activeElement.closest('dialog, body').tagName")
        out = reader.page.evaluate("document.activeElement === document.body")
        assert at == "DIALOG" or out
    keyboard.press("Escape")
    reader.hides(f"dialog#{dialog}")
    keyboard.on(f"#open-{dialog}")


def test_filters_of_a_narrow_screen(visit: Callable[..., Reader], dataset: Dataset) -> None:
    """They cover the page, so that nothing under them has the focus."""
    reader = visit(viewport=PHONE)
    keyboard = Keyboard(reader)
    reader.open()
    keyboard.tab_to("#open-filters")
    assert reader.page.get_attribute("#open-filters", "aria-expanded") == "false"
    keyboard.press("Enter")
    keyboard.on("#close-filters")
    chosen = country(dataset)
    keyboard.tab_to(f"[data-key='country:{chosen}']")
    keyboard.press("Enter")
    reader.settled(Selection(country=(chosen,)).query())
    for _ in range(150):
        keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement === document.body"):
            break
        assert reader.page.evaluate("Boolean(document.activeElement.closest('#filters'))")
    keyboard.tab_to("#close-filters")
    keyboard.press("Escape")
    keyboard.on("#open-filters")
    reader.hides("#filters")
    assert reader.page.get_attribute("#open-filters", "aria-expanded") == "false"
    assert reader.page.locator("[inert]").count() == 0


# ------------------------------------------------------------------ what is said


def test_count_is_said_once_and_politely(keyboard: Keyboard, reader: Reader) -> None:
    reader.open()
    live = reader.page.locator("#sentence")
    assert live.get_attribute("aria-live") == "polite"
    assert live.get_attribute("aria-atomic") == "true"
    reader.page.evaluate(
        """() => {
            window.changes = 0;
            new MutationObserver(() => window.changes++)
              .observe(document.getElementById('sentence'), { childList: true, subtree: true });
        }"""
    )
    keyboard.tab_to("[data-key='undated:0']")
    keyboard.press("Enter")
    reader.settled("undated=0")
    assert reader.page.evaluate("changes") == 1
    keyboard.tab_to("#tabs [data-key='view:table']", "Shift+Tab")
    keyboard.press("Enter")
    reader.settled("undated=0&view=table")
    assert reader.page.evaluate("changes") == 1, "the same sentence is not said again"


def test_choices_say_their_name_count_and_state(reader: Reader, dataset: Dataset) -> None:
    chosen = country(dataset)
    label = dataset.countries[chosen]
    count = counted(len(keep(dataset.edges, Selection(country=(chosen,)))), "claim")
    reader.open()
    link = f"[data-key='country:{chosen}']"
    keyboard = Keyboard(reader)
    assert keyboard.names(link) == f'- link "{label}, {count}, not chosen":'
    reader.open(Selection(country=(chosen,)).query())
    assert keyboard.names(link) == f'- link "{label}, {count}, chosen":'
    summary = reader.page.locator("#facet-country > summary")
    assert summary.get_attribute("aria-label") == "Country of either end, 1 chosen"
    for facet in set(FACETS) - {"relation"}:
        for name in reader.page.locator(f"#facet-{facet} a.choice").all():
            said = name.get_attribute("aria-label") or ""
            assert re.fullmatch(r".+, [\d,]+ claims?, (not )?chosen", said)


def test_drawing_and_chart_have_names(reader: Reader) -> None:
    reader.open()
    nodes, claims = len(reader.node_ids()), len(reader.drawable_ids())
    canvas = reader.page.get_by_role("application")
    reader.gives("document.getElementById('canvas').getAttribute('aria-label')",
                 f"Network: {nodes} nodes, {claims} claims")  # fmt: skip
    assert canvas.count() == 1
    reader.open("view=timeline")
    chart = reader.page.get_by_role("img", name=re.compile("^Bar chart of dated claims by year, "))
    assert chart.count() == 1
    reader.gives("document.querySelectorAll('h1').length", 1)
