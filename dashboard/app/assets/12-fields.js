/* The fields of the filter: words, first and last year. They are plain ones and not Dash's, which write
   what was typed back while one types on, so that letters changed places. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const KEYS = { search: 'q', 'first-year': 'from', 'last-year': 'to' };
  const PAUSE = 350; // milliseconds; the search follows as one types
  let typing = 0;

  function made(slot) {
    const { field, type, hint, look } = slot.dataset;
    const own = { id: field, type, placeholder: hint, className: look, autocomplete: 'off' };
    const input = Object.assign(document.createElement('input'), own);
    slot.append(input);
    return input;
  }

  /* They say what the address says; one that is being typed in is left alone, for it will write the
     address itself. */
  S.writeFields = function () {
    const params = S.params();
    for (const slot of document.querySelectorAll('[data-field]')) {
      const input = slot.firstChild || made(slot);
      if (document.activeElement !== input) input.value = params.get(KEYS[input.id]) || '';
    }
  };

  function tell(input) {
    window.clearTimeout(typing);
    S.change({ [KEYS[input.id]]: input.value.trim() });
  }

  document.addEventListener('input', function ({ target }) {
    if (target.id !== 'search') return;
    window.clearTimeout(typing);
    typing = window.setTimeout(() => tell(target), PAUSE);
  });
  document.addEventListener('change', function ({ target }) {
    if (KEYS[target.id]) tell(target);
  });
})();
