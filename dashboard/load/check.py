"""`sourceline check`: what needs the texts or the whole of the data to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.load.passages import find, sha256, text_of
from dashboard.model import Dataset, Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found, and a summary in plain words."""

    problems: list[Problem]
    summary: str


def check(dataset: Dataset) -> Report:
    """Prove every locator whose text is at hand, and every paragraph's entry in coverage.csv."""
    problems = [*_locators(dataset), *_texts(dataset), *_coverage(dataset)]
    with_text = [d.id for d in dataset.documents.values() if text_of(d, dataset.texts)]
    proven = int(dataset.edges["document"].isin(with_text).sum())
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


def _locators(dataset: Dataset) -> Iterator[Problem]:
    columns = ["file", "line", "document", "paragraph", "opens", "closes"]
    for file, line, document, paragraph, opens, closes in dataset.edges[columns].itertuples(
        index=False, name=None
    ):
        text = text_of(dataset.documents[document], dataset.texts)
        if not text or paragraph > len(text):
            continue
        if find(text[paragraph - 1], opens, closes) is None:
            value = f"{opens} … {closes}" if closes else opens
            message = f"does not stand in paragraph {paragraph} of {document}."
            yield Problem(file, line, "opens … closes", value, message, "Copy it as printed.")


def _texts(dataset: Dataset) -> Iterator[Problem]:
    """A text that is not the one the record was read from moves every locator."""
    for document in dataset.documents.values():
        text = text_of(document, dataset.texts)
        if not text:
            continue
        name = f"seeds/{document.id}.yaml"
        found = sha256(dataset.texts / document.text_file)
        if document.text_sha256 and found != document.text_sha256:
            remedy = "Put the text that was read there, or read this one and record its sum."
            yield Problem(name, 0, "sha256", found, "is another text than was read.", remedy)
        if len(text) != document.paragraphs:
            message = f"paragraphs are in the text; the record says {document.paragraphs}."
            yield Problem(name, 0, "paragraphs", str(len(text)), message, "Correct the record.")


def _coverage(dataset: Dataset) -> Iterator[Problem]:
    """Each paragraph of each document is accounted for: its claims, or why none."""
    if dataset.coverage.empty:
        return
    listed: dict[tuple[str, int], str] = {}
    rows = dataset.coverage.itertuples(index=False, name=None)
    for line, (document, paragraph, edges, reason) in enumerate(rows, start=2):
        listed[document, int(paragraph)] = edges
        if not edges and not reason:
            yield Problem("data/coverage.csv", line, "reason", "", "is blank.", "Say why none.")
    for document in dataset.documents.values():
        yield from _unaccounted(document, listed)
    yield from _coverage_disagrees(dataset, listed)


def _unaccounted(document: Document, listed: dict[tuple[str, int], str]) -> Iterator[Problem]:
    for number in range(1, document.paragraphs + 1):
        if (document.id, number) not in listed:
            message = f"of {document.id} is not accounted for."
            remedy = "Add a row with its claims, or why there are none."
            yield Problem("data/coverage.csv", 0, "paragraph", str(number), message, remedy)


def _coverage_disagrees(dataset: Dataset, listed: dict[tuple[str, int], str]) -> Iterator[Problem]:
    stands = dict(
        zip(
            dataset.edges["id"],
            zip(dataset.edges["document"], dataset.edges["paragraph"], strict=True),
            strict=True,
        )
    )
    named = {edge: where for where, edges in listed.items() for edge in edges.split()}
    for edge, where in named.items():
        if stands.get(edge) != where:
            message = f"is not a claim of paragraph {where[1]} of {where[0]}."
            yield Problem("data/coverage.csv", 0, "edges", edge, message, "Correct the row.")
    for edge in stands.keys() - named.keys():
        message = f"stands in paragraph {stands[edge][1]} of {stands[edge][0]}, but not in the row."
        yield Problem("data/coverage.csv", 0, "edges", edge, message, "Add it there.")
