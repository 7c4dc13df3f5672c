"""Dash's HTML components as HTML text.

The filter panel and the evidence are hundreds of elements that change together and hold nothing
but text and links. Handed to Dash as components they take its renderer seconds; as text, the
browser a few milliseconds (`docs/decisions/0011-html-as-text.md`). They are still built from
components, so they can be looked at as a tree in tests.
"""

from __future__ import annotations

from html import escape
from typing import Any

from dash.development.base_component import Component

_NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
_VOID = frozenset({"br", "hr", "img"})


def html_of(node: Any) -> str:
    """A component, a text, a number, a list of these or nothing, as HTML; all text is escaped."""
    if node is None:
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(map(html_of, node))
    if not isinstance(node, Component):
        return escape(str(node), quote=False)
    properties: dict[str, Any] = dict(node.to_plotly_json()["props"])
    children = html_of(properties.pop("children", None))
    tag = type(node).__name__.lower()
    attributes = "".join(_attribute(name, value) for name, value in properties.items())
    return f"<{tag}{attributes}>" if tag in _VOID else f"<{tag}{attributes}>{children}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False or value == "":
        return ""
    name = _NAMES.get(name, name)
    if value is True:
        return f" {name}"
    if name == "style":
        value = ";".join(f"{key}:{part}" for key, part in value.items())
    return f' {name}="{escape(str(value))}"'
