"""The timeline sets the years; the table opens evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dashboard.selection import Selection

if TYPE_CHECKING:
    from browser.reader import Reader

pytestmark = pytest.mark.browser


def years_with_bars(reader: Reader) -> list[int]:
    """Years of the chart whose column is not empty."""
    around = reader.kept().around
    outer = around.range()
    assert outer is not None
    counts = around.counts(*outer)
    return [
        year for year, count in zip(range(outer[0], outer[1] + 1), counts, strict=True) if count
    ]


def column(reader: Reader, year: int) -> dict[str, Any]:
    """A point in the lowest bar of a year, in pixels of the window."""
    outer = reader.kept().around.range()
    assert outer is not None
    spots = reader.page.evaluate(
        """(number) => [...document.querySelectorAll('#timeline-chart .trace.bars')]
            .map((trace) => trace.querySelectorAll('.point path')[number].getBoundingClientRect())
            .filter((b) => b.width > 0 && b.height > 0)
            .map((b) => ({ x: b.x + b.width / 2, y: b.y + b.height / 2 }))""",
        year - outer[0],
    )
    assert spots, f"{year} has no bar"
    return spots[0]


def test_click_on_a_bar_sets_its_year_and_again_takes_it_back(reader: Reader) -> None:
    reader.open("view=timeline")
    year = years_with_bars(reader)[-2]
    reader.click_on(column(reader, year))
    reader.settled(Selection(first=str(year), last=str(year), view="timeline").query())
    reader.gives("document.getElementById('first-year').value", str(year))
    reader.click_on(column(reader, year))
    reader.settled("view=timeline")


def test_bar_can_be_clicked_again_after_clearing(reader: Reader) -> None:
    reader.open("view=timeline")
    year = years_with_bars(reader)[-2]
    wanted = Selection(first=str(year), last=str(year), view="timeline").query()
    reader.click_on(column(reader, year))
    reader.settled(wanted)
    reader.page.locator("#clear a").click()
    reader.settled("view=timeline")
    reader.click_on(column(reader, year))
    reader.settled(wanted)


def test_drag_over_bars_sets_the_years(reader: Reader) -> None:
    reader.open("view=timeline")
    *_, first, _, last = years_with_bars(reader)
    start, end = column(reader, first), column(reader, last)
    reader.page.mouse.move(start["x"], start["y"])
    reader.page.mouse.down()
    reader.page.mouse.move((start["x"] + end["x"]) / 2, start["y"] - 30, steps=4)
    reader.page.mouse.move(end["x"], start["y"] - 30, steps=4)
    reader.page.mouse.up()
    reader.settled(Selection(first=str(first), last=str(last), view="timeline").query())


def test_chronicle_lists_the_dated_claims(reader: Reader) -> None:
    reader.open("view=timeline")
    dated = reader.rows().query("dated")
    events = reader.page.locator("#chronicle a.event")
    assert events.count() == len(dated)
    statement = events.first.inner_text()
    claim = next(i for i, s in zip(dated["id"], dated["statement"], strict=True) if s in statement)
    events.first.click()
    reader.opened(claim)


def test_click_on_a_row_opens_its_evidence(reader: Reader) -> None:
    reader.open("view=table")
    claim = reader.ids()[1]
    row = reader.page.locator(f"#table [row-id='{claim}'] [col-id='relation_label']")
    row.click()
    reader.opened(claim)
    reader.page.keyboard.press("Escape")
    reader.closed()
    row.click()
    reader.opened(claim)


def test_row_in_focus_is_selected(reader: Reader) -> None:
    claim = reader.dataset.edges["id"].iloc[0]
    reader.open(f"view=table&context=1&focus={claim}")
    reader.opened(claim)
    reader.shows(f"#table .ag-row-selected[row-id='{claim}'] >> nth=0")
