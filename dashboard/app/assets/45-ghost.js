/* What a filter takes away fades: the picture as it was lies over the new one for a blink and goes.
   What stays is the same in both, so that it does not flicker; and it costs one copy, however many
   elements there are. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  function drop(ghost) {
    if (ghost) ghost.remove();
  }

  S.ghost = function (cy) {
    drop(document.querySelector('.ghost'));
    if (still()) return;
    const layers = [...cy.container().querySelectorAll('canvas')].sort((a, b) => a.style.zIndex - b.style.zIndex);
    const ghost = Object.assign(document.createElement('canvas'), { className: 'ghost' });
    const { width, height } = layers[0];
    if (!width || !height) return;
    Object.assign(ghost, { width, height });
    ghost.setAttribute('aria-hidden', 'true');
    const pen = ghost.getContext('2d');
    layers.forEach((layer) => pen.drawImage(layer, 0, 0));
    document.getElementById('canvas').append(ghost);
    ghost.addEventListener('animationend', () => drop(ghost));
    cy.one('viewport', () => drop(ghost));
  };
})();
