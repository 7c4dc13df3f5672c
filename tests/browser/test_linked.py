"""What is pointed at in one place is brought out in the others; what goes fades, nothing jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.selection import Selection, keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser

LIT = "look.cy().elements('.lit').map((e) => e.id()).sort()"


def hub(dataset: Dataset) -> str:
    """The node with most claims of the opening view."""
    edges = keep(dataset.edges, Selection())
    ends = [*edges["source"], *edges["target"]]
    return max(sorted({*ends}), key=ends.count)


def test_a_claim_listed_is_brought_out_in_the_drawing(reader: Reader, dataset: Dataset) -> None:
    node = hub(dataset)
    reader.open(f"focus={node}")
    reader.shows("#evidence h2")
    reader.gives(LIT, [node])
    link = reader.page.locator("#evidence .claims a.focus-link").first
    claim = link.evaluate("(a) => new URL(a.href).searchParams.get('focus')")
    link.hover()
    reader.gives(LIT, [claim])
    reader.page.locator("#sentence").hover()
    reader.gives(LIT, [node])
    link.focus()
    reader.gives(LIT, [claim])


def test_a_claim_in_the_drawing_is_brought_out_in_the_list(
    reader: Reader, dataset: Dataset
) -> None:
    node = hub(dataset)
    reader.open(f"focus={node}")
    reader.shows("#evidence h2")
    listed = reader.page.evaluate(
        "[...document.querySelectorAll('#evidence .claims a.focus-link')]"
        ".map((a) => new URL(a.href).searchParams.get('focus'))"
    )
    claim = next(edge for edge in reader.drawable_ids() if edge in listed)
    reader.page.evaluate(
        """(id) => void look.cy().getElementById(id).emit({ type: 'mouseover',
             originalEvent: { clientX: 300, clientY: 300 } })""",
        claim,
    )
    marked = ("[...document.querySelectorAll('#evidence .pointed')]"
              ".map((a) => new URL(a.href).searchParams.get('focus'))")  # fmt: skip
    reader.gives(marked, [claim] * listed.count(claim))
    reader.page.evaluate("(id) => void look.cy().getElementById(id).emit('mouseout')", claim)
    reader.gives(marked, [])


def test_a_row_and_the_evidence_point_at_each_other(reader: Reader, dataset: Dataset) -> None:
    node = hub(dataset)
    reader.open(f"focus={node}&view=table")
    reader.shows("#evidence h2")
    claim = reader.page.evaluate(
        """() => [...document.querySelectorAll('#table .ag-row[row-id]')]
             .map((row) => row.getAttribute('row-id'))
             .find((id) => document.querySelector(`#evidence a[href*="focus=${id}"]`))"""
    )
    if claim is None:
        claim = reader.page.locator("#evidence .claims a.focus-link").first.evaluate(
            "(a) => new URL(a.href).searchParams.get('focus')"
        )
        reader.page.evaluate(
            "(id) => dash_ag_grid.getApi('table').ensureNodeVisible("
            "dash_ag_grid.getApi('table').getRowNode(id))",
            claim,
        )
    row = reader.page.locator(f"#table .ag-row[row-id='{claim}']").first
    row.hover()
    reader.page.wait_for_selector(f"#evidence a.pointed[href*='focus={claim}']", state="attached")
    reader.page.locator(f"#evidence a[href*='focus={claim}']").first.hover()
    reader.page.wait_for_selector(f"#table .ag-row.pointed[row-id='{claim}']")


def test_a_year_and_its_claims_point_at_each_other(reader: Reader) -> None:
    reader.open("view=timeline")
    section = reader.page.locator("#chronicle section").nth(2)
    year = section.get_attribute("data-year")
    section.locator("a").first.hover()
    bars = "document.querySelectorAll('#timeline-chart .point.pointed-year').length"
    traces = "document.querySelectorAll('#timeline-chart .trace.bars').length"
    reader.page.wait_for_function(f"{bars} > 0 && {bars} === {traces}")
    shown = "[...document.querySelectorAll('#chronicle .pointed-year')].map((s) => s.dataset.year)"
    reader.gives(shown, [year])
    reader.page.evaluate(
        """(year) => document.querySelector('#timeline-chart .js-plotly-plot')
             .emit('plotly_hover', { points: [{ x: Number(year) }] })""",
        year,
    )
    reader.gives(shown, [year])


WATCH = """() => {
    window.seen = [];
    new MutationObserver(function (changes) {
      for (const { addedNodes } of changes) {
        for (const ghost of addedNodes) {
          if (!ghost.matches || !ghost.matches('.ghost')) continue;
          const { data } = ghost.getContext('2d').getImageData(0, 0, ghost.width, ghost.height);
          const drawn = data.some((value, i) => i % 4 === 3 && value > 0);
          window.seen.push([drawn, getComputedStyle(ghost).pointerEvents]);
        }
      }
    }).observe(document.getElementById('canvas'), { childList: true });
}"""


def test_what_a_filter_takes_away_fades(visit: Callable[..., Reader]) -> None:
    """The picture as it was lies over the new one and goes; nothing that stays has moved."""
    reader = visit(reduced_motion="no-preference")
    reader.open()
    before = reader.page.evaluate("look.positions()")
    reader.page.evaluate(WATCH)
    reader.page.evaluate("sourceline.change({ modality: 'planned' })")
    reader.settled("modality=planned")
    reader.gives("window.seen", [[True, "none"]])
    reader.page.wait_for_function("!document.querySelector('.ghost')")
    after = reader.page.evaluate("look.positions()")
    assert after.items() <= before.items()
    reader.page.evaluate("sourceline.change({ modality: '' })")
    reader.settled("")
    assert reader.page.evaluate("look.positions()") == before
    assert len(reader.page.evaluate("window.seen")) == 1, "nothing goes where more is shown"


def test_nothing_fades_where_less_motion_is_asked_for(visit: Callable[..., Reader]) -> None:
    reader = visit(reduced_motion="reduce")
    reader.open()
    reader.page.evaluate(WATCH)
    reader.page.evaluate("sourceline.change({ modality: 'planned' })")
    reader.settled("modality=planned")
    assert reader.page.evaluate("window.seen") == []
