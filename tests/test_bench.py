"""The benchmark runs on small lists, so that it cannot rot unseen. Nothing here is timed."""

from __future__ import annotations

import importlib
import runpy
import sys
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
PEERS = ("plotly_app", "cytoscape_app", "pyvis_app")
TOLD = {"when": "2026-01-01T00:00", "quick": True}


@pytest.fixture(autouse=True)
def _root_is_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.fixture
def bench() -> Callable[[str], Any]:
    """A module of the benchmark by its name."""
    return lambda name: importlib.import_module(f"tests.bench.{name}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("polars", reason="polars is not installed")
    return tmp_path_factory.mktemp("lists")


def test_every_module_is_importable(bench: Callable[[str], Any]) -> None:
    pytest.importorskip("playwright", reason="Playwright is not installed")
    names = sorted(path.stem for path in (ROOT / "tests" / "bench").glob("*.py"))
    assert {"__main__", "browser", "engine", "loading", "wire"} <= {*names}
    assert all(bench(name).__doc__ for name in names if name != "__init__")


def test_what_is_written_by_hand_counts_as_our_stores_do(
    bench: Callable[[str], Any], folder: Path
) -> None:
    packed = bench("lists").prepared("400", folder).packed
    subjects = bench("subjects")
    names = ["ours, polars", "ours, Arrow", "pandas by hand", "pandas by hand, text"]
    names += ["SQLite by hand"]
    names += ["DuckDB by hand"] * bool(find_spec("duckdb"))
    made = {name: subjects.made(name, packed) for name in names}
    for kind, ask in bench("asking").questions(3):
        counted = {name: subject.counts(ask) for name, subject in made.items()}
        assert len({(c.claims, c.digest) for c in counted.values()}) == 1, (kind, ask, counted)
        assert 0 < counted["ours, polars"].claims < 400
    made["SQLite by hand"].db.close()


@pytest.mark.parametrize("name", PEERS)
def test_peers_show_what_the_benchmark_expects(
    name: str, bench: Callable[[str], Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "pyvis_app":
        pytest.importorskip("pyvis", reason="pyvis is not installed")
    listed, states = bench("lists").prepared("400", folder), bench("states")
    script = ROOT / "tests" / "bench" / "peers" / f"{name}.py"
    monkeypatch.setattr(sys, "argv", [str(script), str(listed.table)])
    draw = runpy.run_path(str(script))["draw"]
    for state in islice(states.walk(listed), 8):
        _, said = draw(state.country or None, list(state.years))
        assert said == f"{states.count_of_peer(listed, state):,} of 400 claims"


def test_a_walk_asks_nothing_twice_and_changes_one_control_at_a_time(
    bench: Callable[[str], Any], folder: Path
) -> None:
    listed, states = bench("lists").prepared("400", folder), bench("states")
    walks = [[*islice(states.walk(listed, shift), 8)] for shift in range(4)]
    asked = [(state.country, state.years) for walk in walks for state in walk]
    assert len({*asked}) == len(asked) == 32
    for walk in walks:
        for one, other in pairwise(walk):
            assert (one.country != other.country) + (one.years != other.years) == 1


def test_engines_are_measured_and_reported(bench: Callable[[str], Any], folder: Path) -> None:
    subjects = ("ours, Arrow", "pandas by hand")
    found = [*bench("engine").measured(folder, ["200"], 1, 60.0, subjects)]
    [measured] = found
    assert measured["differ"] == []
    assert measured["failed"] == {}
    assert {len(times) for times in measured["took"]["pandas by hand"].values()} == {2}
    kept = {"engine": {**TOLD, "machine": bench("results").machine(), "found": found}}
    page = bench("report").page(kept)
    assert "### 200 claims\n\n|  | nothing | years, country | a word |" in page
    assert "All of them counted alike." in page
    assert "counts, of pandas by hand: 0.15  200" in bench("report").table(kept)


def test_a_goal_is_met_up_to_its_bound(bench: Callable[[str], Any]) -> None:
    goal = bench("goals").Goal("wire", "bytes: 0.15", "300", "3 kB; 20 kB", 0.15, 0.15)
    assert goal.met == "met"
    assert replace(goal, value=0.151).met == "missed"
    assert replace(goal, value=None, measured="1 ms; did not finish (> 60 s)").met == "met"
    share = bench("goals").share
    assert (share(3.0, 20.0), share(3.0, None)) == (0.15, None)
    assert replace(goal, value=share(None, 20.0)).met == "missed"
