"""What a column is, and the closed vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


def labels(choices: tuple[Choice, ...]) -> dict[str, str]:
    """From stored value to label, in the order of the vocabulary."""
    return {choice.id: choice.label for choice in choices}
