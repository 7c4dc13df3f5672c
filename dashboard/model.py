"""What a data set is made of: its types, its vocabulary and FIELDS, the one registry of columns.

An *edge* is one claim by one document. Claims that agree or contradict stay parallel edges. A
*tie* is the bundle of all claims between two nodes. A *document* is the text a claim stands in;
a *paper* is what that document says it quotes. Ends of an edge are `source` and `target`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

Type = Literal["id", "text", "integer", "number", "edtf", "flag", "choice", "url", "list"]
Shown = Literal["table", "evidence", "csv"]
Profile = Literal["curated", "list"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed vocabulary: what is stored, what a person reads, what it means."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one table, declared once.

    Attributes:
        name: the column's name in files and downloads.
        type: how its text is read and checked.
        label: its heading for people.
        meaning: what a value says, for the data dictionary.
        required: whether a row without it is refused.
        choices: the closed vocabulary of a `choice`.
        refers: the table whose ids it holds.
        facet: the query key that filters by it; columns with one key form one facet.
        shown: where it appears.
        derived: resolved while loading, not typed by a curator.
    """

    name: str
    type: Type
    label: str
    meaning: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    refers: str = ""
    facet: str = ""
    shown: tuple[Shown, ...] = ()
    derived: bool = False


KINDS = (
    Choice("person", "Person", "A named or redacted individual."),
    Choice("government", "Government body", "A ministry, office, authority or legislature."),
    Choice("party", "Party body", "A body of a political party or of its united front."),
    Choice("mission", "Embassy or consulate", "A diplomatic mission, in its host city."),
    Choice("company", "Company", "A business, state-owned or private, or a branch of one."),
    Choice("association", "Association", "A chamber of commerce, society, think tank or NGO."),
    Choice("education", "University or institute", "A place of study or research."),
    Choice("event", "Event", "A delegation, visit, meeting, fair or forum."),
    Choice("place", "Place", "A city, region or country."),
    Choice("media", "Media", "A newspaper, site or broadcaster."),
    Choice("group", "Unnamed group", "Several people or bodies that the text does not name."),
    Choice("programme", "Programme or project", "A plan, award, law, project or technology."),
)
STATUSES = (
    Choice("leaked_document", "Leaked paper", "An article quotes or sums up a leaked paper."),
    Choice("article", "The article", "The article says it in its own voice."),
    Choice("commentator", "Commentator", "Somebody the article asked for a view."),
    Choice("self_description", "Self-description", "A person or body says it of itself."),
    Choice("public_statement", "Public statement", "Said or published openly by its voice."),
    Choice("curator_inference", "Our inference", "Inferred by the curators; the note says how."),
    Choice("retracted", "Retracted", "Withdrawn, with the reason and the date in the note."),
)
MODALITIES = (
    Choice("done", "Done", "It happened."),
    Choice("standing", "Standing", "It holds for a time: a post, a branch, a membership."),
    Choice("planned", "Planned", "It was to happen; whether it did is not said."),
    Choice("instructed", "Instructed", "Somebody was told to do it."),
    Choice("requested", "Requested", "Somebody was asked to do it."),
    Choice("recommended", "Recommended", "Somebody was put forward."),
    Choice("expressed", "Expressed", "A wish, pledge or willingness was voiced."),
    Choice("alleged", "Alleged", "Said to be so by somebody who does not show it."),
    Choice("opinion", "Opinion", "A judgement."),
)
BASES = (
    Choice("event", "date of the event", "The text dates the event itself."),
    Choice("implied", "carried over from nearby text", "The date stands in a sentence nearby."),
    Choice("document", "date of the paper only", "Only the paper's own date is known."),
    Choice("inferred", "inferred", "From outside the passage; the note says from what."),
)
CONFIDENCES = (
    Choice("high", "High", "The row reads the passage as anyone would."),
    Choice("medium", "Medium", "The passage allows another reading; the note says which."),
    Choice("low", "Low", "The reading is doubtful; the note says why."),
)
LAYERS = (
    Choice("core", "Core", "Ties one named thing to another."),
    Choice("context", "Context", "Opinion, framing or a countermeasure; off unless asked for."),
)
PRECISIONS = (
    Choice("city", "City", "The place is a city or smaller."),
    Choice("region", "Region", "Somewhere in a region; drawn at its centre."),
    Choice("country", "Country", "Somewhere in a country; drawn at a central point."),
)
PLACE_BASES = (
    Choice("text", "The text", "The article places it."),
    Choice("general_knowledge", "General knowledge", "Well known, but not in the article."),
)

_EVERYWHERE: tuple[Shown, ...] = ("table", "evidence", "csv")
_READ: tuple[Shown, ...] = ("evidence", "csv")
_CSV: tuple[Shown, ...] = ("csv",)


def _end(side: str) -> tuple[Field, ...]:
    """The columns of one end of an edge."""
    end = f"{side.capitalize()} "
    return (
        Field(side, "id", f"{end}id", "Node at this end.", True, refers="nodes", shown=_CSV),
        Field(f"{side}_name", "text", side.capitalize(), "Its name as printed.",
              derived=True, shown=_EVERYWHERE),
        Field(f"{side}_kind", "choice", f"{end}kind", "What kind of thing it is.",
              choices=KINDS, facet="kind", derived=True, shown=_CSV),
        Field(f"{side}_country", "text", f"{end}country", "Host country, ISO 3166-1 alpha-2.",
              facet="country", derived=True, shown=_CSV),
        Field(f"{side}_place", "text", f"{end}place", "Its place; blank where none is given.",
              derived=True, shown=_CSV),
    )  # fmt: skip


EDGE_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Claim", "Permanent id; never reused or renumbered.", True,
          shown=_EVERYWHERE),
    Field("list", "text", "Edge list", "The file in data/ that holds the row.",
          facet="list", derived=True, shown=_CSV),
    *_end("source"),
    Field("relation", "id", "Relation id", "What ties the ends; see relations.csv.", True,
          refers="relations", facet="relation", shown=_CSV),
    Field("relation_label", "text", "Relation", "The relation in words, from source to target.",
          derived=True, shown=_EVERYWHERE),
    Field("family", "text", "Family", "The family of relations it belongs to.",
          facet="family", derived=True, shown=_CSV),
    *_end("target"),
    Field("statement", "text", "Statement", "The claim in one plain sentence of the curators.",
          True, shown=_EVERYWHERE),
    Field("start", "edtf", "Start", "When it happened or began, EDTF level 1; never filled in.",
          shown=_EVERYWHERE),
    Field("end", "edtf", "End", "When it ended; `..` where the text says it goes on.",
          shown=_EVERYWHERE),
    Field("date_basis", "choice", "Date basis", "How the date is known.", choices=BASES,
          shown=_READ),
    Field("claim_status", "choice", "Who says it", "Whose claim it is.", True,
          choices=STATUSES, facet="status", shown=_EVERYWHERE),
    Field("modality", "choice", "Mode", "Done, planned, alleged …: in what mode it is said.", True,
          choices=MODALITIES, facet="modality", shown=_EVERYWHERE),
    Field("voice", "id", "Voice id", "The person or body whose statement it is.",
          refers="nodes", shown=_CSV),
    Field("voice_name", "text", "Voice", "The voice's name.", derived=True, shown=_READ),
    Field("document", "id", "Document id", "The document the claim stands in.", True,
          refers="documents", facet="document", shown=_CSV),
    Field("document_title", "text", "Document", "Its title.", derived=True, shown=_READ),
    Field("document_short", "text", "Source", "A short label for it.", derived=True,
          shown=("table",)),
    Field("publisher", "text", "Publisher", "Who published it.", derived=True, shown=_CSV),
    Field("document_url", "url", "Document URL", "Where it stands.", derived=True, shown=_CSV),
    Field("paragraph", "integer", "Paragraph", "Non-blank line of the text, counted from 1.", True,
          shown=_EVERYWHERE),
    Field("opens", "text", "Opens", "First words of the passage.", True, shown=_READ),
    Field("closes", "text", "Closes", "Last words of the passage; blank if `opens` is all of it.",
          shown=_READ),
    Field("passage_url", "url", "Passage URL", "Deep link to the passage (text fragment).",
          derived=True, shown=_CSV),
    Field("paper", "id", "Paper id", "The underlying paper that the document cites for it.",
          refers="papers", facet="paper", shown=_CSV),
    Field("paper_title", "text", "Underlying paper", "Its title.", derived=True, shown=_READ),
    Field("origin", "id", "Origin", "What the claim independently rests on: paper or first text.",
          derived=True, shown=_CSV),
    Field("confidence", "choice", "Confidence", "How surely the row reads the passage.", True,
          choices=CONFIDENCES, shown=_READ),
    Field("contested", "flag", "Contested", "`yes` where renderings differ; the note says how.",
          shown=_READ),
    Field("layer", "choice", "Layer", "Core tie, or context around it.", True, choices=LAYERS,
          shown=_READ),
    Field("quantity", "text", "Quantity", "A number with its own words; never a weight.",
          shown=_READ),
    Field("note", "text", "Note", "The curators' remark.", shown=_READ),
)  # fmt: skip

NODE_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Node id", "Permanent id.", True, shown=_CSV),
    Field("name", "text", "Name", "As printed; a redacted name stays redacted.", True, shown=_CSV),
    Field("kind", "choice", "Kind", "What kind of thing it is.", True, choices=KINDS, shown=_CSV),
    Field("place", "id", "Place id", "Where it stands; blank where no text says.",
          refers="places", shown=_CSV),
    Field("place_name", "text", "Place", "The place's name.", derived=True, shown=_CSV),
    Field("place_basis", "choice", "Place basis", "How the place is known.", choices=PLACE_BASES,
          shown=_CSV),
    Field("country", "text", "Country", "Host country, ISO 3166-1 alpha-2.", shown=_CSV),
    Field("country_name", "text", "Country name", "The country in English.", derived=True,
          shown=_CSV),
    Field("lat", "number", "Latitude", "Of the place, in degrees north.", derived=True, shown=_CSV),
    Field("lon", "number", "Longitude", "Of the place, in degrees east.", derived=True, shown=_CSV),
    Field("precision", "choice", "Precision", "How exact the place is.", choices=PRECISIONS,
          derived=True, shown=_CSV),
    Field("aliases", "list", "Aliases", "Other names the texts equate with it, `|` between.",
          shown=_CSV),
    Field("redacted", "flag", "Redacted", "`yes` where the source hides or cuts the name.",
          shown=_CSV),
    Field("note", "text", "Note", "The curators' remark.", shown=_CSV),
    Field("claims", "integer", "Claims", "Edges of the selection that touch it.", derived=True,
          shown=_CSV),
)  # fmt: skip

PLACE_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Place id", "Name and country, `toledo-es`.", True),
    Field("name", "text", "Name", "The place's name.", True),
    Field("country", "text", "Country", "ISO 3166-1 alpha-2.", True),
    Field("lat", "number", "Latitude", "Degrees north, WGS 84.", True),
    Field("lon", "number", "Longitude", "Degrees east, WGS 84.", True),
    Field("precision", "choice", "Precision", "How exact it is.", True, choices=PRECISIONS),
    Field("basis", "text", "Basis", "Where the coordinates come from.", True),
    Field("note", "text", "Note", "The curators' remark."),
)

RELATION_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Relation id", "Neutral predicate.", True),
    Field("label", "text", "Label", "Read from source to target: A *hosted* B.", True),
    Field("inverse", "text", "Inverse", "Read from target to source: B *was hosted by* A.", True),
    Field("family", "text", "Family", "Group of relations.", True),
    Field("definition", "text", "Definition", "When it is used.", True),
)

COVERAGE_FIELDS: tuple[Field, ...] = (
    Field("document", "id", "Document id", "The document.", True, refers="documents"),
    Field("paragraph", "integer", "Paragraph", "Counted from 1.", True),
    Field("edges", "text", "Edges", "Ids of the claims it yields, spaces between."),
    Field("reason", "text", "Reason", "Why it yields none, or what was left out."),
)

DOCUMENT_FIELDS: tuple[Field, ...] = (
    Field("id", "id", "Document id", "The record's name in seeds/.", True, shown=_CSV),
    Field("title", "text", "Title", "As printed.", True, shown=_CSV),
    Field("publisher", "text", "Publisher", "Who published it.", True, shown=_CSV),
    Field("author", "text", "Author", "As printed; blank if unsigned.", shown=_CSV),
    Field("published", "edtf", "Published", "EDTF level 1.", shown=_CSV),
    Field("published_basis", "text", "Date basis", "How that is known.", shown=_CSV),
    Field("kind", "text", "Kind", "report, repost or translation.", True, shown=_CSV),
    Field("derived_from", "text", "Derived from", "URL of the text it repeats.", shown=_CSV),
    Field("reliability", "text", "Reliability", "Admiralty grade A to F.", True, shown=_CSV),
    Field("reliability_rationale", "text", "Why", "Reason for the grade.", True, shown=_CSV),
    Field("url", "url", "URL", "Where it stands.", True, shown=_CSV),
    Field("archive_url", "url", "Archive", "An archived copy.", shown=_CSV),
    Field("papers", "integer", "Papers", "Underlying papers it cites.", derived=True, shown=_CSV),
    Field("claims", "integer", "Claims", "Edges of the selection that stand in it.", derived=True,
          shown=_CSV),
)  # fmt: skip

SOURCING = (
    Choice("cited", "Names its source", "The row itself names what it rests on."),
    Choice("unsourced", "Unsourced", "The row names no source; only the list says it."),
)
LIST_FIELDS: tuple[Field, ...] = (
    Field("cited", "text", "Cited source", "What the row names as its source, as it is written.",
          shown=_READ),
    Field("sourcing", "choice", "Source given", "Whether the row names a source.",
          choices=SOURCING, facet="sourcing", derived=True, shown=_EVERYWHERE),
)  # fmt: skip
"""Columns of edges that only a list of somebody else's has; `Dataset.extra` begins with them."""

OWN = "x."
"""How the columns begin that a list brings with it and FIELDS does not know."""

FIELDS: dict[str, tuple[Field, ...]] = {
    "edges": EDGE_FIELDS,
    "nodes": NODE_FIELDS,
    "places": PLACE_FIELDS,
    "relations": RELATION_FIELDS,
    "coverage": COVERAGE_FIELDS,
    "documents": DOCUMENT_FIELDS,
}
"""Every column of every table: it drives validation, filters, table, CSV order, dictionary."""


def fields(table: str, *, derived: bool = False, shown: Shown | None = None) -> list[Field]:
    """The columns of `table`: those a curator types, with the `derived` ones, or those `shown`."""
    return [
        f
        for f in FIELDS[table]
        if (derived or shown or not f.derived) and (shown is None or shown in f.shown)
    ]


def facets_of(columns: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """From facet to the names of the columns that carry it, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        if column.facet:
            found[column.facet] = (*found.get(column.facet, ()), column.name)
    return found


def labels(choices: tuple[Choice, ...]) -> dict[str, str]:
    """From stored value to label, in the order of the vocabulary."""
    return {choice.id: choice.label for choice in choices}


_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i",
    "‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "—": "-", "−": "-",
})  # fmt: skip
"""Letters with a stroke, which Unicode does not take apart, and what typographers set."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def searchable(text: str) -> str:
    """The text as it is searched, without case, accents and typographer's marks.

    `Šanghaj` is found by `sanghaj`, `company’s` by `company's`.
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    plain = _NOT_ASCII.sub(lambda c: "" if unicodedata.combining(c[0]) else c[0], plain)
    return plain.casefold().translate(_PLAIN)


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


@dataclass(frozen=True, slots=True)
class Start:
    """A place to begin: a part of the data set, as a title, a sentence and a query."""

    title: str
    text: str
    query: str


THIS_SCREEN = "this"
"""What stands in an address for a story whose one scene is the present screen."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen of a story: a query, with a title and a caption of the curators' own.

    `line` is where it begins in the story's file, counted from 1.
    """

    title: str
    caption: str
    query: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """Screens in an order to be presented; `id` is the stem of its file in `data/stories/`."""

    id: str
    title: str
    text: str
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the data set says of itself, from `datapackage.json`.

    Attributes:
        profile: `curated` by our rules, or a `list` as somebody else made it: that says nothing
            of modality, status or confidence, and its rows need not name a source.
        directed: whether source and target of an edge differ; no arrowheads if not.
        view_titles: what the data set calls a view, such as `network`; its own name unless given.
    """

    name: str
    title: str
    description: str = ""
    notice: str = ""
    licence: str = ""
    licence_url: str = ""
    code_licence: str = ""
    corrections: str = ""
    corrections_url: str = ""
    homepage: str = ""
    list_titles: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[Start, ...] = ()
    stories: tuple[Story, ...] = ()
    profile: Profile = "curated"
    directed: bool = True
    view_titles: Mapping[str, str] = field(default_factory=dict)

    def story(self, story: str) -> Story | None:
        """The story of this id, or `None` where there is none."""
        return next((one for one in self.stories if one.id == story), None)


@dataclass(frozen=True)
class Dataset:
    """A checked data set. Built once, never changed.

    Attributes:
        edges: one row for each claim, all columns of `FIELDS["edges"]` as text (blank, never
            NaN; `paragraph` a whole number) and, for filtering, `earliest` and `latest`
            (`yyyymmdd`, 0 where undated), `dated`, `tie`, `words` (folded text to search),
            `file` and `line`.
        texts: folder with the documents' texts; it may be missing or empty.
        countries: ISO 3166-1 alpha-2 to English name, of every country.
        extra: for `edges` and `nodes` the columns beside FIELDS: of a list `LIST_FIELDS`, and
            those it brings with it, whose names begin with `OWN`. Each is a text column of
            `edges`, or a key of `Node.more`; its `facet`, if it filters, is its name.
    """

    about: About
    edges: pd.DataFrame
    nodes: Mapping[str, Node]
    places: Mapping[str, Place]
    relations: Mapping[str, Relation]
    documents: Mapping[str, Document]
    texts: Path
    countries: Mapping[str, str]
    coverage: pd.DataFrame
    extra: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)

    def fields(self, table: str, *, shown: Shown | None = None) -> list[Field]:
        """The columns of `table` with those this data set has beside FIELDS, or those `shown`."""
        own = [f for f in self.extra.get(table, ()) if shown is None or shown in f.shown]
        return [*fields(table, derived=True, shown=shown), *own]

    @cached_property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """From facet, the query key, to the columns of `edges` it looks at."""
        return facets_of([*FIELDS["edges"], *self.extra.get("edges", ())])

    @cached_property
    def has_context(self) -> bool:
        """Whether any claim is of the layer `context`."""
        return bool((self.edges["layer"] == "context").any())

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """Every underlying paper, by id, as the first document that cites it describes it."""
        return {p.id: p for d in [*self.documents.values()][::-1] for p in d.papers}

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {edge: row for row, edge in enumerate(self.edges["id"])}

    @cached_property
    def _values_of(self) -> dict[str, list[str]]:
        return {}

    def values(self, column: str) -> list[str]:
        """The values of a column of `edges`, sorted, without blank."""
        if column not in self._values_of:
            self._values_of[column] = sorted(v for v in self.edges[column].unique() if v)
        return self._values_of[column]

    @cached_property
    def ties(self) -> dict[str, list[str]]:
        """From tie to the ids of its claims."""
        grouped: dict[str, list[str]] = {}
        for tie, edge in zip(self.edges["tie"], self.edges["id"], strict=True):
            grouped.setdefault(tie, []).append(edge)
        return grouped

    def has_edge(self, edge: str) -> bool:
        """Whether there is a claim of this id."""
        return edge in self._row_of

    def edge(self, edge: str) -> dict[str, str]:
        """One claim as a row, from column to text.

        Raises:
            KeyError: there is no such claim.
        """
        row = self.edges.iloc[self._row_of[edge]]
        return {str(column): str(value) for column, value in row.items()}

    def place_of(self, node: str) -> Place | None:
        """Where a node stands, or `None` where no text says."""
        found = self.nodes.get(node)
        return self.places.get(found.place) if found else None

    def label(self, facet: str, value: str) -> str:  # noqa: PLR0911 - one line for each facet
        """What a person reads for a value of a facet."""
        match facet:
            case "country":
                return self.countries.get(value, value)
            case "relation":
                return self.relations[value].label if value in self.relations else value
            case "list":
                return self.about.list_titles.get(value, value)
            case "document":
                return self.documents[value].short if value in self.documents else value
            case "paper":
                return self.papers[value].title if value in self.papers else value
            case "status":
                return labels(STATUSES).get(value, value)
            case "modality":
                return labels(MODALITIES).get(value, value)
            case "kind":
                return labels(KINDS).get(value, value)
            case "sourcing":
                return labels(SOURCING).get(value, value)
            case _ if facet.startswith(OWN):
                return value
            case _:
                return value.replace("_", " ").capitalize()
