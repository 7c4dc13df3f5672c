/* Shows that the page is working when an answer takes longer than a blink, and says so when none
   comes. Loaded before Dash, so that it sees every request. */
(function () {
  'use strict';
  const root = document.documentElement;
  const ours = (input) => String(input && input.url ? input.url : input).includes('_dash-update-component');
  const ask = window.fetch.bind(window);
  let waiting = 0;

  function count(change) {
    waiting += change;
    root.classList.toggle('busy', waiting > 0);
  }

  function trouble(words) {
    const line = document.getElementById('trouble');
    if (!line) return;
    line.hidden = !words;
    line.querySelector('span').textContent = words;
  }

  window.fetch = async function (input, options) {
    if (!ours(input)) return ask(input, options);
    count(1);
    try {
      const response = await ask(input, options);
      if (response.status >= 500) trouble('The dashboard could not answer that. What you see may be out of date.');
      else trouble('');
      return response;
    } catch (error) {
      trouble('The dashboard does not answer. Is it still running? What you see may be out of date.');
      throw error;
    } finally {
      count(-1);
    }
  };

  document.addEventListener('click', function (event) {
    if (event.target.id === 'try-again') window.location.reload();
  });
})();
