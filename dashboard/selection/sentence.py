"""A selection in words: what is shown, what is hidden, and how to see more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dashboard.model import Dataset
    from dashboard.selection.query import Selection


_LONGEST = 48


class Numbers(Protocol):
    """What a sentence says of a selection's answer (`dashboard.store.Kept`)."""

    @property
    def claims(self) -> int: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def undated(self) -> int: ...  # noqa: D102
    @property
    def undated_out(self) -> int: ...  # noqa: D102
    @property
    def context_out(self) -> int: ...  # noqa: D102
    @property
    def unsourced(self) -> int: ...  # noqa: D102
    @property
    def unplaced(self) -> int: ...  # noqa: D102


def listed(words: list[str], last: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def years(selection: Selection) -> str:
    """The years of a selection in words; blank if there are none."""
    first, last = selection.first, selection.last
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return f"{first} or later"
    return f"{last} or earlier" if last else ""


def describe(name: str, selection: Selection, dataset: Dataset) -> str:
    """One filter in words, such as `Greece or Russia`."""
    if name in dataset.facets:
        values = [_short(dataset.label(name, v)) for v in selection.values(name)]
        return listed([v.lower() if name in ("relation", "modality") else v for v in values])
    match name:
        case "years":
            return years(selection)
        case "q":
            quoted = selection.q if '"' in selection.q else f"“{selection.q}”"
            return f"with the words {quoted}"
        case "undated":
            return "dated claims only" if selection.undated == "0" else "undated claims only"
        case "context":
            return "context only" if selection.context == "only" else "with context"
        case _:
            return ""


def _short(label: str) -> str:
    """A label that fits in a sentence; the filter panel has the whole."""
    return label if len(label) <= _LONGEST else f"{label[:_LONGEST].rsplit(' ', 1)[0]} …"


def sentence(selection: Selection, kept: Numbers, dataset: Dataset) -> str:
    """What is shown and what is not.

    For example: "37 of 262 claims: Greece or Russia, 2016–2018; 12 undated included; 9 not on
    the map".
    """
    shown = f"{kept.claims:,} of {kept.total:,} claims"
    filters = [describe(n, selection, dataset) for n in selection.filters()]
    head = f"{shown}: {', '.join(filters)}" if filters else shown
    return "; ".join([head, *_remarks(selection, kept)])


def _remarks(selection: Selection, kept: Numbers) -> list[str]:
    remarks = []
    if kept.undated and selection.undated == "1":
        remarks.append(f"{kept.undated:,} undated included")
    if kept.undated_out:
        remarks.append(f"{kept.undated_out:,} undated left out")
    if kept.context_out:
        remarks.append(f"{kept.context_out:,} of context left out")
    if kept.unsourced:
        remarks.append(f"{kept.unsourced:,} unsourced")
    if kept.unplaced:
        remarks.append(f"{kept.unplaced:,} not on the map")
    return remarks
