/* Puts the server's HTML into the page. What a person opened stays open, and what has the keyboard
   focus keeps it: elements are found again by their `data-key`. Where the focus goes when what had
   it is gone, `66-focus.js` says. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const last = new Map();

  const byKey = (root, key) => root.querySelector(`[data-key="${CSS.escape(key)}"]`);

  function replace(element, html) {
    const open = new Map();
    element.querySelectorAll('details[data-key]').forEach((d) => open.set(d.dataset.key, d.open));
    const again = element.contains(document.activeElement) && S.finder(document.activeElement);
    element.innerHTML = html;
    open.forEach(function (was, key) {
      const details = byKey(element, key);
      if (details) details.open = was || (details.open && !details.dataset.key.startsWith('facet:'));
    });
    const found = again && again(element);
    if (found) found.focus({ preventScroll: true });
    else if (again) S.lost(element);
    S.filled(element);
  }

  S.fill = function (parts) {
    for (const [id, html] of Object.entries(parts || {})) {
      const element = document.getElementById(id);
      if (!element || last.get(id) === html) continue;
      last.set(id, html);
      replace(element, html);
      if (id === 'evidence') element.scrollTop = 0;
    }
  };
})();
