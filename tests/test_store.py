"""Every store answers every question as the slow second implementation does."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from reference import passes, selections
from stores import ENGINES, Slow, Stores

from dashboard.app import ids
from dashboard.export import TABLES
from dashboard.selection import Selection, parse
from dashboard.store import EVERYTHING, Bundle, Kept, Part, Store, coded
from dashboard.store.counting import MOST_VALUES

if TYPE_CHECKING:
    from dashboard.model import Dataset

Row = dict[str, Any]

SETS = {"tiny": 40, "shipped": 8, "many": 5}
"""Data sets, and how many selections are asked of each."""
SLOW = {"postgres": 5}
"""How many are asked at most of engines that take long for each question."""


@pytest.fixture(scope="session")
def many() -> Dataset:
    from bench.synthetic import synthetic  # noqa: PLC0415 - only here

    return synthetic(2000, seed=5)


class Case:
    """A data set in an engine beside the slow way."""

    def __init__(self, engine: str, name: str, asked: Store, slow: Slow) -> None:
        self.store, self.slow = asked, slow
        self.few = engine in SLOW
        self.selections = list(selections(slow.dataset, 11, SETS[name]))[: SLOW.get(engine)]
        self.chance = random.Random(name)
        self._named = f"{engine} {name} "

    def counts(self, selection: Selection) -> Kept:
        """What the store counts, asked once and remembered."""
        key = self._named + selection.query()
        if key not in _COUNTS:
            _COUNTS[key] = self.store.counts(selection)
        return _COUNTS[key]


_SLOW: dict[str, Slow] = {}
_COUNTS: dict[str, Kept] = {}


@pytest.fixture(params=[(engine, name) for engine in ENGINES for name in SETS], ids="-".join)
def case(request: pytest.FixtureRequest, stores: Stores) -> Case:
    engine, name = request.param
    dataset: Dataset = request.getfixturevalue(name)
    slow = _SLOW.setdefault(name, Slow(dataset))
    return Case(engine, name, stores.of(engine, dataset), slow)


def test_numbers(case: Case) -> None:
    some = 0
    for selection in case.selections:
        found, rows, where = case.counts(selection), case.slow.kept(selection), selection
        assert (found.claims, found.total) == (len(rows), len(case.slow.rows)), where
        assert found.undated == sum(not row["dated"] for row in rows), where
        assert found.context_in == sum(row["layer"] == "context" for row in rows), where
        assert found.unsourced == sum(row.get("sourcing") == "unsourced" for row in rows), where
        placed = [bool(row["source_place"] and row["target_place"]) for row in rows]
        assert found.unplaced == placed.count(False), where
        for name, out in (("context", found.context_out), ("undated", found.undated_out)):
            hidden = [r for r in case.slow.kept(selection.having(name, "1"))
                      if not passes(r, selection, name)]  # fmt: skip
            assert out == (len(hidden) if getattr(selection, name) == "0" else 0), where
            for value, number in found.choices[name].items():
                assert number == len(case.slow.kept(selection.having(name, value))), where
        some += bool(rows)
    assert case.few or len(case.selections) / 4 < some < len(case.selections)


def test_facets(case: Case) -> None:
    """Each value with its number, in order; of very many the most frequent and the chosen."""
    capped = 0
    for selection in case.selections:
        found = case.counts(selection)
        assert list(found.counts) == list(case.store.dataset.facets)
        for facet, counts in found.counts.items():
            expected = case.slow.ranked(selection, facet)
            if facet in case.store.large:
                chosen = selection.values(facet)
                some = [p for i, p in enumerate(expected) if i < MOST_VALUES or p[0] in chosen]
                assert found.more[facet] == len(expected) - len(some)
                capped += bool(found.more[facet])
                expected = some
            else:
                assert facet not in found.more
            assert list(counts.items()) == expected, (selection, facet)
    assert case.few or bool(capped) == bool(case.store.large)


@pytest.mark.parametrize("name", SETS)
def test_values_that_first_stand_late(
    name: str, request: pytest.FixtureRequest, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among the first rows, one and two here, most values do not stand; order is as ever."""
    dataset: Dataset = request.getfixturevalue(name)
    monkeypatch.setattr(coded, "FIRST", (1, 2))
    asked = Case("late", name, stores.of("polars", dataset), Slow(dataset))
    test_facets(asked)
    test_years(asked)


def test_years(case: Case) -> None:
    for selection in case.selections:
        found = case.counts(selection).around
        rows = [row for row in case.slow.kept(selection.without("years")) if row["dated"]]
        begins = Counter((row["modality"], row["earliest"] // 10000) for row in rows)
        ends = Counter((row["modality"], row["latest"] // 10000) for row in rows)
        assert (found.begins, found.ends) == (begins, ends), selection


def test_pages(case: Case) -> None:
    """In the order of any column, either way, from anywhere; rows that are alike as in the data."""
    for selection in case.selections:
        rows = case.slow.kept(selection)
        columns = case.chance.sample(case.store.columns, 3)
        sort = case.chance.choice([*case.store.columns, "earliest", ""])
        down = case.chance.random() < 0.5
        offset, limit = case.chance.choice(((0, None), (0, 7), (3, 5), (40, 100), (9999, 3)))
        found = case.store.page(
            selection, columns=columns, sort=sort, descending=down, offset=offset, limit=limit
        )
        if sort:
            rows = sorted(rows, key=lambda row: row[sort], reverse=down)
        elif down:
            rows = rows[::-1]
        rows = rows[offset : None if limit is None else offset + limit]
        assert found == [{c: row[c] for c in columns} for row in rows], (selection, sort, down)


def test_parts(case: Case) -> None:
    for selection in case.selections[: 2 if case.few else 10]:
        one = case.chance.choice(case.slow.rows)
        parts = {
            Part(ids=(one["id"], "nothing")): lambda r, one=one: r["id"] == one["id"],
            Part(tie=one["tie"]): lambda r, one=one: r["tie"] == one["tie"],
            Part(nodes=(one["source"],)): lambda r, one=one: (
                one["source"] in (r["source"], r["target"])
            ),
            Part(placed=False, dated=True): lambda r: (
                r["dated"] and not (r["source_place"] and r["target_place"])
            ),
            Part(ids=()): lambda _: False,
        }
        for part, inside in parts.items():
            expected = [row for row in case.slow.kept(selection) if inside(row)]
            found = case.store.page(selection, part, columns=["id"])
            assert [row["id"] for row in found] == [row["id"] for row in expected]
            assert case.store.count(selection, part) == len(expected)
            tally = Counter(row["document"] for row in expected)
            assert list(case.store.tally(selection, "document", part).items()) == list(
                tally.items()
            )


@pytest.mark.parametrize(
    "by", ["node", "country", "kind", "place", "family", "community", "mapping"]
)
def test_groups(case: Case, by: str) -> None:
    for selection in case.selections[: 1 if case.few else 6]:
        rows = case.slow.kept(selection)
        group, how = case.slow.grouping(by, case.chance)
        expected = case.slow.groups(rows, group, named=by == "node")
        found = case.store.groups(selection, most_groups=6, most_bundles=9, **how)
        assert (list(found.groups), found.of_groups) == (expected[:6], len(expected)), selection
        bundles: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            a, b = sorted((group[row["source"]], group[row["target"]]))
            bundles.setdefault((a, b), []).append(row)
        made = [_bundle(*ends, claims) for ends, claims in bundles.items()]
        made.sort(key=lambda bundle: (-bundle.claims, bundle.a, bundle.b))
        assert (list(found.bundles), found.of_bundles) == (made[:9], len(made)), selection
        whole = case.store.groups(selection, most_bundles=0, **how)
        assert (list(whole.groups), whole.bundles) == (expected, ())


def _bundle(a: str, b: str, claims: list[Row]) -> Bundle:
    standing = [row for row in claims if row["claim_status"] != "retracted"]
    documents, origins = ({row[c] for row in standing} for c in ("document", "origin"))
    return Bundle(a, b, len(claims), len(documents), len(origins))


def test_a_stream_is_all_of_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.store.reading.BATCH", 100)
    for selection in case.selections[: 0 if case.few else 5]:
        batches = list(case.store.stream(selection, columns=["id", "paragraph"]))
        assert all(0 < len(batch) <= 100 for batch in batches)
        rows = [(row["id"], row["paragraph"]) for batch in batches for row in batch]
        assert rows == [(row["id"], row["paragraph"]) for row in case.slow.kept(selection)]


def test_relaxations(case: Case) -> None:
    for selection in case.selections[: 1 if case.few else 5]:
        found = case.store.relaxations(selection)
        numbers = {n: len(case.slow.kept(selection.without(n))) for n in selection.filters()}
        assert dict(found) == {n: number for n, number in numbers.items() if number}


def test_looking_up(case: Case) -> None:
    columns = [field.name for field in case.slow.dataset.fields("edges")]
    for row in case.chance.sample(case.slow.rows, 4):
        assert case.store.has_edge(row["id"])
        edge = case.store.edge(row["id"])
        assert {c: edge[c] for c in columns} == {c: str(row[c]) for c in columns}
    assert not case.store.has_edge("nothing")
    assert not case.store.has_edge("")
    with pytest.raises(KeyError):
        case.store.edge("nothing")
    known = case.slow.dataset.nodes
    some = case.chance.sample(sorted(known), 5)
    assert case.store.nodes([*some, "nothing"]) == {node: known[node] for node in some}
    assert case.store.dataset.nodes == known
    assert "nothing" not in case.store.dataset.nodes


def test_what_is_known_beside_the_claims(case: Case) -> None:
    """A query is read alike, and what it does not know is said alike."""
    here, there = case.slow.dataset, case.store.dataset
    for name in ("about", "places", "relations", "documents", "papers", "facets", "has_context"):
        assert getattr(there, name) == getattr(here, name), name
    assert there.extra.get("edges", ()) == here.extra.get("edges", ())
    edge = case.slow.rows[0]
    for query in (
        f"list={edge['list']}&sourcing=cited&x.channel=channel+3&x.channel=none&focus={edge['id']}",
        f"list=none&country=GR&focus={edge['source']}&q=a", "focus=nothing&from=2017&kind=person",
    ):  # fmt: skip
        assert parse(query, there) == parse(query, here)


def test_a_column_that_is_not_there(case: Case) -> None:
    with pytest.raises(ValueError, match=r'There is no column "wages": use one of id, '):
        case.store.page(Selection(), sort="wages")
    with pytest.raises(ValueError, match='Nodes are not grouped by "wages"'):
        case.store.groups(Selection(), "wages")


@pytest.mark.parametrize("engine", ["polars", "packed", "duckdb", "postgres"])
def test_downloads_are_the_same_bytes(engine: str, shipped: Dataset, stores: Stores) -> None:
    other, plain = stores.of(engine, shipped), stores.of("pandas", shipped)
    for name, table in TABLES.items():
        for selection in (EVERYTHING, Selection(country=("GR",), q="the")):
            args: Any = (selection, "excel", "http://127.0.0.1/")
            assert table(other, *args) == table(plain, *args), name


@pytest.mark.parametrize("engine", ["packed", "duckdb"])
def test_the_page_is_the_same(engine: str, tiny: Dataset, stores: Stores, pages: Any) -> None:
    other = stores.of(engine, tiny)
    dataset = replace(other.dataset, texts=tiny.texts)  # the articles' texts are not packed
    here, there = pages(tiny), pages(Store(dataset, other.engine, other.total, other.large))
    for query in ("", "?view=map&country=GB", "?view=timeline&from=2016&to=2018&focus=v-01",
                  "?view=table&q=the&context=1&story=this", "?focus=none&view=map"):  # fmt: skip
        answers = [page.ask(f"{ids.FILLED}.data", query) for page in (here, there)]
        assert answers[0] == answers[1], query
    assert there.get("/_dash-layout").data == here.get("/_dash-layout").data


@pytest.mark.parametrize("engine", ENGINES)
def test_several_threads_may_ask_at_once(engine: str, shipped: Dataset, stores: Stores) -> None:
    """As they do where several readers filter at the same time."""
    store = stores.of(engine, shipped)
    mapping = {node: node[:1] for node in shipped.nodes}
    asked = [Selection(), Selection(country=("GR",)), Selection(q="the", first="2016")]

    def ask(selection: Selection) -> tuple[Any, ...]:
        return (
            store.counts(selection),
            store.page(selection, sort="start", limit=5),
            store.groups(selection, mapping=mapping, most_groups=3, most_bundles=0),
        )

    alone = [ask(selection) for selection in asked]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(ask, asked * 4))
    assert together == alone * 4
