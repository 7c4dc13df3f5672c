"""The bundled data set: whole, used, and true to the texts where they are at hand."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.load import bundled, load_dataset
from dashboard.load.check import check
from dashboard.load.passages import find, fold, paragraphs, sha256
from dashboard.selection import check_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.model import Dataset, Document

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (bundled() / "seeds" / "texts", ROOT.parent / "shared" / "seeds")
"""Where the articles' texts may be; they are not part of the project."""

LISTS = ("delegations", "chambers", "twinnings")
LEAST_CORE_CLAIMS = 120
RUN = 12
"""From so many words on, a like run is taken for a copy."""
WORD = re.compile(r"\w+", re.UNICODE)


def text_of(document: Document) -> Path | None:
    """The text that the record was read from, wherever it is."""
    paths = [folder / document.text_file for folder in FOLDERS if document.text_file]
    return next((path for path in paths if path.is_file()), None)


@pytest.fixture(scope="session")
def texts(shipped: Dataset) -> dict[str, list[str]]:
    """The paragraphs of each document whose text is at hand."""
    found = {d.id: path for d in shipped.documents.values() if (path := text_of(d))}
    if not found:
        pytest.skip("no text of any document is at hand: put them under seeds/texts/")
    return {d: paragraphs(path.read_text(encoding="utf-8-sig")) for d, path in found.items()}


# ------------------------------------------------------------------------------ whole and used


def test_the_bundled_data_has_no_problems() -> None:
    dataset = load_dataset(bundled())
    assert [str(p) for p in check(dataset, check_starts(dataset)).problems] == []


def test_ids_are_there_once(shipped: Dataset) -> None:
    assert [e for e, n in Counter(shipped.edges["id"]).items() if n > 1] == []
    assert set(shipped.edges["id"]) & set(shipped.nodes) == set()


def test_every_node_is_an_end_a_voice_or_an_issuer(shipped: Dataset) -> None:
    used = {*shipped.edges["source"], *shipped.edges["target"], *shipped.edges["voice"]}
    used |= {paper.issuer_node for paper in shipped.papers.values()}
    assert sorted(set(shipped.nodes) - used) == []


def test_no_relation_place_or_paper_is_unused(shipped: Dataset) -> None:
    assert sorted(set(shipped.relations) - set(shipped.edges["relation"])) == []
    assert sorted(set(shipped.places) - {n.place for n in shipped.nodes.values()}) == []
    assert sorted(set(shipped.papers) - set(shipped.edges["paper"])) == []


def test_five_documents_yield_claims_in_the_lists_that_were_asked_for(shipped: Dataset) -> None:
    core = shipped.edges[shipped.edges["layer"] == "core"]
    assert len(core) >= LEAST_CORE_CLAIMS
    assert len(shipped.documents) == 5
    assert set(core["document"]) == set(shipped.documents)
    for name in LISTS:
        assert (core["list"] == name).any(), name


def test_each_list_has_a_title_and_context_is_off_by_default(shipped: Dataset) -> None:
    assert set(shipped.edges["list"]) <= set(shipped.about.list_titles)
    assert set(shipped.edges["layer"]) == {"core", "context"}
    assert shipped.about.notice
    assert shipped.about.corrections
    assert shipped.about.licence


def test_what_is_not_done_is_never_called_done(shipped: Dataset) -> None:
    """An order, a request or a plan is its own mode, and opinions are context."""
    opinions = shipped.edges[shipped.edges["modality"] == "opinion"]
    assert set(opinions["layer"]) == {"context"}
    assert set(shipped.edges["modality"]) >= {"done", "planned", "instructed", "requested"}


def test_names_that_are_hidden_stay_hidden(shipped: Dataset) -> None:
    for node in shipped.nodes.values():
        hidden = re.search(r"(^|\s)X{1,2}(\s|$)", node.name)
        assert not hidden or node.redacted, node.id


def test_nodes_of_one_name_are_told_apart(shipped: Dataset) -> None:
    """Where two nodes have one name, place, country or a note must say which is which."""
    named: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for node in shipped.nodes.values():
        named[node.name].append((node.place, node.country, node.note))
    assert [name for name, these in named.items() if len(set(these)) < len(these)] == []


def test_a_place_is_named_with_its_country_and_none_is_nowhere(shipped: Dataset) -> None:
    for place in shipped.places.values():
        assert (place.lat, place.lon) != (0.0, 0.0), place.id
        assert place.id.endswith(f"-{place.country.lower()}"), place.id


def test_two_documents_on_one_paper_are_one_origin(shipped: Dataset) -> None:
    """At least one paper is cited by two documents, and counts once."""
    both: defaultdict[str, set[str]] = defaultdict(set)
    for document in shipped.documents.values():
        for paper in document.papers:
            both[paper.id].add(document.id)
    shared = [paper for paper, documents in both.items() if len(documents) > 1]
    assert shared
    for paper in shared:
        rows = shipped.edges[shipped.edges["paper"] == paper]
        assert set(rows["origin"]) == {paper}


# ------------------------------------------------------------------------------ true to the texts


def test_every_locator_finds_its_passage(shipped: Dataset, texts: dict[str, list[str]]) -> None:
    lost = []
    for edge in shipped.edges.to_dict("records"):
        text = texts.get(edge["document"])
        if text is None:
            continue
        inside = 1 <= edge["paragraph"] <= len(text)
        if not inside or find(text[edge["paragraph"] - 1], edge["opens"], edge["closes"]) is None:
            lost.append(f"{edge['file']}:{edge['line']} {edge['opens']} … {edge['closes']}")
    assert lost == []


def test_records_describe_the_texts_that_were_read(
    shipped: Dataset, texts: dict[str, list[str]]
) -> None:
    for document in shipped.documents.values():
        path = text_of(document)
        if path is not None:
            assert len(texts[document.id]) == document.paragraphs, document.id
            assert sha256(path) == document.text_sha256, document.id


def test_locators_quote_only_a_few_words(shipped: Dataset) -> None:
    for column in ("opens", "closes"):
        longest = shipped.edges[column].map(lambda text: len(WORD.findall(text))).max()
        assert longest < RUN, column


def tracked_files() -> list[Path]:
    """Every file that is, or is about to be, in the repository; all files where there is none."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        parts = [p for name in ("data", "seeds", "dashboard", "docs", "tests", "tools")
                 for p in (ROOT / name).rglob("*")]  # fmt: skip
        return [p for p in [*parts, *ROOT.glob("*.md")] if p.is_file()]
    return [ROOT / name for name in listed.decode().split("\0") if name]


def text_files() -> Iterator[tuple[Path, str]]:
    """Files that hold text, with it."""
    for path in tracked_files():
        if not path.is_file() or path.is_relative_to(ROOT / "seeds" / "texts"):
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(fold(text))]


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every twelve words that follow one another."""
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def test_no_passage_of_an_article_stands_in_the_project(
    shipped: Dataset, texts: dict[str, list[str]]
) -> None:
    """Facts carry over, sentences do not; only titles are as long."""
    articles = {run for text in texts.values() for line in text for run in runs(words_of(line))}
    assert articles
    papers = [p.title for d in shipped.documents.values() for p in d.papers]
    titles = [d.title for d in shipped.documents.values()]
    titles += [d.derived_from.get("title", "") for d in shipped.documents.values()]
    allowed = {run for title in [*titles, *papers] for run in runs(words_of(title))}
    copied = [
        f"{path.relative_to(ROOT)}: {' '.join(run)}"
        for path, text in text_files()
        for run in runs(words_of(text))
        if run in articles and run not in allowed
    ]
    assert copied == []


def test_a_copied_passage_would_be_found(texts: dict[str, list[str]]) -> None:
    """With other quotes, line breaks and case too."""
    longest = max((line for text in texts.values() for line in text), key=len)
    article = set(runs(words_of(longest)))
    copied = longest.replace("’", "'").replace(" ", "\n").upper()
    assert set(runs(words_of(copied))) == article
