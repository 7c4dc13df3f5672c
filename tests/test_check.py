"""`check`: what shows only with the texts at hand, or in the whole of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.load.check import check

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset

VISITS, COVERAGE = "data/visits.csv", "data/coverage.csv"


def said(copy: Copy) -> list[str]:
    return [str(problem) for problem in check(copy.load()).problems]


def test_nothing_to_say_of_the_tiny_data(tiny: Dataset) -> None:
    report = check(tiny)
    assert report.problems == []
    assert report.summary.splitlines() == [
        "15 claims between 12 nodes, from 3 documents citing 3 papers.",
        f"No text at hand for beta (looked in {tiny.texts}): their locators are not proven.",
        "Locators looked up in their text: 13 of 15.",
        "0 problems.",
    ]


def test_without_texts_no_locator_is_proven(copy: Copy) -> None:
    for path in (copy.root / "seeds/texts").iterdir():
        path.unlink()
    report = check(copy.load())
    assert report.problems == []
    assert "No text at hand for alpha, beta, gamma " in report.summary
    assert "looked up" not in report.summary


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("Wang X took part", "Wang Y took part", "Wang Y took part … June 2017"),
        ("June 2017,,high", "July 2017,,high", "Wang X took part … July 2017"),
        ("Wang X took part,June 2017", "June 2017,Wang X", "June 2017 … Wang X"),
        ("None has rebuilt itself,since 1992", "since 1993,", "since 1993"),
    ],
)
def test_a_locator_that_finds_nothing(copy: Copy, old: str, new: str, value: str) -> None:
    file = VISITS if old in copy.text(VISITS) else "data/bodies.csv"
    copy.put(file, old, new)
    number = 6 if "v-06" in copy.text(file) else 8
    line = copy.line_of(file, new)
    assert said(copy) == [
        f'{file}:{line} opens … closes "{value}" does not stand in paragraph {number} of alpha. '
        "Copy it as printed."
    ]


def test_a_locator_in_the_wrong_paragraph(copy: Copy) -> None:
    copy.put(VISITS, "alpha,6,Wang", "alpha,5,Wang")
    copy.put(COVERAGE, "alpha,5,b-03,", "alpha,5,b-03 v-06,")
    copy.put(COVERAGE, "alpha,6,v-06,", "alpha,6,,nothing")
    assert said(copy) == [
        f'{VISITS}:8 opens … closes "Wang X took part … June 2017" does not stand in paragraph 5 '
        "of alpha. Copy it as printed."
    ]


def test_a_text_that_is_another_than_was_read(copy: Copy) -> None:
    copy.write("seeds/texts/alpha.txt", copy.text("seeds/texts/alpha.txt") + "\nOne line more.\n")
    problems = check(copy.load()).problems
    assert [(p.file, p.line, p.column, p.message) for p in problems] == [
        ("seeds/alpha.yaml", 0, "sha256", "is another text than was read."),
        ("seeds/alpha.yaml", 0, "paragraphs", "paragraphs are in the text; the record says 8."),
    ]
    assert len(problems[0].value) == 64
    assert problems[1].value == "9"


def test_a_text_that_lacks_paragraphs_proves_nothing(copy: Copy) -> None:
    copy.write("seeds/texts/gamma.txt", "What the letter says\n")
    messages = [p.message for p in check(copy.load()).problems]
    assert "is another text than was read." in messages
    assert "paragraphs are in the text; the record says 5." in messages


def test_a_text_that_is_not_utf_8_is_said(copy: Copy) -> None:
    copy.write("seeds/texts/alpha.txt", b"Harbour talk\n\nAt Caf\xe9 Nord\n")
    [problem, *_] = check(copy.load()).problems
    assert (problem.file, problem.line) == (str(copy.root / "seeds/texts/alpha.txt"), 3)
    assert problem.message == "is not UTF-8: byte 0xe9."
    assert problem.remedy == "Save it as UTF-8."


def test_a_paragraph_that_is_not_accounted_for(copy: Copy) -> None:
    copy.put(COVERAGE, "alpha,1,,headline\n", "")
    assert said(copy) == [
        f'{COVERAGE} paragraph "1" of alpha is not accounted for. '
        "Add a row with its claims, or why there are none."
    ]


def test_a_paragraph_without_claims_needs_a_reason(copy: Copy) -> None:
    copy.put(COVERAGE, "beta,1,,headline", "beta,1,,")
    assert said(copy) == [f"{COVERAGE}:10 reason is blank. Say why none."]


def test_lines_of_coverage_are_physical_lines(copy: Copy) -> None:
    """The row of gamma for paragraph 3 spans two lines; blank lines count too."""
    copy.put(COVERAGE, "gamma,4,b-05,", "\ngamma,4,,")
    copy.put("data/bodies.csv", "gamma,4,", "gamma,5,")
    assert f"{COVERAGE}:18 reason is blank. Say why none." in said(copy)


def test_a_paragraph_that_stands_twice(copy: Copy) -> None:
    copy.put(COVERAGE, "alpha,3,v-03 b-01,", "alpha,3,v-03,\nalpha,3,b-01,")
    assert said(copy) == [
        f'{COVERAGE}:5 paragraph "3" of alpha stands already in line 4. Put both into one row.'
    ]


def test_a_paragraph_that_the_document_lacks(copy: Copy) -> None:
    copy.write(COVERAGE, copy.text(COVERAGE) + "beta,4,,a picture\n")
    assert said(copy) == [
        f'{COVERAGE}:19 paragraph "4" is not one of the 3 paragraphs of beta. '
        "Count non-blank lines from 1."
    ]


def test_a_claim_that_no_row_names(copy: Copy) -> None:
    copy.put(COVERAGE, "alpha,3,v-03 b-01,", "alpha,3,v-03,")
    assert said(copy) == [
        f'{COVERAGE}:4 edges "b-01" stands in paragraph 3 of alpha, but not in the row. '
        "Add it there."
    ]


def test_a_claim_in_the_wrong_row_and_one_that_does_not_exist(copy: Copy) -> None:
    copy.put(COVERAGE, "alpha,3,v-03 b-01,", "alpha,3,v-03 b-01 v-06 v-99,")
    assert said(copy) == [
        f'{COVERAGE}:4 edges "v-06" is not a claim of paragraph 3 of alpha. Correct the row.',
        f'{COVERAGE}:4 edges "v-99" is not a claim of paragraph 3 of alpha. Correct the row.',
    ]


def test_many_claims_are_named_in_the_order_of_the_data(copy: Copy) -> None:
    copy.write(COVERAGE, "document,paragraph,edges,reason\n" + "".join(
        f"{document},{number},,later\n"
        for document, count in (("alpha", 8), ("beta", 3), ("gamma", 5))
        for number in range(1, count + 1)
    ))  # fmt: skip
    dataset = copy.load()
    assert [p.value for p in check(dataset).problems] == list(dataset.edges["id"])
