"""Times of each store over one synthetic list: `python tests/bench/stores.py 1000000`.

Each question is asked once cold and then several times. The first and the quickest time are given
in milliseconds, and the ratio of the latter to pandas in the same run, which is what can be
compared between machines. Add engines to
choose: `python tests/bench/stores.py 10000000 duckdb`, and `--memory 1GB` for DuckDB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synthetic import synthetic

from dashboard.selection import Selection
from dashboard.store import Store, Wish, in_memory, open_packed
from dashboard.store.opening import nodes_beside
from dashboard.store.pack import pack

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = Selection()
TEXT = Selection(q="niño")
BOTH = Selection(q="niño", country=("GR", "ES"))
NARROW = Selection(first="2010", last="2012", country=("GR", "ES"), kind=("person", "company"))
QUESTIONS: dict[str, Callable[[Store], object]] = {
    "counts, no filter": lambda s: s.counts(PLAIN),
    "counts, words": lambda s: s.counts(TEXT),
    "counts, words and country": lambda s: s.counts(BOTH),
    "counts, years, country, kind": lambda s: s.counts(NARROW),
    "page 11 of 100, sorted": lambda s: s.page(TEXT, sort="start", offset=1000, limit=100),
    "countries and 100 ties": lambda s: s.groups(PLAIN, "country", most_bundles=100),
    "100 nodes and 300 ties": lambda s: s.groups(PLAIN, "node", most_groups=100, most_bundles=300),
    "one claim by id": lambda s: s.has_edge("e000000777"),
}
LARGEST = 1_000_000
"""Claims that are drawn at random; a longer list repeats these under other ids."""


def times(ask: Callable[[Store], object], store: Store, rounds: int) -> tuple[float, float]:
    """Milliseconds the first time, and the quickest of all others: a busy machine only adds."""
    found = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        ask(store)
        found.append(1000 * (time.perf_counter() - start))
    return found[0], min(found[1:])


def written(claims: int, folder: Path) -> Path:
    """A packed list of so many claims; found again if it is there."""
    path = folder / f"synthetic-{claims}.parquet"
    if path.exists():
        return path
    if claims <= LARGEST:
        pack(synthetic(claims), path)
        return path
    import polars as pl  # noqa: PLC0415 - an extra

    part = written(LARGEST, folder)
    told = json.loads(pl.read_parquet_metadata(part)["sourceline"])
    times_over = claims // LARGEST
    copies = [
        pl.scan_parquet(part).with_columns(
            pl.col("row") + LARGEST * n, pl.col("id").str.replace("e", f"e{n}-", literal=True)
        )
        for n in range(times_over)
    ]
    told["claims"] = LARGEST * times_over
    pl.concat(copies).sink_parquet(
        path,
        compression="snappy",
        row_group_size=122_880,
        metadata={"sourceline": json.dumps(told)},
    )
    nodes_beside(path).write_bytes(nodes_beside(part).read_bytes())
    return path


def measured(engine: str, path: Path, claims: int, memory: str, rounds: int) -> dict[str, Any]:
    """What one engine takes, and the most memory its process had."""
    start = time.perf_counter()
    if engine == "pandas":
        store = in_memory(synthetic(claims), "pandas")
    else:
        store = open_packed(path, Wish(engine, memory if engine == "duckdb" else ""))
    found: dict[str, Any] = {"open": (1000 * (time.perf_counter() - start), 0.0)}
    for name, ask in QUESTIONS.items():
        found[name] = times(ask, store, rounds)
    found["peak memory, MB"] = (_peak(), 0.0)
    return found


def _peak() -> float:
    """The most memory this process had, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    """Measure each engine in a process of its own, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int)
    parser.add_argument("engines", nargs="*", default=["pandas", "polars", "duckdb"])
    parser.add_argument("--memory", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "sourceline")
    parser.add_argument("--one", action="store_true", help="measure here and print JSON")
    given = parser.parse_args()
    given.folder.mkdir(exist_ok=True)
    path = written(given.claims, given.folder)
    if given.one:
        [engine] = given.engines
        found = measured(engine, path, given.claims, given.memory, given.rounds)
        sys.stdout.write(json.dumps(found))
        return
    told = {}
    for engine in given.engines:
        options = ["--memory", given.memory, "--rounds", str(given.rounds)]
        again = [sys.executable, __file__, str(given.claims), engine, "--one", *options,
                 "--folder", str(given.folder)]  # fmt: skip
        told[engine] = json.loads(subprocess.run(again, check=True, capture_output=True).stdout)
    for name in ["open", *QUESTIONS, "peak memory, MB"]:
        cells = []
        for engine in given.engines:
            first, best = told[engine][name]
            ratio = best / told["pandas"][name][1] if best and "pandas" in told else 0
            cells.append(f"{engine} {first:8.0f} {best:8.1f} {ratio:6.2f}")
        sys.stdout.write(f"{name:30}{' | '.join(cells)}\n")


if __name__ == "__main__":
    main()
