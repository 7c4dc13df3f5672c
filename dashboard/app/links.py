"""Links that change the selection: real links, so that they open in a tab and can be copied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from dashboard.app import elements as html
from dashboard.app.tags import NAV

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.selection import Selection

_VALUE = "\ue000value\ue001"  # characters that no text has


def href(selection: Selection) -> str:
    """The page with this selection."""
    return f"/?{query}" if (query := selection.query()) else "/"


def toggles(selection: Selection, facet: str) -> Callable[[str], str]:
    """The address with one value of a facet added, or taken away if it was chosen.

    There are hundreds of these on the page, alike but for the value; so the query is written once.
    """
    chosen = selection.values(facet)
    pattern = href(selection.having(facet, (*chosen, _VALUE)))
    before, _, after = pattern.partition(quote_plus(_VALUE))

    def toggled(value: str) -> str:
        if value in chosen:
            return href(selection.toggled(facet, value))
        return before + quote_plus(value) + after

    return toggled


def to(selection: Selection, children: Any, **attributes: Any) -> html.Element:
    """A link to the page with this selection; the script follows it without a reload."""
    return html.A(children, href=href(selection), **{**NAV, **attributes})


def focus(selection: Selection, target: str, children: Any, **attributes: Any) -> html.Element:
    """A link that opens the evidence of a claim or a node."""
    attributes.setdefault("className", "focus-link")
    return to(replace(selection, focus=target), children, **attributes)
