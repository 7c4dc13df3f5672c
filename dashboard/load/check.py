"""`sourceline check`: what needs the texts or the whole of the data to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dashboard.load.passages import find, sha256, text_of
from dashboard.load.tables import not_utf8
from dashboard.model import Dataset, Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd


_COVERAGE = "data/coverage.csv"

Where = tuple[str, int]
"""A document and the number of a paragraph of it."""


class Covered(NamedTuple):
    """A row of coverage.csv: its line, and the claims it names."""

    line: int
    edges: list[str]


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found, and a summary in plain words."""

    problems: list[Problem]
    summary: str


def check(dataset: Dataset, more: Iterable[Problem] = ()) -> Report:
    """Prove every locator whose text is at hand, and every paragraph's entry in coverage.csv.

    Args:
        dataset: what is checked.
        more: problems that were found elsewhere, to be reported with the others.
    """
    with_text = [d.id for d in dataset.documents.values() if text_of(d, dataset.texts)]
    at_hand = dataset.edges["document"].isin(with_text)
    problems = [
        *_locators(dataset, dataset.edges[at_hand]),
        *_texts(dataset),
        *_coverage(dataset),
        *more,
    ]
    proven = int(at_hand.sum())
    edges = len(dataset.edges)
    lines = [
        f"{edges} claims between {len(dataset.nodes)} nodes, "
        f"from {len(dataset.documents)} documents citing {len(dataset.papers)} papers.",
        f"{len(problems)} problem{'s' * (len(problems) != 1)}.",
    ]
    if proven:
        lines.insert(1, f"Locators looked up in their text: {proven} of {edges}.")
    if len(with_text) < len(dataset.documents):
        missing = [d.id for d in dataset.documents.values() if d.id not in with_text]
        lines.insert(1, f"No text at hand for {', '.join(missing)} (looked in {dataset.texts}): "
                        "their locators are not proven.")  # fmt: skip
    return Report(problems, "\n".join(lines))


def _locators(dataset: Dataset, edges: pd.DataFrame) -> Iterator[Problem]:
    """What does not stand where a claim says, of claims whose document's text is at hand."""
    columns = ["file", "line", "document", "paragraph", "opens", "closes"]
    for file, line, document, paragraph, opens, closes in edges[columns].itertuples(
        index=False, name=None
    ):
        text = text_of(dataset.documents[document], dataset.texts)
        if paragraph > len(text):
            continue
        if find(text[paragraph - 1], opens, closes) is None:
            value = f"{opens} … {closes}" if closes else opens
            message = f"does not stand in paragraph {paragraph} of {document}."
            yield Problem(file, line, "opens … closes", value, message, "Copy it as printed.")


def _texts(dataset: Dataset) -> Iterator[Problem]:
    """A text that is not the one the record was read from moves every locator."""
    for document in dataset.documents.values():
        path = dataset.texts / document.text_file
        if not document.text_file or not path.is_file():
            continue
        try:
            path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            yield not_utf8(str(path), error)
            continue
        yield from _another_text(document, path, len(text_of(document, dataset.texts)))


def _another_text(document: Document, path: Path, paragraphs: int) -> Iterator[Problem]:
    name = f"seeds/{document.id}.yaml"
    found = sha256(path)
    if document.text_sha256 and found != document.text_sha256:
        remedy = "Put the text that was read there, or read this one and record its sum."
        yield Problem(name, 0, "sha256", found, "is another text than was read.", remedy)
    if paragraphs != document.paragraphs:
        message = f"paragraphs are in the text; the record says {document.paragraphs}."
        yield Problem(name, 0, "paragraphs", str(paragraphs), message, "Correct the record.")


def _coverage(dataset: Dataset) -> Iterator[Problem]:
    """Each paragraph of each document is accounted for: its claims, or why none."""
    if dataset.coverage.empty:
        return
    rows: dict[Where, Covered] = {}
    columns = ["line", "document", "paragraph", "edges", "reason"]
    for line, document, paragraph, edges, reason in dataset.coverage[columns].itertuples(
        index=False, name=None
    ):
        where = (document, int(paragraph))
        if not edges and not reason:
            yield Problem(_COVERAGE, line, "reason", "", "is blank.", "Say why none.")
        if where in rows:
            message = f"of {document} stands already in line {rows[where].line}."
            yield Problem(
                _COVERAGE, line, "paragraph", paragraph, message, "Put both into one row."
            )
        rows.setdefault(where, Covered(line, [])).edges.extend(edges.split())
    for document in dataset.documents.values():
        yield from _unaccounted(document, rows)
    yield from _coverage_disagrees(dataset, rows)


def _unaccounted(document: Document, rows: Mapping[Where, Covered]) -> Iterator[Problem]:
    for number in range(1, document.paragraphs + 1):
        if (document.id, number) not in rows:
            message = f"of {document.id} is not accounted for."
            remedy = "Add a row with its claims, or why there are none."
            yield Problem(_COVERAGE, 0, "paragraph", str(number), message, remedy)
    for (owner, number), row in rows.items():
        if owner == document.id and not 1 <= number <= (document.paragraphs or number):
            message = f"is not one of the {document.paragraphs} paragraphs of {owner}."
            remedy = "Count non-blank lines from 1."
            yield Problem(_COVERAGE, row.line, "paragraph", str(number), message, remedy)


def _coverage_disagrees(dataset: Dataset, rows: Mapping[Where, Covered]) -> Iterator[Problem]:
    columns = ["id", "document", "paragraph"]
    stands: dict[str, Where] = {
        edge: (document, paragraph)
        for edge, document, paragraph in dataset.edges[columns].itertuples(index=False, name=None)
    }
    for where, row in rows.items():
        for edge in row.edges:
            if stands.get(edge) != where:
                message = f"is not a claim of paragraph {where[1]} of {where[0]}."
                yield Problem(_COVERAGE, row.line, "edges", edge, message, "Correct the row.")
    for edge, where in stands.items():
        if where in rows and edge not in rows[where].edges:
            message = f"stands in paragraph {where[1]} of {where[0]}, but not in the row."
            yield Problem(_COVERAGE, rows[where].line, "edges", edge, message, "Add it there.")
