"""Story mode: scenes in large type, one key each, with their source always on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dashboard.app import stories
from dashboard.load import bundled
from dashboard.selection import Selection, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.reader import Reader
    from dashboard.model import Dataset, Story

pytestmark = pytest.mark.browser

SHIPPED = sorted(path.stem for path in (bundled() / "data" / "stories").glob("*.yaml"))
ROOM = {"width": 1920, "height": 1080}
BOXES = """() => Object.fromEntries('.stage .story .told .cited .steps'.split(' ').map((name) => {
    const element = document.querySelector(name);
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const over = element.scrollHeight - element.clientHeight;
    return [name, { left, top, right, bottom, over }];
}))"""
VIEWPORT = "() => ({ zoom: sourceline.cy.zoom(), ...sourceline.cy.pan() })"
OUTSIDE = """() => {
    const cy = sourceline.cy;
    return cy.nodes('[kind]').filter((n) => n.visible()).filter((n) => {
        const { x, y } = n.renderedPosition();
        return x < 0 || y < 0 || x > cy.width() || y > cy.height();
    }).map((n) => n.id());
}"""
CONTROLS = (
    "#search, #tabs a, #facets a, #present, #zoom-in, #open-about-2, #open-add-scene, .legend"
)


def story_of(dataset: Dataset, name: str) -> Story:
    story = dataset.about.story(name)
    assert story is not None
    return story


def shows_scene(reader: Reader, story: Story, number: int) -> None:
    """Wait until a scene is on the screen: its claims, its words and what it rests on."""
    scene = story.scenes[number - 1]
    reader.settled(stories.screen(story, number, reader.dataset).query())
    reader.says(".told h2", scene.title)
    reader.says(".told p", scene.caption)
    reader.says(".steps .where", f"{number} of {len(story.scenes)}")
    reader.shows(".cited .lead")
    selection = reader.selection()
    if reader.dataset.has_edge(selection.focus):
        edge = reader.dataset.edge(selection.focus)
        reader.says(".cited .lead", edge["statement"])
        said = reader.page.inner_text(".cited")
        assert reader.dataset.documents[edge["document"]].publisher in said
        assert f"paragraph {edge['paragraph']}" in said
    else:
        claims = f"{reader.kept().claims} claim"
        assert reader.page.inner_text(".cited .lead").startswith(claims)


def boxes(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = reader.page.evaluate(BOXES)
    return found


def start(reader: Reader, story: Story) -> None:
    """Begin a story from the dialog."""
    reader.page.click("#open-start")
    reader.page.locator("#start a").filter(has_text=story.title).first.click()
    shows_scene(reader, story, 1)


# ------------------------------------------------------------------------------------ going through


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("size", [{}, {"viewport": ROOM, "color_scheme": "dark"}])
def test_a_story_from_the_dialog_to_its_end(
    visit: Callable[..., Reader], dataset: Dataset, name: str, size: dict[str, Any]
) -> None:
    """In each scene the claims are those of its query, nothing is cut off, nothing overlaps."""
    reader, story = visit(**size), story_of(dataset, name)
    reader.open()
    start(reader, story)
    for number in range(1, len(story.scenes) + 1):
        if number > 1:
            reader.page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
        shows_scene(reader, story, number)
        assert reader.page.evaluate("look.nodes()") == reader.node_ids()
        box = boxes(reader)
        window = reader.page.viewport_size or {}
        assert box[".stage"]["bottom"] <= box[".story"]["top"] + 1
        assert box[".told"]["right"] <= box[".cited"]["left"] + 1
        assert max(box[".told"]["bottom"], box[".cited"]["bottom"]) <= box[".steps"]["top"] + 1
        assert box[".steps"]["bottom"] <= window["height"]
        assert (box[".stage"]["left"], box[".stage"]["right"]) == (0, window["width"])
        assert box[".stage"]["bottom"] > 0.65 * window["height"]
        assert {name: box[name]["over"] for name in (".told", ".cited")} == {
            ".told": 0,
            ".cited": 0,
        }
        reader.labels_settled()
        assert reader.page.evaluate(OUTSIDE) == []


def test_every_key_of_a_clicker(reader: Reader, dataset: Dataset) -> None:
    story = story_of(dataset, SHIPPED[0])
    last = len(story.scenes)
    reader.open()
    start(reader, story)
    for key, number in [
        ("PageUp", 1), ("PageDown", 2), ("Space", 3), ("ArrowRight", 4), ("ArrowLeft", 3),
        ("PageUp", 2), ("Shift+Space", 1), ("End", last), ("PageDown", last), ("Home", 1),
    ]:  # fmt: skip
        reader.page.keyboard.press(key)
        shows_scene(reader, story, number)
    reader.page.locator(".dots a").nth(2).click()
    shows_scene(reader, story, 3)
    reader.page.keyboard.press("ArrowRight")
    shows_scene(reader, story, 4)


def test_type_is_large_and_grows_with_the_screen(
    visit: Callable[..., Reader], dataset: Dataset
) -> None:
    size = "sourceline.cy.nodes().max((n) => n.visible() && !n.hasClass('nolabel') ? "\
           "n.pstyle('font-size').pfValue * sourceline.cy.zoom() : 0).value"  # fmt: skip
    story = story_of(dataset, SHIPPED[0])
    query = stories.screen(story, 1, dataset).query()
    for viewport, least in (({"width": 1280, "height": 720}, 16), (ROOM, 24)):
        reader = visit(viewport=viewport)
        reader.open(query)
        shows_scene(reader, story, 1)
        assert reader.page.evaluate(size) >= least
        caption = reader.page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.told p')).fontSize)"
        )
        assert caption >= viewport["height"] / 40


def test_stepping_while_the_drawing_still_travels(
    visit: Callable[..., Reader], dataset: Dataset
) -> None:
    """With animation: however fast one steps, the last scene is fitted in the end."""
    reader = visit(reduced_motion="no-preference")
    story = story_of(dataset, SHIPPED[0])
    reader.open()
    start(reader, story)
    for _ in range(3):
        reader.page.keyboard.press("PageDown")
    shows_scene(reader, story, 4)
    reader.page.keyboard.press("PageUp")
    shows_scene(reader, story, 3)
    reader.labels_settled()
    reader.gives(f"({OUTSIDE})()", [])


# ------------------------------------------------------------------------------------ and back


@pytest.mark.parametrize("view", ["network", "map", "timeline", "table"])
def test_escape_returns_to_exactly_what_was_before(
    reader: Reader, dataset: Dataset, view: str
) -> None:
    edge = dataset.edges[dataset.edges["source_country"] != ""].iloc[0]
    reader.open(Selection(country=(edge["source_country"],), focus=edge["id"], view=view).query())
    reader.opened(edge["id"])
    if view in ("network", "map"):
        reader.page.click("#zoom-in")
        reader.page.click("#zoom-in")
    reader.labels_settled()
    address = reader.page.url
    seen = (reader.page.evaluate(VIEWPORT), reader.page.evaluate("look.positions()"))
    start(reader, story_of(dataset, SHIPPED[0]))
    reader.page.keyboard.press("ArrowRight")
    reader.gives("new URLSearchParams(location.search).get('scene')", "2")
    reader.hides(CONTROLS)
    reader.page.keyboard.press("Escape")
    reader.gives("location.href", address)
    reader.settled()
    reader.opened(edge["id"])
    reader.hides("#story")
    reader.labels_settled()
    if view in ("network", "map"):
        assert (reader.page.evaluate(VIEWPORT), reader.page.evaluate("look.positions()")) == seen


def test_the_screen_at_hand_with_one_key(reader: Reader, dataset: Dataset) -> None:
    country = next(iter(dataset.edges["source_country"][dataset.edges["source_country"] != ""]))
    query = Selection(country=(country,)).query()
    reader.open(query)
    drawn = reader.page.evaluate("look.edges()")
    reader.page.keyboard.press("p")
    reader.settled(f"{query}&story=this")
    reader.says(".told h2", dataset.about.title)
    reader.says(".told p", reader.sentence())
    reader.shows(".cited .lead")
    reader.hides(CONTROLS)
    assert reader.page.evaluate("look.edges()") == drawn
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("Escape")
    reader.settled(query)
    reader.shows("#search")
    reader.page.click("#present")
    reader.settled(f"{query}&story=this")
    reader.page.click(".steps .leave")
    reader.settled(query)


def test_the_key_is_a_letter_where_one_types(reader: Reader) -> None:
    reader.open()
    reader.page.click("#search")
    reader.page.keyboard.type("pp")
    reader.page.keyboard.press("Enter")
    reader.settled("q=pp")
    reader.hides("#story")


def test_leaving_full_screen_leaves_the_presentation(reader: Reader, dataset: Dataset) -> None:
    reader.open("view=map")
    start(reader, story_of(dataset, SHIPPED[0]))
    reader.gives("Boolean(document.fullscreenElement)", True)
    reader.page.evaluate("document.exitFullscreen()")
    reader.settled("view=map")
    reader.shows("#search")


def test_a_presentation_is_one_entry_of_the_history(reader: Reader, dataset: Dataset) -> None:
    story = story_of(dataset, SHIPPED[0])
    reader.open("view=map")
    start(reader, story)
    for number in (2, 3):
        reader.page.keyboard.press("ArrowRight")
        shows_scene(reader, story, number)
    reader.page.go_back()
    reader.settled("view=map")
    reader.shows("#search")
    reader.page.go_forward()
    shows_scene(reader, story, 3)
    reader.page.reload()
    shows_scene(reader, story, 3)
    reader.page.keyboard.press("Escape")
    reader.settled("view=map")


# ------------------------------------------------------------------------------------ links


def test_a_pasted_scene_opens_for_somebody_else(
    visit: Callable[..., Reader], dataset: Dataset
) -> None:
    one, two = visit(), visit()
    story = story_of(dataset, SHIPPED[-1])
    one.open()
    start(one, story)
    one.page.keyboard.press("ArrowRight")
    shows_scene(one, story, 2)
    two.page.goto(one.page.url)
    shows_scene(two, story, 2)
    assert two.page.evaluate("look.edges()") == one.page.evaluate("look.edges()")
    two.hides(CONTROLS)
    two.page.keyboard.press("ArrowRight")
    shows_scene(two, story, 3)
    two.page.keyboard.press("Escape")
    two.settled(parse(story.scenes[2].query, dataset)[0].query())
    two.shows("#search")


def test_a_click_in_a_scene_cites_that_claim_and_keeps_the_scene(
    reader: Reader, dataset: Dataset
) -> None:
    story = story_of(dataset, SHIPPED[0])
    reader.open(stories.screen(story, 1, dataset).query())
    shows_scene(reader, story, 1)
    reader.labels_settled()
    spot = reader.page.evaluate("look.free('middle')")[0]
    reader.click_on(spot)
    edge = dataset.edge(spot["id"])
    reader.says(".cited .lead", edge["statement"])
    reader.says(".told p", story.scenes[0].caption)
    reader.hides("#evidence")
    reader.page.keyboard.press("ArrowRight")
    shows_scene(reader, story, 2)


def test_a_click_on_a_country_does_not_filter_a_scene(reader: Reader, dataset: Dataset) -> None:
    screens = [
        (story, number)
        for story in dataset.about.stories
        for number, scene in enumerate(story.scenes, 1)
        if "view=map" in scene.query
    ]
    story, number = screens[0]
    reader.open(stories.screen(story, number, dataset).query())
    shows_scene(reader, story, number)
    reader.page.wait_for_selector("#land path.country", state="attached")
    stage = boxes(reader)[".stage"]
    address = reader.page.url
    reader.page.mouse.click(stage["left"] + 5, stage["bottom"] - 5)
    reader.page.mouse.click(stage["left"] + 0.3 * stage["right"], stage["bottom"] - 20)
    reader.page.wait_for_timeout(300)
    assert reader.page.url == address


# ------------------------------------------------------------------------------------ add scene


def test_add_scene_gives_the_present_screen(reader: Reader, dataset: Dataset) -> None:
    edge = dataset.edges.iloc[0]
    query = Selection(list=(edge["list"],), q='"a: b', focus=edge["id"], view="map").query()
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(query)
    reader.page.click("#open-add-scene")
    reader.shows("#scene-draft")
    draft = reader.page.inner_text("#scene-draft")
    [scene] = yaml.safe_load(draft)
    assert scene == {"title": "", "caption": reader.sentence(), "query": query}
    reader.page.click("#copy-scene")
    reader.says("#copied", "Copied.")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert yaml.safe_load(copied) == [scene]
    reader.page.keyboard.press("p")
    reader.page.keyboard.press("Escape")
    reader.hides("#add-scene")
    assert reader.query() == query
