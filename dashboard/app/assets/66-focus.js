/* Where the keyboard focus goes: into what it opened, back to where it came from, and never nowhere. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const page = () => document.getElementById('page');
  const evidence = () => document.getElementById('evidence');
  const outline = () => document.getElementById('drawn-list');

  const aimOf = (link) => (link.matches('a.focus-link, a.event') ? new URL(link.href).searchParams.get('focus') : '');
  const byKey = (root, key) => root.querySelector(`[data-key="${CSS.escape(key)}"]`);

  /* A way to find an element again after its surroundings were written anew. */
  S.finder = function (element) {
    const { id, dataset } = element;
    if (dataset.key) return (root) => byKey(root, dataset.key);
    if (element.matches('details[data-key] > summary')) {
      const { key } = element.parentElement.dataset;
      return (root) => byKey(root, key) && byKey(root, key).querySelector('summary');
    }
    if (id) return (root) => root.querySelector('#' + CSS.escape(id));
    const aim = aimOf(element);
    const words = element.textContent;
    const like = (other) => (aim ? aimOf(other) === aim : other.textContent === words);
    return (root) => [...root.querySelectorAll(element.tagName)].find(like);
  };

  /* ------------------------------------------------------------------ evidence */

  let opener = null; // a way back to what opened the evidence
  let arriving = false; // whether the evidence that is coming takes the focus

  const goToHeading = function () {
    const heading = evidence().querySelector('h2');
    if (heading) heading.focus();
  };

  /* The keyboard asks for the evidence of `target` from an element. */
  S.arrive = function (target, from) {
    if (!evidence().contains(from)) remember(from);
    arriving = S.focus() !== target;
    if (!arriving) goToHeading();
  };

  function remember(from) {
    const around = from.parentElement.closest('[id]') || document.body;
    const again = S.finder(from);
    opener = () => (from.isConnected ? from : again(document.getElementById(around.id) || document.body));
  }

  function goBack() {
    const to = opener && opener();
    opener = null;
    if (to && to.checkVisibility()) to.focus();
    else S.enter();
  }

  /* Called after the server's HTML was put into an element. */
  S.filled = function (element) {
    if (element !== evidence()) return;
    if (arriving) goToHeading();
    arriving = false;
  };

  /* Called where that took away what had the focus. */
  S.lost = function (element) {
    if (element === evidence() && element.firstChild) goToHeading();
    else if (element === evidence()) goBack();
    else document.getElementById('main').focus();
  };

  /* A link that was not clicked with a mouse or a finger: before the address changes. */
  document.addEventListener(
    'click',
    function (event) {
      const link = event.target.closest('a[data-nav]');
      if (link && event.detail === 0 && aimOf(link) && !event.ctrlKey && !event.metaKey) S.arrive(aimOf(link), link);
    },
    true
  );

  /* ------------------------------------------------------------------ table */

  document.addEventListener(
    'keydown',
    function (event) {
      const row = event.key === 'Enter' && event.target.closest('#table .ag-row[row-id]');
      if (!row) return;
      const claim = row.getAttribute('row-id');
      S.arrive(claim, event.target);
      S.change({ focus: claim });
    },
    true
  );

  /* ------------------------------------------------------------------ skipping, and the list */

  /* To the view that is shown. */
  S.enter = function () {
    const view = S.view();
    const grid = view === 'table' && S.grid();
    if (view === 'network' || view === 'map') document.getElementById('canvas').focus();
    else if (grid && grid.getDisplayedRowCount()) grid.setFocusedCell(0, grid.getAllDisplayedColumns()[0]);
    else document.querySelector(`.${view}-view`).focus();
  };

  const skips = {
    '#stage': S.enter,
    '#drawn-list': function () {
      outline().open = true;
      outline().querySelector('summary').focus();
    },
    '#evidence': goToHeading,
  };

  document.addEventListener('click', function (event) {
    const link = event.target.closest('a.skip');
    if (!link) return;
    event.preventDefault();
    skips[link.getAttribute('href')]();
  });

  /* The list is asked for when it is opened, and again with each address while it is. */
  const wanted = () => outline() && outline().open && ['network', 'map'].includes(S.view());
  window.dash_clientside.sourceline.listed = () => (wanted() ? window.location.search : window.dash_clientside.no_update);
  document.addEventListener(
    'toggle',
    function (event) {
      if (event.target === outline() && wanted()) window.dash_clientside.set_props('listed', { data: window.location.search });
    },
    true
  );

  /* ------------------------------------------------------------------ what folds out */

  /* Escape closes a menu or the list and goes back to its name; a menu closes as one leaves it. */
  document.addEventListener(
    'keydown',
    function (event) {
      const open = event.key === 'Escape' && event.target.closest('details.menu[open], details.drawn-list[open]');
      if (!open) return;
      event.stopPropagation();
      open.open = false;
      open.querySelector('summary').focus();
    },
    true
  );
  document.addEventListener('focusout', function ({ target, relatedTarget }) {
    const menu = target.closest('details.menu[open]');
    if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });

  /* The filters of a narrow screen cover the page: what is under them cannot be reached. */
  const narrow = window.matchMedia('(max-width: 760px)');
  S.drawer = function (open) {
    const button = document.getElementById('open-filters');
    const before = document.documentElement.classList.toggle('drawer', open);
    [...page().children].forEach((part) => part.id !== 'filters' && part.toggleAttribute('inert', before));
    button.setAttribute('aria-expanded', String(before));
    if (before) document.getElementById('close-filters').focus();
    else if (narrow.matches) button.focus();
  };
  narrow.addEventListener('change', () => !narrow.matches && S.drawer(false));
})();
