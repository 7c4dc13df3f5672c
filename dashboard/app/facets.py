"""The filter panel: each choice is a link with the number of claims it would give."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app import links
from dashboard.app.markup import Raw, html_of
from dashboard.app.tags import aria, keyed
from dashboard.views.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.model import Dataset
    from dashboard.selection import Selection
    from dashboard.store import Kept

TITLES = {
    "country": "Country of either end",
    "family": "Relation",
    "list": "Edge list",
    "status": "Who says it",
    "modality": "Done or planned",
    "kind": "Kind of either end",
    "document": "Document",
    "paper": "Underlying paper",
}
_OPEN = ("country", "family", "modality")
_AT_ONCE = 8


def panel(
    selection: Selection, kept: Kept, everything: Mapping[str, Mapping[str, int]], dataset: Dataset
) -> list[Any]:
    """All facets that tell claims apart.

    Args:
        selection: what is chosen.
        kept: with the counts that each choice would give now.
        everything: the counts without any filter; they fix which choices there are and their
            order, so that nothing jumps while one filters.
        dataset: for labels.
    """
    shown = [f for f in titles(dataset) if _tells(f, everything) or selection.values(f)]
    return [
        *(_facet(facet, selection, kept, everything, dataset) for facet in shown),
        *([_context(selection, kept)] if dataset.has_context else []),
    ]


def _tells(facet: str, everything: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether a facet has something to choose between; curated lists may have one value yet."""
    finer = "relation" if facet == "family" else facet
    return sum(1 for n in everything[finer].values() if n) > 1


def titles(dataset: Dataset) -> dict[str, str]:
    """What each facet is called, in the order of the panel; relations stand under families."""
    own = {f.facet: f.label for f in dataset.extra.get("edges", ()) if f.facet}
    return {**TITLES, **own}


def undated(selection: Selection, kept: Kept) -> list[Any]:
    """The three choices for undated claims."""
    names = {"1": "with undated", "0": "dated only", "only": "undated only"}
    return [
        _either(selection, "undated", value, label, kept.choices["undated"][value])
        for value, label in names.items()
    ]


def kind_mark(kind: str) -> html.Element:
    """The outline of a kind of node, in its colour."""
    return html.Span(className=f"mark mark-{kind}", **aria(hidden="true"))


def _facet(
    facet: str,
    selection: Selection,
    kept: Kept,
    everything: Mapping[str, Mapping[str, int]],
    dataset: Dataset,
) -> html.Element:
    values = _values(facet, selection, kept, everything[facet])
    if facet == "family":
        rows = _families(values, selection, kept, everything, dataset)
    else:
        choices = _Choices(facet, selection, kept, everything, dataset)
        rows = [html.Li(choices.link(value)) for value in values]
    title = titles(dataset)[facet]
    chosen = len(selection.values(facet))
    if facet == "family":
        chosen += len(selection.relation)
    return html.Details(
        [
            html.Summary(
                [title, html.Span(str(chosen) if chosen else "", className="chosen")],
                **aria(label=f"{title}, {chosen:,} chosen" if chosen else ""),
            ),
            html.Ul(rows[:_AT_ONCE], className="choices", **aria(label=title)),
            _more(facet, title, rows[_AT_ONCE:], kept.more.get(facet, 0)),
        ],
        open=facet in _OPEN,
        className="facet",
        id=f"facet-{facet}",
        **keyed(f"facet:{facet}"),
    )


def _values(
    facet: str, selection: Selection, kept: Kept, everything: Mapping[str, int]
) -> list[str]:
    """The values to choose from: all, in an order that filtering leaves alone.

    Of a facet with very many, those most frequent now, and the chosen ones.
    """
    if facet not in kept.more:
        values = sorted(everything, key=lambda v: (-everything[v], v))
        return [v for v in values if everything[v]]
    here = kept.counts[facet]
    chosen = [v for v in selection.values(facet) if v not in here]
    return [*sorted(here, key=lambda v: (-here[v], v)), *chosen]


def _more(facet: str, title: str, rows: list[Any], left_out: int) -> html.Element:
    label = f"{len(rows)} more"
    rest = [html.P(f"and {counted(left_out, 'more value')}")] if left_out else []
    return html.Details(
        [html.Summary(label, **aria(label=f"{label}: {title}")),
         html.Ul(rows, className="choices", **aria(label=f"{title}, more")), *rest],
        className="more" if rows else "more empty",
        **keyed(f"more:{facet}"),
    )  # fmt: skip


class _Choices:
    """The choices of one facet; what they have in common is worked out once."""

    def __init__(
        self,
        facet: str,
        selection: Selection,
        kept: Kept,
        everything: Mapping[str, Mapping[str, int]],
        dataset: Dataset,
    ) -> None:
        self._facet, self._label = facet, dataset.label
        self.chosen = selection.values(facet)
        self._counts = kept.counts[facet]
        self._most = max(everything[facet].values(), default=1)
        self._toggled = links.toggles(selection, facet)

    def link(self, value: str) -> Raw:
        """One value, to add or to take away."""
        count = self._counts.get(value, 0)
        label: list[Any] = [self._label(self._facet, value)]
        if self._facet == "kind":
            label.insert(0, kind_mark(value))
        if self._facet == "modality":
            label.append(line_sample(value))
        return _link(
            f"{self._facet}:{value}", self._toggled(value), label, count, count / self._most,
            on=value in self.chosen,
        )  # fmt: skip


def _families(
    values: Sequence[str],
    selection: Selection,
    kept: Kept,
    everything: Mapping[str, Mapping[str, int]],
    dataset: Dataset,
) -> list[html.Element]:
    """Families, each with its relations folded under it."""
    families = _Choices("family", selection, kept, everything, dataset)
    relations = _Choices("relation", selection, kept, everything, dataset)
    there = everything["relation"]
    own: dict[str, list[str]] = {family: [] for family in values}
    for r in dataset.relations.values():
        if r.family in own and there.get(r.id):
            own[r.family].append(r.id)
    rows = []
    for family, unsorted in own.items():
        ids = sorted(unsorted, key=lambda r: (-there[r], r))
        name = f"Relations of the family {dataset.label('family', family)}"
        inner = html.Details(
            [html.Summary("relations", title=name, **aria(label=name)),
             html.Ul([html.Li(relations.link(r)) for r in ids],
                     className="choices", **aria(label=name))],
            className="relations",
            open=any(r in relations.chosen for r in ids),
            **keyed(f"relations:{family}"),
        )  # fmt: skip
        rows.append(html.Li([families.link(family), inner]))
    return rows


def _context(selection: Selection, kept: Kept) -> html.Element:
    names = {"0": "left out", "1": "shown too", "only": "context only"}
    return html.Details(
        [
            html.Summary("Opinion and context"),
            html.Ul(
                [
                    _either(selection, "context", value, label, kept.choices["context"][value])
                    for value, label in names.items()
                ],
                className="choices",
                **aria(label="Opinion and context"),
            ),
        ],
        open=True,
        className="facet",
        id="facet-context",
        **keyed("facet:context"),
    )


def _either(selection: Selection, name: str, value: str, label: str, count: int) -> html.Element:
    """One of several choices that exclude each other."""
    on = getattr(selection, name) == value
    return html.Li(
        _link(
            f"{name}:{value}",
            links.href(selection.having(name, value)),
            [label],
            count,
            0,
            on=on,
            kind="radio",
        )
    )


def _link(
    key: str,
    address: str,
    label: list[Any],
    count: int,
    share: float,
    *,
    on: bool,
    kind: str = "box",
) -> Raw:
    """A choice as text at once: there are hundreds, and each changes with each filter."""
    classes = " ".join(["choice", kind, *["on"] * on, *["none"] * (not count)])
    name = spoken(" ".join(part for part in label if isinstance(part, str)), count, on=on)
    current = ' aria-current="true"' if on else ""
    return Raw(
        f'<a class="{classes}" data-nav="1" data-key="{escape(key)}" aria-label="{escape(name)}"'
        f'{current} href="{escape(address)}">'
        f'<span class="tick" aria-hidden="true"></span><span class="label">{html_of(label)}</span>'
        f'<span class="count">{count:,}</span>'
        f'<span class="bar" style="width:{100 * share:.0f}%" aria-hidden="true"></span></a>'
    )


def spoken(label: str, count: int, *, on: bool) -> str:
    """What a screen reader says of a choice: its name, what it would give, whether it is made."""
    return f"{label}, {counted(count, 'claim')}, {'chosen' if on else 'not chosen'}"


def line_sample(pattern: str) -> html.Element:
    """A short line in a pattern, or in that of a modality."""
    return html.Span(className=f"line line-{pattern}", **aria(hidden="true"))
