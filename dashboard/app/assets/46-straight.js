/* Elements are drawn as they are. Cytoscape would draw each once, copy it to a texture in the idle time
   of the next frames, and draw the whole again from textures a tenth of a second later. That pays
   while one drags the view, and there it stays. A filter changes most elements of a scene, so that
   the second picture came after everybody had looked, with letters a little softer. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const WAYS = ['drawLayeredElements', 'drawCachedElements'];

  const apart = (a, b) => a.x2 < b.x1 || b.x2 < a.x1 || a.y2 < b.y1 || b.y2 < a.y1;

  /* Done to the renderer, whose methods are no public interface: where one is missing, it is left as it is. */
  S.drawStraight = function (cy) {
    const renderer = cy.renderer();
    if (![...WAYS, 'drawElement', 'beforeRender'].every((way) => typeof renderer[way] === 'function')) return;
    let seen = { x: 0, y: 0, zoom: 0 };
    let dragged = false;
    renderer.beforeRender(function (drawn) {
      if (!drawn) return;
      const now = { ...cy.pan(), zoom: cy.zoom() };
      dragged = now.zoom === seen.zoom && (now.x !== seen.x || now.y !== seen.y);
      seen = now;
    }, 0);
    for (const way of WAYS) {
      const textured = renderer[way];
      renderer[way] = function (pen, elements, ratio, extent) {
        if (dragged) return textured.call(this, pen, elements, ratio, extent);
        for (let i = 0; i < elements.length; i++) {
          const element = elements[i];
          if (element.visible() && !(extent && apart(element.boundingBox(), extent))) this.drawElement(pen, element);
        }
      };
    }
  };
})();
