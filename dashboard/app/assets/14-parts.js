/* The chart and the table are put in place when their view is first opened, or when nothing has
   happened for a while. Plotly and AG Grid are most of what a browser has to read for this page, and
   the view that it opens with needs neither. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const VIEWS = { 'timeline-chart': 'timeline', table: 'table' };
  const QUIET = 3000;
  const HAPPENS = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart'];
  const placed = new Set();
  let parts = null;

  function put(name, props) {
    const set = window.dash_clientside.set_props;
    if (!placed.has(name)) {
      placed.add(name);
      const part = parts[name];
      set(`${name}-slot`, { children: { ...part, props: { ...part.props, ...props } } });
    } else if (Object.keys(props).length) set(name, props);
  }

  const putter = (name) =>
    function (props, all) {
      if (!parts) wait();
      parts = all;
      if (props) put(name, props);
    };

  /* The table's grid, or null before it is in place: asked for one that is not, AG Grid throws. */
  S.grid = function () {
    try {
      return window.dash_ag_grid.getApi('table');
    } catch (e) {
      return null;
    }
  };

  let timer = 0;
  function wait() {
    window.clearTimeout(timer);
    timer = window.setTimeout(idle, QUIET);
  }

  function idle() {
    const next = Object.keys(VIEWS).find((name) => !placed.has(name) && S.views().includes(VIEWS[name]));
    if (!next) return HAPPENS.forEach((event) => document.removeEventListener(event, wait, true));
    if (parts && !document.documentElement.classList.contains('busy')) put(next, {});
    wait();
  }

  HAPPENS.forEach((event) => document.addEventListener(event, wait, { capture: true, passive: true }));
  Object.keys(VIEWS).forEach((name) => (window.dash_clientside.sourceline[`put-${name}`] = putter(name)));
})();
