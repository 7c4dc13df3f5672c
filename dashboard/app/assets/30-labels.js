/* Which labels show, and on which side of their node. Greedy, as in map lettering (Imhof 1975): the
   important label is placed first, on the side that costs least; a later one that would touch it
   on every side steps back. More appear as one zooms in, because the room between nodes grows. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const CELL = 64;
  const SIDES = ['bottom', 'top', 'right', 'left'];
  const MARK_COST = 3;
  const OWN_TIE_COST = 0.4;
  const MOST = { near: Infinity, hub: 99, other: 1 };
  const COVERED = 0.12; // of a name that marks lie over: beyond it is no word any more
  const CUT_COST = 100; // a name that is cut off says little: only what one asked for is shown so
  const HUBS = 22;

  const touch = (a, b) => a.x1 < b.x2 && a.x2 > b.x1 && a.y1 < b.y2 && a.y2 > b.y1;

  /* Things on the screen in a grid of cells, so that a look-up is cheap. */
  class Grid {
    constructor() {
      this.cells = new Map();
    }

    *cellsOf(box) {
      for (let x = Math.floor(box.x1 / CELL); x <= Math.floor(box.x2 / CELL); x++) {
        for (let y = Math.floor(box.y1 / CELL); y <= Math.floor(box.y2 / CELL); y++) yield x + ':' + y;
      }
    }

    add(box, thing) {
      for (const cell of this.cellsOf(box)) {
        if (!this.cells.has(cell)) this.cells.set(cell, []);
        this.cells.get(cell).push(thing);
      }
    }

    /* How many distinct things near a box pass the test. */
    count(box, test) {
      return this.near(box, test).size;
    }

    near(box, test) {
      const found = new Set();
      for (const cell of this.cellsOf(box)) {
        for (const thing of this.cells.get(cell) || []) if (test(thing)) found.add(thing);
      }
      return found;
    }
  }

  /* Whether the straight line a-b meets a box (Liang & Barsky 1984). */
  function crosses(line, box) {
    const [dx, dy] = [line.x2 - line.x1, line.y2 - line.y1];
    let [from, to] = [0, 1];
    for (const [p, q] of [[-dx, line.x1 - box.x1], [dx, box.x2 - line.x1], [-dy, line.y1 - box.y1], [dy, box.y2 - line.y1]]) {
      if (p === 0) {
        if (q < 0) return false;
      } else if (p < 0) from = Math.max(from, q / p);
      else to = Math.min(to, q / p);
      if (from > to) return false;
    }
    return true;
  }

  /* The two straight pieces, from end to bend to end, that stand for a curved tie. */
  function pieces(edge) {
    const a = edge.source().renderedPosition();
    const b = edge.target().renderedPosition();
    const m = edge.renderedMidpoint() || { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return [
      { x1: a.x, y1: a.y, x2: m.x, y2: m.y, edge },
      { x1: m.x, y1: m.y, x2: b.x, y2: b.y, edge },
    ];
  }

  const spanOf = (line) => ({
    x1: Math.min(line.x1, line.x2), x2: Math.max(line.x1, line.x2),
    y1: Math.min(line.y1, line.y2), y2: Math.max(line.y1, line.y2),
  });

  const markOf = (node) => node.renderedBoundingBox({ includeLabels: false, includeEdges: false, includeOverlays: false });

  /* The boxes a label would fill on each side of its mark. */
  function candidates(node, mark, text) {
    const lines = node.data('label').split('\n');
    const width = Math.max(...lines.map((line) => text.measure(line))) + 6; // with the outline of both
    const height = lines.length * text.line + 3;
    const [cx, cy] = [(mark.x1 + mark.x2) / 2, (mark.y1 + mark.y2) / 2];
    const at = (x1, y1) => ({ x1, y1, x2: x1 + width, y2: y1 + height });
    return {
      bottom: at(cx - width / 2, mark.y2 + 1),
      top: at(cx - width / 2, mark.y1 - 1 - height),
      right: at(mark.x2 + 1, cy - height / 2),
      left: at(mark.x1 - 1 - width, cy - height / 2),
    };
  }

  /* Widths at one size, kept: to set a font takes longer than all else here. */
  const pen = document.createElement('canvas').getContext('2d');
  const SIZE = 100;
  const KEPT = 20000;
  const widths = new Map();
  function widthOf(line, type) {
    const key = type + '\n' + line;
    if (!widths.has(key)) {
      if (widths.size >= KEPT) widths.clear();
      pen.font = type;
      widths.set(key, pen.measureText(line).width / SIZE);
    }
    return widths.get(key);
  }

  function textOf(node) {
    const size = node.pstyle('font-size').pfValue * node.cy().zoom();
    const of = (name) => node.pstyle(name).strValue;
    const type = `${of('font-style')} ${of('font-weight')} ${SIZE}px ${of('font-family')}`;
    return { line: size * 1.15, measure: (line) => size * widthOf(line, type) };
  }

  /* Over land the names of places come first: the disc says it for the node that is the place. */
  const rank = (node) =>
    (node.hasClass('focus') ? 4e6 : 0) +
    (node.hasClass('lit') ? 2e6 : 0) +
    (node.hasClass('near') ? 1e6 : 0) +
    (node.hasClass('place') ? 1e3 : 0) +
    node.data('claims');

  const saidByDisc = (node, mode) => mode === 'map' && node.data('kind') === 'place' && !node.hasClass('focus');

  /* What floats over the drawing: a name beneath it cannot be read. */
  function controls(container) {
    const { left, top } = container.getBoundingClientRect();
    const boxes = [...container.closest('.scene').querySelectorAll('.zoom, .grouped, .unplaced > summary')];
    return boxes
      .map((element) => element.getBoundingClientRect())
      .filter((box) => box.width)
      .map((box) => ({ x1: box.left - left, x2: box.right - left, y1: box.top - top, y2: box.bottom - top }));
  }

  function obstacles(nodes, edges) {
    const marks = new Grid();
    nodes.forEach((n) => {
      if (!n.hasClass('place')) marks.add(markOf(n), { ...markOf(n), id: n.id(), claims: n.data('claims') });
    });
    const lines = new Grid();
    const labels = new Grid();
    nodes.length && controls(nodes[0].cy().container()).forEach((box) => labels.add(box, box));
    edges.forEach((e) => pieces(e).forEach((piece) => lines.add(spanOf(piece), piece)));
    return { marks, lines, labels };
  }

  /* How much of a name lies under marks, 0 to 1 and more: of a place under all of them, else under
     those with more claims, which are drawn later. */
  function covered(node, box, marks) {
    const above = (mark) => node.hasClass('place') || (mark.id !== node.id() && mark.claims > node.data('claims'));
    const within = (a1, a2, b1, b2) => Math.max(0, Math.min(a2, b2) - Math.max(a1, b1));
    const area = (m) => within(m.x1, m.x2, box.x1, box.x2) * within(m.y1, m.y2, box.y1, box.y2);
    const under = [...marks.near(box, (mark) => above(mark) && touch(mark, box))].reduce((sum, mark) => sum + area(mark), 0);
    return under / ((box.x2 - box.x1) * (box.y2 - box.y1));
  }

  /* The cheapest side of a node that touches no label, or null. */
  function cheapest(node, { marks, lines, labels }, boxes, most) {
    const cy = node.cy();
    const cut = (b) => b.x1 < 0 || b.y1 < 0 || b.x2 > cy.width() || b.y2 > cy.height();
    let best = null;
    for (const side of node.hasClass('place') ? ['bottom'] : SIDES) {
      const box = boxes[side];
      if (labels.count(box, (other) => touch(other, box))) continue;
      if (most < MOST.near && covered(node, box, marks) > COVERED) continue;
      const over = marks.count(box, (mark) => mark.id !== node.id() && touch(mark, box));
      const own = (line) => line.edge.source().id() === node.id() || line.edge.target().id() === node.id();
      const under = lines.count(box, (line) => !own(line) && crosses(line, box));
      const through = lines.count(box, (line) => own(line) && crosses(line, box));
      const crowded = MARK_COST * over + under + OWN_TIE_COST * through + (cut(box) ? CUT_COST : 0);
      const cost = node.hasClass('place') ? 0 : crowded;
      if (cost <= most && (!best || cost < best.cost)) best = { side, box, cost };
    }
    return best;
  }

  /* To set a class anew that is there already would have its style computed again. */
  function classed(node, name, on) {
    if (node.hasClass(name) !== on) node.toggleClass(name, on);
  }

  /* Decide which labels show and where. Returns the ids of the nodes whose label does. */
  S.placeLabels = function (cy, mode) {
    const nodes = cy.nodes().filter((n) => n.visible() && !n.hasClass('dim')).toArray();
    const edges = cy.edges().filter((e) => e.visible() && !e.hasClass('dim'));
    nodes.sort((a, b) => rank(b) - rank(a) || (a.id() < b.id() ? -1 : 1));
    const around = obstacles(nodes, edges);
    const placed = new Map();
    nodes.forEach(function (n, i) {
      if (saidByDisc(n, mode)) return;
      const boxes = candidates(n, markOf(n), textOf(n));
      const near = n.hasClass('near') || n.hasClass('lit') || n.hasClass('focus');
      const best = cheapest(n, around, boxes, near ? MOST.near : i < HUBS ? MOST.hub : MOST.other);
      if (!best) return;
      around.labels.add(best.box, best.box);
      placed.set(n.id(), best.side);
    });
    cy.batch(function () {
      cy.nodes().forEach(function (n) {
        const side = placed.get(n.id());
        classed(n, 'nolabel', !side);
        if (side) SIDES.forEach((s) => s !== 'bottom' && classed(n, 'label-' + s, s === side));
      });
    });
    return [...placed.keys()];
  };
})();
