"""What was aimed at, what was measured, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from statistics import median
from typing import TYPE_CHECKING, Any

from dashboard.store.opening import POLARS_FROM
from tests.bench import loading, tables
from tests.bench.browser import PEERS
from tests.bench.tables import (
    cost,
    cuts,
    kinds,
    middle,
    moves,
    name_of,
    number,
    program,
    total,
    weight,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Found = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """A goal on one list.

    Attributes:
        part: what was measured.
        goal: in words, with the bound.
        on: the list.
        measured: ours, and what it is compared with.
        value: what may be at most `bound`; `None` where what it is compared with has failed.
        bound: of it.
    """

    part: str
    goal: str
    on: str
    measured: str
    value: float | None
    bound: float

    @property
    def met(self) -> str:
        """`met` or `missed`."""
        return "met" if self.value is None or self.value <= self.bound else "missed"

    def cells(self) -> list[str]:
        """The goal as a row of a table."""
        share = "–" if self.value is None else f"{self.value:,.2f}"
        return [self.part, self.goal, self.on, self.measured, share, self.met]


HEAD = ["part", "goal", "claims", "measured", "value", ""]


def of_all(found: dict[str, Any]) -> list[Goal]:
    """Every goal whose part was measured."""
    makers: dict[str, Callable[[Any], Iterator[Goal]]] = {
        "browser": browser,
        "engine": engine,
        "loading": loads,
        "wire": wire,
        "people": people,
        "start": start,
    }
    return [
        goal
        for part, make in makers.items()
        if found.get(part)
        for goal in make(found[part]["found"])
    ]


AHEAD = {2_000: 1 / 3, 20_000: 1 / 20}
"""At how many claims which share of the quickest peer's time is the most."""
LARGEST, BLINK = 1_000_000, 250
"""Where no peer finishes: the milliseconds a change may take."""


def browser(lists: list[Found]) -> Iterator[Goal]:
    """Well ahead of all peers, and what stays does not move."""
    for found in lists:
        ours = program(found, "sourceline, network")
        for kind in kinds(found):
            mine, on = middle(ours, kind), f"{name_of(found)}, {kind}"
            peers = [time for name in PEERS if (time := middle(program(found, name), kind))]
            if found["claims"] in AHEAD and peers:
                bound = AHEAD[found["claims"]]
                told = f"{number(mine)} ms; {number(min(peers))} ms" if mine else ours["failed"]
                yield Goal("browser", f"network, of the quickest peer: {bound:.2f}", on, told,
                           share(mine, min(peers)), bound)  # fmt: skip
            if found["claims"] == LARGEST:
                told = f"{number(mine)} ms" if mine else ours["failed"]
                yield Goal("browser", f"network: {BLINK} ms", on, told, mine or inf, BLINK)
        for what in ("years", "country"):
            if (moved := moves(ours, what)) is not None:
                yield Goal("browser", f"another {what} moves no node: 0", name_of(found),
                           f"{moved:.3f} of the drawing", round(moved, 6), 0)  # fmt: skip


def share(mine: float | None, theirs: float | None) -> float | None:
    """Ours as a share of theirs; without an end where ours has failed, `None` where theirs has."""
    if mine is None:
        return inf
    return mine / theirs if theirs else None


def engine(lists: list[Found]) -> Iterator[Goal]:
    """Quicker than what is written by hand, and growing no faster than the list."""
    wholes = {}
    largest = max(found["claims"] for found in lists)
    for found in lists:
        ours = "ours, polars" if found["claims"] >= POLARS_FROM else "ours, Arrow"
        mine = wholes[found["claims"]] = total(found["took"].get(ours, {}))
        if mine is None or found["claims"] < largest:
            continue
        for name, bound in (("pandas by hand", 0.15), ("Datasette", 0.05)):
            theirs = total(found["took"].get(name, {}))
            said = found["failed"].get(name, "") or (f"{number(theirs)} ms" if theirs else "")
            if not said:
                continue
            yield Goal("engine", f"counts, of {name}: {bound}", name_of(found),
                       f"{number(mine)} ms; {said}",
                       mine / theirs if theirs and name not in found["failed"] else None,
                       bound)  # fmt: skip
    sizes = sorted(size for size, took in wholes.items() if took)
    if len(sizes) > 1:
        small, large = sizes[-2:]
        least, most = wholes[small], wholes[large]
        yield Goal("engine", f"{large // small} times the claims: 15 times as long",
                   f"{large:,} / {small:,}", f"{number(most)} ms; {number(least)} ms",
                   (most or 0) / (least or 1), 15)  # fmt: skip


def loads(lists: list[Found]) -> Iterator[Goal]:
    """Little more than reading the file takes, of the largest list."""
    jobs = (loading.OPEN, loading.IMPORT, loading.LOAD, loading.CHECK)
    largest = max(found["claims"] for found in lists)
    for found in lists:
        for job in jobs if found["claims"] == largest else ():
            took, base = found["took"][job], found["took"][loading.base_of(job)]
            seconds, least = cost(took, "seconds"), cost(base, "seconds")
            if seconds is None or not least:
                continue
            yield Goal("loading", f"{job}, time of read_csv: 4", name_of(found),
                       f"{number(seconds, 2)} s; {number(least, 2)} s", seconds / least,
                       4)  # fmt: skip
            form = "folder" if loading.OF[job] == loading.FOLDER else "csv"
            own, size = cost(took, "own") or 0, found["bytes"][form] / 1e6
            yield Goal("loading", f"{job}, memory of the CSV: 4", name_of(found),
                       f"{number(own)} MB above imports; {number(size)} MB", own / size,
                       4)  # fmt: skip


def wire(found: Found) -> Iterator[Goal]:
    """Few bytes for a change, of whatever list."""
    for each in found["changes"]:
        ours, plotly = each["changes"]["sourceline"], each["changes"]["plotly"]
        for kind in (tables.WIDE, tables.NARROW):
            mine, theirs = weight(ours, kind, "wire"), weight(plotly, kind, "wire")
            if mine is None or not theirs:
                continue
            on, said = f"{name_of(each)}, {kind}", f"{number(mine, 1)} kB; {number(theirs, 1)} kB"
            yield Goal("wire", "bytes sent, of plotly: 0.15", on, said, mine / theirs, 0.15)
        worst = max(change["wire"] for change in ours) / 1000
        yield Goal("wire", "at most 300 kB", name_of(each), f"{number(worst, 1)} kB", worst, 300)


def people(found: Found) -> Iterator[Goal]:
    """Everybody is served soon."""
    mine, theirs = (cuts(found["seen"][name]["changes"])[1] for name in ("sourceline", "plotly"))
    yield Goal("people", f"p99 of {found['people']} people, of plotly: 0.15", name_of(found),
               f"{number(mine, 2)} s; {number(theirs, 2)} s", mine / theirs, 0.15)  # fmt: skip


def start(found: dict[str, list[dict[str, float]]]) -> Iterator[Goal]:
    """Not much more than importing what is needed."""
    costs = {name: median(cost["wall"] for cost in costs) for name, costs in found.items()}
    [(_, base), *others] = costs.items()
    name, mine = others[0]
    yield Goal("start", f"{name}, of bare imports: 1.5", "bundled",
               f"{number(mine, 2)} s; {number(base, 2)} s", mine / base, 1.5)  # fmt: skip
