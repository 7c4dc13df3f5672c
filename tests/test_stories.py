"""Stories: read from their files, addressed by the query, told over what the address shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import yaml
from asked import answer, ids_of, scenes_of
from components import links, of_class, of_type, parsed, words

from dashboard.app import ids, stories
from dashboard.app.markup import html_of
from dashboard.load import bundled
from dashboard.model import STATUSES
from dashboard.selection import Selection, check_starts, keep, parse, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Copy, Page

    from dashboard.model import Dataset, Story

FILE = "data/stories/two-visits.yaml"
STORY = """\
title: Two visits
text: Read twice.
scenes:
  - title: The first
    caption: As the letter has it.
    query: list=visits&focus=v-01
  - title: The second
    caption: >-
      As the other
      reading has it.
    query: list=visits&from=2018&view=map
"""
SHIPPED = sorted(path.stem for path in (bundled() / "data" / "stories").glob("*.yaml"))


def written(copy: Copy, content: str | bytes = STORY, file: str = FILE) -> Copy:
    (copy.root / "data" / "stories").mkdir(exist_ok=True)
    copy.write(file, content)
    return copy


@pytest.fixture
def told(copy: Copy) -> Dataset:
    return written(copy).load()


# ------------------------------------------------------------------------------------ its file


def test_a_story_is_read_with_its_scenes(told: Dataset) -> None:
    [story] = told.about.stories
    assert (story.id, story.title, story.text) == ("two-visits", "Two visits", "Read twice.")
    assert [(s.title, s.caption, s.query, s.line) for s in story.scenes] == [
        ("The first", "As the letter has it.", "list=visits&focus=v-01", 4),
        ("The second", "As the other reading has it.", "list=visits&from=2018&view=map", 7),
    ]
    assert told.about.story("two-visits") is story
    assert told.about.story("other") is None


def test_there_may_be_no_story(tiny: Dataset) -> None:
    assert tiny.about.stories == ()


def test_stories_stand_in_the_order_of_their_files(copy: Copy) -> None:
    written(copy, file="data/stories/b.yaml")
    written(copy, file="data/stories/a.yaml")
    assert [story.id for story in copy.load().about.stories] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("", 0, ""),
        ("# nothing yet\n", 0, ""),
        ("- title: A list\n", 0, ""),
        ("title: Only this\n", 1, "scenes"),
        ("title: A\ntext: B\nscenes: none\n", 3, "scenes"),
        ("title: A\ntext: B\nscenes: []\n", 3, "scenes"),
        ("title: A\ntext: B\nscenes:\n", 3, "scenes"),
        ("title: A\ntext: B\nscenes:\n  - one\n", 3, "scenes"),
        (STORY.replace("text: Read twice.\n", ""), 1, "text"),
        (STORY.replace("Read twice.", "[a, b]"), 2, "text"),
        (STORY.replace("title: Two visits", 'title: "  "'), 1, "title"),
        (STORY + "author: nobody\n", 12, "author"),
        (STORY.replace("    query: list=visits&focus=v-01\n", ""), 4, "query"),
        (STORY.replace("    caption: As the letter has it.\n", "    caption:\n"), 5, "caption"),
        (STORY.replace("The first", ""), 4, "title"),
        (STORY.replace("    query: list=visits&focus", "    view: map\n    query: x"), 6, "view"),
        (STORY.replace("  - title: The second", "  - title: : :"), 7, ""),
        (STORY.replace("Read twice.", "Read.\ntext: Twice."), 3, ""),
        (b"title: \xff\n", 1, ""),
    ],
)  # fmt: skip
def test_a_file_that_is_no_story(copy: Copy, content: str | bytes, line: int, column: str) -> None:
    problems = written(copy, content).problems()
    found = [(p.file, p.line, p.column) for p in problems]
    assert (FILE, line, column) in found
    assert all(p.remedy for p in problems)


@pytest.mark.parametrize("name", ["this", "Two Visits", "two_visits", "-two", "zwei-bäume"])
def test_a_name_that_cannot_be_an_id(copy: Copy, name: str) -> None:
    [problem] = written(copy, file=f"data/stories/{name}.yaml").problems()
    assert (problem.file, problem.value) == (f"data/stories/{name}.yaml", name)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("lists=visits", 'Ignored "lists"'),
        ("focus=nobody", "no claim and no node"),
        ("country=FJ", "keeps no claim."),
        ("list=visits&focus=b-03", "has a focus that it does not keep."),
        ("list=visits&focus=ana-diaz", "has a focus that it does not keep."),
        ("list=visits&story=this", "opens a story itself."),
    ],
)
def test_check_says_where_a_query_is_wrong(copy: Copy, query: str, says: str) -> None:
    content = STORY.replace("list=visits&from=2018&view=map", query)
    problems = check_starts(written(copy, content).load())
    assert [(p.file, p.line, p.value) for p in problems] == [(FILE, 7, query)] * len(problems)
    assert says in problems[-1].message


def test_check_finds_nothing_wrong_in_a_good_story(told: Dataset) -> None:
    assert check_starts(told) == []


# ------------------------------------------------------------------------------------ the query


@pytest.mark.parametrize(
    ("query", "story", "scene"),
    [
        ("story=two-visits", "two-visits", ""),
        ("story=two-visits&scene=2", "two-visits", "2"),
        ("scene=2&country=NA&story=two-visits", "two-visits", "2"),
        ("story=two-visits&scene=002", "two-visits", "2"),
        ("story=this", "this", ""),
        ("story=&scene=", "", ""),
        ("country=NA", "", ""),
    ],
)
def test_a_story_in_an_address(told: Dataset, query: str, story: str, scene: str) -> None:
    selection, said = parse(query, told)
    assert said == []
    assert (selection.story, selection.scene) == (story, scene)
    assert parse(selection.query(), told) == (selection, [])


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("story=two-visit", 'Ignored story "two-visit": there is no such story. '
                            'Did you mean "two-visits"?'),
        ("story=two-visits&scene=3", 'Ignored scene "3": the story has 2.'),
        ("story=two-visits&scene=0", 'Ignored scene "0": it is not a number such as 1 or 2.'),
        ("story=two-visits&scene=-1", 'Ignored scene "-1": it is not a number such as 1 or 2.'),
        ("story=two-visits&scene=²", 'Ignored scene "²": it is not a number such as 1 or 2.'),
        ("story=two-visits&scene=" + "9" * 5000, "the story has 2."),
        ("scene=1", 'Ignored scene "1": no story with scenes is given.'),
        ("story=this&scene=1", 'Ignored scene "1": no story with scenes is given.'),
        ("story=this&story=two-visits", 'Ignored story "two-visits": it takes one value; '
                                        '"this" came first.'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_story_in_an_address(told: Dataset, query: str, says: str) -> None:
    selection, said = parse(query, told)
    [only] = said
    assert only.endswith(says)
    assert selection.scene == ""
    assert parse(selection.query(), told) == (selection, [])


def test_a_story_narrows_nothing(told: Dataset) -> None:
    plain, _ = parse("country=NA&undated=0", told)
    shown = replace(plain, story="two-visits", scene="1")
    assert shown.filters() == plain.filters()
    assert shown.narrowing() == plain.narrowing()
    kept = answer(told, shown)
    assert ids_of(told, shown) == list(keep(told.edges, plain)["id"])
    assert sentence(shown, kept, told) == sentence(plain, kept, told)


def test_a_download_does_not_carry_the_story(
    told: Dataset, pages: Callable[[Dataset], Page]
) -> None:
    page = pages(told)
    downloads = page.part(ids.DOWNLOADS, "?list=visits&story=two-visits&scene=1")
    assert "story" not in links(downloads)["edges.csv"]
    plain, with_story = (page.get(f"/edges.csv?list=visits{more}") for more in ("", "&story=this"))
    assert plain.data == with_story.data
    assert "X-Sourceline-Notice" not in with_story.headers


# ------------------------------------------------------------------------------------ on the page


def bar(dataset: Dataset, query: str, pages: Callable[[Dataset], Page]) -> list[object]:
    return pages(dataset).part(ids.STORY, f"?{query}") or []


def test_nothing_is_told_where_nothing_is_presented(page: Page) -> None:
    assert page.part(ids.STORY, "?list=visits") == []
    assert page.part(ids.STORY, "?list=visits&story=unknown") == []


def test_a_scene_is_told_and_steps_are_links(
    told: Dataset, pages: Callable[[Dataset], Page]
) -> None:
    [story] = told.about.stories
    shown = bar(told, stories.screen(story, 2, told).query(), pages)
    [words_told] = of_class(shown, "told")
    assert words(words_told) == "The secondAs the other reading has it."
    assert words(of_class(shown, "where")) == "2 of 2"
    dots = of_type(of_class(shown, "dots"), "a")
    assert [parse(urlsplit(dot["props"]["href"]).query, told) for dot in dots] == [
        (stories.screen(story, number, told), []) for number in (1, 2)
    ]
    assert [dot["props"].get("aria-current") for dot in dots] == [None, "step"]
    assert dots[0]["props"]["aria-label"] == "Scene 1: The first"


def test_leaving_leads_to_the_same_screen(told: Dataset, pages: Callable[[Dataset], Page]) -> None:
    shown = bar(told, "list=visits&focus=v-01&story=two-visits&scene=1", pages)
    assert links(of_class(shown, "leave"))["Leave"] == "/?list=visits&focus=v-01"


@pytest.mark.parametrize("more", ["", "&view=table", "&focus=v-03", "&focus=liuzhou-group"])
def test_a_caption_stays_while_its_claims_do(
    told: Dataset, pages: Callable[[Dataset], Page], more: str
) -> None:
    shown = bar(told, f"list=visits{more}&story=two-visits&scene=1", pages)
    assert "As the letter has it." in words(of_class(shown, "told"))


def test_a_caption_is_not_shown_over_other_claims(
    told: Dataset, pages: Callable[[Dataset], Page]
) -> None:
    shown = words(of_class(bar(told, "list=bodies&story=two-visits&scene=1", pages), "told"))
    assert "As the letter has it." not in shown
    selection, _ = parse("list=bodies", told)
    assert sentence(selection, answer(told, selection), told) in shown
    assert "Beside scene 1" in shown


def test_a_story_without_a_scene_begins_with_its_title(
    told: Dataset, pages: Callable[[Dataset], Page]
) -> None:
    shown = bar(told, "story=two-visits", pages)
    assert words(of_class(shown, "told")) == "Two visitsRead twice."
    assert words(of_class(shown, "where")) == "2 scenes"


def test_any_screen_can_be_presented(page: Page, tiny: Dataset) -> None:
    shown = page.part(ids.STORY, "?list=visits&story=this") or []
    selection, _ = parse("list=visits", tiny)
    said = sentence(selection, answer(tiny, selection), tiny)
    assert words(of_class(shown, "told")) == f"{tiny.about.title}{said}"
    assert of_class(shown, "dots") == []


# ------------------------------------------------------------------------------------ citation


def cited(page: Page, query: str) -> str:
    return words(of_class(page.part(ids.STORY, f"?{query}&story=this"), "cited"))


def test_a_claim_in_focus_is_cited_with_all_that_it_rests_on(page: Page, tiny: Dataset) -> None:
    edge = tiny.edge("b-03")
    document = tiny.documents[edge["document"]]
    shown = cited(page, "focus=b-03")
    said = (edge["statement"], "Leaked paper", "Instructed", "2004-06/2006-08")
    where = (document.publisher, document.title[:40], f"paragraph {edge['paragraph']}")
    for part in (*said, *where):
        assert part in shown
    voiced = tiny.edge("b-08")
    assert voiced["voice_name"] in cited(page, "focus=b-08")


def test_without_a_focus_claims_and_documents_are_counted(page: Page, tiny: Dataset) -> None:
    shown = cited(page, "list=visits&document=alpha")
    kept = keep(tiny.edges, parse("list=visits&document=alpha", tiny)[0])
    assert f"{len(kept)} claims from 1 document" in shown
    assert tiny.documents["alpha"].publisher in shown
    assert "leaked papers as quoted there" in shown
    everything = cited(page, "context=1")
    assert all(document.short in everything for document in tiny.documents.values())


def test_what_a_view_cannot_draw_is_counted(page: Page, tiny: Dataset) -> None:
    kept = answer(tiny, Selection())
    assert f"{kept.unplaced} not on the map" in cited(page, "view=map")
    assert f"{kept.undated} undated, not on the timeline" in cited(page, "view=timeline")
    assert "not on" not in cited(page, "view=network")


def test_a_node_in_focus_has_its_own_claims_counted(page: Page, tiny: Dataset) -> None:
    node = tiny.nodes["none"]
    kept = keep(tiny.edges, Selection())
    own = kept[(kept["source"] == node.id) | (kept["target"] == node.id)]
    assert f"{node.name}: {len(own)} claims from" in cited(page, "focus=none")


def test_where_nothing_is_shown_nothing_is_cited(page: Page) -> None:
    assert cited(page, "country=FJ") == "no claim is shown."


def test_what_is_not_done_is_not_told_as_done(page: Page) -> None:
    assert "Told as done or standing." in cited(page, "modality=done")
    assert "None told as done; 1 planned." in cited(page, "modality=planned")
    both = cited(page, "modality=done&modality=planned")
    assert "told as done or standing; 1 planned." in both


def test_every_status_has_words_for_whose_word_it_is() -> None:
    assert set(stories._WHOSE) == {status.id for status in STATUSES}


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2020-08-18/..", "2020-08-18 or later"),
        ("../2020", "2020 or earlier"),
        ("2020-11-20/2020-11-24", "2020-11-20 to 2020-11-24"),
        ("2021-01~", "about 2021-01"),
        ("2020", "2020"),
    ],
)
def test_when_a_document_was_published(date: str, said: str) -> None:
    assert stories.published(date) == said


# ------------------------------------------------------------------------------------ add scene


@pytest.mark.parametrize(
    "query",
    ["", "list=visits&focus=v-01&view=map", "q=%22a%3A+b%22%0A%85%E2%80%A8%7F%00%F0%9F%A6%8A",
     "q=%C5%81%C3%B3d%C5%BA+%27x%27", "q=-+%23+%3E-+%7C", "list=visits&story=this"],
)  # fmt: skip
def test_a_draft_is_a_scene_of_the_present_screen(page: Page, tiny: Dataset, query: str) -> None:
    selection, _ = parse(query, tiny)
    kept = answer(tiny, selection.narrowing())
    draft = stories.draft(selection, kept, tiny)
    [scene] = yaml.safe_load(draft)
    assert list(scene) == ["title", "caption", "query"]
    assert scene["title"] == ""
    assert scene["caption"] == sentence(selection, kept, tiny)
    assert parse(scene["query"], tiny) == (replace(selection, story="", scene=""), [])
    assert words(page.part(ids.SCENE_DRAFT, f"?{query}")).split() == draft.split()


def test_a_draft_can_be_pasted_into_a_story(copy: Copy, tiny: Dataset) -> None:
    selection = Selection(list=("visits",), focus="v-01")
    draft = stories.draft(selection, answer(tiny, selection.narrowing()), tiny)
    content = STORY + draft.replace("title: ''", "title: Pasted")
    [story] = written(copy, content).load().about.stories
    assert (story.scenes[-1].title, story.scenes[-1].query) == ("Pasted", selection.query())


# ------------------------------------------------------------------------------------ what ships


def shipped_story(dataset: Dataset, name: str) -> Story:
    story = dataset.about.story(name)
    assert story is not None
    return story


def test_stories_ship() -> None:
    assert len(SHIPPED) >= 2


def test_the_dialog_lists_every_story(shipped: Dataset) -> None:
    found = links(parsed(html_of(stories.listed(shipped))))
    for name in SHIPPED:
        story = shipped_story(shipped, name)
        [href] = [href for said, href in found.items() if said.startswith(story.title)]
        assert href == f"/?{stories.screen(story, 1, shipped).query()}"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_query_of_a_shipped_story_is_understood_and_finds_claims(
    shipped: Dataset, name: str
) -> None:
    story = shipped_story(shipped, name)
    assert 4 <= len(story.scenes) <= 7
    for number, scene in enumerate(story.scenes, 1):
        selection, said = parse(scene.query, shipped)
        assert said == []
        kept = answer(shipped, selection.narrowing())
        assert kept.claims
        assert stories.shows_its_claims(scene, stories.screen(story, number, shipped), shipped)
        assert stories.citation(selection, scenes_of(shipped))
    assert [p for p in check_starts(shipped) if name in p.file] == []
