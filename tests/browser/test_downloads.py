"""Downloads: the file behind each link is what the screen shows, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from asked import store_of

from browser.reader import ids_of
from dashboard.export import FILES
from dashboard.selection import Selection

if TYPE_CHECKING:
    from browser.reader import Reader
    from dashboard.model import Dataset

pytestmark = pytest.mark.browser


def test_each_link_gives_the_file_of_what_is_shown(reader: Reader, dataset: Dataset) -> None:
    country = dataset.edges["target_country"].value_counts().index[1]
    reader.open(f"country={country}&undated=0&view=table")
    assert 0 < len(reader.ids()) < reader.kept().total
    reader.page.locator("details.menu:has(#downloads) > summary").click()
    links = reader.page.locator("#downloads a")
    assert links.count() >= len(FILES)
    names = {file.name: name for name, file in FILES.items()}
    seen = set()
    for number in range(links.count()):
        with reader.page.expect_download() as saved:
            links.nth(number).click()
        content = Path(saved.value.path()).read_bytes()
        address = urlsplit(saved.value.url)
        name = names[address.path.strip("/")]
        form = parse_qs(address.query).get("format", ["excel"])[0]
        assert saved.value.suggested_filename == FILES[name].name
        pieces = FILES[name].pieces(store_of(dataset), reader.selection(), form)  # type: ignore[arg-type]
        assert content == b"".join(pieces)
        seen.add((name, form))
        if name == "edges":
            assert ids_of(content) == reader.page.evaluate("look.rows()")
        menu = reader.page.locator("details.menu:has(#downloads)")
        menu.evaluate("(menu) => { menu.open = true; }")
    assert {name for name, _ in seen} == {*FILES}
    assert {("edges", "excel"), ("edges", "exact"), ("nodes", "excel")} <= seen


def test_download_follows_the_filter(reader: Reader, dataset: Dataset) -> None:
    reader.open()
    country = next(iter(reader.kept().counts["country"]))
    reader.choose("country", dataset.countries[country])
    reader.settled(Selection(country=(country,)).query())
    reader.page.locator("details.menu:has(#downloads) > summary").click()
    with reader.page.expect_download() as saved:
        reader.page.locator("#downloads a[href^='/edges.csv']").first.click()
    assert ids_of(Path(saved.value.path()).read_bytes()) == reader.ids()
