"""Locators: paragraphs, the passage between two ends, and the link to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from dashboard.load.passages import (
    Passage,
    deep_link,
    find,
    fold,
    paragraphs,
    sha256,
    text_of,
)

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset

TEXTS = Path(__file__).parent / "tiny" / "texts"


def test_a_paragraph_is_a_line_that_is_not_blank() -> None:
    text = "Head\n\n  one  \r\n\u00a0\n\t\ntwo\u2028still two\n"
    assert paragraphs(text) == ["Head", "one", "two\u2028still two"]


def test_folding_keeps_every_position() -> None:
    text = "“It’s May\u00a03,” he\u202fsaid"
    assert fold(text) == '"It\'s May 3," he said'
    assert len(fold(text)) == len(text)


def test_a_passage_is_cut_out_as_printed() -> None:
    printed = "So: “it’s on May\u00a03,” he said."
    assert find(printed, "\"it's on", "May 3") == Passage(
        "So: ", "“it’s on May\u00a03", ",” he said."
    )


def test_curly_quotes_in_the_locator_find_straight_ones() -> None:
    assert find('a "b" c', "“b”", "") == Passage("a ", '"b"', " c")


def test_opens_alone_is_the_whole_passage() -> None:
    assert find("one two three", "two", "") == Passage("one ", "two", " three")


def test_closes_ends_at_its_first_place_after_opens() -> None:
    assert find("a x b y b", "a", "b") == Passage("", "a x b", " y b")


def test_the_shortest_passage_is_taken() -> None:
    assert find("a one a two b", "a", "b") == Passage("a one ", "a two b", "")
    assert find("a b, a 2 b", "a", "b") == Passage("", "a b", ", a 2 b")


def test_of_two_as_short_the_first_is_taken() -> None:
    assert find("a 1 b, a 2 b", "a", "b") == Passage("", "a 1 b", ", a 2 b")


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("three", "one"),  # closes before opens
        ("two", "two"),  # closes is opens
        ("one two", "two three"),  # closes overlaps opens
        ("four", ""),
        ("one", "four"),
        ("", "three"),
        ("", ""),
        ("One", ""),
    ],
)
def test_what_does_not_stand_there_is_not_found(opens: str, closes: str) -> None:
    assert find("one two three", opens, closes) is None


def test_accents_count() -> None:
    assert find("in Łódź", "Lodz", "") is None


@pytest.mark.parametrize(
    ("url", "opens", "closes", "link"),
    [
        ("https://a.example/p", "one two", "three",
         "https://a.example/p#:~:text=one%20two,three"),
        ("https://a.example/p", "one", "", "https://a.example/p#:~:text=one"),
        ("https://a.example/p#top", "one", "", "https://a.example/p#:~:text=one"),
        ("https://a.example/p?id=7", "one", "", "https://a.example/p?id=7#:~:text=one"),
        ("https://a.example/p", "May 3, 2017", "a-b, c",
         "https://a.example/p#:~:text=May%203%2C%202017,a%2Db%2C%20c"),
        ("https://a.example/p", "-prefix", "x&y=1#z%",
         "https://a.example/p#:~:text=%2Dprefix,x%26y%3D1%23z%25"),
        ("https://a.example/p", "“Ł”", "", "https://a.example/p#:~:text=%E2%80%9C%C5%81%E2%80%9D"),
        ("", "one", "two", ""),
    ],
)  # fmt: skip
def test_a_deep_link_is_a_text_fragment(url: str, opens: str, closes: str, link: str) -> None:
    assert deep_link(url, opens, closes) == link


def test_what_a_deep_link_says_is_what_was_meant(tiny: Dataset) -> None:
    for edge in tiny.edges.to_dict("records"):
        _, _, directive = edge["passage_url"].partition("#:~:text=")
        ends = [unquote(part) for part in directive.split(",")]
        assert ends == [end for end in (edge["opens"], edge["closes"]) if end]
        assert "-" not in directive, "a dash would mark a prefix or suffix"


def test_the_text_of_a_document(tiny: Dataset) -> None:
    text = text_of(tiny.documents["gamma"], TEXTS)
    assert len(text) == 5
    assert text[0] == "What the letter says", "no byte-order mark"
    assert text[2] == "The Traders’ “Blue” Chamber sits in Łódź, at the quay - see <map>."


def test_a_text_that_is_not_at_hand_is_empty(tiny: Dataset, tmp_path: Path) -> None:
    assert text_of(tiny.documents["beta"], TEXTS) == ()
    assert text_of(tiny.documents["alpha"], tmp_path) == ()
    assert text_of(tiny.documents["alpha"], tmp_path / "nowhere") == ()


def test_a_text_that_changes_is_read_again(copy: Copy, tiny: Dataset) -> None:
    texts = copy.root / "seeds" / "texts"
    before = text_of(tiny.documents["alpha"], texts)
    copy.write("seeds/texts/alpha.txt", "Something else and longer than it was")
    assert text_of(tiny.documents["alpha"], texts) != before


def test_a_text_that_is_not_utf_8_is_not_at_hand(copy: Copy, tiny: Dataset) -> None:
    copy.write("seeds/texts/alpha.txt", b"caf\xe9")
    assert text_of(tiny.documents["alpha"], copy.root / "seeds" / "texts") == ()


def test_the_sum_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_tiny_data_proves_every_locator(tiny: Dataset) -> None:
    for edge in tiny.edges.to_dict("records"):
        text = text_of(tiny.documents[edge["document"]], TEXTS)
        if text:
            assert find(text[edge["paragraph"] - 1], edge["opens"], edge["closes"]), edge["id"]
