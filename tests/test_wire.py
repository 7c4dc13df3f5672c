"""How answers travel: compressed if asked, kept by content, the same bytes whichever way."""

from __future__ import annotations

import gzip
import re
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response

from dashboard import geo
from dashboard.app import ids, wire
from dashboard.export import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Page
    from werkzeug.test import TestResponse

FOR_EVER = "public, max-age=31536000, immutable"


def asked(page: Page, path: str, take: str = "gzip, deflate, br", **headers: str) -> TestResponse:
    return page.client.get(path, headers={"Accept-Encoding": take, **headers})


def addresses(page: Page) -> list[str]:
    """What the page loads, as paths from the root."""
    html = page.get("/").get_data(as_text=True)
    found = re.findall(r'(?:src|href)="([^"]*)"', html)
    return [f"/{a.lstrip('/')}" for a in found if "assets/" in a or "_dash-component" in a]


def test_the_page_names_its_assets_by_what_they_hold(page: Page) -> None:
    own = [a for a in addresses(page) if a.startswith("/assets/")]
    files = {path.name for path in wire.ASSETS.iterdir()}
    assert {a.removeprefix("/assets/").partition("?")[0] for a in own} == files
    for address in own:
        name = address.removeprefix("/assets/").partition("?")[0]
        assert address.endswith(f"?m={wire.short_hash((wire.ASSETS / name).read_bytes())}")


def test_everything_the_page_names_is_kept_for_ever(page: Page) -> None:
    for address in addresses(page):
        answer = asked(page, address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == FOR_EVER, address


@pytest.mark.parametrize(
    "address",
    [
        "/", "/?country=NA", "/_dash-layout", "/_dash-dependencies", "/land.svg", "/health",
        "/land-0000.svg", "/assets/00-page.css", "/assets/00-page.css?m=0123456789abcdef",
        "/assets/00-page.css?m=", "/edges.csv", "/package.zip",
        "/_dash-component-suites/dash/dcc/async-graph.js",
    ],
)  # fmt: skip
def test_what_may_change_is_asked_for_again(page: Page, address: str) -> None:
    answer = asked(page, address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        "/_dash-layout", "/_dash-dependencies", "/land.svg", "/assets/50-drawing.js",
        "/_dash-component-suites/dash/dcc/async-graph.js",
        "/_dash-component-suites/plotly/package_data/plotly.min.js",
    ],
)  # fmt: skip
@pytest.mark.parametrize("take", ["gzip", "identity"])
def test_what_is_the_same_is_not_sent_again(page: Page, address: str, take: str) -> None:
    first = asked(page, address, take)
    tag = first.headers["ETag"]
    assert tag.startswith("W/") is (take == "gzip"), "other bytes, the same content"
    for held in (tag, f'"other", {tag}'):
        again = asked(page, address, take, **{"If-None-Match": held})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers.get("ETag", tag).removeprefix("W/") == tag.removeprefix("W/")
        assert "Content-Encoding" not in again.headers
    other = asked(page, address, take, **{"If-None-Match": '"other"'})
    assert (other.status_code, other.data) == (200, first.data)


def test_an_asset_is_told_from_another_of_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "ASSETS", tmp_path)
    seen = set()
    for size in (4, 5):
        path = tmp_path / "a.css"
        path.write_text("x" * size)
        address = wire.named_by_content('<link href="/assets/a.css?m=1580601600.0">')
        assert re.fullmatch(r'<link href="/assets/a\.css\?m=[0-9a-f]{16}">', address)
        seen.add(address)
    assert len(seen) == 2


COMPRESSED = ["/", "/_dash-layout", "/_dash-dependencies", "/land.svg", "/assets/50-drawing.js",
              "/_dash-component-suites/dash/dcc/async-graph.js", "/edges.csv", "/network.graphml",
              "/network.gexf", "/network.json", "/entities.ftm.json"]  # fmt: skip


@pytest.mark.parametrize("address", COMPRESSED)
def test_text_travels_as_gzip_to_those_who_take_it(page: Page, address: str) -> None:
    plain = asked(page, address, "identity")
    packed = asked(page, address)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) * 0.6
    if address != "/":  # each page has an id of its own
        assert gzip.decompress(packed.data) == plain.data
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        length = answer.headers.get("Content-Length")
        assert length is None or int(length) == len(answer.data)
    for name in ("Content-Type", "Content-Disposition", "Cache-Control"):
        assert plain.headers.get(name) == packed.headers.get(name)


@pytest.mark.parametrize("take", ["", "br", "gzip;q=0", "identity, gzip;q=0.0"])
def test_those_who_do_not_take_gzip_get_none(page: Page, take: str) -> None:
    answer = asked(page, "/land.svg", take)
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<svg")


def test_what_is_compressed_already_or_tiny_stays_as_it_is(page: Page) -> None:
    for address in ("/package.zip", "/health"):
        assert "Content-Encoding" not in asked(page, address).headers


@pytest.mark.parametrize("name", FILES)
def test_downloads_are_streamed(page: Page, name: str) -> None:
    """With no length: the first line leaves before the last one is known."""
    answer = page.client.get(
        f"/{FILES[name].name}", headers={"Accept-Encoding": "gzip"}, buffered=False
    )
    assert answer.is_streamed
    assert "Content-Length" not in answer.headers
    answer.close()


def test_a_stream_is_packed_piece_by_piece_and_closed() -> None:
    state: list[str] = []

    def pieces() -> Iterator[bytes]:
        try:
            for i in range(50):
                state.append(f"made {i}")
                yield bytes((7 * i + j * j) % 251 for j in range(4000)) * 3
        finally:
            state.append("closed")

    server = Flask(__name__)
    server.add_url_rule("/a", "a", lambda: Response(pieces(), mimetype="text/csv"))
    wire.register(server)
    answer = server.test_client().get("/a", headers={"Accept-Encoding": "gzip"}, buffered=False)
    assert next(answer.iter_encoded())
    assert "made 49" not in state, "nothing waits for the end"
    answer.close()
    assert state[-1] == "closed"


def test_answers_to_callbacks_are_compressed(page: Page) -> None:
    page.client.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
    try:
        answer = page.post(f"{ids.FILLED}.data")
    finally:
        del page.client.environ_base["HTTP_ACCEPT_ENCODING"]
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"sentence" in gzip.decompress(answer.data)
    assert "Cache-Control" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/edges.csv", "/land.svg", "/assets/00-page.css",
                                     "/_dash-layout", "/assets/none.css"])  # fmt: skip
def test_no_answer_is_taken_for_what_it_is_not(page: Page, address: str) -> None:
    answer = page.get(address)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_land_of_the_page_is_kept_for_ever(page: Page) -> None:
    html = page.get("/").get_data(as_text=True)
    [address] = re.findall(r"landAddress: '(/land-[0-9a-f]{16}\.svg)'", html)
    answer = page.get(address)
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.data == page.get("/land.svg").data


def test_the_land_has_another_name_when_something_it_is_made_of_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.geo import land  # noqa: PLC0415 - the module, of which parts are replaced

    names = {geo.land_version(20.0), geo.land_version(21.0)}
    assert geo.land_version(380.0) in names
    for name in ("land.json", "land.py", "projection.py"):
        folder = tmp_path / name
        folder.mkdir()
        for each in ("land.json", "land.py", "projection.py"):
            shutil.copy(land.LAND.with_name(each), folder)
        with (folder / name).open("ab") as file:
            file.write(b"\n")
        monkeypatch.setattr(land, "LAND", folder / "land.json")
        land.land_version.cache_clear()
        names.add(geo.land_version(20.0))
    land.land_version.cache_clear()
    assert len(names) == 5


def test_what_is_kept_compressed_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = wire.Kept()
    contents = [bytes([i]) * 1000 for i in range(5)]
    monkeypatch.setattr(wire, "_MOST_KEPT", 3)
    for i, content in enumerate(contents):
        assert gzip.decompress(kept.gzip(content, str(i))) == content
        assert gzip.decompress(kept.gzip(contents[0], "0")) == contents[0]
    assert [*kept._found] == ["3", "4", "0"]
    monkeypatch.setattr(wire, "_MOST_BYTES", 40)
    kept.gzip(b"y" * 1000, "y")
    assert [*kept._found] == ["0", "y"] or sum(map(len, kept._found.values())) <= 40
    assert gzip.decompress(kept.gzip(b"z", None)) == b"z"


def test_several_threads_share_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_MOST_KEPT", 2)
    kept, wrong = wire.Kept(), []

    def work(seed: int) -> None:
        for i in range(200):
            content = bytes([(seed + i) % 5]) * 700
            if gzip.decompress(kept.gzip(content, str(content[0]))) != content:
                wrong.append(content)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(kept._found) <= 2
