"""Which claims a selection keeps.

It is said in narwhals, so it runs unchanged on any frame that narwhals reads; `dashboard.store`
asks everything else with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import narwhals as nw

from dashboard import dates
from dashboard.model import searchable
from dashboard.selection.query import FACETS, Selection

if TYPE_CHECKING:
    import pandas as pd

_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')


def keep(edges: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows of `edges` that the selection keeps, in their order."""
    wanted = filters(selection).values()
    frame = nw.from_native(edges)
    kept: pd.DataFrame = (frame.filter(*wanted) if wanted else frame).to_native()
    return kept


def filters(selection: Selection) -> dict[str, nw.Expr]:
    """Every filter in force, by name; a claim is kept where all of them hold.

    `years` narrows dated claims only; `undated` says what becomes of the others.
    """
    found = {
        facet: nw.any_horizontal(
            *(nw.col(c).is_in(selection.values(facet)) for c in FACETS.get(facet, (facet,))),
            ignore_nulls=True,
        )
        for facet in selection.facets()
    }
    if overlap := _overlap(selection):
        found["years"] = ~nw.col("dated") | nw.all_horizontal(*overlap, ignore_nulls=True)
    if selection.undated != "1":
        found["undated"] = nw.col("dated") if selection.undated == "0" else ~nw.col("dated")
    if selection.context != "1":
        found["context"] = _is_context() if selection.context == "only" else ~_is_context()
    if wanted := terms(selection.q):
        found["q"] = nw.all_horizontal(
            *(nw.col("words").str.contains(term, literal=True) for term in wanted),
            ignore_nulls=True,
        )
    return found


def _overlap(selection: Selection) -> list[nw.Expr]:
    found = []
    if selection.first:
        found.append(nw.col("latest") >= dates.bounds(selection.first).earliest)
    if selection.last:
        found.append(nw.col("earliest") <= dates.bounds(selection.last).latest)
    return found


def terms(text: str) -> list[str]:
    """Words and quoted phrases; each must stand somewhere in the claim."""
    found = (quoted or word for quoted, word in _WORDS.findall(searchable(text)))
    return [term for term in found if term]


def _is_context() -> nw.Expr:
    return nw.col("layer") == "context"
