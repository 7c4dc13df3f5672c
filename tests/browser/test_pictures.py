"""Pictures to keep: what is on the screen, and around it all that makes it honest."""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from dashboard.app import sources
from dashboard.theme import DARK, LIGHT, PATTERN_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader import Reader

    from dashboard.model import Dataset
    from dashboard.theme import Theme

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("network", "map", "timeline")
PHONE = {"width": 390, "height": 844}
PAINTED = """async ([png, top, height]) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + png;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const part = (y, high) => pen.getImageData(0, y, image.width, high).data.buffer;
    const colours = (y, high) => new Set(new Uint32Array(part(y, high))).size;
    const [r, g, b] = pen.getImageData(1, 1, 1, 1).data;
    return { all: colours(0, image.height), scene: colours(top, height), ground: [r, g, b] };
}"""
"""How many colours there are in a PNG, and in its drawing alone, and which one the ground has."""
STAGE = """(view) => {
    const stage = document.getElementById('stage');
    const chart = [stage.clientWidth, stage.clientHeight];
    return view === 'timeline' ? chart : [look.cy().width(), look.cy().height()];
}"""
"""Width and height of what is drawn on the page."""
UNLIKE = """async () => {
    const P = window.sourceline.picture;
    const pixels = async function (address, top) {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [2 * look.cy().width(), 2 * look.cy().height()];
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        pen.drawImage(image, 0, -top);
        return pen.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    const svg = await P.make(document.querySelector('.pictures').dataset);
    const top = 2 * Number(svg.match(/id="scene" transform="translate\\(0 ([\\d.]+)\\)/)[1]);
    const bare = svg.replace(/<g id="land".*?<\\/g>/s, '');
    const ours = await pixels(URL.createObjectURL(await P.png(bare, 2)), top);
    const theirs = await pixels(look.cy().png({ full: false, scale: 2, bg: P.theme('paper') }), 0);
    let unlike = 0;
    for (let i = 0; i < ours.length; i += 4) {
        const off = Math.max(...[0, 1, 2].map((k) => Math.abs(ours[i + k] - theirs[i + k])));
        if (off > 128) unlike++;
    }
    return (4 * unlike) / ours.length;
}"""
"""The share of pixels in which a picture, without its land, is unlike what Cytoscape paints."""
OUTSIDE = """async () => {
    const svg = await sourceline.picture.make(document.querySelector('.pictures').dataset);
    const holder = document.body.appendChild(document.createElement('div'));
    holder.innerHTML = svg;
    const frame = holder.firstChild.getBoundingClientRect();
    const parts = [...holder.querySelectorAll('text')].filter((t) => !t.closest('#scene'));
    const boxes = parts.map((t) => [t.textContent, t.getBoundingClientRect()]);
    holder.remove();
    const beyond = (b) => b.left < frame.left || b.right > frame.right
      || b.top < frame.top || b.bottom > frame.bottom;
    return boxes.filter(([, box]) => beyond(box)).map(([words]) => words);
}"""
"""The words around the drawing that reach beyond the picture."""


@dataclass(frozen=True)
class Saved:
    """Both pictures of one view, as they were downloaded."""

    png: bytes
    svg: str
    names: tuple[str, str]

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.svg)  # noqa: S314 - made by the page under test

    @property
    def size(self) -> tuple[int, int]:
        """Width and height that the SVG gives itself."""
        return int(self.root.attrib["width"]), int(self.root.attrib["height"])

    @property
    def top(self) -> int:
        """Where the drawing begins."""
        [found] = re.findall(r'id="scene" transform="translate\(0 ([\d.]+)\)', self.svg)
        return int(found)

    def words(self, part: str) -> str:
        """The text of a part, its lines joined."""
        found = self.root.find(f".//*[@id='{part}']")
        return " ".join("".join(t.itertext()) for t in found.iter(f"{SVG}tspan")) if found else ""

    def ids(self, sort: str) -> list[str]:
        """Ids of the claims or nodes that are drawn."""
        name = f"data-{sort}"
        return sorted(e.attrib[name] for e in self.root.iter() if name in e.attrib)


def save(reader: Reader) -> Saved:
    """Take both pictures through the Download menu."""
    reader.page.locator("details.menu:has(#downloads) > summary").click()
    files, names = [], []
    for form in ("png", "svg"):
        with reader.page.expect_download() as waiting:
            reader.page.locator(f"button[data-picture={form}]").click()
        files.append(Path(waiting.value.path()).read_bytes())
        names.append(waiting.value.suggested_filename)
        reader.says(".pictures [role=status]", f"Saved as {names[-1]}")
    return Saved(files[0], files[1].decode("utf-8"), (names[0], names[1]))


def busiest(dataset: Dataset) -> str:
    """The country in which most claims have an end, after the one in which nearly all have."""
    return str(dataset.edges["target_country"].replace("", None).value_counts().index[1])


@pytest.fixture
def today() -> Callable[[str], bool]:
    """Whether a text names the day of the test; it may end at midnight."""
    before = datetime.now(tz=UTC).astimezone().date().isoformat()

    def named(text: str) -> bool:
        return before in text or datetime.now(tz=UTC).astimezone().date().isoformat() in text

    return named


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_png_is_twice_as_large_as_the_view_and_not_blank(
    visit: Callable[..., Reader], view: str, theme: Theme
) -> None:
    reader = visit(color_scheme=theme.name)
    reader.open(f"view={view}")
    saved = save(reader)
    drawn = reader.page.evaluate(STAGE, view)
    assert saved.size[0] == drawn[0]
    assert saved.size[1] > drawn[1] + 100, "there is room for the words"
    assert saved.png.startswith(b"\x89PNG")
    assert struct.unpack(">II", saved.png[16:24]) == (2 * saved.size[0], 2 * saved.size[1])
    png = base64.b64encode(saved.png).decode()
    painted = reader.page.evaluate(PAINTED, [png, 2 * saved.top, 2 * drawn[1]])
    assert painted["all"] >= painted["scene"] > 30
    assert "#" + "".join(f"{part:02x}" for part in painted["ground"]) == theme.paper


@pytest.mark.parametrize("view", VIEWS)
def test_svg_says_what_it_shows_and_where_that_comes_from(
    reader: Reader, dataset: Dataset, view: str, today: Callable[[str], bool]
) -> None:
    reader.open(f"country={busiest(dataset)}&view={view}")
    saved = save(reader)
    selection, kept = reader.selection(), reader.kept()
    assert saved.words("title") == dataset.about.title
    assert saved.words("sentence") == reader.sentence()
    line = sources.source_line(reader.store(), *reader.scenes().drawn(selection))
    assert saved.words("sources") == line != ""
    assert saved.words("notice") == sources.in_short(dataset.about.notice) != ""
    origin = saved.words("origin")
    assert today(origin)
    assert re.sub(r"\s", "", origin).endswith(f"Permalink:/?{reader.query()}")
    assert sources.caption(selection, kept) in saved.words("remarks")
    for name, form in zip(saved.names, ("png", "svg"), strict=True):
        assert name.startswith(f"{dataset.about.name}-{view}-")
        assert name.endswith(f".{form}")
        assert today(name)


@pytest.mark.parametrize("view", ["network", "map"])
def test_svg_has_every_claim_every_node_and_every_key_on_the_screen(
    reader: Reader, view: str
) -> None:
    reader.open(f"view={view}")
    saved = save(reader)
    undrawn = reader.page.evaluate("look.undrawn()")
    assert saved.ids("claim") == sorted({*reader.drawable_ids()} - {*undrawn})
    discs = reader.page.evaluate(
        "look.cy().nodes('.place').filter((n) => n.visible()).map((n) => n.id())"
    )
    assert saved.ids("node") == sorted([*reader.node_ids(), *discs])
    keys = reader.page.locator("#legend .key:not(.none)").all_inner_texts()
    assert {*PATTERN_LABELS.values()} <= {*keys}
    assert saved.words("legend").split() == " ".join(keys).split()
    shapes = saved.root.findall(f".//{SVG}g[@id='legend']//*")
    samples = [s for s in shapes if s.tag in (f"{SVG}path", f"{SVG}circle")]
    assert len(samples) == len(keys)
    assert bool(saved.root.findall(f".//{SVG}g[@id='land']/{SVG}path")) == (view == "map")


def test_svg_of_the_timeline_has_every_bar(reader: Reader) -> None:
    reader.open("view=timeline")
    saved = save(reader)
    bars = reader.page.locator("#timeline-chart .bars .point path").count()
    points = saved.root.findall(f".//{SVG}g[@id='scene']//{SVG}g[@class='point']")
    assert len(points) == bars > 0
    chart = "".join(saved.root.itertext())
    assert all(label in chart for label in PATTERN_LABELS.values())


@pytest.mark.parametrize("query", ["", "view=map", "view=timeline", "focus=first"])
def test_svg_needs_nothing_but_itself(reader: Reader, dataset: Dataset, query: str) -> None:
    reader.open(query.replace("first", dataset.edges["id"].iloc[0]))
    saved = save(reader)
    assert {e.tag.removeprefix(SVG) for e in saved.root.iter()}.isdisjoint(
        {"script", "style", "image", "use", "a", "foreignObject"}
    )
    values = [v for e in saved.root.iter() for v in e.attrib.values()]
    assert all(
        u.strip("'\"").startswith("#") for v in values for u in re.findall(r"url\(([^)]*)", v)
    )
    assert not [v for v in values if "://" in v or "var(" in v or "color(" in v]
    assert not [a for e in saved.root.iter() for a in e.attrib if a.endswith("href")]
    assert not [v for v in values if re.search(r"\b(NaN|undefined|null|Infinity)\b", v)]


@pytest.mark.parametrize("query", ["", "view=map", "focus=hub", "country=one&view=map"])
def test_picture_looks_like_the_page(reader: Reader, dataset: Dataset, query: str) -> None:
    hub = dataset.edges["source"].value_counts().index[0]
    reader.open(query.replace("hub", hub).replace("one", busiest(dataset)))
    reader.labels_settled()
    assert reader.page.evaluate(UNLIKE) < 0.003


def test_focus_is_named_and_cited(reader: Reader, dataset: Dataset) -> None:
    reader.open()
    claim = reader.ids()[0]
    reader.open(f"focus={claim}")
    remarks = save(reader).words("remarks")
    assert remarks.startswith("Brought out: ")
    assert dataset.edge(claim)["relation_label"] in remarks
    assert sources.cited(replace(reader.selection(), focus=claim), reader.store()) in remarks


def test_what_lies_beyond_the_frame_is_counted(reader: Reader) -> None:
    reader.open()
    assert "beyond" not in save(reader).words("remarks")
    reader.page.evaluate("void look.cy().panBy({ x: 5 * look.cy().width(), y: 0 })")
    claims = len(reader.drawable_ids())
    assert f"{claims:,} claims lie beyond the frame." in save_again(reader).words("remarks")


def save_again(reader: Reader) -> Saved:
    """As `save`, where the menu is open."""
    reader.page.locator("details.menu:has(#downloads)").evaluate("(menu) => { menu.open = false; }")
    return save(reader)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1920, "height": 1080}])
def test_long_words_stay_in_the_picture(
    visit: Callable[..., Reader], dataset: Dataset, viewport: dict[str, int]
) -> None:
    reader = visit(viewport=viewport)
    countries = "&".join(f"country={c}" for c in sorted({*dataset.edges["target_country"]} - {""}))
    query = f"{countries}&from=1990&to=2020&q={'x' * 300}%20{'and%20so%20on%20' * 20}"
    for view in VIEWS:
        reader.open(f"{query}&view={view}")
        assert reader.page.evaluate(OUTSIDE) == []
        reader.open(f"view={view}")
        assert reader.page.evaluate(OUTSIDE) == []


def test_text_stays_text(reader: Reader) -> None:
    reader.open()
    escape = "(text) => sourceline.picture.escape(text)"
    hard = "<b a=\"1\" c='2'>&amp;</b>\u0000\u000b\ufffe\t\n柳🙂"
    escaped = reader.page.evaluate(escape, hard)
    assert ElementTree.fromstring(f'<t a="{escaped}">{escaped}</t>').text == (  # noqa: S314
        "<b a=\"1\" c='2'>&amp;</b>\t\n柳🙂"
    )
    assert reader.page.evaluate("sourceline.picture.escape('a\\ud800b')") == "ab"
    reader.labels_settled()
    shown = reader.page.evaluate("look.labels()")[0]
    reader.page.evaluate(
        "(id) => void look.cy().getElementById(id).data('label', '<i>&\\n</text>')", shown
    )
    saved = save(reader)
    lines = [t.text for t in saved.root.iter(f"{SVG}tspan")]
    assert {"<i>&", "</text>"} <= {*lines}


def test_there_is_no_picture_of_the_table(reader: Reader) -> None:
    reader.open("view=table")
    reader.page.locator("details.menu:has(#downloads) > summary").click()
    reader.shows(".pictures")
    reader.hides("button[data-picture]")
