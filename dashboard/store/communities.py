"""The community that each end of a claim is in, called after one of its nodes.

Communities are those of the whole list, so that no filter changes who is in which. They are no
claim of any source: see `docs/decisions/0027-communities.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.graph.communities import SMALL, partition
from dashboard.store.extras import has

if TYPE_CHECKING:
    Numbers = np.ndarray[Any, np.dtype[Any]]

COMMUNITY = "community"


def known(claims: int) -> bool:
    """Whether the communities of a list of so many claims can be found here."""
    return claims <= SMALL or has("communities")


def columns(edges: pd.DataFrame) -> dict[str, Numbers]:
    """`source_community` and `target_community` of all claims: the id of a node of it.

    The node is the one tied to most others, of those that are no person, if there are any: a
    group of organisations is not to be called after somebody who happens to stand in it.

    Args:
        edges: claims with `source`, `target`, their kinds, and `claim_status`. One that is
            retracted ties nothing.
    """
    numbers, ids = pd.factorize(pd.concat([edges["source"], edges["target"]]), sort=True)
    a, b = numbers[: len(edges)], numbers[len(edges) :]
    names = np.asarray(ids, dtype=object)
    stands = (edges["claim_status"] != "retracted").to_numpy()
    label = partition(a[stands], b[stands], len(names), large=len(edges) > SMALL)
    person = np.zeros(len(names), dtype=bool)
    person[a] = (edges["source_kind"] == "person").to_numpy()
    person[b] |= (edges["target_kind"] == "person").to_numpy()
    called = names[_hubs(label, _degrees(a[stands], b[stands], len(names)), person)]
    return {"source_community": called[label[a]], "target_community": called[label[b]]}


def _degrees(a: Numbers, b: Numbers, nodes: int) -> Numbers:
    """How many others each node is tied to."""
    pairs = np.unique(np.minimum(a, b).astype(np.int64) * nodes + np.maximum(a, b))
    low, high = np.divmod(pairs, nodes) if len(pairs) else (pairs, pairs)
    apart = low != high
    return np.bincount(low[apart], minlength=nodes) + np.bincount(high[apart], minlength=nodes)


def _hubs(label: Numbers, degrees: Numbers, person: Numbers) -> Numbers:
    """The node that each community is called after; of equals, the first by its id."""
    order = np.lexsort((-degrees, person))
    found = np.zeros(int(label.max(initial=-1)) + 1, dtype=np.intp)
    found[label[order[::-1]]] = order[::-1]  # the last to be written is the first of the order
    return found
