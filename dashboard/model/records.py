"""What stands in the tables and seeds beside the claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the data: where it is, what it is and what to do.

    `line` counts physical lines from 1; 0 means the file as a whole.
    """

    file: str
    line: int
    column: str
    value: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        what = " ".join(p for p in (self.column, f'"{self.value}"' if self.value else "") if p)
        return " ".join(p for p in (where, what, self.message, self.remedy) if p)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map. `lat` and `lon` in degrees, WGS 84."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    precision: str
    basis: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A person, body, event or place that claims tie together. Blank text means not given."""

    id: str
    name: str
    kind: str
    place: str = ""
    place_basis: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    redacted: bool = False
    note: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    """What a list of somebody else's says of it beside that, by name of the column (`x.…`)."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One neutral predicate of the vocabulary."""

    id: str
    label: str
    inverse: str
    family: str
    definition: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An underlying paper that documents cite; its id is shared where two cite the same one."""

    id: str
    title: str
    issuer: str = ""
    issuer_node: str = ""
    date: str = ""
    date_basis: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One record of `seeds/`: a text that claims stand in, and how far it can be relied on."""

    id: str
    title: str
    short: str
    publisher: str
    url: str
    kind: str
    reliability: str
    reliability_rationale: str
    author: str = ""
    language: str = ""
    published: str = ""
    published_basis: str = ""
    archive_url: str = ""
    derived_from: Mapping[str, str] = field(default_factory=dict)
    text_file: str = ""
    text_sha256: str = ""
    paragraphs: int = 0
    expect_min: int = 0
    expect_max: int = 0
    papers: tuple[Paper, ...] = ()

    @property
    def origin(self) -> str:
        """What the document goes back to: the text it repeats, or itself."""
        return self.derived_from.get("url", "") or self.id
