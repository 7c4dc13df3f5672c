"""A Selection and its URL query: one grammar for the page, the downloads and the command line."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from dashboard import dates
from dashboard.model import (
    FIELDS,
    KINDS,
    MODALITIES,
    SOURCING,
    STATUSES,
    THIS_SCREEN,
    Dataset,
    facets_of,
    labels,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VIEWS = ("network", "map", "timeline", "table")


FACETS = facets_of(FIELDS["edges"])
"""Facets of every data set with the columns each looks at; an edge has a value if any of the
columns holds it. A list may have more (`Dataset.facets`): each looks at the column of its name."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What narrows the claims, what is focused and which view shows it. Immutable.

    Values of one facet mean "any of"; facets narrow one another. `first` and `last` are the
    query's `from` and `to`. `undated` and `context` are "1" (in), "0" (out) or "only". `story` is
    the id of the story that is presented, and `scene` the number of its scene, counted from 1.
    `by` says what is drawn, each claim or groups of nodes, blank for whichever fits, and `opened`,
    the query's `open`, which group is drawn node by node. `own` holds the facets that only this
    list has, each with its values, in the order of names.
    """

    country: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    undated: str = "1"
    family: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    context: str = "0"
    q: str = ""
    focus: str = ""
    by: str = ""
    opened: str = ""
    view: str = "network"
    story: str = ""
    scene: str = ""

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        if facet not in FACETS:
            return dict(self.own).get(facet, ())
        chosen: tuple[str, ...] = getattr(self, facet)
        return chosen

    def facets(self) -> tuple[str, ...]:
        """The facets that narrow it."""
        return (*(f for f in FACETS if getattr(self, f)), *(f for f, _ in self.own))

    def having(self, name: str, value: str | tuple[str, ...]) -> Selection:
        """The same with one filter set."""
        if name not in _DEFAULTS:
            own = {**dict(self.own), name: value}
            return replace(self, own=tuple(sorted((f, tuple(v)) for f, v in own.items() if v)))
        changes: dict[str, Any] = {name: value}
        return replace(self, **changes)

    def toggled(self, facet: str, value: str) -> Selection:
        """The same with one value of a facet added, or taken away if it was chosen."""
        chosen = self.values(facet)
        new = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return self.having(facet, new)

    def without(self, name: str) -> Selection:
        """The same with one filter back at its default; `years` is both bounds."""
        if name not in _DEFAULTS and name != "years":
            return self.having(name, ())
        names = ("first", "last") if name == "years" else (name,)
        changes: dict[str, Any] = {n: _DEFAULTS[n] for n in names}
        return replace(self, **changes)

    def filters(self) -> tuple[str, ...]:
        """Names of the filters that are not at their default, `years` for either bound."""
        names = [n for n in _DEFAULTS if n not in _NOT_NARROWING]
        active = [n for n in names if getattr(self, n) != _DEFAULTS[n]]
        named = {"first": ("years",), "last": ("years",), "own": tuple(f for f, _ in self.own)}
        return tuple(dict.fromkeys(f for n in active for f in named.get(n, (n,))))

    def narrowing(self) -> Selection:
        """The same without focus, view and story: what a download depends on."""
        return replace(self, focus="", by="", opened="", view="network", story="", scene="")

    def query(self) -> str:
        """The URL query, without `?`; defaults are left out, keys stand in one fixed order."""
        pairs: list[tuple[str, str]] = []
        for name, default in _DEFAULTS.items():
            value = getattr(self, name)
            if name == "own":
                pairs += [(facet, v) for facet, values in self.own for v in values]
            elif value != default:
                values = value if isinstance(value, tuple) else (value,)
                pairs += [(_KEYS.get(name, name), v) for v in values]
        return "&".join(_pair(key, value) for key, value in pairs)


@lru_cache(maxsize=4096)
def _pair(key: str, value: str) -> str:
    """A key and its value; every choice of the panel is a link, so the same ones come again."""
    return urlencode({key: value})


_DEFAULTS = {f.name: f.default for f in fields(Selection)}
_NOT_NARROWING = ("focus", "by", "opened", "view", "story", "scene")
_KEYS = {"first": "from", "last": "to", "opened": "open"}
_NAMES = {key: name for name, key in _KEYS.items()}
GROUPINGS = ("country", "place", "kind", "community", "node")
"""What nodes can be drawn as groups of; `node` is each by itself, its ties drawn as one."""
_CLOSED = {
    "undated": ("1", "0", "only"),
    "context": ("0", "1", "only"),
    "view": VIEWS,
    "by": ("claims", *GROUPINGS),
}


def parse(query: str, dataset: Dataset) -> tuple[Selection, list[str]]:
    """Read a URL query.

    Args:
        query: with or without the leading `?`.
        dataset: whose values are known.

    Returns:
        The selection, and a sentence for each key or value that is unknown and was left out.
    """
    chosen: dict[str, list[str]] = {}
    said: list[str] = []
    known = vocabulary(dataset)
    for key, raw in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        name = _NAMES.get(key, key)
        if not _is_key(key, dataset):
            said.append(f'Ignored "{key}": there is no such filter.{_near(key, _keys(dataset))}')
            continue
        value, complaint = _accept(name, raw.strip(), known, dataset)
        if complaint:
            said.append(f'Ignored {key} "{raw}": {complaint}')
        elif value and value not in chosen.setdefault(name, []):
            chosen[name].append(value)
    said += _only_one(chosen, dataset)
    said += _right_way_round(chosen)
    said += _scene_of_its_story(chosen, dataset)
    own = tuple(sorted((n, tuple(chosen.pop(n))) for n in [*chosen] if n not in _DEFAULTS))
    values = {n: tuple(v) if n in FACETS else v[0] for n, v in chosen.items() if v}
    return Selection(**values, own=tuple(f for f in own if f[1])), said  # type: ignore[arg-type]


def _is_key(key: str, dataset: Dataset) -> bool:
    """Whether a query may hold it; `first` and `last` are written `from` and `to`."""
    if key in _KEYS or key == "own":
        return False
    return _NAMES.get(key, key) in _DEFAULTS or key in dataset.facets


def vocabulary(dataset: Dataset) -> dict[str, Mapping[str, str]]:
    """For each facet the values a query may hold, with their labels."""
    families = sorted({r.family for r in dataset.relations.values()})
    return {
        "country": dataset.countries,
        "family": {f: dataset.label("family", f) for f in families},
        "relation": {r.id: r.label for r in dataset.relations.values()},
        "list": {name: dataset.label("list", name) for name in dataset.values("list")},
        "document": {d.id: d.short for d in dataset.documents.values()},
        "paper": {p.id: p.title for p in dataset.papers.values()},
        "status": labels(STATUSES),
        "modality": labels(MODALITIES),
        "kind": labels(KINDS),
        **{facet: _own_values(facet, dataset) for facet in dataset.facets if facet not in FACETS},
    }


def _own_values(facet: str, dataset: Dataset) -> dict[str, str]:
    """The values of a facet that only this list has."""
    found = labels(SOURCING) if facet == "sourcing" else {}
    return found or {v: v for v in dataset.values(facet)}


def _accept(
    name: str, value: str, known: dict[str, Mapping[str, str]], dataset: Dataset
) -> tuple[str, str]:
    """The value as it is kept, and what is wrong with it, one of them blank."""
    if name == "country":
        value = value.upper() if len(value) == 2 else value
    if name in known and value and value not in known[name]:
        by_label = {label.casefold(): v for v, label in known[name].items()}
        if value.casefold() in by_label:
            return "", f'write it as "{by_label[value.casefold()]}".'
        return "", f"it is not known here.{_near(value, known[name])}"
    if name in _CLOSED and value not in _CLOSED[name]:
        return "", f"use one of: {', '.join(_CLOSED[name])}."
    if name in ("first", "last") and value and not _is_bound(value):
        return "", "it is not a year, month or day such as 2017, 2017-09 or 2017-09-14."
    if name in ("focus", "story", "scene") and value:
        return _pointed_at(name, value, dataset)
    return value, ""


def _pointed_at(name: str, value: str, dataset: Dataset) -> tuple[str, str]:
    """A focus, a story or the number of a scene, and what is wrong with it."""
    if name == "focus" and not _can_be_focused(value, dataset):
        return "", "no claim and no node has this id."
    if name == "story" and value != THIS_SCREEN and not dataset.about.story(value):
        return "", f"there is no such story.{_near(value, (s.id for s in dataset.about.stories))}"
    if name == "scene" and not (value.isascii() and value.isdecimal() and value.strip("0")):
        return "", "it is not a number such as 1 or 2."
    return value.lstrip("0") if name == "scene" else value, ""


def _can_be_focused(value: str, dataset: Dataset) -> bool:
    """Whether it is a claim, a node, or what is drawn of groups: `tie:…|…` between two ends."""
    ends = value.removeprefix("tie:").split("|") if value.startswith("tie:") else [value]
    if len(ends) > 1 or value.startswith("group:"):
        return len(ends) <= 2 and all(e in dataset.nodes or group_of(e) for e in ends)
    return value in dataset.nodes or dataset.has_edge(value)


def group_of(end: str) -> tuple[str, str] | None:
    """What an end `group:country:GR` groups by, and its value; None for a node."""
    parts = end.split(":", 2)
    if len(parts) < 3 or parts[0] != "group" or parts[1] not in GROUPINGS:
        return None
    return parts[1], parts[2]


def _is_bound(value: str) -> bool:
    try:
        dates.bounds(value)
    except dates.NotADateError:
        return False
    return True


def _only_one(chosen: dict[str, list[str]], dataset: Dataset) -> list[str]:
    """A key that takes one value keeps the first; the others are said."""
    return [
        f'Ignored {_KEYS.get(name, name)} "{extra}": it takes one value; "{values[0]}" came first.'
        for name, values in chosen.items()
        if name not in dataset.facets
        for extra in values[1:]
    ]


def _right_way_round(chosen: dict[str, list[str]]) -> list[str]:
    first, last = chosen.get("first"), chosen.get("last")
    if not first or not last:
        return []
    if dates.bounds(first[0]).earliest <= dates.bounds(last[0]).latest:
        return []
    del chosen["first"], chosen["last"]
    return [f"Ignored the years: from {first[0]} lies after to {last[0]}."]


def _scene_of_its_story(chosen: dict[str, list[str]], dataset: Dataset) -> list[str]:
    """A scene needs a story that has so many."""
    scene = chosen.get("scene")
    if not scene:
        return []
    story = dataset.about.story("".join(chosen.get("story", [])[:1]))
    if not story:
        del chosen["scene"]
        return [f'Ignored scene "{scene[0]}": no story with scenes is given.']
    if len(scene[0]) > 3 or int(scene[0]) > len(story.scenes):
        del chosen["scene"]
        return [f'Ignored scene "{scene[0]}": the story has {len(story.scenes)}.']
    return []


def _keys(dataset: Dataset) -> Iterable[str]:
    names = [_KEYS.get(name, name) for name in _DEFAULTS if name != "own"]
    return dict.fromkeys([*names, *dataset.facets])


def _near(value: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(value, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""
