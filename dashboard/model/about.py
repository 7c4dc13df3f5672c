"""What a data set says of itself: title, notice, places to begin, stories."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.model.choices import Profile


@dataclass(frozen=True, slots=True)
class Start:
    """A place to begin: a part of the data set, as a title, a sentence and a query."""

    title: str
    text: str
    query: str


THIS_SCREEN = "this"
"""What stands in an address for a story whose one scene is the present screen."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen of a story: a query, with a title and a caption of the curators' own.

    `line` is where it begins in the story's file, counted from 1.
    """

    title: str
    caption: str
    query: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """Screens in an order to be presented; `id` is the stem of its file in `data/stories/`."""

    id: str
    title: str
    text: str
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the data set says of itself, from `datapackage.json`.

    Attributes:
        profile: `curated` by our rules, or a `list` as somebody else made it: that says nothing
            of modality, status or confidence, and its rows need not name a source.
        directed: whether source and target of an edge differ; no arrowheads if not.
        view_titles: what the data set calls a view, such as `network`; its own name unless given.
    """

    name: str
    title: str
    description: str = ""
    notice: str = ""
    licence: str = ""
    licence_url: str = ""
    code_licence: str = ""
    corrections: str = ""
    corrections_url: str = ""
    homepage: str = ""
    list_titles: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[Start, ...] = ()
    stories: tuple[Story, ...] = ()
    profile: Profile = "curated"
    directed: bool = True
    view_titles: Mapping[str, str] = field(default_factory=dict)

    def story(self, story: str) -> Story | None:
        """The story of this id, or `None` where there is none."""
        return next((one for one in self.stories if one.id == story), None)
