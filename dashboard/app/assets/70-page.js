/* Buttons and keys of the page itself: theme, drawer, about, zoom. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const root = document.documentElement;

  function setTheme(theme) {
    root.dataset.theme = theme;
    try {
      localStorage.setItem('sourceline-theme', theme);
    } catch (e) {
      /* a private window keeps nothing */
    }
    tellTheme();
    S.restyle();
  }

  const tellTheme = () => window.dash_clientside.set_props('theme', { data: root.dataset.theme });

  const buttons = {
    'switch-theme': () => setTheme(root.dataset.theme === 'dark' ? 'light' : 'dark'),
    'open-about': () => document.getElementById('about').showModal(),
    'open-about-2': () => document.getElementById('about').showModal(),
    'close-about': () => document.getElementById('about').close(),
    'open-start': () => document.getElementById('start').showModal(),
    'close-start': () => document.getElementById('start').close(),
    'open-filters': () => S.drawer(true),
    'close-filters': () => S.drawer(false),
    fit: () => S.fit(),
    'zoom-in': () => S.zoomBy(1.4),
    'zoom-out': () => S.zoomBy(1 / 1.4),
  };

  document.addEventListener('click', function (event) {
    const button = event.target.closest('button[id]');
    if (button && buttons[button.id]) buttons[button.id]();
    document.querySelectorAll('details.menu[open]').forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener('keydown', function (event) {
    const typing = event.target.matches && event.target.matches('input, textarea');
    if (event.key === 'Escape') {
      if (root.classList.contains('drawer')) S.drawer(false);
      else if (!typing && S.focus() && !document.querySelector('dialog[open]')) S.change({ focus: '' });
    } else if (event.key === '/' && !typing) {
      event.preventDefault();
      document.getElementById('search').focus();
    }
  });

  /* Dash builds the page after the scripts have run. */
  const waiting = window.setInterval(function () {
    if (!document.getElementById('page')) return;
    window.clearInterval(waiting);
    tellTheme();
    if (window.innerWidth < 760) document.querySelector('details.legend').open = false;
  }, 30);
})();
