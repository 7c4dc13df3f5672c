"""The evidence panel: what one claim rests on, and all claims of one node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from components import definitions, links, of_class, of_type, walk, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Copy, Page

    from dashboard.model import Dataset


def panel(page: Page, query: str) -> Any:
    return page.part("evidence", f"?{query}")


def test_without_a_focus_the_panel_is_empty(page: Page) -> None:
    for query in ("", "country=NA", "focus=nobody"):
        assert panel(page, query) == []


def test_a_claim_says_who_did_what_to_whom(page: Page) -> None:
    shown = panel(page, "focus=v-01")
    [tie] = of_class(shown, "tie")
    assert words(tie) == "Urząd Miasta Łódź hosted 柳州 Friendship Group"
    [statement] = of_class(shown, "statement")
    assert words(statement) == "The office of Łódź received the group from 柳州."
    [badges] = of_class(shown, "badges")
    assert [words(item) for item in of_type(badges, "li")] == ["Done", "Leaked paper"]


def test_the_passage_is_marked_where_the_text_is_at_hand(page: Page) -> None:
    shown = panel(page, "focus=v-01")
    [mark] = of_type(shown, "mark")
    assert words(mark) == "Łódź’s office hosted “old friends” from 柳州 on May\u00a03, 2017"
    [quote] = of_type(shown, "blockquote")
    assert words(quote) == f"{words(mark)}, a letter says."
    before, after = of_class(shown, "around")
    assert words(before) == "Harbour talk in two cities"
    assert words(after).startswith("The guests thanked the office")
    assert of_class(shown, "locator") == []


def test_the_passage_stands_between_what_precedes_and_what_follows(page: Page) -> None:
    shown = panel(page, "focus=v-03")
    [quote] = of_type(shown, "blockquote")
    [mark] = of_type(quote, "mark")
    assert words(mark) == "thanked the office again and went home", "the shorter of two"
    before, after = words(quote).split(words(mark))
    assert before == "The guests thanked the office, sailed on, "
    assert after == " before a pact was to be signed."


def test_the_last_paragraph_has_nothing_after_it(page: Page) -> None:
    shown = panel(page, "focus=b-02")
    assert words(of_type(shown, "mark")) == "None has rebuilt itself over and over since 1992"
    [before] = of_class(shown, "around")
    assert words(before).startswith("“Watch the -Minus Group,”")


def test_the_first_paragraph_has_nothing_before_it(
    copy: Copy, pages: Callable[[Dataset], Page]
) -> None:
    copy.put("data/bodies.csv", "alpha,3,before a pact,to be signed", "alpha,1,Harbour talk,cities")
    shown = panel(pages(copy.load()), "focus=b-01")
    assert words(of_type(shown, "blockquote")) == "Harbour talk in two cities"
    [after] = of_class(shown, "around")
    assert words(after).startswith("Łódź’s office")


@pytest.mark.parametrize("broken", ["absent", "not utf-8", "another text"])
def test_first_and_last_words_are_shown_where_the_text_is_not(
    copy: Copy, pages: Callable[[Dataset], Page], broken: str
) -> None:
    if broken == "absent":
        (copy.root / "seeds/texts/alpha.txt").unlink()
    else:
        copy.write("seeds/texts/alpha.txt", b"\xff\xfe" if broken == "not utf-8" else "One line.")
    shown = panel(pages(copy.load()), "focus=v-01")
    [locator] = of_class(shown, "locator")
    assert words(locator) == "From Łódź's office hosted … May 3, 2017"
    assert of_type(shown, "mark") == of_type(shown, "blockquote") == []


def test_a_locator_without_an_end_is_quoted_alone(page: Page) -> None:
    shown = panel(page, "focus=v-05")
    [locator] = of_class(shown, "locator")
    assert words(locator) == "None met the firm"


def test_the_passage_can_be_opened_at_its_publisher(page: Page, tiny: Dataset) -> None:
    for edge in tiny.edges["id"]:
        shown = panel(page, f"focus={edge}")
        [passage] = of_class(shown, "passage")
        opened = links(passage)["Open the passage at its publisher"]
        assert opened == tiny.edge(edge)["passage_url"]
        assert f"paragraph {tiny.edge(edge)['paragraph']}" in words(passage)
    assert links(panel(page, "focus=v-01"))["archived copy"] == (
        "https://archive.example/harbour-talk"
    )
    assert "archived copy" not in links(panel(page, "focus=v-05"))


def test_links_outward_leave_no_trace_and_no_handle(page: Page) -> None:
    for part in walk(panel(page, "focus=v-01")):
        if part["type"] == "a" and part["props"]["href"].startswith("http"):
            assert part["props"]["target"] == "_blank"
            assert part["props"]["rel"] == "noopener noreferrer"


def test_facts_of_a_claim(page: Page) -> None:
    facts = definitions(panel(page, "focus=v-01"))
    assert facts["When"] == "2017-05-03 — date of the event"
    assert facts["Quantity"] == "0", "a zero is a quantity"
    assert facts["Rests on"] == (
        "[Letter of the tides] — letter, issued by Office of Łódź, dated 2017"
    )
    assert "Note" not in facts
    assert facts["Published"] == "2020-08-18 Printed under the title."
    assert facts["Reliability"] == "C, fairly reliable Invented for tests."
    assert facts["Publisher"] == "The Tide Post, O. Quill"


def test_a_paper_is_described_as_the_claim_s_own_document_does(page: Page) -> None:
    """Where gamma cites the letter, it does not say what kind of paper it is."""
    facts = definitions(panel(page, "focus=v-02"))
    assert facts["Rests on"] == (
        "[Letter of the tides] — paper, issued by Office of Łódź, dated 2017"
    )


@pytest.mark.parametrize(
    ("edge", "when"),
    [
        ("v-03", "undated"),
        ("v-04", "2016 to 2019 — date of the event"),
        ("b-02", "1992 and on — date of the event"),
        ("b-04", "1999 or earlier — date of the event"),
        ("v-07", "2019~ — inferred"),
        ("b-07", "2020-08-18 — date of the paper only"),
    ],
)
def test_when_in_words(page: Page, edge: str, when: str) -> None:
    assert definitions(panel(page, f"focus={edge}"))["When"] == when


def test_doubt_context_and_voice_are_badges(page: Page) -> None:
    def badges(edge: str) -> list[str]:
        [found] = of_class(panel(page, f"focus={edge}"), "badges")
        return [words(item) for item in of_type(found, "li")]

    assert badges("v-02") == ["Done", "Leaked paper", "Low confidence", "Contested"]
    assert badges("b-07") == ["Opinion", "Commentator: Ana Díaz", "Context"]
    assert badges("v-07") == ["Done", "Retracted", "Low confidence"]
    assert badges("b-01") == ["Planned", "The article"]


def test_a_re_post_names_the_text_it_repeats(page: Page) -> None:
    shown = panel(page, "focus=v-05")
    assert definitions(shown)["Repeats"] == "Harbour talk in two cities, The Tide Post"
    assert links(shown)["Harbour talk in two cities"] == "https://tide-post.example/harbour-talk"
    assert definitions(shown)["Published"].startswith("2020-08-18 or later")
    assert "Repeats" not in definitions(panel(page, "focus=v-01"))


@pytest.mark.parametrize(
    ("focus", "counts"),
    [
        ("v-01", "4 claims in 2 documents, 2 independent origins"),
        ("v-04", "2 claims in 2 documents, 1 independent origin"),
        ("b-02", "1 claim in 1 document, 1 independent origin"),
        ("v-07", "0 claims in 0 documents, 0 independent origins"),
    ],
)
def test_how_well_a_tie_is_supported(page: Page, focus: str, counts: str) -> None:
    [support] = of_class(panel(page, f"focus={focus}"), "support")
    assert words(support) == counts


def test_two_documents_on_one_letter_are_one_origin(
    copy: Copy, pages: Callable[[Dataset], Page]
) -> None:
    """Without the other two claims of the tie, its support is the letter alone."""
    copy.put("data/visits.csv", "thanked,lodz-office", "thanked,wang-x")
    copy.put("data/bodies.csv", "b-01,lodz-office", "b-01,wang-x")
    [support] = of_class(panel(pages(copy.load()), "focus=v-01"), "support")
    assert words(support) == "2 claims in 2 documents, 1 independent origin"


def test_other_claims_of_the_tie_are_listed_with_what_is_not_done_first(page: Page) -> None:
    [others] = of_class(panel(page, "focus=v-01"), "claims")
    items = [words(item) for item in of_type(others, "li")]
    assert len(items) == 3
    assert items[0].startswith(
        "Planned: Urząd Miasta Łódź signed an agreement with 柳州 Friendship Group"
    )
    assert items[1].endswith("2018 · Leaked paper")
    assert items[2].startswith("柳州 Friendship Group thanked Urząd Miasta Łódź")
    assert links(others)[items[1]] == "/?focus=v-02"


def test_what_the_filter_leaves_out_is_shown_and_said(page: Page) -> None:
    outside = panel(page, "country=EC&focus=v-01")
    [note] = of_class(outside, "outside")
    assert words(note).startswith("This claim is outside the present filter")
    assert of_class(panel(page, "country=PL&focus=v-01"), "outside") == []
    context = panel(page, "focus=b-07")
    assert of_class(context, "outside"), "context is off unless asked for"
    assert of_class(panel(page, "context=1&focus=b-07"), "outside") == []
    [others] = of_class(panel(page, "relation=thanked&focus=v-03"), "claims")
    assert all("outside the present filter" in words(item) for item in of_type(others, "li"))


def test_closing_keeps_the_filter(page: Page) -> None:
    shown = panel(page, "country=PL&focus=v-01&view=map")
    [close] = of_class(shown, "close")
    assert close["props"]["href"] == "/?country=PL&view=map"
    assert links(shown)["Permalink"] == "/?focus=v-01"
    assert links(shown)["Report an error in it"] == "https://example.org/corrections"


def test_a_node_lists_its_claims_by_relation_and_direction(page: Page) -> None:
    shown = panel(page, "context=1&focus=none")
    assert words(of_type(shown, "h2")) == "None"
    heads = [words(head) for head in of_type(shown, "h3")]
    assert heads == ["→ met 2", "← hosted 1", "← warned of 1", "→ rebuilt 1"]
    [support] = of_class(shown, "support")
    assert words(support) == "5 of 5 claims shown; in 3 documents, 2 independent origins"
    facts = definitions(shown)
    assert facts["Place"] == "Windhoek (city; basis: the text)"
    assert facts["Country"] == "Namibia"
    assert facts["Note"] == "a society whose name is None"


def test_a_node_s_claims_within_the_filter_come_first(page: Page) -> None:
    shown = panel(page, "relation=rebuilt&focus=none")
    heads = [words(head) for head in of_type(shown, "h3")]
    assert heads[0] == "→ rebuilt 1"
    [support] = of_class(shown, "support")
    assert words(support).startswith("1 of 5 claims shown; ")
    faded = of_class(shown, "faded")
    assert len(faded) == 4


def test_what_is_not_known_of_a_node_is_said(page: Page) -> None:
    redacted = definitions(panel(page, "focus=wang-x"))
    assert redacted["Name"] == "hidden or cut in the source, and kept so"
    assert redacted["Place"] == "no place given"
    named = definitions(panel(page, "focus=el-nino-fund"))
    assert named["Also"] == "Ñandú Fund, El Niño"
    assert "Name" not in named
    general = definitions(panel(page, "focus=sum-and-sons"))
    assert general["Place"] == "Meridian Quay (city; basis: general knowledge)"
    nowhere = definitions(panel(page, "focus=ana-diaz"))
    assert "Country" not in nowhere


def test_every_claim_and_node_has_a_panel(page: Page, tiny: Dataset) -> None:
    for focus in (*tiny.edges["id"], *tiny.nodes):
        shown = panel(page, f"focus={focus}&context=1")
        assert links(shown)["Permalink"] == f"/?focus={focus}"
        assert len(of_type(shown, "h2")) == 1
