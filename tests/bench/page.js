/* How long a page takes from a change of its filter to the last change that can be seen. It is put
   into every page and every frame in it, whoever made them, before their own scripts. */
(function () {
  'use strict';
  const home = window.top;
  const QUIET = 400; // ms without a change after which nothing more is expected
  const FRAMES = 5; // and as many frames: a page that is busy shows none
  const now = () => home.performance.now();

  if (home === window) window.bench = { seen: 0, drawn: 0, open: 0, result: null };
  const bench = home.bench;

  /* What can be seen: the document, and what is drawn on a canvas. */
  const touch = () => (bench.seen = now());
  new MutationObserver(touch).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  const pen = window.CanvasRenderingContext2D.prototype;
  const clear = pen.clearRect;
  pen.clearRect = function (...box) {
    touch();
    if (home !== window) bench.drawn = now();
    return clear.apply(this, box);
  };

  /* How much is asked of the server. */
  const ask = window.fetch;
  window.fetch = async function (...request) {
    bench.open += 1;
    try {
      return await ask.apply(window, request);
    } finally {
      bench.open -= 1;
    }
  };
  if (home !== window) return;

  /* Act, and wait until `shows()` and all is quiet; or, of a page that never is, until `shows()`. */
  bench.change = function (act, shows, still) {
    const frames = [];
    bench.result = null;
    performance.clearResourceTimings();
    const begun = now();
    const end = function (at) {
      const sent = performance.getEntriesByType('resource').map((e) => ({
        name: e.name, to: e.responseEnd - begun, wire: e.encodedBodySize, plain: e.decodedBodySize,
      }));
      bench.result = { painted: at - begun, sent };
    };
    const frame = function () {
      const at = now();
      frames.push(at);
      if (still) {
        const after = frames.filter((f) => f > bench.seen);
        const quiet = !bench.open && bench.seen > begun && at - bench.seen > QUIET && after.length > FRAMES;
        if (quiet && shows()) return end(after[1]);
      } else if (shows()) {
        return window.requestAnimationFrame(() => window.requestAnimationFrame(() => end(now())));
      }
      window.requestAnimationFrame(frame);
    };
    act();
    window.requestAnimationFrame(frame);
  };

  /* The first view, counted from the beginning of the page. */
  bench.arrive = function (app) {
    const wait = function () {
      const quiet = !bench.open && bench.seen && now() - bench.seen > QUIET;
      if (quiet && bench.apps[app].ready()) bench.result = { painted: bench.seen, sent: [] };
      else window.requestAnimationFrame(wait);
    };
    bench.result = null;
    window.requestAnimationFrame(wait);
  };

  /* How each program is told another filter, and how it says what it shows. A peer says it in one
     line of text that comes with its drawing. */
  const text = (id) => (document.getElementById(id) || { textContent: '' }).textContent;
  const peer = {
    act: ({ props: [id, value] }) => window.dash_clientside.set_props(id, { value }),
    shows: ({ shown }) => text('said').startsWith(shown + ' of '),
    ready: () => text('said').includes(' of '),
  };
  const graph = () => document.querySelector('#graph .js-plotly-plot') || {};
  const frame = () => document.getElementById('graph').contentWindow;
  const stabilized = () => Boolean(bench.drawn && frame().network && frame().network.physics.ready);

  bench.apps = {
    sourceline: {
      act: ({ search }) => window.sourceline.open(search),
      shows: function ({ shown, view }) {
        if (!text('sentence').startsWith(shown + ' of ')) return false;
        if (view === 'timeline') return Boolean(document.querySelector('#chronicle *'));
        if (view !== 'table') return document.getElementById('stage').dataset.placed === view;
        return window.dash_ag_grid.getApi('table').getDisplayedRowCount() === Number(shown.replace(/,/g, ''));
      },
      ready: () => text('sentence').includes(' of '),
      positions: function () {
        const nodes = window.sourceline.cy.nodes('[kind]').filter((n) => n.visible());
        return Object.fromEntries(nodes.map((n) => [n.id(), [n.position('x'), n.position('y')]]));
      },
    },
    plotly: {
      ...peer,
      positions: function () {
        const { x, y, text: names } = graph()._fullData[1];
        return Object.fromEntries(names.map((name, i) => [name, [x[i], y[i]]]));
      },
    },
    cytoscape: peer,
    pyvis: {
      ...peer,
      act: function (change) {
        bench.drawn = 0;
        frame().network = null;
        peer.act(change);
      },
      shows: (change) => peer.shows(change) && stabilized(),
      ready: () => peer.ready() && stabilized(),
      rest: () => frame().network.stopSimulation(),
    },
  };
})();
