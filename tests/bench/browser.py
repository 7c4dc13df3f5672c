"""In a real browser: from a change of the filter to the picture, against what people build today.

All programs show the same list, each in a browser of its own with a server of its own, and take
turns: one change each, then the next. Sourceline's four views are four pages. A peer that needs
more than the limit for one change is not asked again, also not about a longer list.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from math import dist
from typing import TYPE_CHECKING, Any

from tests.bench.lists import Listed, prepared
from tests.bench.processes import Server, ours, peer
from tests.bench.states import State, count, count_of_peer, walk
from tests.bench.tabs import Change, DidNotFinishError, Tab

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Playwright

VIEWS = ("network", "map", "timeline", "table")
PEERS = ("plotly", "cytoscape", "pyvis")
LEAST = 2
"""Changes that a slow program is asked for in any case: one of each kind."""
AGAIN = 3
"""Filters that are asked once more at the end, which the server then remembers."""


@dataclass
class Program:
    """A program on a list: a page of ours, or a peer.

    Attributes:
        name: `sourceline, map` or a peer's.
        tab: its page; `None` once it has failed.
        walk: the filters it is asked for.
        changes: what they took, each with `kind` and `changed` of its filter.
        spent: seconds its changes have taken.
    """

    name: str
    listed: Listed
    tab: Tab | None
    walk: Iterator[State]
    opened: float = 0.0
    changes: list[dict[str, Any]] = field(default_factory=list)
    again: list[dict[str, Any]] = field(default_factory=list)
    asked: list[State] = field(default_factory=list)
    failed: str = ""
    spent: float = 0.0

    @property
    def view(self) -> str:
        """The view of a page of ours, "" for a peer."""
        return self.name.partition(", ")[2]

    def step(self, limit: float) -> None:
        """Ask for the next filter, unless it has failed or has had its time: half the limit."""
        if not self.tab or (len(self.changes) >= LEAST and self.spent > limit / 2):
            return
        state = next(self.walk)
        self.asked.append(state)
        before = self.tab.positions()
        found = self._measured(state, limit)
        if found:
            moved = shift(before, self.tab.positions())
            self.changes.append({**found, "shift": moved})

    def repeat(self, limit: float) -> None:
        """Ask for some of the filters once more."""
        for state in self.asked[:AGAIN]:
            if self.tab and (found := self._measured(state, limit)):
                self.again.append(found)

    def _measured(self, state: State, limit: float) -> dict[str, Any] | None:
        if not self.tab:
            return None
        begun = time.monotonic()
        try:
            found = self.tab.change(self._change(state), limit)
        except DidNotFinishError as error:
            self.fail(str(error))
            return None
        self.spent += time.monotonic() - begun
        return {**found, "kind": state.kind, "changed": state.changed}

    def _change(self, state: State) -> Change:
        if self.view:
            shown = f"{count(self.listed, state):,}"
            return Change(shown, search=state.query(self.view), view=self.view)
        shown = f"{count_of_peer(self.listed, state):,}"
        control = ("years", state.years) if state.changed == "years" else ("country", state.country)
        return Change(shown, props=(control[0], control[1] or None))

    def fail(self, why: str) -> None:
        """Ask it no more."""
        self.failed = why
        if self.tab:
            self.tab.close()
        self.tab = None

    def told(self) -> dict[str, Any]:
        """What is kept of it."""
        return {"name": self.name, "opened": self.opened, "changes": self.changes,
                "again": self.again, "failed": self.failed}  # fmt: skip


def shift(before: dict[str, list[float]], after: dict[str, list[float]]) -> float | None:
    """The mean way that nodes went which are in both pictures, as a share of the first's size."""
    both = before.keys() & after.keys()
    if not both:
        return None
    ways = [dist(before[node], after[node]) for node in both]
    axes = zip(*before.values(), strict=True)
    size = max(max(axis) - min(axis) for axis in axes)
    return sum(ways) / len(ways) / (size or 1.0)


def measured(
    folder: Path, names: Sequence[str], changes: int, limit: float, peers: Sequence[str] = PEERS
) -> Iterator[dict[str, Any]]:
    """Each list with what every program took, shortest first.

    Args:
        folder: where lists are kept.
        names: of the lists.
        changes: how many changes of the filter each is asked for.
        limit: seconds that one change may take.
        peers: which peers are asked.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - of the test extra

    left = dict.fromkeys(peers, "")
    with sync_playwright() as playwright:
        for name in names:
            listed = prepared(name, folder)
            with ExitStack() as stack:
                programs = _started(playwright, stack, listed, left, limit)
                for _ in range(changes):
                    for program in programs:
                        program.step(limit)
                programs[0].repeat(limit)
                yield {"list": listed.name, "claims": listed.claims,
                       "programs": [program.told() for program in programs]}  # fmt: skip
            left |= {p.name: p.failed or left[p.name] for p in programs if p.name in left}


def _started(
    playwright: Playwright, stack: ExitStack, listed: Listed, left: dict[str, str], limit: float
) -> list[Program]:
    """Every program with its page open: ours first, then the peers, then our other views."""

    def serve(command: list[str]) -> str:
        server = Server(command)
        stack.callback(server.close)
        return server.site

    def opened(name: str, app: str, address: str, states: Iterator[State]) -> Program:
        tab = Tab(playwright, app)
        stack.callback(tab.close)
        program = Program(name, listed, tab, states)
        try:
            program.opened = tab.open(address, limit)
        except DidNotFinishError as error:
            program.fail(str(error))
        return program

    site = serve(ours(listed.packed, listed.claims))
    beginning = _first(listed)
    pages = [
        opened(f"sourceline, {view}", "sourceline", f"{site}/?{beginning.query(view)}",
               walk(listed, i, len(VIEWS)))
        for i, view in enumerate(VIEWS)
        if listed.years or view != "timeline"
    ]  # fmt: skip
    others = []
    for name, failed in left.items():
        if failed:
            others.append(Program(name, listed, None, iter(()), failed=failed))
        else:
            others.append(opened(name, name, serve(peer(f"{name}_app", listed.table)),
                                 walk(listed, 0, len(VIEWS))))  # fmt: skip
    return [pages[0], *others, *pages[1:]]


def _first(listed: Listed) -> State:
    """What the peers begin with: the last two years, or the first country."""
    if listed.years:
        return State(years=(listed.years[1] - 1, listed.years[1]))
    return State(country=sorted(listed.countries)[0])


def quickest_first(names: Sequence[str]) -> list[str]:
    """Lists by their size: a peer that fails on one is spared the longer ones."""
    return sorted(names, key=lambda name: int(name) if name.isdigit() else 67_663)
