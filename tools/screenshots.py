"""Make the pictures of the README: `python tools/screenshots.py [FOLDER]`.

The documents' texts are left out, so that no picture shows a publisher's words: the evidence panel
shows the locator. What each picture shows is chosen from the data, by rules and not by ids. Needs
the extra `test` and Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import waitress
from playwright.sync_api import Page, sync_playwright

from dashboard import dates
from dashboard.app import create_app
from dashboard.load import bundled, load_dataset
from dashboard.selection import Selection, keep

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from playwright.sync_api import Browser

    from dashboard.model import Dataset

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
LAPTOP = (1280, 720)
PHONE = (390, 844)
TELLING = ("hosted", "thanked", "received", "visited", "promoted_twinning")
"""Relations that make a good example of a claim, the best first."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
]
STILL = """() => {
    const at = document.getElementById('stage').dataset.labels;
    const still = Boolean(at) && at === window.labelsAt;
    window.labelsAt = at;
    return still;
}"""
"""Whether the labels stand as they stood when last asked."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what the address says, and what it is looked at with."""

    name: str
    selection: Selection
    theme: Literal["light", "dark"] = "light"
    size: tuple[int, int] = LAPTOP


def pictures(dataset: Dataset) -> list[Picture]:
    """What is worth showing in this data set."""
    country = busiest_country(dataset)
    there = Selection(country=(country,))
    first, last = busiest_years(keep(dataset.edges, replace(there, undated="0")))
    example = telling_claim(dataset)
    return [
        Picture("network", Selection()),
        Picture("map", Selection(view="map")),
        Picture("timeline", Selection(first=first, last=last, view="timeline")),
        Picture("table", replace(there, view="table")),
        Picture("evidence", Selection(focus=example, view="map")),
        Picture("map-dark", Selection(view="map"), theme="dark"),
        Picture("phone", replace(there, view="map"), size=PHONE),
    ]


def busiest_country(dataset: Dataset) -> str:
    """The country that most claims reach from another one."""
    edges = keep(dataset.edges, Selection())
    ends = zip(edges["source_country"], edges["target_country"], strict=True)
    pairs = [{a, b} for a, b in ends if a and b and a != b]
    home = Counter(c for pair in pairs for c in pair).most_common(1)[0][0]
    others = Counter(c for pair in pairs for c in pair - {home} if home in pair)
    return str(others.most_common(1)[0][0])


def busiest_years(edges: pd.DataFrame) -> tuple[str, str]:
    """The three years in which most claims begin."""
    began = Counter(dates.year(day) for day in edges["earliest"])
    middle = max(began, key=lambda y: (sum(began[y + step] for step in (-1, 0, 1)), y))
    return str(middle - 1), str(middle + 1)


def telling_claim(dataset: Dataset) -> str:
    """A dated claim between two placed ends in different countries."""
    edges = keep(dataset.edges, Selection(undated="0"))
    placed = (edges["source_place"] != "") & (edges["target_place"] != "")
    abroad = edges["source_country"] != edges["target_country"]
    good = edges[placed & abroad]
    for relation in TELLING:
        found = good[good["relation"] == relation]
        if len(found):
            return str(found["id"].iloc[0])
    return str((good if len(good) else edges)["id"].iloc[0])


@contextmanager
def served(dataset: Dataset) -> Iterator[str]:
    """The address of a dashboard on a free port."""
    app = create_app(dataset)
    server = waitress.create_server(app.server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/"
    finally:
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()


def take(picture: Picture, browser: Browser, site: str, folder: Path) -> Path:
    """Open the page in a fresh profile, wait until it is drawn, and save what it looks like."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=picture.theme,
        reduced_motion="reduce",
        device_scale_factor=2 if picture.size == PHONE else 1,
    )
    page = context.new_page()
    page.goto(f"{site}?{picture.selection.query()}")
    drawn(page, picture.selection)
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def drawn(page: Page, selection: Selection) -> None:
    """Wait until the page shows what the selection says."""
    page.wait_for_selector("#sentence strong")
    if selection.view in ("network", "map"):
        page.wait_for_selector(f"#stage[data-placed='{selection.view}'] .canvas.ready")
        page.wait_for_function(STILL, polling=250)
    if selection.view == "map":
        page.wait_for_selector("#land svg path.country", state="attached")
    if selection.view == "timeline":
        page.wait_for_selector("#timeline-chart .bars .point path")
        page.wait_for_selector("#chronicle section")
    if selection.view == "table":
        page.wait_for_selector("#table .ag-row")
    if selection.focus:
        page.wait_for_selector("#evidence .statement")
    page.wait_for_function("document.getAnimations().every((a) => a.playState !== 'running')")


def main() -> int:
    """Make every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as empty:
        dataset = load_dataset(bundled(), Path(empty))
        with served(dataset) as site, sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for picture in pictures(dataset):
                print(take(picture, browser, site, folder))
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
