"""`data/start.yaml`: where a newcomer can begin. The file may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.load.records import Record, read_yaml
from dashboard.model import Problem, Start

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = ("title", "text", "query")


def read_starts(path: Path, problems: list[Problem]) -> tuple[Start, ...]:
    """The list of starts, each with a title, a sentence and a query."""
    if not path.exists():
        return ()
    name = f"data/{path.name}"
    found = read_yaml(path, name, problems)
    if not isinstance(found, list) or not all(isinstance(item, Record) for item in found):
        if found is not None:
            problems.append(Problem(name, 0, "", "", "is not a list.", "Begin with `- title:`."))
        return ()
    for item in found:
        first = next(iter(item.lines.values()), 0)
        for key in dict.fromkeys((*item, *_KEYS)):
            if key not in _KEYS or not isinstance(item.get(key), str):
                message = "is not known here." if key not in _KEYS else "is missing, or no text."
                remedy = f"Each start has: {', '.join(_KEYS)}."
                line = item.lines.get(key, first)
                problems.append(Problem(name, line, key, "", message, remedy))
    return tuple(Start(**{key: str(item.get(key, "")) for key in _KEYS}) for item in found)
