"""How well a tie is supported: documents, and what they independently go back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Support:
    """Counts for a bundle of claims.

    Attributes:
        claims: how many there are.
        documents: in how many documents they stand.
        origins: to how many papers or first texts these go back; a re-post or a second article
            on one paper is not a second witness.
    """

    claims: int
    documents: int
    origins: int


def support(edges: Iterable[Mapping[str, str]]) -> Support:
    """Count claims, documents and independent origins; retracted claims support nothing."""
    standing = [edge for edge in edges if edge["claim_status"] != "retracted"]
    return Support(
        claims=len(standing),
        documents=len({edge["document"] for edge in standing}),
        origins=len({edge["origin"] for edge in standing}),
    )
