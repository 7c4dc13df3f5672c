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

CHOSEN = Selection(country=("PL", "NA"), first="2016", q="the")


def test_spark_answers_alike(tiny: Dataset, stores: Stores) -> None:
    """Every question once: each takes a second or more, however few the claims."""
    store, plain, slow = stores.of("spark", tiny), stores.of("pandas", tiny), Slow(tiny)
    rows = slow.kept(CHOSEN)
    found = store.counts(CHOSEN)
    assert (found.claims, found.total) == (len(rows), len(slow.rows))
    for facet, counts in found.counts.items():
        assert list(counts.items()) == slow.ranked(CHOSEN, facet), facet
    assert found == plain.counts(CHOSEN)
    page = store.page(CHOSEN, sort="statement", descending=True, offset=1, limit=3)
    ordered = sorted(rows, key=lambda row: row["statement"], reverse=True)[1:4]
    assert page == [{name: row[name] for name in store.columns} for row in ordered]
    [batch] = store.stream(CHOSEN, columns=["id"])
    assert [row["id"] for row in batch] == [row["id"] for row in rows]
    mapping = {node: node[0] for node in tiny.nodes}
    groups = store.groups(CHOSEN, mapping=mapping, most_groups=2)
    assert groups == plain.groups(CHOSEN, mapping=mapping, most_groups=2)
    part = Part(nodes=(rows[0]["source"],))
    assert store.tally(CHOSEN, "document", part) == plain.tally(CHOSEN, "document", part)
    assert store.edge(rows[0]["id"])["statement"] == rows[0]["statement"]
    assert store.dataset.nodes == tiny.nodes
    gc.collect()
