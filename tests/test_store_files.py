"""Packed lists, the cache of large folders, and what is said where something is missing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dashboard.app
from dashboard.__main__ import GOOD, WRONG_USAGE, main
from dashboard.selection import parse
from dashboard.store import MissingExtraError, NotAListError, Wish, in_memory, open_packed
from dashboard.store import cache as caching
from dashboard.store.extras import has, needed
from dashboard.store.pack import pack

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset

TINY = str(Path(__file__).parent / "tiny")
pytestmark = pytest.mark.skipif(
    not (has("polars") and has("duckdb")), reason="polars or duckdb is not installed"
)


@pytest.fixture
def packed(tmp_path: Path, tiny: Dataset) -> Path:
    pack(tiny, tmp_path / "tiny.parquet")
    return tmp_path / "tiny.parquet"


def out(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> bytes:
    assert main(arguments) == GOOD
    return capsysbinary.readouterr().out


def test_a_packed_list_is_two_files(packed: Path) -> None:
    assert sorted(path.name for path in packed.parent.iterdir()) == [
        "tiny.nodes.parquet", "tiny.parquet",
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ["", "polars", "duckdb"])
def test_it_is_exported_and_served_like_its_folder(
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
) -> None:
    path = str(tmp_path / "list.parquet")
    said = out(capsysbinary, "pack", TINY, path)
    assert said.decode() == f"{path}: 15 claims between 12 nodes.\n"
    with_engine = ["--store", engine, "--memory", "300MB"] if engine else []
    for table in ("edges", "nodes", "documents"):
        query = [table, "--query", "country=NA&q=the"]
        plain = out(capsysbinary, "export", "--data", TINY, *query)
        assert out(capsysbinary, "export", "--data", path, *query, *with_engine) == plain
    titles: list[str] = []
    monkeypatch.setattr(dashboard.app, "serve", lambda app, *_: titles.append(app.title))
    assert main(["serve", path, *with_engine]) == GOOD
    assert titles == ["Tiny harbours · Sourceline"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["serve", "nowhere.parquet"], "nowhere.parquet is missing. `sourceline pack` makes both"),
        (["serve", __file__.replace(".py", ".parquet")], "is missing"),
        (["export", "--data", TINY, "--store", "abacus"], '"abacus" opens packed lists only'),
        (["export", "--data", "LIST", "--store", "abacus"], 'No "abacus" opens a packed list'),
        (["export", "--data", "LIST", "--store", "duckdb", "--memory", "3 bananas"],
         '"3 bananas" is no amount of memory: write it as 2GB.'),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_said(
    packed: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(packed) if a == "LIST" else a for a in arguments])
    assert stopped.value.code == WRONG_USAGE
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_a_list_that_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    where = tmp_path / "no" / "folder.parquet"
    assert main(["pack", TINY, str(where)]) == WRONG_USAGE
    assert capsys.readouterr().err.startswith(f"Cannot write {where}: ")


def test_files_that_are_no_list(packed: Path, tmp_path: Path) -> None:
    import polars as pl  # noqa: PLC0415 - an extra

    other = tmp_path / "other.parquet"
    shutil.copy(packed.with_suffix(".nodes.parquet"), tmp_path / "other.nodes.parquet")
    pl.DataFrame({"a": [1]}).write_parquet(other)
    with pytest.raises(NotAListError, match="is not packed by sourceline"):
        open_packed(other)
    other.write_text("no Parquet at all")
    with pytest.raises(NotAListError, match="is no Parquet file"):
        open_packed(other)
    frame = pl.read_parquet(packed)
    told = pl.read_parquet_metadata(packed)["sourceline"].replace('"version":1', '"version":0')
    frame.write_parquet(other, metadata={"sourceline": told})
    with pytest.raises(NotAListError, match=r"packed by another version \(0\): pack it again"):
        open_packed(other)


def test_a_missing_extra_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dashboard.store.extras.find_spec", lambda name: None if name == "duckdb" else object()
    )
    needed("polars")
    with pytest.raises(MissingExtraError, match=r"needs duckdb.*pip install 'sourceline\[duckdb]'"):
        needed("duckdb")


def test_a_list_of_somebody_elses_keeps_its_columns(tmp_path: Path, stores: Any) -> None:
    """Own facets and columns of nodes, in a name that a query language could stumble over."""
    from dataclasses import replace  # noqa: PLC0415

    from bench.synthetic import CHANNEL, synthetic  # noqa: PLC0415 - only here

    from dashboard.model import Field  # noqa: PLC0415

    assert stores
    made = synthetic(300, seed=3)
    odd = 'x.it\'s "odd"'
    field = Field(odd, "text", "Odd", "Made up.", facet=odd)
    nodes = {n: replace(node, more={"x.size": f"{len(n)}%"}) for n, node in made.nodes.items()}
    dataset = replace(
        made,
        edges=made.edges.assign(**{odd: made.edges[CHANNEL].str.replace("channel", "_%\\")}),
        nodes=nodes,
        extra={
            "edges": (*made.extra["edges"], field),
            "nodes": (Field("x.size", "text", "Size", "Made up."),),
        },
    )
    pack(dataset, tmp_path / "odd.parquet")
    plain = in_memory(dataset, "pandas")
    selection, said = parse(f"{odd}=_%\\ 3".replace("%", "%25").replace('"', "%22"), dataset)
    assert (said, selection.own) == ([], ((odd, ("_%\\ 3",)),))
    for engine in ("polars", "duckdb"):
        store = open_packed(tmp_path / "odd.parquet", Wish(engine))
        assert store.counts(selection) == plain.counts(selection)
        assert store.count(selection) > 0
        assert store.page(selection, sort=odd) == plain.page(selection, sort=odd)
        assert store.dataset.nodes == nodes
        assert store.dataset.fields("nodes") == dataset.fields("nodes")


def test_a_large_folder_is_packed_once(copy: Copy, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(caching, "POLARS_FROM", 1)
    loaded: list[str] = []

    def load() -> Dataset:
        loaded.append("once more")
        return copy.load()

    folder = tmp_path / "cache"
    first = caching.opened(copy.root, load, folder)
    second = caching.opened(copy.root, load, folder, Wish("duckdb"))
    assert (len(loaded), first.engine.name, second.engine.name) == (1, "polars", "duckdb")
    assert second.dataset.texts == copy.root / "seeds" / "texts"
    copy.put("data/visits.csv", "v-06", "v-66")
    third = caching.opened(copy.root, load, folder)
    assert len(loaded) == 2
    assert third.has_edge("v-66")
    assert not third.has_edge("v-06")
    copy.put("data/visits.csv", "v-66", "v-67")
    assert caching.opened(copy.root, load, folder).has_edge("v-67")
    assert len(list(folder.glob("*"))) == 4, "this list and the one before"
    for path in folder.glob("*.nodes.parquet"):
        path.unlink()
    assert caching.opened(copy.root, load, folder).total == first.total
    assert len(loaded) == 4


def test_where_nothing_can_be_kept_it_is_served_all_the_same(
    copy: Copy, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(caching, "POLARS_FROM", 1)
    (tmp_path / "cache").write_text("a file")
    store = caching.opened(copy.root, copy.load, tmp_path / "cache" / "below")
    assert store.engine.name == "arrow"
    assert store.total == 15


def test_a_small_folder_is_not(copy: Copy, tmp_path: Path) -> None:
    store = caching.opened(copy.root, copy.load, tmp_path / "cache")
    assert store.engine.name == "arrow"
    assert not (tmp_path / "cache").exists()
