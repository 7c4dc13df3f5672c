"""Spark, with a master and a worker of its own, answers as the slow second implementation does."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from stores import Slow

from dashboard.selection import Selection
from dashboard.store import Part

if TYPE_CHECKING:
    from stores import Stores

    from dashboard.model import Dataset

# Spark's own client leaves sockets open and a worker's descriptors to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SELECTIONS = (
    Selection(country=("PL", "NA"), first="2016", q="the"),
    Selection(kind=("company",), undated="0", context="1"),
)


def test_spark_answers_alike(tiny: Dataset, stores: Stores) -> None:
    """Every question once or twice: each takes seconds, however few the claims."""
    store, slow = stores.of("spark", tiny), Slow(tiny)
    for selection in SELECTIONS:
        found, rows = store.counts(selection), slow.kept(selection)
        assert (found.claims, found.total) == (len(rows), len(slow.rows))
        for facet, counts in found.counts.items():
            assert list(counts.items()) == slow.ranked(selection, facet), facet
        assert found == stores.of("pandas", tiny).counts(selection)
    rows = slow.kept(SELECTIONS[1])
    page = store.page(SELECTIONS[1], sort="statement", descending=True, offset=1, limit=3)
    ordered = sorted(rows, key=lambda row: row["statement"], reverse=True)[1:4]
    assert page == [{name: row[name] for name in store.columns} for row in ordered]
    batches = list(store.stream(SELECTIONS[1], columns=["id"]))
    assert [row["id"] for batch in batches for row in batch] == [row["id"] for row in rows]
    plain = stores.of("pandas", tiny)
    mapping = {node: node[0] for node in tiny.nodes}
    assert store.groups(SELECTIONS[1], "kind") == plain.groups(SELECTIONS[1], "kind")
    assert store.groups(SELECTIONS[1], mapping=mapping, most_groups=2) == plain.groups(
        SELECTIONS[1], mapping=mapping, most_groups=2
    )
    part = Part(nodes=(rows[0]["source"],))
    assert store.tally(SELECTIONS[1], "document", part) == plain.tally(
        SELECTIONS[1], "document", part
    )
    assert store.edge(rows[0]["id"])["statement"] == rows[0]["statement"]
    assert store.dataset.nodes == tiny.nodes
    gc.collect()
