"""`python -m tests.bench`: measure everything, print one table and write `docs/benchmarks.md`.

Parts can be measured one after the other: what each has found is kept in the scratch folder, and
`report` makes the table and the page of what is there.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import browser, engine, load, loading, report, results, startup, wire
from tests.bench.lists import REAL, ROUTES, SIZES
from tests.bench.processes import ROOT, chromium

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = ("browser", "engine", "loading", "wire", "people", "start")


@dataclass(frozen=True)
class Amount:
    """How much is measured.

    Attributes:
        lists: of the browser and of bytes.
        large: sizes of which engines and loading are measured.
        crowd: the list of the fifty people.
        changes: of the filter, in each page.
        rounds: of all else.
        limit: seconds for one change, or one answer.
        people: how many ask at once.
        seconds: how long they go on.
    """

    lists: tuple[str, ...]
    large: tuple[str, ...] = ("100000", "1000000")
    crowd: str = "2000"
    changes: int = 6
    rounds: int = 3
    limit: float = 60.0
    people: int = 50
    seconds: float = 8.0


WHOLE = Amount((*map(str, SIZES), ROUTES))
QUICK = Amount(("300", "2000"), ("2000", "20000"), "300", 2, 1, 20.0, 10, 2.0)


def main() -> int:
    """Measure what is asked for."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are ended
    given = _parser().parse_args()
    unknown = [part for part in given.parts if part not in (*PARTS, "report")]
    if unknown:
        print(f"There is no part {', '.join(unknown)}: use {', '.join(PARTS)} or report.")
        return 2
    amount = QUICK if given.quick else WHOLE
    if given.lists:
        amount = replace(amount, lists=tuple(given.lists.split(",")))
    if given.sizes:
        amount = replace(amount, large=tuple(given.sizes.split(",")))
    for part in [p for p in PARTS if p in given.parts or not given.parts]:
        print(f"{part} …", file=sys.stderr, flush=True)
        try:
            _measure(part, amount, given)
        except (ImportError, FileNotFoundError, RuntimeError) as error:
            print(f"{part} is left out: {error}", file=sys.stderr)
    found = {part: results.kept(given.scratch, part) for part in PARTS}
    print(report.table(found))
    docs = given.docs or (None if given.quick else ROOT / "docs" / "benchmarks.md")
    if docs and (not given.parts or "report" in given.parts or given.docs):
        docs.write_text(report.page(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART",
                        help=f"{', '.join(PARTS)}, report (default: all)")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small lists, few rounds, no page")
    scratch = Path(tempfile.gettempdir()) / "sourceline-bench"
    parser.add_argument("--scratch", type=Path, default=scratch, metavar="DIR",
                        help=f"where lists and results are kept (default: {scratch})")  # fmt: skip
    parser.add_argument("--docs", type=Path, metavar="FILE",
                        help="page to write (default: docs/benchmarks.md)")  # fmt: skip
    parser.add_argument("--lists", metavar="LISTS",
                        help="of the browser and of bytes, as in 300,2000,routes")  # fmt: skip
    parser.add_argument("--sizes", metavar="SIZES",
                        help="of engines and loading, as in 100000,1000000")  # fmt: skip
    parser.add_argument("--memory", metavar="SIZE", default="",
                        help="that our DuckDB may use, as in 1GB")  # fmt: skip
    parser.add_argument("--datasette", metavar="PROGRAM", default=shutil.which("datasette"),
                        help="Datasette, better in an environment of its own")  # fmt: skip
    return parser


def _measure(part: str, amount: Amount, given: argparse.Namespace) -> None:
    """Measure a part and keep what it finds; of several lists after each.

    Where lists are named, what was found of others before is kept with it.
    """
    found = measure(part, amount, given)
    if not isinstance(found, Iterator):
        results.keep(given.scratch, part, found, quick=given.quick)
        return
    before = results.kept(given.scratch, part) if given.lists or given.sizes else None
    whole = before["found"] if before else []
    for each in found:
        whole = [old for old in whole if old["list"] != each["list"]]
        whole = sorted([*whole, each], key=lambda one: one["claims"])
        results.keep(given.scratch, part, whole, quick=given.quick)
        print(f"  {each['list']}", file=sys.stderr, flush=True)


def measure(part: str, amount: Amount, given: argparse.Namespace) -> Any:
    """What a part finds, piece by piece where it has several lists.

    Raises:
        ImportError: it needs a package that is not installed.
        FileNotFoundError: it needs a program or a list that is not at hand.
        RuntimeError: a server does not answer.
    """
    scratch: Path = given.scratch
    lists = browser.quickest_first([n for n in amount.lists if n != ROUTES or REAL.is_dir()])
    rounds, limit = amount.rounds, amount.limit
    parts: dict[str, Callable[[], Any]] = {
        "browser": lambda: browser.measured(scratch, lists, amount.changes, limit, _peers()),
        "engine": lambda: engine.measured(scratch, amount.large, rounds, limit, _engines(),
                                          given.datasette, given.memory),
        "loading": lambda: loading.measured(scratch, _with_real(amount), rounds, 2 * limit),
        "wire": lambda: {
            "page": {name: vars(sent) for name, sent in wire.measured().items()},
            "changes": list(wire.of_changes(scratch, lists)),
        },
        "people": lambda: load.compared(scratch, amount.crowd, min(rounds, 2), amount.people,
                                        amount.seconds),
        "start": lambda: {name: [vars(cost) for cost in costs]
                          for name, costs in startup.measured(rounds).items()},
    }  # fmt: skip
    if part == "browser" and not chromium():
        raise FileNotFoundError("there is no Chromium: apt-get install chromium")
    return parts[part]()


def _with_real(amount: Amount) -> list[str]:
    return [*amount.large, *([ROUTES] if REAL.is_dir() and ROUTES in amount.lists else [])]


def _peers() -> list[str]:
    return [name for name in browser.PEERS if name != "pyvis" or _there("pyvis")]


def _engines() -> list[str]:
    wanted = {"ours, DuckDB": "duckdb", "DuckDB by hand": "duckdb", "ours, polars": "polars"}
    return [name for name in engine.SUBJECTS if name not in wanted or _there(wanted[name])]


def _there(package: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec(package):
        return True
    print(f"{package} is left out: pip install '.[bench]'", file=sys.stderr)
    return False


if __name__ == "__main__":
    sys.exit(main())
