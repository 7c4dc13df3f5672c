"""What each part has found, as tables of a page."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from tests.bench import loading
from tests.bench.asking import KINDS
from tests.bench.browser import PEERS, VIEWS
from tests.bench.subjects import MORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Found = dict[str, Any]
WIDE, NARROW = "wide", "narrow"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first hold numbers."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def name_of(found: Found) -> str:
    """A list in a table: its size, and whether it is a real one."""
    size = f"{found['claims']:,}"
    return size if found["list"].startswith("synthetic") else f"{size} ({found['list']})"


def program(found: Found, name: str) -> Found:
    """What a program took on a list."""
    return next((p for p in found["programs"] if p["name"] == name), {"changes": [], "failed": ""})


def middle(of: Found, kind: str, what: str = "painted") -> float | None:
    """The median of what its changes of a kind took; `None` if there are none."""
    values = [change[what] for change in of["changes"] if change["kind"] == kind]
    values = [value for value in values if value is not None]
    return median(values) if values else None


def kinds(found: Found) -> list[str]:
    """The kinds of filters that were asked for on a list."""
    asked = {change["kind"] for p in found["programs"] for change in p["changes"]}
    return [kind for kind in (WIDE, NARROW) if kind in asked]


def number(value: float | None, digits: int = 0) -> str:
    """A number as it is read, "–" for none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def ratio(ours: float | None, theirs: float | None) -> str:
    """Ours as a share of theirs."""
    return "–" if ours is None or not theirs else f"{ours / theirs:.2f}"


def painted(lists: list[Found]) -> str:
    """Milliseconds from a change of the filter to the picture, with the share of each peer."""
    head = ["claims", "filter", *VIEWS, *(cell for name in PEERS for cell in (name, "ours / it"))]
    rows = []
    for found in lists:
        for kind in kinds(found):
            views = [middle(program(found, f"sourceline, {view}"), kind) for view in VIEWS]
            failed = [program(found, f"sourceline, {view}")["failed"] for view in VIEWS]
            ours = [why or number(took) for took, why in zip(views, failed, strict=True)]
            cells = [name_of(found), kind, *ours]
            for name in PEERS:
                peer = program(found, name)
                took = middle(peer, kind)
                cells += [number(took) if took else peer["failed"] or "–", ratio(views[0], took)]
            rows.append(cells)
    return markdown(head, rows)


def where(lists: list[Found]) -> str:
    """Where the time of our changes goes."""
    head = ["claims", "view", "painted", "until the last answer", "after it", "page: scripts",
            "page: layout, style", "first view, s"]  # fmt: skip
    rows = []
    for found in lists:
        for view in VIEWS:
            of = program(found, f"sourceline, {view}")
            if not of["changes"]:
                continue

            def mid(*names: str, of: Found = of) -> float:
                return float(median(sum(c[name] for name in names) for c in of["changes"]))

            rows.append([name_of(found), view, number(mid("painted")), number(mid("answers")),
                         number(median(c["painted"] - c["answers"] for c in of["changes"])),
                         number(mid("script")), number(mid("layout", "recalcstyle")),
                         number(of["opened"], 1)])  # fmt: skip
    return markdown(head, rows)


def again(lists: list[Found]) -> str:
    """Filters that were asked before, and how far nodes move."""
    head = ["claims", "the same filter again, ms", "nodes move: ours, years", "ours, country",
            "plotly, years", "plotly, country"]  # fmt: skip
    rows = []
    for found in lists:
        ours, plotly = program(found, "sourceline, network"), program(found, "plotly")
        repeated = [change["painted"] for change in ours.get("again", [])]
        moved = [moves(of, control) for of in (ours, plotly) for control in ("years", "country")]
        rows.append([name_of(found), number(median(repeated) if repeated else None),
                     *(number(move, 3) for move in moved)])  # fmt: skip
    return markdown(head, rows)


def moves(of: Found, control: str) -> float | None:
    """How far the nodes that stay have moved when a control was changed, at worst."""
    found = [c["shift"] for c in of["changes"] if c["changed"] == control]
    return max((way for way in found if way is not None), default=None)


def total(took: dict[str, list[float]]) -> float | None:
    """Milliseconds for one of each kind of question, medians; the first round warms up."""
    if any(len(took.get(kind, ())) < 1 for kind in KINDS):
        return None
    return sum(median(took[kind][1:] or took[kind]) for kind in KINDS)


def engine(found: Found) -> str:
    """What each subject took for each question on one list."""
    base = total(found["took"].get("pandas by hand", {}))
    head = ["", *KINDS, "all four", "/ pandas by hand"]
    rows = []
    for name, took in found["took"].items():
        cells = [median(took[kind][1:] or took[kind]) if took.get(kind) else None for kind in KINDS]
        whole = total(took)
        last = [number(whole), ratio(whole, base)]
        failed = found["failed"].get(name)
        rows.append(
            [name, *(number(cell, 1) for cell in cells), *([failed, ""] if failed else last)]
        )
    return markdown(head, rows)


def stores(found: Found) -> str:
    """The other questions of a store, and the memory of its process."""
    names = [name for name in found["took"] if name.startswith("ours")]
    rows = []
    for more in MORE:
        took = [found["took"][name].get(more) for name in names]
        rows.append([more, *(number(median(t[1:] or t), 1) if t else "–" for t in took)])
    rows.append(["most memory, MB", *(number(found["peak"][name]) for name in names)])
    return markdown(["", *names], rows)


def loaded(found: Found) -> str:
    """What each job took on one list."""
    head = ["", "s", "/ read_csv", "most memory, MB", "without imports", "/ CSV", "/ read_csv"]
    rows = []
    for job, took in found["took"].items():
        if not took:
            rows.append([job, found["failed"].get(job, "–"), *["–"] * 5])
            continue
        base = found["took"][loading.base_of(job)]
        seconds, peak, own = (cost(took, what) for what in ("seconds", "peak", "own"))
        size = found["bytes"]["csv" if loading.OF[job] != "folder" else "folder"] / 1e6
        rows.append([job, number(seconds, 2), ratio(seconds, cost(base, "seconds")), number(peak),
                     number(own), ratio(own, size), ratio(peak, cost(base, "peak"))])  # fmt: skip
    return markdown(head, rows)


def cost(took: list[dict[str, float]], what: str) -> float | None:
    """The median of `seconds`, `peak`, or `own`: memory above that of the imports."""
    if not took:
        return None
    return median(t["peak"] - t["before"] if what == "own" else t[what] for t in took)


def sent(lists: list[Found]) -> str:
    """Kilobytes of one change of the filter."""
    head = ["claims", "filter", "ours, sent", "ours, plain", "plotly, sent", "ours / it",
            "plotly, if packed", "ours / it"]  # fmt: skip
    rows = []
    for found in lists:
        ours, plotly = found["changes"]["sourceline"], found["changes"]["plotly"]
        for kind in (WIDE, NARROW):
            mine = {what: weight(ours, kind, what) for what in ("wire", "plain")}
            theirs = {what: weight(plotly, kind, what) for what in ("wire", "packed")}
            if mine["wire"] is not None:
                rows.append([name_of(found), kind, number(mine["wire"], 1), number(mine["plain"]),
                             number(theirs["wire"], 1), ratio(mine["wire"], theirs["wire"]),
                             number(theirs["packed"], 1),
                             ratio(mine["wire"], theirs["packed"])])  # fmt: skip
    return markdown(head, rows)


def weight(changes: list[Found], kind: str, what: str) -> float | None:
    """Kilobytes of an answer, the median; the first change also brings a scene: it is left out."""
    values = [change[what] for change in changes[1:] if change["kind"] == kind]
    return median(values) / 1000 if values else None


def first_page(found: dict[str, Found]) -> str:
    """What a first and a second visit send."""
    rows = []
    for name, sent in found.items():
        plain, first, second = (number(sent[w] / 1000, 1) for w in ("plain", "first", "second"))
        rows.append([name, str(sent["answers"]), plain, first, str(sent["again"]), second])
    head = ["", "answers", "plain, kB", "sent, kB", "at the next visit", "kB"]
    return markdown(head, rows)


def crowd(found: Found) -> str:
    """What fifty people saw."""
    rows = []
    base = cuts(found["seen"]["plotly"]["changes"])
    for name, seen in found["seen"].items():
        half, worst = cuts(seen["changes"])
        rows.append([name, str(len(seen["changes"])), number(half, 2), number(worst, 2),
                     ratio(half, base[0]), ratio(worst, base[1]), str(seen["failures"]),
                     number(1000 * seen["processor"] / len(seen["changes"]))])  # fmt: skip
    head = ["", "changes", "p50, s", "p99, s", "p50 / plotly", "p99 / plotly", "failed",
            "processor, ms a change"]  # fmt: skip
    return markdown(head, rows)


def cuts(changes: list[float]) -> tuple[float, float]:
    """p50 and p99."""
    found = quantiles(changes, n=100)
    return found[49], found[98]


def started(found: dict[str, list[dict[str, float]]]) -> str:
    """Start-up costs, and as shares of the bare imports."""
    base = next(iter(found.values()))
    rows = []
    for name, costs in found.items():
        cells = []
        for what in ("wall", "processor"):
            mine = median(c[what] for c in costs)
            cells += [number(mine, 2), ratio(mine, median(c[what] for c in base))]
        rows.append([name, *cells])
    return markdown(["", "clock, s", "/ imports", "processor, s", "/ imports"], rows)
