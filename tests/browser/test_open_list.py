"""A reader's own list, opened in the browser: chosen, looked at, corrected, opened."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import waitress

from dashboard.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser

LIST = "giver;taker;year;sum\nŁódź;Ben;1997;5\nBen;Cem;1998;7\nŁódź;Cem;1999;9\n;Cem;1999;2\n"


@pytest.fixture(scope="module")
def opening(dataset: Dataset) -> Iterator[str]:
    """The address of a dashboard in which lists can be opened."""
    app = create_app(dataset, opens="127.0.0.1")
    server = waitress.create_server(app.server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)


def test_a_list_is_chosen_corrected_and_opened(
    visit: Callable[..., Reader], opening: str, tmp_path: Path
) -> None:
    file = tmp_path / "gifts.csv"
    file.write_text(LIST, encoding="utf-8-sig")
    reader = visit()
    reader.site = opening
    page = reader.page
    page.goto(opening)
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
    page.wait_for_url(lambda url: not url.startswith(opening))
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


def test_what_is_no_list_is_said(
    visit: Callable[..., Reader], opening: str, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("a note\nof three\nlines\n", encoding="utf-8")
    reader = visit()
    reader.site = opening
    reader.page.goto(opening)
    reader.page.wait_for_selector("#sentence strong")
    reader.page.locator("#open-open-list").click()
    reader.page.set_input_files("#open-list input[type=file]", str(file))
    reader.page.wait_for_function(
        "document.querySelector('[data-part=said]').textContent.includes('notes.txt')"
    )
    assert reader.page.locator("#open-list [data-part=go]").is_disabled()
    assert all("422" in error for error in reader.errors)
    reader.errors.clear()  # the browser's own line for an answer that says no
