"""HTML elements as plain data: those of Dash take twenty times as long to make.

Used like `dash.html`: `A("here", href="/")`. `markup.html_of` makes text of them, and
`as_dash` Dash's own components for what stands in the layout.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from dash import html


class Element:
    """An element with its children (elements, texts, lists of these) and its attributes."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, children: Any = None, /, **attributes: Any) -> None:
        """Take the name as Dash writes it, `A` or `Span`."""
        self.name = name
        self.children = children
        self.attributes = attributes


A = partial(Element, "A")
Blockquote = partial(Element, "Blockquote")
Br = partial(Element, "Br")
Button = partial(Element, "Button")
Cite = partial(Element, "Cite")
Code = partial(Element, "Code")
Dd = partial(Element, "Dd")
Details = partial(Element, "Details")
Dialog = partial(Element, "Dialog")
Div = partial(Element, "Div")
Dl = partial(Element, "Dl")
Dt = partial(Element, "Dt")
H2 = partial(Element, "H2")
H3 = partial(Element, "H3")
Label = partial(Element, "Label")
Li = partial(Element, "Li")
Mark = partial(Element, "Mark")
Nav = partial(Element, "Nav")
Ol = partial(Element, "Ol")
Option = partial(Element, "Option")
P = partial(Element, "P")
Pre = partial(Element, "Pre")
Q = partial(Element, "Q")
Section = partial(Element, "Section")
Select = partial(Element, "Select")
Small = partial(Element, "Small")
Span = partial(Element, "Span")
Strong = partial(Element, "Strong")
Summary = partial(Element, "Summary")
Ul = partial(Element, "Ul")


def as_dash(node: Any) -> Any:
    """The same as Dash's components; what is no element stays what it is."""
    if isinstance(node, (list, tuple)):
        return [as_dash(part) for part in node]
    if not isinstance(node, Element):
        return node
    make = getattr(html, node.name)
    return make(as_dash(node.children), **node.attributes)
