/* Hovering says a tie or a node in words; a click opens its evidence; a click on a country filters. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});

  /* Beside a point of the window; `above` is the height it is over if there is no room beneath. */
  function say(text, at) {
    const tip = document.getElementById('tip');
    tip.replaceChildren(
      ...text.split('\n').map((line, i) => Object.assign(document.createElement(i ? 'small' : 'strong'), { textContent: line }))
    );
    const stage = document.getElementById('stage').getBoundingClientRect();
    const x = at.x - stage.left;
    const y = at.y - stage.top;
    const above = (at.above ?? at.y) - stage.top;
    const lowest = stage.height - (at.floor || 0);
    tip.classList.add('on');
    tip.style.left = Math.max(8, Math.min(x + 14, stage.width - tip.offsetWidth - 8)) + 'px';
    tip.style.top = (y + 18 + tip.offsetHeight > lowest ? above - tip.offsetHeight - 12 : y + 18) + 'px';
  }

  const hush = () => document.getElementById('tip').classList.remove('on');
  const pointOf = (event) => ({ x: event.clientX, y: event.clientY });
  S.tip = { say, hush };

  /* A group opens; anything else opens its evidence. */
  S.choose = function (element) {
    const { id, holds, by, value } = element.data();
    S.change(holds ? { by, open: value, focus: '' } : { focus: id });
  };

  S.listen = function (cy, bringOut) {
    cy.on('mouseover', 'node[kind], edge', function (event) {
      say(event.target.data('tip'), pointOf(event.originalEvent));
      bringOut(cy, event.target);
      S.point(event.target.id(), true);
      cy.container().style.cursor = 'pointer';
    });
    cy.on('mouseout', 'node[kind], edge', function () {
      hush();
      bringOut(cy, null);
      S.point('', true);
      cy.container().style.cursor = '';
    });
    cy.on('tap', 'node[kind], edge', (event) => S.choose(event.target));
    cy.on('tap', function (event) {
      if (event.target !== cy) return;
      const { clientX, clientY } = event.originalEvent.changedTouches ? event.originalEvent.changedTouches[0] : event.originalEvent;
      const country = S.view() === 'map' && S.countryAt(clientX, clientY);
      if (country) S.toggle('country', country.dataset.country);
      else if (S.focus()) S.change({ focus: '' });
    });
    cy.on('viewport', hush);
    listenToLand(cy);
  };

  /* The name of the country under the pointer, where no node or tie is. */
  function listenToLand(cy) {
    cy.on('mousemove', function (event) {
      if (S.view() !== 'map' || event.target !== cy) return;
      const country = S.countryAt(event.originalEvent.clientX, event.originalEvent.clientY);
      document.querySelectorAll('#land .under').forEach((p) => p !== country && p.classList.remove('under'));
      if (!country) return hush();
      country.classList.add('under');
      say(country.dataset.name + '\nclick to filter by it', pointOf(event.originalEvent));
    });
  }
})();
