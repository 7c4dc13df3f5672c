"""A data set whose list brings columns of its own and whose texts are awkward to write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.model import LIST_FIELDS, Field

if TYPE_CHECKING:
    from dashboard.model import Dataset

CONTROLS = "".join(map(chr, [*range(1, 32), 0x7F, 0x85, 0xFFFE, 0xFFFF]))
AWKWARD = f"<b attr=\"1\">'&amp;'</b>\ttab\r\nnew line\rreturn ]]> 🜚 {CONTROLS}end"
READABLE = "<b attr=\"1\">'&amp;'</b>\ttab\r\nnew line\rreturn ]]> 🜚 \t\n\r\x7f\x85end"
"""What is left of it where XML has no way to write a character."""

EDGES = (
    *LIST_FIELDS,
    Field("x.tonnes", "number", "Tonnes", "Weight of the cargo."),
    Field("x.crew", "integer", "Crew", "Hands on board, as far as it is a number."),
    Field("x.flag", "text", "Flag", "Under which flag.", facet="x.flag"),
)
NODES = (
    Field("x.depth", "integer", "Depth", "Metres."),
    Field("x.pilot", "text", "Pilot", "Who brings ships in."),
)


def listed(dataset: Dataset, *, directed: bool = True) -> Dataset:
    """The data set as a list that somebody else made, with columns of its own."""
    count = len(dataset.edges)
    edges = dataset.edges.assign(**{
        "cited": ["", "=log of 1999", *[""] * (count - 2)],
        "sourcing": ["unsourced", *["cited"] * (count - 1)],
        "x.tonnes": ["-3.5", "", "1e3", *["0"] * (count - 3)],
        "x.crew": ["12", "a dozen", *[""] * (count - 2)],
        "x.flag": [AWKWARD, "+ none", *[""] * (count - 2)],
        "claim_status": "",
        "modality": "",
    })  # fmt: skip
    nodes = {
        name: replace(node, more={"x.depth": str(len(name)), "x.pilot": f"-{AWKWARD}"})
        if name.startswith("l")
        else node
        for name, node in dataset.nodes.items()
    }
    about = replace(dataset.about, profile="list", directed=directed)
    extra = {"edges": EDGES, "nodes": NODES}
    return replace(dataset, about=about, edges=edges, nodes=nodes, extra=extra)
