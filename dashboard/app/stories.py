"""Story mode: the bar under a presented screen, the list of stories, and a scene to be pasted.

What is drawn is always what the address says. A scene's caption is shown only over the claims it
was written for; over others the sentence stands in its place.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from dashboard.app import elements as html
from dashboard.app import ids, links
from dashboard.app.facets import kind_mark
from dashboard.app.tags import aria, keyed
from dashboard.model import BASES, MODALITIES, labels
from dashboard.selection import Selection, parse, sentence
from dashboard.store import WHOLE, Part
from dashboard.theme import PATTERN_LABELS, PATTERNS
from dashboard.views.words import counted, when, who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.app.scenes import Scenes
    from dashboard.model import Dataset, Document, Scene, Story
    from dashboard.store import Kept

_REPLACE = {"data-nav": "replace"}
_LONGEST_TITLE = 60
_WHOSE = {
    "leaked_document": "leaked papers as quoted there",
    "article": "the article itself",
    "commentator": "commentators",
    "self_description": "what people and bodies say of themselves",
    "public_statement": "public statements",
    "curator_inference": "our inference",
    "retracted": "withdrawn claims",
}
"""Whose word claims are, for many claims together."""
_FACTS = ("done", "standing")
_BASES = labels(BASES)
_MODES_AT_MOST = 3
_DOUBTS = str.maketrans("", "", "~%?")


def bar(selection: Selection, kept: Kept, scenes: Scenes) -> list[Any]:
    """Title, caption, citation and steps of what is presented; nothing where nothing is."""
    if not selection.story:
        return []
    dataset = scenes.store.dataset
    story = dataset.about.story(selection.story)
    title, caption = _told(story, selection, kept, dataset)
    return [
        html.Div([html.H2(title), html.P(caption)], className="told"),
        html.Div(citation(selection, scenes), className="cited"),
        html.Div(
            [*_steps(story, selection, dataset), _key(selection, scenes), _leave(selection)],
            className="steps",
        ),
    ]


def _told(
    story: Story | None, selection: Selection, kept: Kept, dataset: Dataset
) -> tuple[str, str]:
    """Title and caption: of the scene, of the story where no scene is open, or of the screen."""
    if story and not selection.scene:
        return story.title, story.text
    if story and (scene := story.scenes[int(selection.scene) - 1]):
        if shows_its_claims(scene, selection, dataset):
            return scene.title, scene.caption
        return story.title, f"Beside scene {selection.scene}: {sentence(selection, kept, dataset)}"
    return dataset.about.title, sentence(selection, kept, dataset)


def shows_its_claims(scene: Scene, selection: Selection, dataset: Dataset) -> bool:
    """Whether a selection keeps the claims that a scene is about; focus and view may differ."""
    own, _ = parse(scene.query, dataset)
    return own.narrowing() == selection.narrowing()


def screen(story: Story, number: int, dataset: Dataset) -> Selection:
    """The selection of a story's scene, counted from 1."""
    own, _ = parse(story.scenes[number - 1].query, dataset)
    return replace(own, story=story.id, scene=str(number))


def _steps(story: Story | None, selection: Selection, dataset: Dataset) -> list[Any]:
    """Where one is in the story, and a link to each scene."""
    if not story:
        return []
    dots = [
        html.Li(_dot(story, number, selection, dataset))
        for number in range(1, len(story.scenes) + 1)
    ]
    where = f"{selection.scene} of {len(dots)}" if selection.scene else counted(len(dots), "scene")
    return [html.Span(where, className="where"), html.Ol(dots, className="dots")]


def _dot(story: Story, number: int, selection: Selection, dataset: Dataset) -> html.Element:
    here = str(number) == selection.scene
    title = f"Scene {number}: {story.scenes[number - 1].title}"
    return links.to(
        screen(story, number, dataset), "", title=title, **_REPLACE, **keyed(f"scene:{number}"),
        **aria(label=title, **({"current": "step"} if here else {})),
    )  # fmt: skip


def _key(selection: Selection, scenes: Scenes) -> html.Element:
    """The kinds and line patterns that are drawn; nothing is chosen with it."""
    if selection.view not in ("network", "map"):
        return html.Div([], className="drawn")
    store, part = scenes.store, scenes.part(selection)
    kinds = store.groups(selection, "kind", part, most_bundles=0).groups
    kinds = tuple(sorted(kinds, key=lambda kind: (-kind.nodes, kind.first)))
    patterns = {PATTERNS[mode] for mode in store.tally(selection, "modality", part)}
    return html.Div(
        [html.Span([kind_mark(kind.id), store.dataset.label("kind", kind.id)]) for kind in kinds]
        + [html.Span([html.Span(className=f"line line-{pattern}"), label])
           for pattern, label in PATTERN_LABELS.items() if pattern in patterns],
        className="drawn",
    )  # fmt: skip


def _leave(selection: Selection) -> html.Element:
    return links.to(replace(selection, story="", scene=""), "Leave",
                    title="Back to the dashboard (Esc)", className="leave")  # fmt: skip


def citation(selection: Selection, scenes: Scenes) -> list[Any]:
    """What is shown rests on this: the claim in focus, or the claims that are drawn."""
    store, dataset = scenes.store, scenes.store.dataset
    if store.has_edge(selection.focus):
        return _claim_cited(store.edge(selection.focus), dataset)
    part, lead = WHOLE, ""
    if node := dataset.nodes.get(selection.focus):
        part, lead = Part(nodes=(node.id,)), f"{node.name}: "
    stand_in = store.tally(selection, "document", part)
    if not stand_in:
        return [html.P(f"{lead}no claim is shown.", className="lead")]
    documents = [dataset.documents[d] for d in stand_in]
    claims = sum(stand_in.values())
    whose = Counter(store.tally(selection, "claim_status", part))
    modes = Counter(store.tally(selection, "modality", part))
    out = claims - store.count(selection, scenes.part(selection, part))
    number = f"{counted(claims, 'claim')} from {counted(len(documents), 'document')}"
    return [
        html.P([html.Strong(f"{lead}{number}"), _not_drawn(out, selection)], className="lead"),
        html.P(_documents(documents), className="from"),
        html.P(f"{_whose_word(whose, len(documents))} {_modes(modes)}", className="whose"),
    ]


def _claim_cited(edge: dict[str, str], dataset: Dataset) -> list[Any]:
    document = dataset.documents[edge["document"]]
    mode = labels(MODALITIES).get(edge["modality"], edge["modality"])
    papers = [_in_short(paper.title) for paper in document.papers if paper.id == edge["paper"]]
    basis = "" if edge["date_basis"] in ("", "event") else f" ({_BASES[edge['date_basis']]})"
    told = " · ".join([who(edge), mode, f"{when(edge)}{basis}", *papers])
    return [
        html.P(edge["statement"], className="lead statement"),
        html.P(told, className="whose"),
        html.P([*_cite(document), f", paragraph {edge['paragraph']}"], className="from"),
    ]


def _not_drawn(out: int, selection: Selection) -> str:
    """How many of the claims the present view cannot draw."""
    where = "not on the map" if selection.view == "map" else "undated, not on the timeline"
    return f"; {out:,} {where}" if out else ""


def _documents(documents: list[Document]) -> list[Any]:
    """One document with title and date, two by short labels with dates, more by these alone."""
    if len(documents) == 1:
        return _cite(documents[0])
    if len(documents) > 2:
        return ["; ".join(document.short for document in documents)]
    parts = [[document.short, *_dated(document, " (", ")"), "; "] for document in documents]
    return [part for cite in parts for part in cite][:-1]


def _cite(document: Document) -> list[Any]:
    cite = html.Cite(_in_short(document.title))
    return [f"{document.publisher}, ", cite, *_dated(document, ", ")]


def _in_short(title: str) -> str:
    return textwrap.shorten(title, _LONGEST_TITLE, placeholder=" …")


def _dated(document: Document, before: str, after: str = "") -> list[Any]:
    if not document.published:
        return []
    return [before, html.Span(published(document.published), className="date"), after]


def published(date: str) -> str:
    """An EDTF date for people: `2020-08-11 or later`, `2020-11-20 to 2020-11-24`."""
    about = "about " if {"~", "%"} & {*date} else ""
    first, _, last = date.translate(_DOUBTS).partition("/")
    if ".." in (first, last):
        return about + (f"{first} or later" if last == ".." else f"{last} or earlier")
    return f"{about}{first} to {last}" if last else f"{about}{first}"


def _whose_word(statuses: Counter[str], documents: int) -> str:
    words = dict(_WHOSE)
    if documents > 1:
        words["article"] = "the articles themselves"
    counts = statuses.most_common()
    told = [words.get(status, status) for status, _ in counts]
    if len(told) > 1:
        told = [f"{word} ({count:,})" for word, (_, count) in zip(told, counts, strict=True)]
    return f"On the word of {_and(told)}."


def _modes(modes: Counter[str]) -> str:
    """How many are done, and in what mode the others are said: where these are many, roughly."""
    counts = Counter({mode: count for mode, count in modes.items() if mode not in _FACTS})
    facts = modes.total() - counts.total()
    if not counts:
        return "Told as done or standing."
    names = labels(MODALITIES)
    others = [f"{count:,} {names.get(m, m).lower()}" for m, count in counts.most_common()]
    if len(counts) > _MODES_AT_MOST:
        rough: Counter[str] = Counter()
        for mode, count in counts.items():
            rough[PATTERNS[mode]] += count
        others = [f"{rough[p]:,} {label}" for p, label in PATTERN_LABELS.items() if rough[p]]
    first = f"{facts:,} told as done or standing" if facts else "none told as done"
    return f"{'; '.join([first, *others])}.".capitalize()


def _and(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def listed(dataset: Dataset) -> list[Any]:
    """The stories to choose from, each a link to its first scene; nothing where there is none."""
    stories = dataset.about.stories
    if not stories:
        return []
    return [
        html.H3("Stories"),
        html.P("Screens in an order, to be presented: arrow keys step, Escape leaves."),
        html.Ul([
            html.Li(links.to(screen(story, 1, dataset), [
                html.Strong(story.title),
                html.Span(f"{story.text} {counted(len(story.scenes), 'scene')}."),
            ]))
            for story in stories
        ], className="starts"),
    ]  # fmt: skip


def draft(selection: Selection, kept: Kept, dataset: Dataset) -> str:
    """The present screen as a scene, in YAML as it stands in a story's file."""
    scene = {
        "title": "",
        "caption": sentence(selection, kept, dataset),
        "query": replace(selection, story="", scene="").query(),
    }
    text = yaml.safe_dump([scene], allow_unicode=True, sort_keys=False, width=float("inf"))
    return textwrap.indent(text, "  ")


def dialog() -> html.Element:
    """Where the present screen can be copied as a scene."""
    return html.Dialog(
        [
            html.Button("×", id="close-add-scene", className="close", **aria(label="Close")),
            html.H2("Add scene"),
            html.P(["This screen as a scene. Paste it into a file in ", html.Code("data/stories/"),
                    ", under ", html.Code("scenes:"), ", and say in a title and a caption of your "
                    "own what is seen and whose word it is."]),
            html.Pre(id=ids.SCENE_DRAFT, tabIndex=0, className="draft"),
            html.P([html.Button("Copy", id="copy-scene"), html.Span(id="copied", role="status")]),
        ],
        id="add-scene",
        className="about",
        **aria(label="Add scene"),
    )  # fmt: skip


def ids_of(dataset: Dataset) -> str:
    """The ids of all stories, with spaces between, for the page's script."""
    return " ".join(story.id for story in dataset.about.stories)
