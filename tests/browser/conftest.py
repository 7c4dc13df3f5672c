"""One server on the bundled data and one Chromium for all browser tests; a fresh profile for each.

Where there is no browser the tests are skipped with the reason, unless `CI` is set: then they fail.
"""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import waitress

from browser.reader import LOOK, Reader
from dashboard.app import create_app
from dashboard.load import bundled, load_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

    from dashboard.model import Dataset

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--process-per-site",  # pages of one profile share what the browser has compiled
]
LAPTOP = {"width": 1280, "height": 720}
PATIENCE = 45_000
"""Milliseconds after which a state that should come about counts as never coming."""


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The bundled data, with the documents' texts where they are at hand."""
    places = (ROOT / "seeds" / "texts", ROOT.parent / "shared" / "seeds")
    texts = next((p for p in places if any(p.glob("*.txt"))), None)
    return load_dataset(bundled(), texts)


@pytest.fixture(scope="session")
def site(dataset: Dataset) -> Iterator[str]:
    """The address of a dashboard on a free port."""
    app = create_app(dataset, opens="127.0.0.1")
    server = waitress.create_server(app.server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=1)  # connections that the browser keeps open are not waited for
    server.task_dispatcher.shutdown()


def unavailable(reason: str) -> None:
    """Skip, or fail where a browser is a must."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the system's, or else the one Playwright has downloaded."""
    try:
        from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415
    except ImportError:
        unavailable("Playwright is not installed: pip install -e '.[test]'")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
        own = Path(playwright.chromium.executable_path)
        if not found and not own.exists():
            unavailable("There is no Chromium: apt-get install chromium")
        browser = playwright.chromium.launch(executable_path=found or str(own), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def laptop(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A profile that tests share one after the other, so that scripts are read only once.

    A page that stays keeps the process with the compiled scripts: to compile them takes half of
    what a visit takes.
    """
    with opened(chromium) as context:
        context.new_page().goto(f"{site}healthz")
        yield context


@pytest.fixture
def reader(laptop: BrowserContext, site: str, dataset: Dataset) -> Iterator[Reader]:
    """A reader at a laptop, with a blank page, who has chosen nothing before."""
    reader = Reader(laptop.new_page(), site, dataset)
    yield reader
    reader.forget()
    laptop.unroute_all()
    reader.page.close()
    reader.content()


@pytest.fixture
def visit(chromium: Browser, site: str, dataset: Dataset) -> Iterator[Callable[..., Reader]]:
    """Call it for one more reader with a profile of their own; takes Playwright's options."""
    readers: list[Reader] = []
    with ExitStack() as contexts:

        def new(**options: Any) -> Reader:
            context = contexts.enter_context(opened(chromium, **options))
            readers.append(Reader(context.new_page(), site, dataset))
            return readers[-1]

        yield new
    for reader in readers:
        reader.content()


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """An empty profile with the tests' own script in its pages."""
    settings: dict[str, Any] = {"viewport": LAPTOP, "reduced_motion": "reduce", **options}
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=LOOK)
    yield context
    context.close()
