/* The drawing without a mouse. It is one tab stop with a cursor of its own, which stands on a node
   or looks from that node at one of its claims, and says what is there as the hover tip does. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const ROOM = 56; // pixels kept free around the cursor
  const SHORT = 260; // a longer line has its tip at its middle, a shorter one beside it
  const PAN = 80;
  const NUDGE = 12;
  const ZOOM = 1.4;

  /* `node` is where one stands; `edge` the claim one looks at, or ''; `way` the one one came by. */
  const cursor = { node: '', edge: '', way: '' };
  let cy = null;
  let bringOut = null;
  let moving = false;

  const canvas = () => document.getElementById('canvas');
  const here = () => document.activeElement === canvas();
  const node = () => cy.getElementById(cursor.node);
  const edge = () => cy.getElementById(cursor.edge);

  /* What is shown, by its classes: Cytoscape's own `visible()` lags behind a change of these. */
  const shows = (n) => !n.hasClass('off') && !n.hasClass('unplaced');
  const isSeen = (e) => shows(e) && (e.isNode() || (shows(e.source()) && shows(e.target())));
  const seen = (element) => element.nonempty() && isSeen(element);
  const marks = () => cy.nodes('[kind]').filter(isSeen);
  const lines = () => cy.edges().filter(isSeen);

  /* ------------------------------------------------------------------ where it can go */

  const round = (angle) => (angle + 2 * Math.PI) % (2 * Math.PI);

  /* Clockwise from the top: the direction of the other end, and how far a line bows from it. */
  function direction(from, line) {
    const { x, y } = from.renderedPosition();
    const other = line.source().same(from) ? line.target() : line.source();
    const to = (point) => (point ? round(Math.atan2(point.x - x, y - point.y)) : 0);
    const [end, middle] = [to(other.renderedPosition()), to(line.renderedMidpoint())];
    return { line, end, bow: round(middle - end + Math.PI) };
  }

  /* The visible claims of a node, clockwise. */
  function claimsOf(from) {
    return from
      .connectedEdges()
      .filter(isSeen)
      .map((e) => direction(from, e))
      .sort((a, b) => a.end - b.end || a.bow - b.bow || (a.line.id() < b.line.id() ? -1 : 1))
      .map(({ line }) => line);
  }

  /* Visible nodes, those with most visible claims first. */
  function order() {
    const claims = new Map();
    const count = (n) => claims.set(n.id(), (claims.get(n.id()) || 0) + 1);
    lines().forEach((e) => e.connectedNodes().forEach(count));
    const many = (n) => claims.get(n.id()) || 0;
    return marks().toArray().sort((a, b) => many(b) - many(a) || (a.id() < b.id() ? -1 : 1));
  }

  function stand(on, way) {
    Object.assign(cursor, { node: on ? on.id() : '', edge: '', way: way || '' });
  }

  /* What the address has in focus, or else the node with most claims. */
  function begin() {
    const focus = cy.getElementById(S.focus());
    if (seen(focus) && focus.isEdge()) Object.assign(cursor, { node: focus.source().id(), edge: focus.id(), way: '' });
    else stand(seen(focus) ? focus : order()[0]);
  }

  const lost = () => !seen(node()) || (cursor.edge && !seen(edge()));

  /* ------------------------------------------------------------------ what it says */

  const sentence = (tip) => tip.replace(/\n| · /g, ', ');

  function words() {
    if (!cursor.node) return { tip: 'Nothing is drawn', said: 'Nothing is drawn.' };
    const claims = claimsOf(node());
    if (cursor.edge) {
      const place = `${claims.findIndex((e) => e.id() === cursor.edge) + 1} of ${claims.length}`;
      const tip = edge().data('tip');
      return { tip: `${tip} · ${place}`, said: `${sentence(tip)}; ${place}` };
    }
    const shown = `${claims.length} shown`;
    const tip = node().data('tip');
    return { tip: `${tip}, ${shown}`, said: `${sentence(tip)}, ${shown}; ${node().data('kind')}` };
  }

  /* Said politely, and again if the same is to be said twice. */
  let pending = 0;
  function speak(text) {
    const line = document.getElementById('spoken');
    line.textContent = '';
    window.clearTimeout(pending);
    pending = window.setTimeout(() => (line.textContent = text), 40);
  }

  /* ------------------------------------------------------------------ what is seen of it */

  function show(tell) {
    cy.elements('.cursor').removeClass('cursor');
    if (!cursor.node) return tell && speak(words().said);
    bringOut(cy, node());
    if (cursor.edge) {
      edge().addClass('cursor');
      edge().connectedNodes().addClass('lit');
    } else node().addClass('cursor');
    keepInView();
    placeTip();
    if (tell) speak(words().said);
  }

  function hide() {
    moving = false;
    if (!cy) return;
    cy.elements('.cursor').removeClass('cursor');
    bringOut(cy, null);
    S.tip.hush();
  }

  /* The box of what the cursor stands on or looks at, with the ends of a line. */
  function box() {
    const what = cursor.edge ? edge().union(edge().connectedNodes()) : node();
    return what.renderedBoundingBox({ includeLabels: false });
  }

  /* The help line lies at the foot of the drawing. */
  const help = () => document.getElementById('canvas-keys').offsetHeight;

  function keepInView() {
    const shift = function (low, high, size) {
      if (high - low > size - 2 * ROOM) return size / 2 - (low + high) / 2;
      return Math.max(0, ROOM - low) - Math.max(0, high - size + ROOM);
    };
    const { x1, x2, y1, y2 } = box();
    const by = { x: shift(x1, x2, cy.width()), y: shift(y1, y2, cy.height() - help()) };
    if (by.x || by.y) cy.panBy(by);
  }

  const middle = () => (cursor.edge && edge().renderedMidpoint()) || node().renderedPosition();

  function placeTip() {
    const { left, top } = cy.container().getBoundingClientRect();
    const { x1, x2, y1, y2 } = box();
    const short = Math.max(x2 - x1, y2 - y1) < SHORT;
    const { x, y } = middle();
    const at = short ? { x: left + x2, y: top + y2, above: top + y1 } : { x: left + x, y: top + y };
    S.tip.say(words().tip, { ...at, floor: document.querySelector('.legend').offsetHeight + help() });
  }

  /* ------------------------------------------------------------------ keys */

  function step(by) {
    const claims = claimsOf(node());
    if (!claims.length) return;
    const at = claims.findIndex((e) => e.id() === (cursor.edge || cursor.way));
    const next = at < 0 ? (by > 0 ? 0 : claims.length - 1) : (at + by + claims.length) % claims.length;
    cursor.edge = claims[next].id();
  }

  /* To the other end of the claim one looks at; or back by the one one came by. */
  function along() {
    const way = cy.getElementById(cursor.edge || cursor.way);
    if (!seen(way)) return;
    const other = way.source().id() === cursor.node ? way.target() : way.source();
    stand(other, way.id());
  }

  function hop(by) {
    const all = order();
    const at = all.findIndex((n) => n.id() === cursor.node);
    stand(all[(at + by + all.length) % all.length]);
  }

  function openEvidence() {
    const target = cursor.edge || cursor.node;
    S.arrive(target, canvas());
    S.change({ focus: target });
  }

  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: middle() });

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  function startMoving() {
    if (S.view() === 'map') return speak('On the map nodes stay at their place.');
    cursor.edge = '';
    moving = true;
    show(false);
    speak(`Arrows move ${node().data('name')}; Enter ends it.`);
  }

  function nudge([x, y]) {
    const at = node().position();
    node().position({ x: at.x + (x * NUDGE) / cy.zoom(), y: at.y + (y * NUDGE) / cy.zoom() });
    node().emit('dragfree');
    keepInView();
    placeTip();
  }

  function stopMoving() {
    moving = false;
    speak(`${node().data('name')} stays here.`);
  }

  const walks = {
    ArrowRight: () => step(1),
    ArrowDown: () => step(1),
    ArrowLeft: () => step(-1),
    ArrowUp: () => step(-1),
    ' ': along,
    Home: () => stand(order()[0]),
    PageDown: () => hop(1),
    PageUp: () => hop(-1),
  };

  const acts = {
    Enter: openEvidence,
    '+': () => zoom(ZOOM),
    '=': () => zoom(ZOOM),
    '-': () => zoom(1 / ZOOM),
    0: () => S.fit(),
    f: () => S.fit(),
    m: startMoving,
  };

  /* Returns whether the key was for the drawing. */
  function press({ key, shiftKey }) {
    if (moving && ARROWS[key]) nudge(ARROWS[key]);
    else if (moving && ['m', 'Enter', 'Escape'].includes(key)) stopMoving();
    else if (shiftKey && ARROWS[key]) cy.panBy({ x: -ARROWS[key][0] * PAN, y: -ARROWS[key][1] * PAN });
    else if (walks[key]) {
      walks[key]();
      show(true);
    } else if (acts[key]) acts[key]();
    else if (key === 'Escape' && cursor.edge) {
      stand(node(), cursor.edge);
      show(true);
    } else return false;
    return true;
  }

  function onKey(event) {
    if (!cy || event.ctrlKey || event.metaKey || event.altKey || S.presenting()) return;
    if (lost()) begin();
    if (!cursor.node) return;
    if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* ------------------------------------------------------------------ coming and going */

  function onFocus() {
    if (cy) describe();
    if (!cy || S.presenting() || !canvas().matches(':focus-visible')) return;
    const elsewhere = S.focus() && ![cursor.node, cursor.edge].includes(S.focus());
    if (lost() || elsewhere) begin();
    show(true);
  }

  function describe() {
    const counts = `${marks().length} nodes, ${lines().length} claims`;
    canvas().setAttribute('aria-label', `${S.view() === 'map' ? 'Map' : 'Network'}: ${counts}`);
    canvas().tabIndex = S.presenting() ? -1 : 0;
  }

  /* After each change of what is drawn the cursor still stands on something that is seen. */
  function changed() {
    if (!cy) return;
    describe();
    if (!here() || !canvas().matches(':focus-visible')) return;
    const gone = lost();
    if (gone) begin();
    show(gone);
  }

  const { listen, draw } = S;

  S.listen = function (drawn, bring) {
    cy = drawn;
    bringOut = bring;
    listen(drawn, bring);
    canvas().addEventListener('keydown', onKey);
    canvas().addEventListener('focus', onFocus);
    canvas().addEventListener('blur', hide);
    let soon = 0;
    cy.on('viewport', function () {
      window.clearTimeout(soon);
      if (here() && cy.elements('.cursor').nonempty()) soon = window.setTimeout(() => here() && placeTip(), 60);
    });
  };

  S.draw = function (state, styles) {
    draw(state, styles);
    if (cy) changed();
  };
})();
