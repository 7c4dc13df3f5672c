"""A page of instructions, read as steps that a test can take."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ORDER = re.compile(r"^(Write|Add to|Replace in) `([^`]+)`:\n\n\Z", re.MULTILINE)
_DELETE = re.compile(
    r"^Delete every row that begins with `(\w+)` from (.*?), and the", re.DOTALL | re.MULTILINE
)


@dataclass
class Step:
    """One thing that the page tells the reader to do.

    `does` is "Run", "Write", "Add to", "Replace in" or "Delete"; `says` is what a command should
    say, where the page shows it.
    """

    does: str
    files: list[str]
    text: str
    says: list[str] = field(default_factory=list)


def steps(page: str) -> list[Step]:
    """Every step of a page in Markdown, in its order.

    Raises:
        ValueError: there is a block that is no step.
    """
    found: list[tuple[int, Step]] = []
    for match in _BLOCK.finditer(page):
        kind, text = match.groups()
        order = _ORDER.search(page[: match.start()])
        if order:
            found.append((match.start(), Step(order[1], [order[2]], text)))
        elif kind == "sh":
            found += [(match.start(), Step("Run", [], line)) for line in text.splitlines()]
        elif kind == "text" and found and found[-1][1].does == "Run":
            found[-1][1].says = text.splitlines()
        else:
            raise ValueError(f"nothing says what to do with: {text}")
    for match in _DELETE.finditer(page):
        files = re.findall(r"`([^`]+)`", match[2])
        found.append((match.start(), Step("Delete", files, match[1])))
    return [step for _, step in sorted(found, key=lambda pair: pair[0])]


def take(step: Step, folder: Path) -> None:
    """Do what a step says to files, as its reader would."""
    for name in step.files:
        path = folder / name
        if step.does == "Write":
            assert not path.exists()
            path.write_text(step.text, encoding="utf-8")
            continue
        before = path.read_text(encoding="utf-8")
        assert before.endswith("\n"), "what is added would end up on the last line"
        path.write_text(_changed(step, before), encoding="utf-8")


def _changed(step: Step, text: str) -> str:
    if step.does == "Add to":
        return text + step.text
    if step.does == "Delete":
        kept = [line for line in text.splitlines() if not line.startswith(step.text)]
        assert len(kept) < len(text.splitlines())
        return "\n".join(kept) + "\n"
    old, new = (line[1:] for line in step.text.splitlines())
    assert text.count(old) == 1
    return text.replace(old, new)


def commands(found: list[Step]) -> Iterator[str]:
    """The commands among the steps."""
    return (step.text for step in found if step.does == "Run")
