"""Communities: nodes tied to each other more than to the rest of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    Numbers = np.ndarray[Any, np.dtype[Any]]

SMALL = 50_000
"""Claims up to which networkx finds them in a second or so."""
_SEED = 1


def partition(a: Numbers, b: Numbers, nodes: int, *, large: bool) -> Numbers:
    """The community of each node, found by the Louvain method.

    A tie counts once and has no direction; that of a node to itself counts nothing. The same
    ties give the same communities, wherever and however often they are asked for.

    Args:
        a: one end of each tie, as numbers below `nodes`.
        b: the other end.
        nodes: how many there are; one without ties is a community by itself.
        large: ask scikit-network, which takes a tenth of what networkx takes.

    Returns:
        A number for each node, the same within a community; the numbers themselves say nothing.

    Source: V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of
    communities in large networks", J. Stat. Mech. (2008) P10008.
    """
    apart = a != b
    low, high = np.minimum(a, b)[apart], np.maximum(a, b)[apart]
    pairs = np.unique(low.astype(np.int64) * nodes + high)
    low, high = np.divmod(pairs, nodes)
    if not len(pairs):
        return np.arange(nodes)
    return _on_arrays(low, high, nodes) if large else _on_networkx(low, high, nodes)


def _on_networkx(low: Numbers, high: Numbers, nodes: int) -> Numbers:
    from dashboard.graph.net import communities  # noqa: PLC0415 - imports networkx

    return communities(nodes, np.column_stack([low, high]), np.ones(len(low)))


def _on_arrays(low: Numbers, high: Numbers, nodes: int) -> Numbers:
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sknetwork.clustering import Louvain  # noqa: PLC0415 - an extra

    ends = np.concatenate([low, high]), np.concatenate([high, low])
    matrix = csr_matrix((np.ones(len(ends[0])), ends), shape=(nodes, nodes))
    found: Numbers = Louvain(random_state=_SEED).fit_predict(matrix)
    return found
