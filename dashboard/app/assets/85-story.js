/* Presenting: a story of scenes, or the screen at hand, in large type. What is presented stands in the
   address as `story` and `scene`, and every step is a link of the page. A presentation is one entry
   of the history, so that Back leaves it as Escape does, and steps do not pile up. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const THIS = 'this';
  const TALK = { width: 1280, height: 720, type: 1.4 };

  const section = () => document.getElementById('story');
  const known = () => (section() ? section().dataset.stories.split(' ').filter(Boolean) : []);
  const paramOf = (search, name) => new URLSearchParams(search).getAll(name).map((value) => value.trim());

  /* The story that an address presents, or ''. */
  S.story = function (search) {
    const asked = paramOf(search === undefined ? window.location.search : search, 'story');
    return asked.find((id) => id === THIS || known().includes(id)) || '';
  };

  S.presenting = () => Boolean(section() && S.story());

  /* What tells one scene from the next, or '' where nothing is presented. */
  S.scene = () => (S.presenting() ? S.story() + ':' + (paramOf(window.location.search, 'scene')[0] || '') : '');

  /* How much larger everything in the drawing is: legible from the back, on any projector. */
  S.large = function () {
    if (!S.presenting()) return 1;
    const room = Math.min(window.innerWidth / TALK.width, window.innerHeight / TALK.height);
    return TALK.type * Math.min(2.4, Math.max(0.7, room));
  };

  /* Called before the address changes; says whether it has made the change. Else Dash does, and adds
     an entry to the history: it knows no other way. */
  S.record = function (search) {
    const [here, there] = [S.presenting(), Boolean(S.story(search))];
    if (!here && !there) return false;
    const address = window.location.pathname + search;
    if (here && there) window.history.replaceState(window.history.state, '', address);
    else if (there) window.history.pushState({ before: window.location.search }, '', address);
    else window.history.pushState({}, '', address);
    return true;
  };

  function fullScreen() {
    const root = document.documentElement;
    if (!document.fullscreenElement && root.requestFullscreen) root.requestFullscreen().catch(() => {});
  }

  function present() {
    fullScreen();
    if (!S.presenting()) S.change({ story: THIS, scene: '' });
  }

  /* Back to the address before; after a pasted link, to the same screen with its controls. */
  function leave() {
    if (!S.presenting()) return;
    const { before } = window.history.state || {};
    if (before === undefined) S.change({ story: '', scene: '' });
    else S.open(before);
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  /* Steps: `to` gets the present scene's place among `last + 1`, -1 where none is open yet. */
  function step(to) {
    const links = [...section().querySelectorAll('.dots a')];
    if (!links.length) return;
    const here = Number(paramOf(window.location.search, 'scene')[0] || 0) - 1;
    const wanted = Math.min(links.length - 1, Math.max(0, to(here, links.length - 1)));
    S.open(new URL(links[wanted].href).search);
  }

  const next = () => step((here) => here + 1);
  const previous = () => step((here) => here - 1);
  const keys = {
    ArrowRight: next,
    ArrowDown: next,
    PageDown: next,
    ' ': next,
    ArrowLeft: previous,
    ArrowUp: previous,
    PageUp: previous,
    Home: () => step(() => 0),
    End: () => step((here, last) => last),
    Escape: leave,
    p: fullScreen,
  };

  /* In front of all other listeners: while presenting, a key means what the presenter's clicker
     means, whatever has the keyboard focus. */
  window.addEventListener(
    'keydown',
    function (event) {
      const typing = event.target.closest && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (S.presenting()) {
        const act = event.key === ' ' && event.shiftKey ? previous : keys[event.key];
        if (!act) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        act();
      } else if (event.key === 'p' && !typing) present();
    },
    true
  );

  /* Full screen takes Escape for itself. */
  document.addEventListener('fullscreenchange', () => document.fullscreenElement || leave());

  /* In large type the table has room for what is said, by whom and where; the other columns wait. */
  const WAITING = ['id', 'source_name', 'relation_label', 'target_name', 'end'];
  let large = false;

  async function setColumns() {
    if (S.presenting() === large || S.view() !== 'table') return;
    large = S.presenting();
    const table = await window.dash_ag_grid.getApiAsync('table');
    table.setColumnsVisible(WAITING, !large);
  }

  const waiting = window.setInterval(function () {
    const page = document.getElementById('page');
    if (!page) return;
    window.clearInterval(waiting);
    new MutationObserver(setColumns).observe(page, { attributes: true, attributeFilter: ['class'] });
    setColumns();
  }, 30);

  async function copy() {
    const draft = document.getElementById('scene-draft');
    const said = document.getElementById('copied');
    window.getSelection().selectAllChildren(draft);
    try {
      await navigator.clipboard.writeText(draft.textContent);
      said.textContent = 'Copied.';
    } catch (e) {
      said.textContent = document.execCommand('copy') ? 'Copied.' : 'Selected: copy it with Ctrl+C.';
    }
  }

  const buttons = {
    present,
    'open-add-scene': function () {
      document.getElementById('copied').textContent = '';
      document.getElementById('add-scene').showModal();
    },
    'close-add-scene': () => document.getElementById('add-scene').close(),
    'copy-scene': copy,
  };

  document.addEventListener('click', function (event) {
    const button = event.target.closest('button[id]');
    if (button && Object.hasOwn(buttons, button.id)) buttons[button.id]();
  });

  /* A link into a story is the gesture that full screen asks for; the link that leads out goes back. */
  document.addEventListener(
    'click',
    function (event) {
      const link = event.target.closest('a[data-nav]');
      if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (!S.presenting() && S.story(new URL(link.href).search)) fullScreen();
      if (!S.presenting() || !link.matches('.leave')) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    },
    true
  );
})();
