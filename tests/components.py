"""The page as a tree of `{"type", "props"}`, read from its HTML, and questions to ask of it.

Dash's layout as JSON has the same shape, so both can be asked alike.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERIES = ["", "?country=NA", "?from=2017&to=2017&undated=0", "?context=only", "?country=FJ",
           "?q=%C5%82%C3%B3d%C5%BA&view=map", "?kind=company&modality=done&focus=v-04"]  # fmt: skip
"""Addresses with filters of every sort: any part of the page must be right for each."""

_VOID = frozenset({"br", "hr", "img"})


class _Reader(HTMLParser):
    """Reads HTML strictly: every element that opens must close, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[dict[str, Any]] = [{"type": "", "props": {"children": []}}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        part = {"type": tag, "props": {**{k: v or "" for k, v in attrs}, "children": []}}
        self.open[-1]["props"]["children"].append(part)
        if tag not in _VOID:
            self.open.append(part)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()["type"], f"</{tag}> closes what is not open"

    def handle_data(self, data: str) -> None:
        self.open[-1]["props"]["children"].append(data)


def parsed(html: str) -> list[Any]:
    """HTML as a tree; it must be well-formed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    [whole] = reader.open
    children: list[Any] = whole["props"]["children"]
    return children


def walk(tree: Any) -> Iterator[dict[str, Any]]:
    """Every component in a tree, from the outside in, in the order of the page."""
    if isinstance(tree, list):
        for item in tree:
            yield from walk(item)
    elif isinstance(tree, dict) and "props" in tree:
        yield tree
        yield from walk(tree["props"].get("children"))


def words(tree: Any) -> str:
    """All the text in a tree, as a reader sees it."""
    if isinstance(tree, list):
        return "".join(words(item) for item in tree)
    if isinstance(tree, dict):
        return words(tree.get("props", {}).get("children"))
    return "" if tree is None else str(tree)


def of_type(tree: Any, name: str) -> list[dict[str, Any]]:
    """Every component of a type, such as `a`."""
    return [part for part in walk(tree) if part["type"].lower() == name]


def classes(part: dict[str, Any]) -> list[str]:
    """The CSS classes of a component."""
    return str(part["props"].get("class") or part["props"].get("className") or "").split()


def of_class(tree: Any, name: str) -> list[dict[str, Any]]:
    """Every component with a CSS class."""
    return [part for part in walk(tree) if name in classes(part)]


def links(tree: Any) -> dict[str, str]:
    """From the words of each link to where it leads."""
    return {words(link): link["props"]["href"] for link in of_type(tree, "a")}


def definitions(tree: Any) -> dict[str, str]:
    """The terms of all definition lists, with what is said of each."""
    terms = [part for part in walk(tree) if part["type"] in ("dt", "dd")]
    return {words(a): words(b) for a, b in zip(terms[::2], terms[1::2], strict=True)}
