/* Which elements there are. The server sends a scene once, and then only what of it is shown; what
   was sent lately is kept, for a way back may be quicker than its answer. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const KEPT = 6;
  const scenes = new Map();
  let present = '';

  function remember(key, elements) {
    scenes.delete(key);
    scenes.set(key, elements);
    if (scenes.size > KEPT) scenes.delete(scenes.keys().next().value);
  }

  /* What is in both scenes stays the same element, so that it can be seen to travel. Says whether
     any has to, or nothing is in both. */
  function swap(cy, elements) {
    const wanted = new Map(elements.map((e) => [e.data.id, e]));
    const fresh = [];
    const stay = cy.nodes('[net]').filter((n) => wanted.has(n.id()));
    const at = (data) => JSON.stringify([data.net, data.map]);
    const travels = stay.empty() || stay.some((n) => at(n.data()) !== at(wanted.get(n.id()).data));
    cy.batch(function () {
      cy.elements().filter((e) => !wanted.has(e.id())).remove();
      for (const [id, element] of wanted) {
        const there = cy.getElementById(id);
        if (there.empty()) fresh.push(structuredClone(element));
        else there.removeData().data(element.data);
      }
      cy.add(fresh.filter((e) => !e.data.source));
      cy.add(fresh.filter((e) => e.data.source));
    });
    return travels;
  }

  /* Bring in the scene of an answer. Says what has to be done with it: nothing, `place` what is new,
     or `arrange` all of it. */
  S.bringIn = function (cy, { scene, elements }) {
    if (elements) remember(scene, elements);
    if (scene === present || !scenes.has(scene)) return '';
    const travels = swap(cy, scenes.get(scene));
    present = scene;
    window.dash_clientside.set_props('have-scene', { data: scene });
    return travels ? 'arrange' : 'place';
  };

  /* Counts that change with the filter: how large a group is, how strong a tie, in what words. */
  S.retell = function (cy, tell) {
    if (!tell) return;
    cy.batch(function () {
      for (const [id, data] of Object.entries(tell)) cy.getElementById(id).data(data);
    });
  };
})();
