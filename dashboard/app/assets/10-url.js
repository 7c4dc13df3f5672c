/* The URL is the only state. Everything that changes the selection calls `open` or `change`;
   Dash follows the address and draws what it says. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const DEFAULTS = { view: 'network', undated: '1', context: '0' };
  const VIEWS = ['network', 'map', 'timeline', 'table'];

  S.params = () => new URLSearchParams(window.location.search);
  S.focus = () => S.params().get('focus') || '';
  /* The views that the list has something to show in, and the one that is open. */
  S.views = function () {
    const page = document.getElementById('page');
    return page ? page.dataset.views.split(' ') : VIEWS;
  };
  S.view = () => (S.views().includes(S.params().get('view')) ? S.params().get('view') : 'network');

  /* Go to a query, with or without its question mark. */
  S.open = function (search) {
    const wanted = search.replace(/^\?/, '');
    if (wanted === window.location.search.replace(/^\?/, '')) return;
    const changed = { search: wanted ? '?' + wanted : '' };
    if (S.record(changed.search)) changed.href = window.location.href;
    window.dash_clientside.set_props('url', changed);
  };

  /* Change some keys of the query; a blank or default value removes its key. */
  S.change = function (changes) {
    const params = S.params();
    for (const [key, value] of Object.entries(changes)) {
      if (!value || DEFAULTS[key] === value) params.delete(key);
      else params.set(key, value);
    }
    S.open(params.toString());
  };

  /* Add a value to a key that takes several, or take it away. */
  S.toggle = function (key, value) {
    const params = S.params();
    const values = params.getAll(key);
    params.delete(key);
    const rest = values.includes(value) ? values.filter((v) => v !== value) : [...values, value];
    rest.forEach((v) => params.append(key, v));
    S.open(params.toString());
  };

  document.addEventListener('click', function (event) {
    const link = event.target.closest('a[data-nav]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const dialog = link.closest('dialog');
    if (dialog) dialog.close();
    S.open(new URL(link.href).search);
  });

  /* One question for all that the page shows. Only the chart needs to know of another theme. */
  let asked = null;
  function ask(search) {
    const now = { query: search || '', theme: document.documentElement.dataset.theme };
    const same = asked && asked.query === now.query && (asked.theme === now.theme || S.view() !== 'timeline');
    if (same) return window.dash_clientside.no_update;
    asked = now;
    return now;
  }

  const scripts = {
    ask,
    fields: function () {
      S.writeFields();
      return 'page view-' + S.view() + (S.focus() ? ' has-focus' : '') + (S.presenting() ? ' presenting' : '');
    },
    brush: function (selected) {
      const range = selected && selected.range && selected.range.x;
      if (!range) return;
      const [first, last] = [Math.ceil(range[0] - 0.5), Math.floor(range[1] + 0.5)];
      if (first <= last) S.change({ from: String(first), to: String(last) });
    },
    bar: function (clicked) {
      const year = clicked && clicked.points.length && String(clicked.points[0].x);
      if (!year) return;
      const again = S.params().get('from') === year && S.params().get('to') === year;
      S.change(again ? { from: '', to: '' } : { from: year, to: year });
    },
    row: function (rows) {
      if (Array.isArray(rows) && rows.length) S.change({ focus: rows[0].id });
    },
    turn: function () {
      if (S.view() !== 'table' || !window.dash_ag_grid) return;
      window.dash_ag_grid.getApiAsync('table').then((grid) => grid.purgeInfiniteCache());
    },
    fill: (parts) => S.fill(parts),
    draw: (state, styles) => S.draw(state, styles),
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { sourceline: scripts });
})();
