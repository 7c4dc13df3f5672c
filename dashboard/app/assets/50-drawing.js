/* One drawing in two placements. The server says once which elements there are, and then only which
   of them are shown; this script shows, places, brings out and fits them. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const PAD = 48;
  const TOP = 74;
  const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  const drawing = { cy: null, mode: '', start: { network: 1, map: 1 }, state: null, rules: null, scale: null };
  /* The scene that was drawn last; what was seen before the presentation, and, after it, what one is
     back at until one touches anything. */
  const stage = { scene: '', before: null, back: null, travels: 0, until: 0 };

  function scales() {
    if (!drawing.scale) measure();
    return drawing.scale;
  }

  function measure() {
    const { cy, mode, start } = drawing;
    drawing.scale = S.scales(mode, cy.zoom(), start[mode] || 1);
  }

  function whenReady(act) {
    const host = document.getElementById('drawing');
    const cy = host && host._cyreg && host._cyreg.cy;
    if (cy && cy.container()) act(cy);
    else window.setTimeout(() => whenReady(act), 30);
  }

  /* Called by Dash with what the URL shows. */
  S.draw = function (state, styles) {
    if (!state) return;
    drawing.rules = styles || drawing.rules;
    whenReady(function (cy) {
      if (drawing.cy !== cy) begin(cy);
      drawing.state = state;
      const brought = S.bringIn(cy, state);
      if (brought === 'arrange' || (brought && (state.view !== drawing.mode || beyond(cy, state)))) renew();
      S.retell(cy, state.tell);
      show(cy, state);
      if (brought && !drawing.renewed) placeNew(cy);
      if (state.view === 'network' || state.view === 'map') goTo(cy, state.view);
      bringOut(cy, null);
      if (drawing.arrived) labelsNow(); // in the same picture as what they name
      S.markCountries();
    });
  };

  /* Other elements are to be arranged and fitted anew. */
  function renew() {
    drawing.renewed = true;
    drawing.start = { network: 1, map: 1 };
    drawing.scale = null;
  }

  /* Whether something that is shown would lie outside of what is seen. */
  function beyond(cy, { nodes, view }) {
    const { x1, x2, y1, y2 } = cy.extent();
    return nodes.some(function (id) {
      const at = spot(cy.getElementById(id), view, cy.zoom());
      return at && (at.x < x1 || at.x > x2 || at.y < y1 || at.y > y2);
    });
  }

  /* Nothing else moves. */
  function placeNew(cy) {
    const { mode } = drawing;
    cy.batch(function () {
      cy.nodes().forEach(function (n) {
        const to = spot(n, mode, cy.zoom());
        n.toggleClass('unplaced', !to);
        if (to) n.position(to);
      });
    });
    drawing.scale = null;
    refresh(cy);
  }

  function begin(cy) {
    drawing.cy = cy;
    drawing.mode = '';
    S.cy = cy;
    S.drawStraight(cy);
    restyle();
    cy.on('viewport', () => {
      S.moveLand(cy);
      rescale();
    });
    cy.on('dragfree', 'node', (event) => {
      const { x, y } = event.target.position();
      if (drawing.mode === 'network') event.target.data('net', [x, y]);
      labelsSoon();
    });
    S.listen(cy, bringOut);
    new ResizeObserver(() => resized(cy)).observe(cy.container());
  }

  /* The evidence panel opens beside the drawing. Before anybody has touched the page, as after a
     pasted link, the view is fitted anew; later it stays, and moves only to keep the focus in it. */
  let untouched = true;
  for (const kind of ['pointerdown', 'keydown', 'wheel']) {
    document.addEventListener(kind, () => (untouched = false), { once: true, capture: true });
    document.addEventListener(kind, () => (stage.back = null), { capture: true, passive: true });
  }

  function resized(cy) {
    cy.resize();
    if (!drawing.mode || !cy.width()) return;
    remember(cy);
    const left = Math.max(0, stage.until - performance.now());
    if (S.presenting() && stage.scene) S.fit(left);
    else if (S.presenting() || stage.scene) return; // it travels as soon as the claims are known
    else if (stage.back) S.fit(left, stage.back);
    else if (untouched && drawing.arrived) S.fit(0);
    else reveal(cy);
    labelsSoon();
  }

  function reveal(cy) {
    const focus = cy.elements('.focus').not('.off').not('.unplaced');
    if (!focus.length) return;
    const box = focus.union(focus.connectedNodes()).renderedBoundingBox({ includeLabels: false });
    const shift = (low, high, size) =>
      high - low > size - 2 * PAD ? size / 2 - (low + high) / 2 : Math.max(0, PAD - low) - Math.max(0, high - size + PAD);
    const by = { x: shift(box.x1, box.x2, cy.width()), y: shift(box.y1, box.y2, cy.height()) };
    if (by.x || by.y) cy.panBy(by);
  }

  function restyle() {
    const theme = document.documentElement.dataset.theme;
    drawing.scale = null;
    drawing.cy.style(S.scaled(drawing.rules[theme], scales, () => drawing.mode));
  }

  /* Bring out a claim or a node that is pointed at elsewhere, or else what is in focus. */
  S.bringOut = function (id) {
    const { cy } = drawing;
    if (!cy || !drawing.arrived) return;
    const found = cy.getElementById(id).not('.off').not('.unplaced');
    bringOut(cy, found.nonempty() ? found : null);
  };

  S.restyle = function () {
    if (drawing.cy && drawing.rules) restyle();
  };

  /* Hide and show; nothing moves. */
  function show(cy, state) {
    const edges = new Set(state.edges);
    const nodes = new Set(state.nodes);
    const places = new Set();
    if (drawing.arrived && cy.edges().some((e) => !e.hasClass('off') && !edges.has(e.id()))) S.ghost(cy);
    cy.batch(function () {
      cy.edges().forEach((e) => e.toggleClass('off', !edges.has(e.id())));
      cy.nodes('[kind]').forEach((n) => {
        const on = nodes.has(n.id());
        n.toggleClass('off', !on);
        if (on && n.data('place')) places.add(n.data('place'));
      });
      cy.nodes('.place').forEach((n) => n.toggleClass('off', !places.has(n.data('place'))));
      cy.elements('.focus').removeClass('focus');
      if (state.focus) cy.getElementById(state.focus).addClass('focus');
    });
  }

  /* Where a node stands in a placement, for a zoom. */
  function spot(node, mode, zoom) {
    const { map, fan, net } = node.data();
    if (mode !== 'map') return net ? { x: net[0], y: net[1] } : null;
    if (!map) return null;
    const spread = S.scales('map', zoom, drawing.start.map).fan / zoom;
    return { x: map[0] + fan[0] * spread, y: map[1] + fan[1] * spread };
  }

  /* Each scene of a story is fitted. After the last one sees again what one saw before. */
  function goTo(cy, mode) {
    remember(cy);
    const scene = S.scene();
    const [another, leaving] = [scene !== stage.scene, !scene];
    const before = leaving && stage.before && stage.before.mode === mode ? stage.before : null;
    if (leaving) stage.before = null;
    stage.back = before;
    stage.scene = scene;
    if (mode !== drawing.mode || drawing.renewed) arrange(cy, mode, before);
    else if (another) S.fit(700, before);
  }

  function remember(cy) {
    if (!S.presenting() || stage.scene || stage.before || !drawing.mode) return;
    const { mode, start } = drawing;
    stage.before = { mode, start: start[mode], zoom: cy.zoom(), pan: { ...cy.pan() } };
  }

  /* Go to a placement: at once the first time, else each node travels from one to the other. */
  function arrange(cy, mode, before) {
    const first = !drawing.mode;
    drawing.renewed = false;
    const from = cy.nodes().map((n) => ({ n, at: { ...n.position() } }));
    const view = { zoom: cy.zoom(), pan: { ...cy.pan() } };
    cy.resize();
    drawing.mode = mode;
    drawing.arrived = false;
    cy.autoungrabify(mode === 'map');
    document.getElementById('land').classList.toggle('on', mode === 'map');
    if (mode === 'map') S.showLand(cy);
    cy.batch(function () {
      cy.nodes().forEach((n) => n.toggleClass('unplaced', !spot(n, mode, 1)));
    });
    const target = before || fitted(cy, mode);
    if (before) drawing.start[mode] = before.start;
    else if (S.presenting() || drawing.start[mode] === 1) drawing.start[mode] = target.zoom;
    const moves = from.map(({ n, at }) => ({ n, at, to: spot(n, mode, target.zoom) || at }));
    travel(cy, moves, view, target, first || still() ? 0 : 700);
  }

  function travel(cy, moves, view, target, time) {
    const begun = performance.now();
    const mine = ++stage.travels;
    stage.until = begun + time;
    const step = function (now) {
      if (mine !== stage.travels) return;
      const t = time ? Math.min(1, (now - begun) / time) : 1;
      const s = t * t * (3 - 2 * t);
      const mix = (a, b) => a + (b - a) * s;
      cy.batch(function () {
        moves.forEach(({ n, at, to }) => n.position({ x: mix(at.x, to.x), y: mix(at.y, to.y) }));
      });
      cy.viewport({
        zoom: mix(view.zoom, target.zoom),
        pan: { x: mix(view.pan.x, target.pan.x), y: mix(view.pan.y, target.pan.y) },
      });
      if (t < 1) window.requestAnimationFrame(step);
      else settle(cy);
    };
    if (time) window.requestAnimationFrame(step);
    else step(begun);
  }

  function settle(cy) {
    drawing.scale = null;
    drawing.arrived = true;
    refresh(cy);
    document.querySelector('.canvas').classList.add('ready');
    document.getElementById('stage').dataset.placed = drawing.mode;
  }

  /* The zoom and pan that show all visible nodes of a placement. */
  function fitted(cy, mode) {
    const points = cy
      .nodes('[kind]')
      .filter((n) => !n.hasClass('off') && spot(n, mode, 1))
      .map((n) => (mode === 'map' ? n.data('map') : n.data('net')));
    if (!points.length) return { zoom: cy.zoom(), pan: { ...cy.pan() } };
    const xs = points.map((p) => p[0]);
    const ys = points.map((p) => p[1]);
    const box = { x1: Math.min(...xs), x2: Math.max(...xs), y1: Math.min(...ys), y2: Math.max(...ys) };
    const most = (mode === 'map' ? 8 : 1.5) * S.large();
    const controls = document.querySelector('.grouped > *') ? TOP : PAD; // what floats at the top
    const pad = S.presenting() ? { x: 80 * S.large(), y: 62 * S.large() } : { x: PAD, y: (PAD + controls) / 2 };
    const down = S.presenting() ? 0 : (controls - PAD) / 2;
    const wide = (cy.width() - 2 * pad.x) / Math.max(1, box.x2 - box.x1);
    const high = (cy.height() - 2 * pad.y) / Math.max(1, box.y2 - box.y1);
    const zoom = Math.max(cy.minZoom(), Math.min(wide, high, most));
    return {
      zoom,
      pan: {
        x: cy.width() / 2 - (zoom * (box.x1 + box.x2)) / 2,
        y: cy.height() / 2 + down - (zoom * (box.y1 + box.y2)) / 2,
      },
    };
  }

  S.fit = function (time, before) {
    const { cy, mode } = drawing;
    if (!cy || !mode) return;
    cy.resize();
    const view = { zoom: cy.zoom(), pan: { ...cy.pan() } };
    const target = before || fitted(cy, mode);
    const moves = cy.nodes().map((n) => ({ n, at: { ...n.position() }, to: spot(n, mode, target.zoom) || n.position() }));
    drawing.start[mode] = before ? before.start : target.zoom;
    travel(cy, moves, view, target, still() ? 0 : (time ?? 300));
  };

  S.zoomBy = function (factor) {
    const { cy } = drawing;
    if (cy) cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  };

  /* After a zoom: lengths, and over land the fans, for the new zoom. At most once a frame. */
  let waiting = false;
  function rescale() {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(function () {
      waiting = false;
      const { cy } = drawing;
      const before = drawing.scale ? drawing.scale.zoom : 0;
      if (Math.abs(Math.log(cy.zoom() / before)) < 0.02) labelsSoon();
      else refresh(cy);
    });
  }

  function refresh(cy) {
    measure();
    cy.batch(function () {
      if (drawing.mode === 'map') {
        cy.nodes().forEach((n) => {
          const to = spot(n, 'map', cy.zoom());
          if (to) n.position(to);
        });
      }
    });
    cy.style().update();
    labelsSoon();
  }

  let timer = 0;
  function labelsSoon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(labelsNow, 60);
  }

  function labelsNow() {
    window.clearTimeout(timer);
    S.placeLabels(drawing.cy, drawing.mode);
    document.getElementById('stage').dataset.labels = String(Date.now());
  }

  /* Bring out what is hovered, or else what is in focus: a node with its neighbourhood, or a claim
     with its ends. */
  function bringOut(cy, hovered) {
    const focus = cy.elements('.focus').not('.off').not('.unplaced');
    const centre = hovered || (focus.length ? focus : null);
    cy.batch(function () {
      cy.elements('.dim,.near,.lit').removeClass('dim near lit');
      if (!centre) return;
      const seen = cy.elements().not('.off').not('.unplaced').not('.place');
      const around = centre.isNode() ? centre.closedNeighborhood().intersection(seen) : centre.union(centre.connectedNodes());
      if (centre.isNode() || !hovered) seen.not(around).addClass('dim');
      around.addClass('near');
      centre.addClass('lit');
    });
    labelsSoon();
  }
})();
