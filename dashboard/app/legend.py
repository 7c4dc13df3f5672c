"""The legend under the drawing: what lines, marks and sizes mean, each a filter.

Under any filter it has the same keys in the same order, so that the drawing above it keeps its
size; what the filter leaves nothing of stands back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app import links
from dashboard.app.facets import kind_mark, line_sample, spoken
from dashboard.app.tags import aria, keyed
from dashboard.theme import PATTERN_LABELS, PATTERNS
from dashboard.views.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.app.scenes import Plan
    from dashboard.model import Dataset
    from dashboard.selection import Selection
    from dashboard.store import Kept

    Counts = Mapping[str, Mapping[str, int]]


def legend(
    selection: Selection, kept: Kept, everything: Counts, dataset: Dataset, plan: Plan
) -> list[Any]:
    """The keys of what is drawn.

    Args:
        selection: what is chosen.
        kept: the counts under it.
        everything: the counts without any filter; they fix which keys there are.
        dataset: gives the labels.
        plan: how it is drawn.
    """
    grouped = plan.grouped and selection.view in ("network", "map")
    keys = _of_groups(plan) if grouped else _lines(selection, kept, everything, dataset)
    if grouped and plan.by not in ("kind", "node") and not plan.opened:
        return keys
    whole, now = everything["kind"], kept.counts["kind"]
    kinds = sorted((k for k, n in whole.items() if n), key=lambda k: -whole[k])
    return [*keys, *_rings(selection, grouped=grouped),
            *(_kind(kind, selection, now.get(kind, 0), dataset) for kind in kinds)]  # fmt: skip


def _of_groups(plan: Plan) -> list[Any]:
    """What size and width mean."""
    words = ["line: claims between two, the wider the more", "click a circle to open its nodes"]
    words = words[: 1 if plan.by == "node" else 2]
    if plan.by == "community":
        words.append(
            "communities are reckoned from the ties (Louvain method); no source names them"
        )
    return [html.Span(text, className="key") for text in words]


def _lines(selection: Selection, kept: Kept, everything: Counts, dataset: Dataset) -> list[Any]:
    """What the lines mean: modes of speech; of a list, whether a row names its source."""
    if dataset.about.profile == "curated":
        return [_pattern(pattern, selection, kept) for pattern in PATTERN_LABELS]
    words = {"solid": "cited", "dotted": "unsourced"}
    now = kept.counts.get("sourcing", {})
    return [
        _key(value, line_sample(pattern), dataset.label("sourcing", value),
             selection.toggled("sourcing", value), now.get(value, 0),
             on=value in selection.values("sourcing"))
        for pattern, value in words.items()
        if everything.get("sourcing", {}).get(value)
    ]  # fmt: skip


def _pattern(pattern: str, selection: Selection, kept: Kept) -> html.Element:
    """A line pattern; it filters by all modes of speech that are drawn so."""
    counts = kept.counts["modality"]
    modes = [m for m, line in PATTERNS.items() if line == pattern]
    modes = [m for m in modes if counts.get(m) or m in selection.modality]
    on = bool(modes) and {*modes} <= {*selection.modality}
    rest = tuple(m for m in selection.modality if m not in modes)
    there = selection.having("modality", rest if on else (*rest, *modes))
    count = sum(counts.get(m, 0) for m in modes)
    return _key(pattern, line_sample(pattern), PATTERN_LABELS[pattern], there, count, on=on)


def _kind(kind: str, selection: Selection, count: int, dataset: Dataset) -> html.Element:
    there, on = selection.toggled("kind", kind), kind in selection.kind
    return _key(kind, kind_mark(kind), dataset.label("kind", kind), there, count, on=on)


def _key(
    name: str, mark: html.Element, label: str, there: Selection, count: int, *, on: bool
) -> html.Element:
    """A mark with what it means; a link to what choosing it gives, if that is anything."""
    title = counted(count, "claim")
    if not count and not on:
        return html.Span([mark, label], className="key none", title=title)
    return links.to(
        there, [mark, label], className="key on" if on else "key", title=title,
        **keyed(f"legend:{name}"), **aria(label=spoken(label, count, on=on)),
    )  # fmt: skip


def _rings(selection: Selection, *, grouped: bool) -> list[Any]:
    """What the discs around places mean, where there are any."""
    if selection.view != "map" or grouped:
        return []
    return [
        html.Span([html.Span(className=f"ring ring-{line}"), label], className="key")
        for line, label in (("solid", "in this town"), ("dashed", "somewhere in it"))
    ]
