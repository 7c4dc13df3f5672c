"""The network: a click on a line or a mark opens what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser.reader import Reader

pytestmark = pytest.mark.browser

COPIES = """() => {
  const layers = new Set(look.cy().container().querySelectorAll('canvas'));
  const pen = CanvasRenderingContext2D.prototype;
  const copy = pen.drawImage;
  window.copies = [];
  pen.drawImage = function (...all) {
    if (layers.has(this.canvas)) copies.push(all.length);
    return copy.apply(this, all);
  };
}"""
DRAG = """() => {
  const on = (n) => requestAnimationFrame(() => {
    look.cy().panBy({ x: 3, y: 2 });
    if (n) on(n - 1);
  });
  on(60);
}"""


@pytest.mark.parametrize("where", ["middle", 0.3])
def test_click_on_a_line_opens_its_evidence(reader: Reader, where: str | float) -> None:
    reader.open()
    spots = reader.page.evaluate("(where) => look.free(where)", where)
    assert spots, "no line stands free"
    reader.click_on(spots[0])
    reader.opened(spots[0]["id"])
    reader.page.keyboard.press("Escape")
    reader.closed()


def test_hover_says_the_claim(reader: Reader) -> None:
    reader.open()
    spot = reader.page.evaluate("look.free('middle')[0]")
    reader.page.mouse.move(spot["x"], spot["y"])
    reader.shows("#tip.on")
    edge = reader.dataset.edge(spot["id"])
    said = reader.page.locator("#tip strong").inner_text()
    assert f"{edge['source_name']} {edge['relation_label']} {edge['target_name']}" in said


def test_click_on_a_mark_lists_its_claims(reader: Reader) -> None:
    reader.open()
    spot = reader.page.evaluate("look.hub()")
    node = spot["id"]
    reader.click_on(spot)
    reader.gives("new URLSearchParams(location.search).get('focus')", node)
    reader.says("#evidence h2", reader.dataset.nodes[node].name)
    edges = reader.dataset.edges
    touching = edges[(edges["source"] == node) | (edges["target"] == node)]
    assert reader.page.locator("#evidence .claims li").count() == len(touching)
    reader.page.locator("#evidence .close").click()
    reader.closed()


def test_evidence_of_a_claim_outside_the_filter_says_so(reader: Reader) -> None:
    edges = reader.dataset.edges
    inside, outside = edges["document"].iloc[0], edges["document"].iloc[-1]
    claim = edges[edges["document"] == outside]["id"].iloc[0]
    reader.open(f"document={inside}&focus={claim}")
    reader.opened(claim)
    reader.shows("#evidence .outside")


def test_a_filter_is_drawn_straight(reader: Reader) -> None:
    """No second picture, made of textures, follows the first; dragging the view may use them."""
    reader.open()
    reader.page.evaluate(COPIES)
    reader.choose("country", "Greece")
    reader.settled("country=GR")
    reader.page.wait_for_timeout(600)  # longer than Cytoscape waits before it draws anew
    assert reader.page.evaluate("copies.length") == 0
    reader.page.evaluate(DRAG)
    reader.page.wait_for_function("copies.length > 0")
