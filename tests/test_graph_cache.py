"""Layouts kept between starts: the same as computed, never a wrong one, and nothing breaks."""

from __future__ import annotations

import json
import os
import random
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from test_layout import boxes_of, made

from dashboard import graph
from dashboard.__main__ import GOOD, main
from dashboard.graph import cache, layout
from dashboard.load import bundled
from dashboard.store import in_memory
from dashboard.views import drawing

if TYPE_CHECKING:
    from dashboard.model import Dataset

SHIPPED = bundled() / "data" / "positions.json"
REMEDY = "data/positions.json is stale; remake it: python tools/positions.py"


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of the graphs whose layout was computed, here at no cost."""
    sizes: list[int] = []

    def noted(built: nx.MultiDiGraph, *_: object, **__: object) -> dict[str, graph.Point]:
        sizes.append(len(built))
        return {n: (i / 10, -round(i * 0.3, 1)) for i, n in enumerate(sorted(built))}

    monkeypatch.setattr(layout, "place", noted)
    return sizes


def some(seed: int = 1, nodes: int = 24, edges: int = 30) -> nx.MultiDiGraph:
    rng = random.Random(seed)
    ends = [(f"n{rng.randrange(nodes)}", f"n{rng.randrange(nodes)}") for _ in range(edges)]
    built = made(ends)
    built.add_nodes_from(f"n{i}" for i in range(nodes))
    return built


def placed(built: nx.MultiDiGraph) -> dict[str, graph.Point]:
    return graph.place(built, boxes_of(built))


def test_the_shipped_layout_is_that_of_the_shipped_data(
    shipped: Dataset, computed: list[int]
) -> None:
    graph.keep_layouts([SHIPPED])
    elements = drawing.elements(in_memory(shipped))
    assert computed == [], REMEDY
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))["positions"]
    assert kept.keys() == shipped.nodes.keys()
    drawn = {e["data"]["id"]: e["data"]["net"] for e in elements if "net" in e["data"]}
    assert drawn == kept


def test_the_shipped_layout_is_what_the_program_computes(shipped: Dataset, tmp_path: Path) -> None:
    """On one machine the same data gives the same picture; elsewhere one of like quality."""
    store = in_memory(shipped)
    without = drawing.elements(store)
    graph.keep_layouts(folder=tmp_path)
    assert drawing.elements(store) == without
    [made_now] = tmp_path.iterdir()
    assert drawing.elements(store) == without, "and read back"
    now, kept = (json.loads(p.read_text(encoding="utf-8")) for p in (made_now, SHIPPED))
    assert now["layout"] == kept["layout"], REMEDY
    assert now["positions"].keys() == kept["positions"].keys()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_was_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    built = some(seed)
    fresh = placed(built)
    graph.keep_layouts(folder=tmp_path)
    first = placed(built)
    monkeypatch.setattr(layout, "place", None)  # not called again
    second = placed(built)
    assert first == second == fresh
    assert list(first) == list(second), "also in the same order"


def test_a_layout_is_found_whatever_the_order(tmp_path: Path, computed: list[int]) -> None:
    graph.keep_layouts(folder=tmp_path)
    built = some()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(sorted(built, reverse=True))
    for target, source, key, data in sorted(built.edges(keys=True, data=True), key=str):
        turned.add_edge(source, target, key=key, **data)
    assert placed(built) == placed(turned)
    assert computed == [24]


def test_whatever_a_layout_depends_on_is_in_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = [("a", "b", 1.0), ("b", "c", 0.35)]
    boxes = dict.fromkeys("abc", (90.0, 40.0))
    key = cache.key_of("abc", ties, boxes, {"a": 9.0})
    assert key == cache.key_of("cba", [("c", "b", 0.35), ("b", "a", 1.0)], boxes, {"a": 9})
    others = [
        cache.key_of("abc", ties, boxes, {}),
        cache.key_of("abc", ties, boxes, {"a": 9.5}),
        cache.key_of("abc", ties, boxes, {"b": 9.0}),
        cache.key_of("abc", ties, boxes | {"c": (90.5, 40.0)}, {"a": 9.0}),
        cache.key_of("abc", ties, boxes | {"c": (90.0, 41.0)}, {"a": 9.0}),
        cache.key_of("abc", ties[:1], boxes, {"a": 9.0}),
        cache.key_of("abc", [*ties, ("a", "c", 1.0)], boxes, {"a": 9.0}),
        cache.key_of("abc", [ties[0], ("b", "c", 1.0)], boxes, {"a": 9.0}),
        cache.key_of("ab", ties[:1], boxes, {"a": 9.0}),
    ]
    monkeypatch.setattr(cache, "_program", lambda: "another")
    others.append(cache.key_of("abc", ties, boxes, {"a": 9.0}))
    assert len({key, *others}) == len(others) + 1


def test_every_module_of_the_layout_is_in_its_key() -> None:
    folder = Path(cache.__file__).parent
    others = {"__init__", "cache", "communities", "read", "read_json", "read_xml", "write"}
    assert {p.stem for p in folder.glob("*.py")} == {*cache.SOURCES, *others}


def _broken(whole: str) -> dict[str, bytes]:
    found = json.loads(whole)
    spot = next(iter(found["positions"]))
    moved = found | {"positions": found["positions"] | {spot: [1, 2]}}
    spots = {name: ["NaN"] * 2 for name in found["positions"]}
    nan = {n: (float("nan"), 0.0) for n in found["positions"]}
    return {
        "empty": b"",
        "cut short": whole.encode()[:-40],
        "half a letter": whole.encode() + b"\xc3",
        "a list": b"[]",
        "a number": b"7",
        "deep": b"[" * 100_000,
        "without positions": json.dumps({k: found[k] for k in ("layout", "check")}).encode(),
        "of another graph": json.dumps(found | {"layout": "0" * 64}).encode(),
        "a node moved": json.dumps(moved).encode(),
        "positions that are words": json.dumps(found | {"positions": spots}).encode(),
        "positions that are a list": json.dumps(found | {"positions": [1]}).encode(),
        "not finite": cache.written(found["layout"], nan).encode(),
        "of fewer nodes": cache.written(found["layout"], {spot: (1.0, 2.0)}).encode(),
        "far too large": whole.encode() + b" " * cache.LARGEST_FILE,
    }


@pytest.mark.parametrize(
    "how", [*_broken('{"layout": "", "check": "", "positions": {"a": [1, 2]}}')]
)
def test_a_wrong_file_is_passed_over_and_replaced(
    tmp_path: Path, computed: list[int], how: str
) -> None:
    graph.keep_layouts(folder=tmp_path)
    built = some()
    right = placed(built)
    [path] = tmp_path.iterdir()
    whole = path.read_text(encoding="utf-8")
    path.write_bytes(_broken(whole)[how])
    assert placed(built) == right
    assert computed == [24, 24]
    assert path.read_text(encoding="utf-8") == whole
    shipped = tmp_path / "shipped.json"
    shipped.write_bytes(_broken(whole)[how])
    graph.keep_layouts([shipped, tmp_path / "none.json", tmp_path])
    assert placed(built) == right
    assert computed == [24, 24, 24]


def test_a_shipped_file_is_only_read(tmp_path: Path, computed: list[int]) -> None:
    folder, shipped = tmp_path / "own", tmp_path / "shipped.json"
    graph.keep_layouts([shipped], folder)
    built = some()
    right = placed(built)
    [path] = folder.iterdir()
    path.rename(shipped)
    assert placed(built) == right
    assert computed == [24]
    assert [*folder.iterdir()] == []


@pytest.mark.usefixtures("computed")
def test_small_graphs_are_not_worth_a_file(tmp_path: Path) -> None:
    graph.keep_layouts(folder=tmp_path / "new")
    placed(some(nodes=cache.WORTH - 1))
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("computed")
def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    graph.keep_layouts(folder=tmp_path / "a" / "b")
    placed(some())
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) & 0o077 == 0
    assert len([*(tmp_path / "a" / "b").iterdir()]) == 1, "no part of a file is left"


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(28, "No space left")])
@pytest.mark.parametrize("at", ["mkstemp", "fdopen", "replace"])
def test_a_disk_that_is_full_or_closed_is_let_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str, error: OSError
) -> None:
    right = placed(some())
    graph.keep_layouts(folder=tmp_path)

    def refuse(*given: object, **_: object) -> None:
        if at == "fdopen":
            os.close(given[0])  # type: ignore[arg-type]
        raise error

    owner = {"mkstemp": cache.tempfile, "fdopen": cache.os, "replace": Path}[at]
    monkeypatch.setattr(owner, at, refuse)
    assert placed(some()) == right
    assert [*tmp_path.iterdir()] == []


@pytest.mark.usefixtures("computed")
def test_a_folder_that_is_a_file_is_let_be(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    graph.keep_layouts(folder=taken)
    assert placed(some()) == placed(some())
    assert taken.read_text() == "mine"


def test_the_folder_holds_the_latest_layouts_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computed: list[int]
) -> None:
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    graph.keep_layouts(folder=tmp_path)
    (tmp_path / "other.txt").write_text("not ours")
    graphs = [some(seed) for seed in range(5)]
    for age, built in enumerate(graphs[:3]):
        before = {*tmp_path.iterdir()}
        placed(built)
        [new] = {*tmp_path.iterdir()} - before
        os.utime(new, (1000 + age, 1000 + age))
    placed(graphs[0])  # now the latest that was used
    placed(graphs[3])
    assert len([*tmp_path.glob("layout-*")]) == 3
    assert computed == [24] * 4
    placed(graphs[0])
    assert computed == [24] * 4
    placed(graphs[1])
    assert computed == [24] * 5
    assert (tmp_path / "other.txt").exists()


@pytest.mark.usefixtures("computed")
def test_the_folder_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.keep_layouts(folder=tmp_path)
    placed(some(0))
    [one] = tmp_path.iterdir()
    monkeypatch.setattr(cache, "MOST_BYTES", int(2.5 * one.stat().st_size))
    for seed in range(1, 5):
        placed(some(seed))
    assert len([*tmp_path.iterdir()]) == 2


def test_several_threads_write_one_layout(tmp_path: Path) -> None:
    positions = {f"n{i}": (float(i), 0.5) for i in range(500)}
    kept = cache.Cache(folder=tmp_path)
    seen: list[object] = []

    def work() -> None:
        for _ in range(20):
            kept.put("k" * 64, positions)
            seen.append(kept.get("k" * 64, list(positions)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [positions] * 80
    assert len([*tmp_path.iterdir()]) == 1


HOME = Path("/home/me")


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({}, "linux", HOME / ".cache" / "sourceline"),
        ({"XDG_CACHE_HOME": "/fast"}, "linux", Path("/fast/sourceline")),
        ({"XDG_CACHE_HOME": "fast"}, "linux", HOME / ".cache" / "sourceline"),
        ({}, "darwin", HOME / "Library" / "Caches" / "sourceline"),
        ({"LOCALAPPDATA": "/L"}, "win32", Path("/L/Sourceline/Cache")),
        ({}, "win32", HOME / "AppData" / "Local" / "Sourceline" / "Cache"),
        ({"SOURCELINE_CACHE": "/mine", "XDG_CACHE_HOME": "/fast"}, "linux", Path("/mine")),
        ({"SOURCELINE_CACHE": ""}, "linux", None),
    ],
)
def test_where_a_user_s_layouts_are(
    environment: dict[str, str], platform: str, folder: Path | None
) -> None:
    assert cache.user_folder(environment, platform, HOME) == folder


def test_serve_reads_the_shipped_layout_and_keeps_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computed: list[int], shipped: Dataset
) -> None:
    monkeypatch.setattr("dashboard.app.serve", lambda *_: None)
    monkeypatch.setenv("SOURCELINE_CACHE", str(tmp_path / "kept"))
    assert main([]) == GOOD
    assert computed == [], REMEDY
    own = tmp_path / "set"
    for part in ("data", "seeds"):
        (own / part).mkdir(parents=True)
        for path in (bundled() / part).glob("*.*"):
            if path != SHIPPED:
                (own / part / path.name).write_bytes(path.read_bytes())
    for _ in range(2):
        assert main(["--data", str(own)]) == GOOD
    assert computed == [len(shipped.nodes)]
    assert len([*(tmp_path / "kept").iterdir()]) == 1
