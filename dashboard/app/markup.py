"""Elements as HTML text.

The filter panel and the evidence are hundreds of elements that change together and hold nothing
but text and links. Handed to Dash as components they take its renderer seconds; as text, the
browser a few milliseconds (`docs/decisions/0011-html-as-text.md`).
"""

from __future__ import annotations

from html import escape
from typing import Any

from dashboard.app.elements import Element

_NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
_VOID = frozenset({"br", "hr", "img"})


class Raw(str):
    """HTML that is text already: `html_of` leaves it as it is. What is in it has to be escaped."""

    __slots__ = ()


def html_of(node: Any) -> str:
    """An element, a text, a number, a list of these or nothing, as HTML; all text is escaped."""
    pieces: list[str] = []
    _write(node, pieces)
    return "".join(pieces)


def _write(node: Any, pieces: list[str]) -> None:
    if isinstance(node, Element):
        tag = node.name.lower()
        pieces.append(f"<{tag}")
        for name, value in node.attributes.items():
            if value is not None and value is not False and value != "":
                pieces.append(_attribute(name, value))
        pieces.append(">")
        if tag not in _VOID:
            _write(node.children, pieces)
            pieces.append(f"</{tag}>")
    elif isinstance(node, Raw):
        pieces.append(node)
    elif isinstance(node, (list, tuple)):
        for part in node:
            _write(part, pieces)
    elif node is not None:
        pieces.append(escape(str(node), quote=False))


def _attribute(name: str, value: Any) -> str:
    name = _NAMES.get(name, name)
    if value is True:
        return f" {name}"
    if name == "style":
        value = ";".join(f"{key}:{part}" for key, part in value.items())
    return f' {name}="{escape(str(value))}"'
