/* Writes a picture as one SVG text: the scene in the middle, over it what is shown, under it how to
   read it, where it comes from and when it was drawn. No stylesheet, no outside file, nothing newer
   than SVG 1.1, so that other programs open it. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const P = (S.picture = S.picture || {});

  const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
  const SERIF = "Georgia, 'Noto Serif', 'DejaVu Serif', 'Times New Roman', serif";
  const EDGE = 16;
  const SLACK = 0.97;
  const SAMPLE = 24;
  const LINES = { dashed: [6, 3], dotted: [2, 3] };

  /* ------------------------------------------------------------------ the writer */

  const ENTITY = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

  /** Text as it may stand in XML, also in an attribute; characters that XML forbids are left out. */
  P.escape = (text) => String(text).replace(NOT_XML, '').replace(/[&<>"']/g, (c) => ENTITY[c]);

  const short = (value) => (typeof value === 'number' ? String(Number(value.toFixed(3))) : value);

  /** An element; what is inside is SVG already. Attributes that are null or blank are left out. */
  function element(name, attributes, ...inside) {
    const given = Object.entries(attributes).filter(([, value]) => value || value === 0);
    const written = given.map(([key, value]) => ` ${key}="${P.escape(short(value))}"`).join('');
    return inside.length ? `<${name}${written}>${inside.flat(3).join('')}</${name}>` : `<${name}${written}/>`;
  }

  const at = (p) => `${short(p.x)} ${short(p.y)}`;
  const polygon = (corners) => `M${corners.map(at).join('L')}Z`;
  const unlessOne = (opacity) => (opacity === 1 ? null : opacity);

  /** Text in lines, each at its own place: programs differ in how they set lines by themselves. */
  function text(lines, type, colour, more) {
    const look = {
      'font-family': type.family, 'font-size': type.size, fill: colour, ...more,
      'font-weight': type.weight === 'normal' || type.weight === '400' ? null : type.weight,
      'font-style': type.slant === 'normal' ? null : type.slant,
    };
    return element('text', look, lines.map((line) => element('tspan', { x: line.x, y: line.y }, P.escape(line.text))));
  }

  /* ------------------------------------------------------------------ the scene */

  const dashed = (lengths) => lengths && lengths.map(short).join(' ');

  /** A claim: its line and its arrowhead, which fade as one. */
  function claim(mark) {
    const bends = mark.pieces.map(([bend, end]) => `Q${at(bend)} ${at(end)}`).join('');
    const line = {
      'data-claim': mark.id,
      d: `M${at(mark.start)}${bends || `L${at(mark.end)}`}`,
      fill: 'none',
      stroke: mark.colour,
      'stroke-width': mark.width,
      'stroke-dasharray': dashed(mark.dashes),
    };
    const head = mark.head ? element('path', { d: polygon(mark.head), fill: mark.headColour }) : '';
    return element('g', { opacity: unlessOne(mark.opacity) }, element('path', line), head);
  }

  /** A node or the disc of a place, and its label over it. */
  function node(mark, ground) {
    const { border, opacity } = mark;
    const fill = { 'data-node': mark.id, fill: mark.colour, 'fill-opacity': unlessOne(mark.fillOpacity * opacity) };
    const stroke = (colour, width) =>
      width ? { stroke: colour, 'stroke-width': width, 'stroke-opacity': unlessOne(border.opacity * opacity) } : {};
    const whole = { ...fill, ...stroke(border.colour, border.width), 'stroke-dasharray': dashed(border.dashes) };
    const middle = border.double ? outline(mark, { fill: 'none', ...stroke(ground, border.width / 3) }) : '';
    return [outline(mark, whole), middle, mark.label ? label(mark.label) : ''];
  }

  function outline({ corners, centre, radius }, look) {
    if (corners) return element('path', { d: polygon(corners), ...look });
    return element('ellipse', { cx: centre.x, cy: centre.y, rx: radius.x, ry: radius.y, ...look });
  }

  /** A label: its halo and then its letters, as two texts; not all programs know paint-order. */
  function label({ lines, anchor, type, opacity, colour, halo }) {
    const around = {
      stroke: halo.colour,
      'stroke-width': halo.width,
      'stroke-linejoin': 'round',
      'stroke-opacity': unlessOne(halo.opacity * opacity),
      'text-anchor': anchor,
    };
    return [
      halo.width ? text(lines, type, 'none', around) : '',
      text(lines, type, colour, { 'text-anchor': anchor, 'fill-opacity': unlessOne(opacity) }),
    ];
  }

  /** The land under the drawing; lines keep the width they have on the screen. */
  function land({ zoom, pan, shapes }) {
    const move = `matrix(${zoom} 0 0 ${zoom} ${pan.x} ${pan.y})`;
    const line = (s) => ({
      stroke: s.stroke,
      'stroke-width': (s.width / zoom).toPrecision(3),
      'stroke-opacity': unlessOne(s.strokeOpacity),
    });
    const written = shapes.map((s) => element('path', { d: s.course, fill: s.fill, ...(s.stroke === 'none' ? {} : line(s)) }));
    return element('g', { id: 'land', transform: move }, written);
  }

  /** The drawing, cut at its frame. */
  function drawing(scene, ground) {
    const parts = scene.marks.map((mark) => (mark.sort === 'claim' ? claim(mark) : node(mark, ground)));
    return [
      element('defs', {}, element('clipPath', { id: 'frame' }, element('rect', { width: scene.width, height: scene.height }))),
      element('g', { 'clip-path': 'url(#frame)' }, scene.land ? land(scene.land) : '', element('g', { id: 'network' }, parts)),
    ];
  }

  /* ------------------------------------------------------------------ words around it */

  const pen = document.createElement('canvas').getContext('2d');
  function measure(words, type) {
    pen.font = P.font(type);
    return pen.measureText(words).width;
  }

  /** Words in lines no wider than `width`; one that is wider by itself is broken anywhere. */
  P.wrap = function (words, type, width) {
    const fits = (line) => measure(line, type) <= width * SLACK;
    const lines = [''];
    for (const word of words.split(/\s+/).filter(Boolean)) {
      const last = lines[lines.length - 1];
      if (fits(`${last} ${word}`.trim())) lines[lines.length - 1] = `${last} ${word}`.trim();
      else lines.splice(last ? lines.length : -1, 1, ...broken(word, fits));
    }
    return lines;
  };

  function broken(word, fits) {
    const parts = [''];
    for (const letter of word) {
      const longer = parts[parts.length - 1] + letter;
      if (longer === letter || fits(longer)) parts[parts.length - 1] = longer;
      else parts.push(letter);
    }
    return parts;
  }

  /** Paragraphs one under the other: their SVG and the height they take. */
  function column(paragraphs, top, width) {
    let y = top;
    const written = paragraphs.filter((p) => p.words).map(function ({ id, words, size, colour, family, weight, gap }) {
      const type = { family: family || SANS, size, weight: weight || 'normal', slant: 'normal' };
      const first = y + (gap || 0) + size;
      const lines = P.wrap(words, type, width - 2 * EDGE).map((line, i) => ({ text: line, x: EDGE, y: first + i * size * 1.35 }));
      y = lines[lines.length - 1].y + 0.35 * size;
      return text(lines, type, colour, { id });
    });
    return { svg: written, end: y };
  }

  /** The legend in rows. */
  function legend(keys, colours, top, width) {
    const type = { family: SANS, size: 12.5, weight: 'normal', slant: 'normal' };
    const row = 21;
    let [x, y] = [EDGE, top];
    const written = keys.map(function (key) {
      const room = key.corners || key.ring ? 19 : key.line ? SAMPLE + 6 : 0;
      const wide = room + measure(key.label, type) / SLACK;
      if (x > EDGE && x + wide > width - EDGE) [x, y] = [EDGE, y + row];
      const word = text([{ text: key.label, x: x + room, y: y + 14.5 }], type, colours.ink, {});
      const svg = [sample(key, x, y + 10), word];
      x += wide + 16;
      return svg;
    });
    return { svg: element('g', { id: 'legend' }, written), end: keys.length ? y + row : top };
  }

  /** The small outline, line or ring before a word of the legend. */
  function sample(key, x, y) {
    if (key.corners) {
      const corners = key.corners.map((p) => ({ x: x + 13 * p.x, y: y - 6.5 + 13 * p.y }));
      return element('path', { d: polygon(corners), fill: key.colour });
    }
    const look = { fill: 'none', stroke: key.colour, 'stroke-dasharray': dashed(LINES[key.line || key.ring]) };
    if (key.line) return element('path', { d: `M${at({ x, y })}h${SAMPLE}`, ...look, 'stroke-width': 2 });
    return key.ring ? element('circle', { cx: x + 6.5, cy: y, r: 6, ...look, 'stroke-width': 1.2 }) : '';
  }

  /* ------------------------------------------------------------------ the whole */

  const rule = (y, width, colours) => element('path', { d: `M0 ${short(y)}H${short(width)}`, stroke: colours.rule, fill: 'none' });

  /** What stands over the scene: what the data set is, what is shown of it, and what is not. */
  function head(scene, words, colours) {
    return column([
      { id: 'title', words: words.title, size: 20, family: SERIF, weight: 'bold', colour: colours.ink },
      { id: 'sentence', words: words.sentence, size: 14.5, colour: colours.ink, gap: 3 },
      { id: 'remarks', words: words.remarks, size: 12.5, colour: colours.quiet, gap: 2 },
    ], 12, scene.width);
  }

  /** What stands under it: legend, sources, notice, and how to come back to it. */
  function foot(scene, words, colours, top) {
    const keys = legend(words.legend, colours, top + 7, scene.width);
    const small = { size: 11.5, colour: colours.quiet, gap: 3 };
    const rest = column([
      { id: 'sources', words: words.sources, ...small, colour: colours.ink },
      { id: 'notice', words: words.notice, ...small },
      { id: 'origin', words: words.origin, ...small },
    ], keys.end + 2, scene.width);
    return { svg: [keys.svg, rest.svg], end: rest.end + 10 };
  }

  /**
   * A picture as SVG text.
   *
   * @param scene what `P.drawing` reads, or `{ width, height, chart }` with a chart as SVG.
   * @param words title, sentence, remarks, legend, sources, notice and origin, blank where none.
   */
  P.svg = function (scene, words) {
    const colours = Object.fromEntries(['paper', 'ink', 'quiet', 'rule'].map((name) => [name, P.theme(name)]));
    const above = head(scene, words, colours);
    const top = Math.ceil(above.end + 8);
    const below = foot(scene, words, colours, top + scene.height);
    const [width, height] = [scene.width, Math.ceil(below.end)];
    return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      element('title', {}, P.escape(`${words.title}: ${words.sentence}`)),
      element('rect', { width, height, fill: colours.paper }),
      element('g', { id: 'scene', transform: `translate(0 ${top})` }, scene.chart || drawing(scene, colours.paper)),
      rule(top, width, colours), rule(top + scene.height, width, colours), above.svg, below.svg);
  };
})();
