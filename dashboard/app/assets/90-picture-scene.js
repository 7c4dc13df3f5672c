/* What a picture shows, read from the page as plain data: lengths in screen pixels, colours as
   `#rrggbb`, points from the drawing's upper left corner. It follows what Cytoscape 3.28 paints on
   its canvas, from its public functions only, so that the picture looks like the page. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const P = (S.picture = S.picture || {});

  /* ------------------------------------------------------------------ colours and type */

  const dot = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();

  /** Any CSS colour as `#rrggbb`, or 'none': the page mixes colours, older programs cannot. */
  P.colour = function (css) {
    if (!css || css === 'none') return 'none';
    if (!known.has(css)) {
      dot.clearRect(0, 0, 1, 1);
      dot.fillStyle = css;
      dot.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = dot.getImageData(0, 0, 1, 1).data;
      known.set(css, a ? '#' + [r, g, b].map((v) => v.toString(16).padStart(2, '0')).join('') : 'none');
    }
    return known.get(css);
  };

  /** A colour of the theme by the name it has in theme.py. */
  P.theme = (name) => P.colour(getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim());

  /** The canvas font of a type, as measured and as painted. */
  P.font = (type) => `${type.slant || 'normal'} ${type.weight || 'normal'} ${type.size}px ${type.family}`;

  const pen = document.createElement('canvas').getContext('2d');

  /** From the bottom of a line, where a canvas sets it, up to the baseline, where SVG does. */
  function drop(type) {
    pen.font = P.font({ ...type, size: 100 });
    const reach = function (line) {
      pen.textBaseline = line;
      return pen.measureText('x').actualBoundingBoxAscent;
    };
    return ((reach('bottom') - reach('alphabetic')) * type.size) / 100;
  }

  /* ------------------------------------------------------------------ claims */

  const finite = (...points) => points.every((p) => p && Number.isFinite(p.x) && Number.isFinite(p.y));
  const between = (a, b, t) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

  /** The point that lies `by` before `b` on the way from `a`. */
  function shortOf(b, a, by) {
    const long = Math.hypot(b.x - a.x, b.y - a.y);
    return between(a, b, long > by ? 1 - by / long : 1e-5);
  }

  /** A function from a point of the drawing to one of the screen. */
  function screen(cy) {
    const [zoom, pan] = [cy.zoom(), cy.pan()];
    return (p) => ({ x: p.x * zoom + pan.x, y: p.y * zoom + pan.y });
  }

  /** The curve as quadratic pieces: `[bend, end]` each; two bends meet half-way between them. */
  function pieces(bends, end) {
    return bends.map((bend, i) => [bend, i + 1 < bends.length ? between(bend, bends[i + 1], 0.5) : end]);
  }

  /** The arrowhead's corners: as large as Cytoscape's triangle, along the last tenth of the line. */
  function arrow(edge, tip, start, bends, end) {
    const size = Math.max(Math.pow(13.37 * edge.numericStyle('width'), 0.9), 29) * edge.numericStyle('arrow-scale');
    const bend = bends.length ? bends[bends.length - 1] : between(start, end, 0.5);
    const from = bends.length > 1 ? between(bends[bends.length - 2], bend, 0.5) : start;
    const before = between(between(from, bend, 0.9), between(bend, end, 0.9), 0.9);
    const turn = Math.atan2(end.y - before.y, end.x - before.x) - Math.PI / 2;
    const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size];
    const corner = ([x, y]) => ({ x: tip.x + x * cos - y * sin, y: tip.y + x * sin + y * cos });
    return [[-0.15, -0.3], [0, 0], [0.15, -0.3]].map(corner);
  }

  /** One claim: its curve from node border to arrowhead. Null where it has no course. */
  function claim(edge, to) {
    const [start, tip] = [edge.sourceEndpoint(), edge.targetEndpoint()];
    const bends = edge.controlPoints() || [];
    if (!finite(start, tip, ...bends)) return null;
    const [width, zoom] = [edge.numericStyle('width'), edge.cy().zoom()];
    const pointed = edge.style('target-arrow-shape') !== 'none';
    const gap = pointed ? 2 * width * edge.numericStyle('arrow-scale') : 0;
    const end = shortOf(tip, bends.length ? bends[bends.length - 1] : start, gap);
    return {
      sort: 'claim',
      id: edge.id(),
      start: to(start),
      end: to(end),
      pieces: pieces(bends, end).map((piece) => piece.map(to)),
      head: pointed ? arrow(edge, tip, start, bends, end).map(to) : null,
      colour: P.colour(edge.style('line-color')),
      headColour: P.colour(edge.style('target-arrow-color')),
      width: width * zoom,
      dashes: dashes(edge.style('line-style'), edge.numericStyle('line-dash-pattern'), zoom),
      opacity: edge.numericStyle('opacity') * edge.numericStyle('line-opacity'),
    };
  }

  /** Lengths of dash and gap on the screen; null for a line without. */
  function dashes(style, pattern, zoom) {
    if (style !== 'dashed' && style !== 'dotted') return null;
    return (style === 'dotted' ? [1, 1] : pattern).map((length) => length * zoom);
  }

  /* ------------------------------------------------------------------ nodes */

  /** [1, 2, 3, 4] as [[1, 2], [3, 4]]. */
  const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2));

  /** One node or the disc of a place: outline, border and label. */
  function mark(node, to) {
    const zoom = node.cy().zoom();
    const style = (name) => node.numericStyle(name);
    const [wide, high] = [node.width() / 2, node.height() / 2];
    const centre = node.position();
    const corners = pairs(style('shape-polygon-points')).map(([x, y]) => ({ x: centre.x + wide * x, y: centre.y + high * y }));
    return {
      sort: 'mark',
      id: node.id(),
      centre: to(centre),
      radius: { x: wide * zoom, y: high * zoom },
      corners: node.style('shape') === 'polygon' ? corners.map(to) : null,
      colour: P.colour(node.style('background-color')),
      fillOpacity: style('background-opacity'),
      opacity: node.effectiveOpacity(),
      border: {
        colour: P.colour(node.style('border-color')),
        width: style('border-width') * zoom,
        opacity: style('border-opacity'),
        dashes: dashes(node.style('border-style'), [4, 2], zoom),
        double: node.style('border-style') === 'double',
      },
      label: label(node, to),
    };
  }

  /** A node's label: its lines, each with its baseline. Null where none shows. */
  function label(node, to) {
    const zoom = node.cy().zoom();
    const style = (name) => node.numericStyle(name);
    const opacity = node.effectiveOpacity() * style('text-opacity');
    const words = (node.style('label') || '').split('\n');
    if (!opacity || !words.join('')) return null;
    const type = {
      family: node.style('font-family'),
      size: style('font-size') * zoom,
      weight: node.style('font-weight'),
      slant: node.style('font-style'),
    };
    return {
      lines: baselines(node, words, type, to),
      anchor: { left: 'end', center: 'middle', right: 'start' }[node.style('text-halign')],
      type,
      opacity,
      colour: P.colour(node.style('color')),
      halo: {
        colour: P.colour(node.style('text-outline-color')),
        width: 2 * style('text-outline-width') * zoom,
        opacity: style('text-outline-opacity'),
      },
    };
  }

  /** Where the lines of a label stand, on whichever side of the node it was placed. */
  function baselines(node, words, type, to) {
    const [across, down] = [node.style('text-halign'), node.style('text-valign')];
    const beside = { left: -0.5, center: 0, right: 0.5 }[across] * node.width();
    const under = { top: -0.5, center: 0, bottom: 0.5 }[down] * node.height();
    const { x, y } = to({
      x: node.position('x') + beside + node.numericStyle('text-margin-x'),
      y: node.position('y') + under + node.numericStyle('text-margin-y'),
    });
    const step = type.size * node.numericStyle('line-height');
    const tall = type.size + step * (words.length - 1);
    const last = y + { top: 0, center: tall / 2, bottom: tall }[down] - drop(type);
    return words.map((text, i) => ({ text, x, y: last - step * (words.length - 1 - i) }));
  }

  /* ------------------------------------------------------------------ land */

  /** The land under the map, with the styles that the page's stylesheet gives it written out. */
  function land(cy) {
    const group = document.querySelector('#land svg > g');
    if (!group) return null;
    const view = cy.extent();
    document.querySelectorAll('#land .under').forEach((path) => path.classList.remove('under'));
    const met = [...group.querySelectorAll('path')].filter(function (path) {
      const { x, y, width, height } = path.getBBox();
      return x <= view.x2 && x + width >= view.x1 && y <= view.y2 && y + height >= view.y1;
    });
    return { zoom: cy.zoom(), pan: { ...cy.pan() }, shapes: met.map(shape) };
  }

  function shape(path) {
    const look = getComputedStyle(path);
    return {
      course: path.getAttribute('d'),
      fill: P.colour(look.fill),
      stroke: P.colour(look.stroke),
      width: parseFloat(look.strokeWidth),
      strokeOpacity: Number(look.strokeOpacity),
    };
  }

  /* ------------------------------------------------------------------ the whole */

  /* Cytoscape's order: discs of places, claims, nodes; each by its z-index, then as they came. */
  function level(element) {
    const ground = element.style('z-compound-depth') === 'bottom' ? 0 : 1e9;
    return ground + (element.isNode() ? 1e6 : 0) + Number(element.style('z-index'));
  }

  /** Whether a claim lies beyond the frame, so that nobody sees it in the picture. */
  function beyond({ start, end, pieces: curve }, width, height) {
    const points = [start, end, ...curve.flat()];
    const all = (test) => points.every(test);
    return all((p) => p.x < 0) || all((p) => p.x > width) || all((p) => p.y < 0) || all((p) => p.y > height);
  }

  /** Network or map as they are on the screen. */
  P.drawing = function (cy, view) {
    const to = screen(cy);
    const seen = cy.elements().filter((e) => e.visible()).toArray();
    const ordered = seen.map((e) => [level(e), e]).sort((a, b) => a[0] - b[0]);
    const marks = ordered.map(([, e]) => (e.isNode() ? mark(e, to) : claim(e, to))).filter(Boolean);
    const focus = cy.elements('.focus').filter((e) => e.visible());
    const [width, height] = [cy.width(), cy.height()];
    return {
      width,
      height,
      marks,
      land: view === 'map' ? land(cy) : null,
      focus: focus.length ? focus[0].data('tip').replace(/\n/g, ' · ') : '',
      beyond: marks.filter((m) => m.sort === 'claim' && beyond(m, width, height)).length,
    };
  };

  /** The legend as it stands on the page: each label with its outline, line or ring. */
  P.legend = () =>
    [...document.querySelectorAll('#legend .key:not(.none)')].map((key) => ({ label: key.textContent.trim(), ...symbol(key) }));

  function symbol(key) {
    const [outline, line, ring] = ['.mark', '.line', '.ring'].map((name) => key.querySelector(name));
    const look = getComputedStyle(outline || line || ring || key);
    if (outline) {
      const shares = [...look.clipPath.matchAll(/([\d.]+)%/g)].map((found) => found[1] / 100);
      return { corners: pairs(shares).map(([x, y]) => ({ x, y })), colour: P.colour(look.backgroundColor) };
    }
    if (line || ring) return { [line ? 'line' : 'ring']: look.borderTopStyle, colour: P.colour(look.borderTopColor) };
    return {};
  }
})();
