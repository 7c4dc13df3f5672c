"""`data/stories/*.yaml`: screens to be presented one after another. The folder may be missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dashboard.load.records import Record, read_yaml
from dashboard.model import THIS_SCREEN, Problem, Scene, Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_STORY = ("title", "text", "scenes")
_SCENE = ("title", "caption", "query")
_MAY_BE_BLANK = "query"  # a blank query is the whole data set
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_stories(folder: Path, problems: list[Problem]) -> tuple[Story, ...]:
    """Every story of the folder, by file name; `problems` gets what is wrong with them."""
    found = (_story(path, problems) for path in sorted(folder.glob("*.yaml")))
    return tuple(story for story in found if story)


def _story(path: Path, problems: list[Problem]) -> Story | None:
    name = f"data/stories/{path.name}"
    if not _ID.fullmatch(path.stem) or path.stem == THIS_SCREEN:
        remedy = f'Name it in small letters, digits and hyphens, and not "{THIS_SCREEN}".'
        problems.append(Problem(name, 0, "", path.stem, "cannot be the id of a story.", remedy))
    before = len(problems)
    found = read_yaml(path, name, problems)
    if not isinstance(found, Record):
        if len(problems) == before:
            remedy = "Begin with `title:`."
            problems.append(Problem(name, 0, "", "", "is not a story.", remedy))
        return None
    problems.extend(_wrong(found, _STORY, name, 1, "A story"))
    scenes = found.get("scenes")
    if not _are_scenes(scenes):
        line = found.lines.get("scenes", 1)
        remedy = f"Give it as a list; each scene has: {', '.join(_SCENE)}."
        if "scenes" in found:
            problems.append(Problem(name, line, "scenes", "", "holds no list of scenes.", remedy))
        return None
    return Story(
        id=path.stem,
        title=_words(found, "title"),
        text=_words(found, "text"),
        scenes=tuple(_scene(scene, name, problems) for scene in scenes or ()),
    )


def _are_scenes(scenes: Any) -> bool:
    return (
        isinstance(scenes, list)
        and bool(scenes)
        and all(isinstance(scene, Record) and scene for scene in scenes)
    )


def _scene(scene: Record, name: str, problems: list[Problem]) -> Scene:
    first = min(scene.lines.values())
    problems.extend(_wrong(scene, _SCENE, name, first, "A scene"))
    return Scene(**{key: _words(scene, key) for key in _SCENE}, line=first)


def _words(record: Record, key: str) -> str:
    return str(record.get(key, "")).strip()


def _wrong(
    record: Record, keys: tuple[str, ...], name: str, line: int, what: str
) -> Iterable[Problem]:
    """A problem for each key that is unknown, missing or blank where it needs a text."""
    remedy = f"{what} has: {', '.join(keys)}."
    for key in dict.fromkeys((*record, *keys)):
        value = record.get(key)
        where = record.lines.get(key, line)
        if key not in keys:
            yield Problem(name, where, key, "", "is not known here.", remedy)
        elif key not in record:
            yield Problem(name, where, key, "", "is missing.", remedy)
        elif key != "scenes" and not isinstance(value, str):
            yield Problem(name, where, key, "", "is no text.", remedy)
        elif key not in ("scenes", _MAY_BE_BLANK) and not str(value).strip():
            yield Problem(name, where, key, "", "is blank.", remedy)
