/* What a person sees of the drawing, for the tests to ask. Points are in pixels of the window. */
window.look = (function () {
  'use strict';
  const cy = () => window.sourceline.cy;
  const ids = (elements) => elements.map((e) => e.id()).sort();
  const corner = () => cy().container().getBoundingClientRect();
  const marks = () => cy().nodes('[kind]').filter((n) => n.visible());
  const lines = () => cy().edges().filter((e) => e.visible());

  /* Without the noise in the last digits of a journey there and back. */
  const point = ({ x, y }) => ({ x: Math.round(x * 1e6) / 1e6, y: Math.round(y * 1e6) / 1e6 });

  /* Where a node stands in the window, in whole pixels. */
  function onScreen(node) {
    const { left, top } = corner();
    const { x, y } = node.renderedPosition();
    return [Math.round(left + x), Math.round(top + y)];
  }

  /* A claim whose line has no course is not there to be seen or clicked. */
  function hasCourse(edge) {
    const middle = edge.renderedMidpoint();
    return Boolean(middle) && Number.isFinite(middle.x) && Number.isFinite(middle.y);
  }

  /* The line of a claim as a function from 0 (source) to 1 (target) to a point. */
  function course(edge) {
    const { left, top } = corner();
    const [bend] = edge.renderedControlPoints() || [];
    const [a, b] = [edge.renderedSourceEndpoint(), edge.renderedTargetEndpoint()];
    const c = bend || { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return function (t) {
      const mix = (k) => (1 - t) * (1 - t) * a[k] + 2 * t * (1 - t) * c[k] + t * t * b[k];
      return { x: left + mix('x'), y: top + mix('y') };
    };
  }

  /* All marks as boxes and all lines as points, looked up once. */
  function scene() {
    const { left, top } = corner();
    const boxes = marks().map(function (n) {
      const b = n.renderedBoundingBox({ includeLabels: false, includeOverlays: false });
      return { x1: b.x1 + left, x2: b.x2 + left, y1: b.y1 + top, y2: b.y2 + top };
    });
    const courses = lines().filter(hasCourse).map((e) => ({ id: e.id(), edge: e, at: course(e) }));
    courses.forEach(function (line) {
      line.points = [];
      for (let i = 0; i <= 60; i++) line.points.push(line.at(i / 60));
    });
    return { boxes, courses };
  }

  /* How far a point is from every mark, and every line but `own`; below 0 where it is covered. */
  function room(point, own, { boxes, courses }) {
    const over = document.elementFromPoint(point.x, point.y);
    if (!over || !cy().container().contains(over)) return -1;
    let least = 999;
    for (const b of boxes) {
      const away = Math.max(b.x1 - point.x, point.x - b.x2, b.y1 - point.y, point.y - b.y2);
      least = Math.min(least, away);
    }
    for (const line of courses) {
      if (line.id === own) continue;
      for (const p of line.points) least = Math.min(least, Math.hypot(p.x - point.x, p.y - point.y));
    }
    return least;
  }

  /* Claims whose line stands free at `where`: 'middle', or a share of its length. */
  function free(where) {
    const all = scene();
    const { left, top } = corner();
    const found = all.courses.map(function ({ id, edge, at }) {
      const { x, y } = edge.renderedMidpoint();
      const middle = { x: left + x, y: top + y };
      const point = where === 'middle' ? middle : at(where);
      const [a, b] = [at(0), at(1)];
      const long = Math.hypot(a.x - b.x, a.y - b.y);
      const chord = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      const bow = Math.hypot(middle.x - chord.x, middle.y - chord.y);
      return { id, ...point, long, bow, room: room(point, id, all) };
    });
    return found.filter((f) => f.room > 9 && f.long > 40).sort((a, b) => b.room - a.room);
  }

  /* A free point in each of these countries that has one: not at its coast, for a click is told in
     whole pixels. */
  function land(codes) {
    const all = scene();
    const found = [];
    codes.forEach(function (code) {
      const path = document.querySelector(`#land path.country[data-country='${code}']`);
      if (!path) return;
      const box = path.getBoundingClientRect();
      const covers = (x, y) => document.elementsFromPoint(x, y).find((e) => e.matches('path.country')) === path;
      for (let x = Math.max(Math.ceil(box.left), 0); x < Math.min(box.right, innerWidth); x += 9) {
        for (let y = Math.max(Math.ceil(box.top), 0); y < Math.min(box.bottom, innerHeight); y += 9) {
          const inland = [[0, 0], [-2, 0], [2, 0], [0, -2], [0, 2]].every(([dx, dy]) => covers(x + dx, y + dy));
          const far = inland ? room({ x, y }, '', all) : -1;
          if (far > 12) return found.push({ code, x, y, room: far });
        }
      }
    });
    return found.sort((a, b) => b.room - a.room);
  }

  const labels = () =>
    cy().nodes().filter((n) => n.visible() && !n.hasClass('nolabel') && !n.hasClass('dim') && n.data('label'));

  /* The box that the letters of a label fill. Cytoscape's own has an edge that grows with the zoom. */
  function letters(n) {
    const of = (name) => n.pstyle(name).strValue;
    const size = n.pstyle('font-size').pfValue * cy().zoom();
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `${of('font-style')} ${of('font-weight')} ${size}px ${of('font-family')}`;
    const lines = n.data('label').split('\n');
    const wide = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2;
    const high = (lines.length * size * 1.15) / 2;
    const b = n.renderedBoundingBox({ includeNodes: false, includeOverlays: false });
    const [x, y] = [(b.x1 + b.x2) / 2, (b.y1 + b.y2) / 2];
    return { id: n.id(), x1: x - wide, x2: x + wide, y1: y - high, y2: y + high };
  }

  /* Pairs of shown labels whose letters lie over one another. */
  function collisions() {
    const boxes = labels().map(letters);
    const meet = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meet(a, b)).map((b) => [a.id, b.id]));
  }

  /* How much of the letters of each place's name lies under marks, 0 to 1. */
  function covered() {
    const over = (a1, a2, b1, b2) => Math.max(0, Math.min(a2, b2) - Math.max(a1, b1));
    const boxes = marks().not('.place').map((n) => n.renderedBoundingBox({ includeLabels: false, includeOverlays: false }));
    return labels().filter('.place').map(function (n) {
      const a = letters(n);
      const under = boxes.map((b) => over(a.x1, a.x2, b.x1, b.x2) * over(a.y1, a.y2, b.y1, b.y2));
      return under.reduce((sum, area) => sum + area, 0) / ((a.x2 - a.x1) * (a.y2 - a.y1));
    });
  }

  /* The mark that most claims touch, and where it stands. */
  function hub() {
    const { left, top } = corner();
    const node = marks().toArray().sort((a, b) => b.data('claims') - a.data('claims'))[0];
    const { x, y } = node.renderedPosition();
    return { id: node.id(), x: left + x, y: top + y };
  }

  function rows() {
    const found = [];
    const grid = window.sourceline.grid();
    if (grid) grid.forEachNode((row) => found.push(row.data.id));
    return found;
  }

  return {
    cy,
    free,
    land,
    hub,
    rows,
    collisions,
    covered,
    labels: () => ids(labels()),
    edges: () => ids(lines()),
    nodes: () => ids(marks()),
    undrawn: () => ids(lines().filter((e) => !hasCourse(e))),
    spots: () => Object.fromEntries(cy().nodes('[kind]').map((n) => [n.id(), onScreen(n)])),
    positions: () => Object.fromEntries(cy().nodes('[kind]').map((n) => [n.id(), point(n.position())])),
  };
})();
