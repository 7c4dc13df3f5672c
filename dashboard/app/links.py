"""Links that change the selection: real links, so that they open in a tab and can be copied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app.tags import NAV

if TYPE_CHECKING:
    from dashboard.selection import Selection


def href(selection: Selection) -> str:
    """The page with this selection."""
    return f"/?{query}" if (query := selection.query()) else "/"


def to(selection: Selection, children: Any, **attributes: Any) -> html.Element:
    """A link to the page with this selection; the script follows it without a reload."""
    return html.A(children, href=href(selection), **{**NAV, **attributes})


def focus(selection: Selection, target: str, children: Any, **attributes: Any) -> html.Element:
    """A link that opens the evidence of a claim or a node."""
    attributes.setdefault("className", "focus-link")
    return to(replace(selection, focus=target), children, **attributes)
