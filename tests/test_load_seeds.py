"""Each thing that can be wrong in a record of `seeds/`, with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from conftest import Copy

ALPHA, BETA, GAMMA = "seeds/alpha.yaml", "seeds/beta.yaml", "seeds/gamma.yaml"


class Case(NamedTuple):
    """One mutation, and the one problem that follows, in the line where `mark` stands."""

    file: str
    old: str
    new: str
    mark: str
    column: str
    value: str
    message: str
    remedy: str


CASES = {
    "unknown key": Case(ALPHA, "language: en", "langauge: en", "langauge", "langauge", "en",
        "is not known here.", 'Did you mean "language"?'),
    "unknown key unlike any": Case(ALPHA, "language: en", "zzz: en", "zzz", "zzz", "en",
        "is not known here.", "The keys are: id, title, short, publisher, url, kind, reliability, "
        "reliability_rationale, author, language, published, published_basis, archive_url, "
        "derived_from, text, expect, cites."),
    "required key blank": Case(ALPHA, "publisher: The Tide Post", "publisher:", "publisher:",
        "publisher", "", "is missing.", "Add `publisher: …`."),
    "required key missing": Case(ALPHA, "publisher: The Tide Post\n", "", "id: alpha",
        "publisher", "", "is missing.", "Add `publisher: …`."),
    "id is not the file's": Case(ALPHA, "id: alpha", "id: alfa", "id: alfa", "id", "alfa",
        "is not the name of its file.", 'Write "alpha", or rename the file.'),
    "kind": Case(BETA, "kind: repost", "kind: copy", "kind: copy", "kind", "copy",
        "is not in the vocabulary.", "Use one of: report, repost, translation."),
    "reliability": Case(BETA, "reliability: D", "reliability: G", "reliability: G", "reliability",
        "G", "is not an Admiralty grade.", "Use A, B, C, D, E or F."),
    "published": Case(ALPHA, "published: 2020-08-18", "published: August", "published: August",
        "published", "August", "is not a date in EDTF.",
        "Write 2017, 2017-09, 2017-09-14 or 2016~."),
    "url": Case(ALPHA, "url: https://tide-post.example/harbour-talk", "url: javascript:alert(1)",
        "url: javascript", "url", "javascript:alert(1)", "is not a web address.",
        "Begin it with https://."),
    "archive url": Case(ALPHA, "archive_url: https://", "archive_url: ftp://", "archive_url",
        "archive_url", "ftp://archive.example/harbour-talk", "is not a web address.",
        "Begin it with https://."),
    "address of the text it repeats": Case(BETA, "  url: https://tide-post.example/harbour-talk",
        "  url: a letter", "  url: a letter", "derived_from url", "a letter",
        "is not a web address.", "Begin it with https://."),
    "title in brackets without quotes": Case(ALPHA, "title: Harbour talk in two cities",
        "title: [Harbour talk]", "title: [Harbour", "title", "", "is not one line of text.",
        'Put it in quotes: "…".'),
    "paper's title in brackets without quotes": Case(ALPHA, "title: Notice to the docks",
        "title: [Notice]", "title: [Notice]", "cites title", "", "is not one line of text.",
        'Put it in quotes: "…".'),
    "not a group": Case(BETA, "  title: Harbour talk in two cities\n  publisher: The Tide Post\n"
        "  url: https://tide-post.example/harbour-talk\n", "  somewhere\n", "derived_from",
        "derived_from", "somewhere", "is not a group of `key: value` lines.",
        "Indent them under it."),
    "paragraphs not a number": Case(BETA, "paragraphs: 3", "paragraphs: some", "paragraphs: some",
        "text paragraphs", "some", "is not given as a whole number.", "Add `paragraphs: 0`."),
    "paragraphs missing": Case(BETA, "  paragraphs: 3\n", "", "text:",
        "text paragraphs", "", "is not given as a whole number.", "Add `paragraphs: 0`."),
    "misspelt sum of the text": Case(ALPHA, "  sha256:", "  sha265:", "sha265", "text sha265",
        "fc983feca8990b1d32f5b66e716e3e7f0593fb6e07b48ef29ec59a345f9c418e", "is not known here.",
        'Did you mean "sha256"?'),
    "text outside its folder": Case(ALPHA, "file: alpha.txt", "file: ../alpha.txt", "../alpha",
        "text file", "../alpha.txt", "is not the name of a file.",
        "Put it into the folder of texts."),
    "paragraphs not a digit": Case(BETA, "paragraphs: 3", "paragraphs: ³", "paragraphs: ³",
        "text paragraphs", "³", "is not given as a whole number.", "Add `paragraphs: 0`."),
    "expect lacks its maximum": Case(ALPHA, "{min: 5, max: 12}", "{min: 5}", "edges: {min",
        "expect edges max", "", "is not given as a whole number.", "Add `max: 0`."),
    "expect without edges": Case(ALPHA, "expect:\n  edges: {min: 5, max: 12}",
        "expect: {min: 5, max: 12}", "expect:", "expect edges", "",
        "is not given with `min` and `max`.",
        "Write `expect: {edges: {min: 5, max: 9}}`."),
    "cites is not a list": Case(GAMMA, "cites:\n  - id: tide-letter", "cites:\n    id: tide-letter",
        "cites:", "cites", "", "is not a list of papers.", "Write `- id:`."),
    "unknown key of a paper": Case(ALPHA, "    note: Two", "    nota: Two", "nota", "cites nota",
        "Two documents rest on it.",
        "is not known here.", 'Did you mean "note"?'),
    "paper without id": Case(ALPHA, "  - id: dock-notice\n    title", "  - title",
        "  - title: Notice", "cites id", "", "is missing.", "Add it."),
    "paper without title": Case(GAMMA, "    title: Minutes of the harbour board\n", "",
        "  - id: harbour-minutes", "cites title", "", "is missing.", "Add it."),
    "id of a paper": Case(GAMMA, "id: harbour-minutes", "id: harbour minutes", "harbour minutes",
        "cites id", "harbour minutes", "is not an id.",
        "Use letters, digits, - _ and . without spaces."),
    "paper twice": Case(ALPHA, "id: dock-notice", "id: tide-letter\n    # again", "# again",
        "cites id", "tide-letter", "stands already above.", "Cite each paper once."),
    "date of a paper": Case(ALPHA, "date: 2017\n", "date: in 2017\n", "in 2017", "cites date",
        "in 2017", "is not a date in EDTF.", "Write 2017, 2017-09, 2017-09-14 or 2016~."),
}  # fmt: skip
LINE_BEFORE = {"paper twice"}
"""The mark stands in the line after the one that is named."""


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_in_a_record_is_one_problem(copy: Copy, name: str) -> None:
    """Also where claims rest on the record: they are not blamed for it."""
    case = CASES[name]
    copy.put(case.file, case.old, case.new)
    if name == "cites is not a list":
        copy.write(case.file, copy.text(case.file).partition("  - id: harbour")[0])
    [problem] = copy.problems()
    line = copy.line_of(case.file, case.mark) - (name in LINE_BEFORE)
    assert (problem.file, problem.line) == (case.file, line)
    assert (problem.column, problem.value) == (case.column, case.value)
    assert (problem.message, problem.remedy) == (case.message, case.remedy)


def test_yaml_that_cannot_be_read_says_its_line(copy: Copy) -> None:
    copy.put(ALPHA, "publisher: The Tide Post", "publisher: The: Tide: Post")
    [problem] = copy.problems()
    assert (problem.file, problem.line) == (ALPHA, 4)
    assert problem.message == "is not YAML: mapping values are not allowed here."
    assert problem.remedy == "Mend that line."


def test_a_key_that_stands_twice_is_not_overwritten(copy: Copy) -> None:
    copy.put(ALPHA, "language: en", "publisher: Somebody Else")
    [problem] = copy.problems()
    assert (problem.file, problem.line) == (ALPHA, 6 + 1 - 1)
    assert problem.message == 'is not YAML: "publisher" stands already in line 4.'


def test_a_record_that_is_not_utf_8_says_its_line(copy: Copy) -> None:
    copy.write(ALPHA, copy.text(ALPHA).encode().replace(b"O. Quill", b"O. Qu\xefll"))
    [problem] = copy.problems()
    assert (problem.file, problem.line) == (ALPHA, 5)
    assert problem.message == "is not UTF-8: byte 0xef."
    assert problem.remedy == "Save it as UTF-8."


def test_a_control_character_is_called_what_it_is(copy: Copy) -> None:
    copy.put(ALPHA, "O. Quill", "O. \x07Quill")
    [problem] = copy.problems()
    assert (problem.file, problem.line) == (ALPHA, 5)
    assert "special characters are not allowed" in problem.message


@pytest.mark.parametrize("content", ["", "\n", "# nothing yet\n", "just words\n", "- a\n- list\n"])
def test_a_file_without_a_record_is_said(copy: Copy, content: str) -> None:
    copy.write("seeds/delta.yaml", content)
    [problem] = copy.problems()
    assert str(problem) == "seeds/delta.yaml is not a record. Begin it with `id: …`."


def test_no_record_at_all(copy: Copy) -> None:
    for path in (copy.root / "seeds").glob("*.yaml"):
        path.unlink()
    copy.write("data/datapackage.json", "[]")
    said = [str(p) for p in copy.problems()]
    assert "seeds/ holds no record. Add one .yaml for each document." in said


@pytest.mark.parametrize("node", ["lodz-offise", "q"])
def test_an_issuer_that_is_no_node(copy: Copy, node: str) -> None:
    copy.put(GAMMA, "issuer_node: lodz-office", f"issuer_node: {node}")
    [problem] = copy.problems()
    assert (problem.file, problem.column, problem.value) == (GAMMA, "issuer_node", node)
    assert problem.message == "is not in data/nodes.csv."
    suggested = 'Did you mean "lodz-office"?'
    assert problem.remedy == (suggested if node != "q" else "Add it there, or correct it.")


@pytest.mark.parametrize(("few", "many"), [(9, 12), (1, 7)])
def test_more_or_fewer_claims_than_expected(copy: Copy, few: int, many: int) -> None:
    copy.put(ALPHA, "{min: 5, max: 12}", f"{{min: {few}, max: {many}}}")
    [problem] = copy.problems()
    assert str(problem) == (
        f"seeds/alpha.yaml expect 8 claims stand in it; its record expects {few} to {many}. "
        "Look for lost or doubled rows, or correct `expect`."
    )
