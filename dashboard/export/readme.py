"""The README of a package: what it holds, what was asked, and how to judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dashboard.export.rows import Cut

_FILES = {
    "edges.csv": "one row for each claim: who is tied to whom, who says so, and where it stands",
    "nodes.csv": "the people, bodies, events and places at an end of these claims",
    "documents.csv": "the documents the claims stand in, and how far each can be relied on",
    "places.csv": "where the nodes stand, in degrees (WGS 84)",
    "relations.csv": "what each relation means",
    "datapackage.json": "type and meaning of every column (Frictionless Data Package v2)",
}
_READING = """\
An edge is one claim by one document. Claims that agree or contradict each other stay side by
side: a row is no fact until you have judged its source. `claim_status` says who makes the claim,
`modality` whether it was done or only planned, asked or said. `passage_url` opens the passage in
most browsers; `permalink` opens the claim in the dashboard.

Dates are EDTF level 1 as they were written: `2017`, `2016~` (about), `2004/2006`, `..` (open).
Text is UTF-8. A blank cell means that nothing is given."""

_LIST = """\
Somebody else made this list, by rules of their own. Its rows need not name a source: `sourcing`
says whether one does, `cited` what it names. Where they say nothing of status or mode, those are
blank. Columns that begin with `x.` came with the list."""


def readme(cut: Cut, sums: Mapping[str, str], day: date) -> str:
    """Markdown for people.

    Args:
        cut: what the package holds.
        sums: from name of a file to its SHA-256 in hexadecimal.
        day: the day it is taken.
    """
    about = cut.dataset.about
    licence = " ".join(filter(None, (about.licence, about.licence_url))) or "not stated"
    parts = [
        f"# {about.title}",
        about.description,
        f"**{cut.sentence}**",
        f"Taken on {day.isoformat()} with Sourceline {__version__}.",
        f"* Query: {f'`{cut.query}`' if cut.query else 'none, so all that is on by default'}\n"
        f"* Permalink: <{cut.permalink}>\n"
        f"* Licence of the data: {licence}",
        *_section("Notice", about.notice),
        *_section("How to read it", _READING),
        *([_LIST] if about.profile == "list" else []),
        *_section("Corrections", "\n".join(filter(None, (about.corrections,
                                                         _link(about.corrections_url))))),
        *_section("Files", "\n".join(f"* `{name}`: {_FILES[name]}" for name in sums)),
        *_section("SHA-256", _sums(sums)),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, text: str) -> list[str]:
    return [f"## {title}", text] if text else []


def _link(address: str) -> str:
    return f"<{address}>" if address else ""


def _sums(sums: Mapping[str, str]) -> str:
    """The sums as `sha256sum --check` reads them."""
    lines = [f"{found}  {name}" for name, found in sums.items()]
    return "\n".join(["```", *lines, "```"])
