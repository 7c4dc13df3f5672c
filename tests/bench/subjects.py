"""What answers: our store on each engine, what is written by hand, and Datasette.

`python -m tests.bench.subjects NAME LIST.parquet MEMORY` reads filters as lines of JSON and writes
what each took. So a subject has a process, and memory, of its own, and subjects can take turns.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.bench.asking import COLUMNS, FACETS, Ask, Counted
from tests.bench.by_hand import BY_HAND, written
from tests.bench.loading import peak

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.store import Store

OURS = ("ours, polars", "ours, DuckDB", "ours, Arrow", "ours, pandas")
DATASETTE = "Datasette"


class Subject(Protocol):
    """What counts."""

    def counts(self, ask: Ask) -> Counted:
        """All counts for a filter."""


class Ours:
    """Our store; it also counts what the sentence and the chart of years need."""

    def __init__(self, packed: Path, engine: str, memory: str = "") -> None:
        self.store = opened(packed, engine, memory)

    def counts(self, ask: Ask) -> Counted:
        from dashboard.selection import Selection  # noqa: PLC0415 - only for ours

        selection = Selection(
            q=ask.word,
            country=(ask.country,) if ask.country else (),
            first=str(ask.first or ""),
            last=str(ask.last or ""),
            undated="0" if ask.first else "1",
        )
        kept = self.store.counts(selection)
        return Counted(kept.claims, kept.counts)

    def more(self, name: str) -> None:
        """Ask one of the other questions of a store."""
        MORE[name](self.store)


def opened(packed: Path, engine: str, memory: str) -> Store:
    """Our store on an engine: of a packed list, or of a synthetic one in memory."""
    from dashboard.store import Wish, in_memory, open_packed  # noqa: PLC0415
    from tests.bench.ours import dataset_of  # noqa: PLC0415

    if engine in ("polars", "duckdb"):
        return open_packed(packed, Wish(engine, memory))
    return in_memory(dataset_of(packed), engine)


def _page(store: Store) -> object:
    from dashboard.selection import Selection  # noqa: PLC0415

    return store.page(Selection(q="niño"), sort="start", offset=1000, limit=100)


def _groups(store: Store, by: str, groups: int | None, ties: int) -> object:
    from dashboard.selection import Selection  # noqa: PLC0415

    return store.groups(Selection(), by, most_groups=groups, most_bundles=ties)


MORE: dict[str, Callable[[Store], object]] = {
    "page 11 of 100, sorted": _page,
    "countries and 100 ties": lambda store: _groups(store, "country", None, 100),
    "100 nodes and 300 ties": lambda store: _groups(store, "node", 100, 300),
    "one claim by id": lambda store: store.has_edge("e000000777"),
}
"""Questions that only our stores are asked."""


class Datasette:
    """Datasette over HTTP. Its facets count under all filters, which is less work than ours."""

    def __init__(self, site: str, name: str) -> None:
        self.address = f"{site}/{name}/claims.json"

    def counts(self, ask: Ask) -> Counted:
        pairs = [("_facet", column) for column in COLUMNS]
        pairs += [("_size", "0"), ("_facet_size", "max"), ("layer__not", "context")]
        if ask.country:
            pairs.append(("_where", f"'{ask.country}' in (source_country, target_country)"))
        if ask.first:
            pairs += [("dated", "1"), ("earliest__lte", f"{ask.last}1231"),
                      ("latest__gte", f"{ask.first}0101")]  # fmt: skip
        if ask.word:
            pairs.append(("_search", ask.word))
        with urlopen(f"{self.address}?{urlencode(pairs)}", timeout=600) as answer:
            found: dict[str, Any] = json.load(answer)
        results = found.get("facet_results", {})
        missing = [column for column in COLUMNS if column not in results]
        if missing or found["filtered_table_rows_count"] is None:
            raise RuntimeError(f"Datasette left out {missing or 'the number of rows'}")
        facets = {
            facet: {str(r["value"]): int(r["count"]) for c in cs for r in results[c]["results"]}
            for facet, cs in FACETS.items()
        }
        return Counted(found["filtered_table_rows_count"], facets)


def serve_datasette(program: str, packed: Path) -> list[str]:
    """The command that serves a list with Datasette, without limits of its own."""
    limits = ("sql_time_limit_ms", "facet_time_limit_ms")
    settings = [word for name in limits for word in ("--setting", name, "600000")]
    return [program, "serve", "-i", str(written(packed)), "-p", "{port}", *settings]


def made(name: str, packed: Path, memory: str = "") -> Subject:
    """A subject by its name; Datasette's is its address. `memory` is what our DuckDB may use."""
    if name.startswith("http"):
        return Datasette(name, packed.stem)
    if name in BY_HAND:
        return BY_HAND[name](packed)
    return Ours(packed, name.partition(", ")[2].lower(), memory)


def main() -> None:
    """Answer until there is nothing more to answer."""
    subject = made(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
    answers = os.fdopen(os.dup(1), "w")
    answers.write(json.dumps({"peak": peak()}) + "\n")
    answers.flush()
    for line in sys.stdin:
        told = json.loads(line)
        begun = time.perf_counter()
        if "more" in told:
            subject.more(told["more"])  # type: ignore[attr-defined]
            found: dict[str, Any] = {}
        else:
            counted = subject.counts(Ask(**told))
            found = {"claims": counted.claims, "digest": counted.digest}
        found |= {"ms": 1000 * (time.perf_counter() - begun), "peak": peak()}
        answers.write(json.dumps(found) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
