/* The land lies under the drawing as SVG and follows its pan and zoom. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  let asked = false;

  S.showLand = function (cy) {
    if (asked) return;
    asked = true;
    fetch(S.landAddress || '/land.svg')
      .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
      .then(function (svg) {
        document.getElementById('land').innerHTML = svg;
        S.moveLand(cy);
      })
      .catch(() => (asked = false));
  };

  S.moveLand = function (cy) {
    const group = document.querySelector('#land svg > g');
    if (!group) return;
    const { x, y } = cy.pan();
    group.setAttribute('transform', `matrix(${cy.zoom()} 0 0 ${cy.zoom()} ${x} ${y})`);
  };

  /* The country under a point of the window, as its SVG path, if there is one. */
  S.countryAt = function (x, y) {
    return document.elementsFromPoint(x, y).find((e) => e.matches && e.matches('path.country[data-country]'));
  };

  S.markCountries = function () {
    const chosen = S.params().getAll('country');
    document.querySelectorAll('#land path.country').forEach(function (path) {
      path.classList.toggle('chosen', chosen.includes(path.dataset.country));
    });
  };
})();
