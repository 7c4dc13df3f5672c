"""A reader's own list, opened in the browser: chosen, looked at, corrected, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from browser.reader import Reader

pytestmark = pytest.mark.browser

LIST = "giver;taker;year;sum\nŁódź;Ben;1997;5\nBen;Cem;1998;7\nŁódź;Cem;1999;9\n;Cem;1999;2\n"


def test_a_list_is_chosen_corrected_and_opened(reader: Reader, site: str, tmp_path: Path) -> None:
    file = tmp_path / "gifts.csv"
    file.write_text(LIST, encoding="utf-8-sig")
    page = reader.page
    page.goto(site)
    page.wait_for_selector("#sentence strong")
    page.locator("#open-open-list").click()
    page.set_input_files("#open-list input[type=file]", str(file))
    said = page.locator("#open-list [data-part=said]")
    page.wait_for_selector("#open-list table")
    assert said.inner_text().startswith("Read 4 rows, kept 3, set 1 aside: 3 edges between 3 nodes")
    first = page.get_by_label("What giver is")
    assert first.input_value() == "source"
    first.select_option("target")
    page.wait_for_function(  # turned round by one choice
        "document.querySelector('[aria-label=\"What taker is\"]').value === 'source'"
    )
    assert said.inner_text().startswith("Read 4 rows, kept 3")
    page.locator("#open-list [data-part=go]").click()
    page.wait_for_url(lambda url: not url.startswith(site))
    reader.says("#sentence strong", "3 of 3 claims")
    page.wait_for_selector(".canvas.ready")
    assert page.evaluate("look.edges().length") == 3
    assert page.locator(".view-tab").all_inner_texts() == ["Network", "Timeline", "Table"]
    page.locator("[data-key='view:table']").click()
    page.wait_for_selector("#table .ag-row")
    row = page.locator("#table .ag-row").first
    assert row.locator("[col-id=source_name]").inner_text() == "Ben"
    assert row.locator("[col-id=target_name]").inner_text() == "Łódź"
    assert all(url.startswith("http://127.0.0.1:") for url in reader.outside)
    reader.outside.clear()  # the address of the opened list is another, and on this machine


def test_what_is_no_list_is_said(reader: Reader, site: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("a note\nof three\nlines\n", encoding="utf-8")
    reader.page.goto(site)
    reader.page.wait_for_selector("#sentence strong")
    reader.page.locator("#open-open-list").click()
    reader.page.set_input_files("#open-list input[type=file]", str(file))
    reader.page.wait_for_function(
        "document.querySelector('[data-part=said]').textContent.includes('notes.txt')"
    )
    assert reader.page.locator("#open-list [data-part=go]").is_disabled()
    assert all("422" in error for error in reader.errors)
    reader.errors.clear()  # the browser's own line for an answer that says no
