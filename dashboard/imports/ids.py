"""Ids that are safe in files and addresses, and the same in each import."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from dashboard.model import searchable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_LONGEST = 60
_SUFFIXES = re.compile(
    r"(\.(csv|tsv|txt|tab|dat|gz|zip|xlsx?|xls[mb]|ods|json|graphml|gexf|gml|net|gdf))+$",
    re.IGNORECASE,
)


def slug(text: str) -> str:
    """Small letters, digits and hyphens; blank where nothing of the text can be written so."""
    return re.sub(r"[^a-z0-9]+", "-", searchable(text)).strip("-")[:_LONGEST].strip("-")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def node_ids(keys: Iterable[str], lists: Collection[str] = ()) -> dict[str, str]:
    """From what the file calls a node to its id.

    A code that is an id already stays as it is. A name becomes a slug; where two make the same, or
    there is no slug, it carries a mark made from the name. No id is that of an edge
    (`list-12`, `list-12.1`).

    Args:
        keys: in the order of the files; the first of two that make the same slug has it bare.
        lists: names of the edge lists.
    """
    keys = [*keys]
    edges = re.compile(rf"(?:{'|'.join(map(re.escape, lists)) or '(?!)'})-\d+(?:\.\d+)?")
    found = {
        key: key
        for key in keys
        if _ID.fullmatch(key) and len(key) <= _LONGEST and not edges.fullmatch(key)
    }
    taken = {*found.values()}
    for key in keys:
        if key in found:
            continue
        bare = slug(key)
        if not bare or bare in taken or edges.fullmatch(bare):
            bare = f"{bare or 'n'}-{_mark(key)}"
        found[key] = bare
        taken.add(bare)
    return found


def list_names(files: Iterable[str]) -> list[str]:
    """A name for the edge list of each file, none the name of one of our tables."""
    found: list[str] = []
    for number, file in enumerate(files, 1):
        stem = _SUFFIXES.sub("", file)  # fmt: skip
        name = slug(stem) or f"list-{number}"
        if name in ("nodes", "places", "relations", "coverage"):
            name = f"{name}-list"
        again, first = 2, name
        while name in found:
            name, again = f"{first}-{again}", again + 1
        found.append(name)
    return found


def own_names(headings: Iterable[str], prefix: str) -> dict[str, str]:
    """From heading to the name of a column of the list's own: `x.flow-type`."""
    found: dict[str, str] = {}
    for number, heading in enumerate(headings, 1):
        bare = slug(heading) or f"column-{number}"
        name, again = prefix + bare, 2
        while name in found.values():
            name, again = f"{prefix}{bare}-{again}", again + 1
        found[heading] = name
    return found
