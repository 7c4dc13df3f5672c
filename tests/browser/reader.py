"""A reader at the dashboard: opens an address, looks, and says what is there.

Everything waits for a state of the page. What ought to be there is computed from the data set, so
that no test depends on which claims are in it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from asked import answer, scenes_of, store_of

from dashboard.load.passages import find, text_of
from dashboard.selection import Selection, keep, parse, sentence

with suppress(ImportError):  # without it every test here is skipped, see conftest.py
    from playwright.sync_api import TimeoutError as NeverComesError
    from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from playwright.sync_api import Page

    from dashboard.app.scenes import Scenes
    from dashboard.model import Dataset
    from dashboard.store import Kept, Store

LOOK = Path(__file__).with_name("look.js")


class Reader:
    """A person with one page of the dashboard."""

    def __init__(self, page: Page, site: str, dataset: Dataset) -> None:
        self.page = page
        self.site = site
        self.dataset = dataset
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    # ------------------------------------------------------------- going about

    def open(self, query: str = "") -> None:
        """Go to the page with a query, and wait until it shows what that says."""
        self.page.goto(f"{self.site}?{query}" if query else self.site)
        self.settled()

    def settled(self, query: str | None = None) -> None:
        """Wait until the page shows what its address says, or what `query` says."""
        if query is not None:
            self.at(query)
        expect(self.page.locator("#sentence")).to_have_text(self.sentence())
        view = self.selection().view
        tab = f"#tabs [data-key='view:{view}'][aria-current='page']"
        self.page.wait_for_selector(tab, state="attached")
        if view in ("network", "map"):
            self.page.wait_for_selector(f"#stage[data-placed='{view}'] .canvas.ready")
            self.gives("look.edges()", self.drawable_ids())
        elif view == "table":
            self.gives("look.rows()", self.ids())
        elif self.kept().around.range():
            self.page.wait_for_selector("#timeline-chart .bars .point path")

    def at(self, query: str) -> None:
        """Wait until the address says this, in whatever order."""
        pairs = sorted(list(pair) for pair in parse_qsl(query))
        self.gives("[...new URLSearchParams(location.search)].sort()", pairs)

    def gives(self, expression: str, wanted: Any) -> None:
        """Wait until a JavaScript expression gives `wanted`; else fail with what it gives."""
        text = json.dumps(wanted, separators=(",", ":"), ensure_ascii=False)
        with suppress(NeverComesError):
            self.page.wait_for_function(
                f"(wanted) => JSON.stringify({expression}) === wanted", arg=text
            )
        found = self.page.evaluate(expression)
        assert found == wanted, f"{expression} gives {found!r}, not {wanted!r}"

    def labels_settled(self) -> None:
        """Wait until the labels have been placed and stay as they are."""
        self.page.wait_for_function(
            """() => {
                const at = document.getElementById('stage').dataset.labels;
                const still = Boolean(at) && at === window.labelsAt;
                window.labelsAt = at;
                return still;
            }""",
            polling=200,
        )

    def says(self, selector: str, text: str) -> None:
        """Wait until the one element has this text."""
        expect(self.page.locator(selector)).to_have_text(text)

    def shows(self, selector: str) -> None:
        """Wait until the one element can be seen."""
        expect(self.page.locator(selector)).to_be_visible()

    def hides(self, selector: str) -> None:
        """Wait until there is no such element to be seen."""
        expect(self.page.locator(selector).locator("visible=true")).to_have_count(0)

    def click_on(self, spot: Mapping[str, float]) -> None:
        """Click with the mouse at a point of the window."""
        self.page.mouse.click(spot["x"], spot["y"])

    def choose(self, facet: str, label: str) -> None:
        """Click a choice of the filter panel, unfolding what hides it."""
        panel = self.page.locator(f"#facet-{facet}")
        choice = panel.locator("a.choice").filter(has=self.page.get_by_text(label, exact=True))
        if not choice.is_visible():
            panel.locator(".more > summary").click()
        choice.click()

    def go_to(self, view: str) -> None:
        """Click the tab of a view and wait until it is shown."""
        wanted = replace(self.selection(), view=view).query()
        self.page.locator("#tabs a").filter(has_text=re.compile(view, re.IGNORECASE)).click()
        self.settled(wanted)

    def opened(self, claim: str) -> None:
        """Wait until the evidence of a claim is open, and check what it shows."""
        edge = self.dataset.edge(claim)
        self.gives("new URLSearchParams(location.search).get('focus')", claim)
        self.says("#evidence .statement", edge["statement"])
        document = self.dataset.documents[edge["document"]]
        expect(
            self.page.locator("#evidence cite").filter(has_text=document.title)
        ).not_to_have_count(0)
        text = text_of(document, self.dataset.texts)
        if text:
            passage = find(text[int(edge["paragraph"]) - 1], edge["opens"], edge["closes"])
            assert passage is not None
            self.says("#evidence mark", passage.words)
        else:
            self.shows("#evidence .locator")
            self.hides("#evidence mark")

    def closed(self) -> None:
        """Wait until no evidence is open."""
        self.gives("new URLSearchParams(location.search).get('focus')", None)
        self.hides("#evidence")

    # ------------------------------------------------------------- what there is

    def query(self) -> str:
        """The query in the address bar."""
        return urlsplit(self.page.url).query

    def csv_ids(self) -> list[str]:
        """Ids in the download with the query of the address bar."""
        response = self.page.request.get(f"{self.site}edges.csv?{self.query()}")
        assert response.ok
        return ids_of(response.body())

    # ------------------------------------------------------------- what there ought to be

    def selection(self) -> Selection:
        """What the address says."""
        return parse(self.query(), self.dataset)[0]

    def kept(self) -> Kept:
        """What that keeps, in numbers."""
        return answer(self.dataset, self.selection().narrowing())

    def store(self) -> Store:
        """What holds the claims."""
        return store_of(self.dataset)

    def scenes(self) -> Scenes:
        """What draws them."""
        return scenes_of(self.dataset)

    def rows(self) -> pd.DataFrame:
        """The claims it keeps, in the order of the data."""
        return _kept(self.selection().narrowing(), self)

    def ids(self) -> list[str]:
        """Ids of the kept claims, in the order of the data."""
        return list(self.rows()["id"])

    def sentence(self) -> str:
        """The sentence over the stage."""
        return sentence(self.selection(), self.kept(), self.dataset)

    def drawable_ids(self) -> list[str]:
        """Ids of the claims that the present view can draw, sorted."""
        edges = self.rows()
        if self.selection().view == "map":
            edges = edges[(edges["source_place"] != "") & (edges["target_place"] != "")]
        return sorted(edges["id"])

    def node_ids(self) -> list[str]:
        """Ids of the nodes that the present view can draw, sorted."""
        edges = self.rows()
        nodes = sorted({*edges["source"], *edges["target"]})
        if self.selection().view == "map":
            return [n for n in nodes if self.dataset.place_of(n)]
        return nodes

    # ------------------------------------------------------------- what went wrong

    def content(self) -> None:
        """Check that the page met no error and asked nothing of another host."""
        assert self.errors == []
        assert self.outside == []

    def forget(self) -> None:
        """Forget the chosen theme."""
        if self.page.url.startswith(self.site):
            self.page.evaluate("localStorage.clear()")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.outside.append(request.url)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)


_KEPT: dict[tuple[int, Selection], pd.DataFrame] = {}


def _kept(selection: Selection, reader: Reader) -> pd.DataFrame:
    """What the slow reference keeps, asked once for each selection."""
    key = (id(reader.dataset), selection)
    if key not in _KEPT:
        _KEPT[key] = keep(reader.dataset.edges, selection)
    return _KEPT[key]


def ids_of(content: bytes) -> list[str]:
    """The ids in a CSV file, in its order."""
    return [row["id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
