"""A page in a browser of its own, and how long a change of its filter takes.

The clock runs in the page (`page.js`): from the change of a control until the last change that can
be seen (of the document, or drawn on a canvas) before 0.4 seconds without any, with no request open
and the page saying how many claims there are now; then until the second next frame. A page of
pyvis goes on moving, so its clock stops when its network is shown first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, ViewportSize
from playwright.sync_api import TimeoutError as NeverComesError

from tests.bench.processes import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
LAPTOP: ViewportSize = {"width": 1280, "height": 720}
SCRIPT = Path(__file__).with_name("page.js")
METRICS = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration")

ACT = """([app, change]) => { setTimeout(() => bench.change(
    () => bench.apps[app].act(change), () => bench.apps[app].shows(change), app !== 'pyvis'
), 0); }"""
POSITIONS = "(app) => bench.apps[app].positions ? bench.apps[app].positions() : {}"


class DidNotFinishError(Exception):
    """A page did not show what was asked for in time."""


@dataclass(frozen=True)
class Change:
    """What is set, and what the page then shows.

    Attributes:
        shown: how many claims, as the page writes it.
        search: of Sourceline, the query.
        view: of Sourceline.
        props: of a peer, the control that is changed with its value.
    """

    shown: str
    search: str = ""
    view: str = ""
    props: tuple[str, Any] | None = None


class Tab:
    """One page in one browser; what hangs in it holds up no other."""

    def __init__(self, playwright: Playwright, app: str) -> None:
        """Open a blank page.

        Args:
            playwright: what drives it.
            app: its name in `page.js`.
        """
        self.app = app
        self.browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = self.browser.new_context(viewport=LAPTOP, reduced_motion="reduce")
        context.add_init_script(path=SCRIPT)
        # pyvis names files of other hosts; what is measured is measured without a network.
        context.route(lambda url: "//127.0.0.1" not in url, lambda route: route.abort())
        self.page: Page = context.new_page()
        self._metrics = context.new_cdp_session(self.page)
        self._metrics.send("Performance.enable")

    def open(self, address: str, limit: float) -> float:
        """Go to an address; the seconds until its first view is there.

        Raises:
            DidNotFinishError: it is not there in `limit` seconds.
        """
        with unless_late(limit):
            self.page.goto(address, timeout=1000 * limit)
            self.page.evaluate("(app) => { setTimeout(() => bench.arrive(app), 0); }", self.app)
            painted: float = self._result(limit)["painted"]
            return painted / 1000

    def change(self, change: Change, limit: float) -> dict[str, Any]:
        """Change a control and say what that took.

        Returns:
            `painted`, milliseconds; `answers`, when the last answer of the server had come;
            `wire` and `plain`, bytes of all answers; of the page's processor, milliseconds for
            `script`, `layout`, `style` and in all, `task`.

        Raises:
            DidNotFinishError: the page does not show it in `limit` seconds.
        """
        before = self._used()
        with unless_late(limit):
            self.page.evaluate(ACT, [self.app, vars(change)])
            found = self._result(limit)
        used = {name: round(value - before[name], 1) for name, value in self._used().items()}
        asked = [s for s in found["sent"] if "_dash-update-component" in s["name"]]
        return {
            "painted": found["painted"],
            "answers": max((s["to"] for s in asked), default=0.0),
            "wire": sum(s["wire"] for s in asked),
            "plain": sum(s["plain"] for s in asked),
            **used,
        }

    def positions(self) -> dict[str, list[float]]:
        """Where each drawn node stands, by its id, in the units of the drawing."""
        found: dict[str, list[float]] = self.page.evaluate(POSITIONS, self.app)
        return found

    def close(self) -> None:
        """Close the browser."""
        with suppress(Error):
            self.browser.close()

    def _result(self, limit: float) -> dict[str, Any]:
        self.page.wait_for_function("bench.result", timeout=1000 * limit, polling=100)
        found: dict[str, Any] = self.page.evaluate("bench.result")
        if self.app == "pyvis":
            self.page.evaluate("bench.apps.pyvis.rest()")
        return found

    def _used(self) -> dict[str, float]:
        found = self._metrics.send("Performance.getMetrics")["metrics"]
        seconds = {metric["name"]: metric["value"] for metric in found}
        return {name.removesuffix("Duration").lower(): 1000 * seconds[name] for name in METRICS}


class unless_late:  # noqa: N801 - reads as a condition
    """What Playwright says of a page that does not come, in our words."""

    def __init__(self, limit: float) -> None:
        self.limit = limit

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        """Say it otherwise."""
        if isinstance(error, NeverComesError):
            raise DidNotFinishError(f"did not finish (> {self.limit:.0f} s)") from None
        if isinstance(error, Error):
            raise DidNotFinishError(f"broke: {error.message.splitlines()[0]}") from None
