"""Claims in words, as hover, evidence panel and timeline say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.model import MODALITIES, STATUSES, labels

if TYPE_CHECKING:
    from collections.abc import Mapping

_FACTS = ("done", "standing")
_MODES = labels(MODALITIES)
_STATUS = labels(STATUSES)


def tie_words(edge: Mapping[str, str]) -> str:
    """Source, relation and target; what is not done says so first, "Planned: A signed …"."""
    words = f"{edge['source_name']} {edge['relation_label']} {edge['target_name']}"
    mode = edge["modality"]
    return words if not mode or mode in _FACTS else f"{_MODES.get(mode, mode)}: {words}"


def when(edge: Mapping[str, str]) -> str:
    """The date as it is written, `2017-02-17 to 2017-02-19`, or `undated`."""
    start, end = edge["start"], edge["end"]
    if start == "..":
        return f"{end} or earlier"
    if start and end and start != end:
        return f"{start} and on" if end == ".." else f"{start} to {end}"
    return start or end or "undated"


def who(edge: Mapping[str, str]) -> str:
    """Who says it: the kind of voice, with its name where it is not the article's."""
    status = _STATUS.get(edge["claim_status"], edge["claim_status"])
    return f"{status}: {edge['voice_name']}" if edge["voice_name"] else status


def said_as(edge: Mapping[str, str]) -> str:
    """Who says it and in what mode, as far as that is said."""
    return " · ".join(filter(None, (who(edge), edge["modality"])))


def hover_words(edge: Mapping[str, str]) -> str:
    """Two lines: the tie in words; then date, voice and mode."""
    mode = _MODES.get(edge["modality"], edge["modality"]).lower()
    sourcing = "unsourced" if edge.get("sourcing") == "unsourced" else ""
    facts = " · ".join(filter(None, (when(edge), who(edge), mode, sourcing)))
    return f"{tie_words(edge)}\n{facts}"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """`1 claim`, `2 claims`, `1,200 claims`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
