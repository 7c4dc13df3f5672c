/* Sizes in the stylesheet are screen pixels. Cytoscape measures in drawing units, which grow with
   the zoom, so each length is turned into units for the zoom and the placement at hand. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const MARKS = ['width', 'height', 'border-width', 'arrow-scale', 'line-dash-pattern'];
  const GAPS = ['text-margin-x', 'text-margin-y', 'text-outline-width', 'outline-width', 'outline-offset', 'underlay-padding'];
  const kindOf = (name) => (MARKS.includes(name) ? 'mark' : GAPS.includes(name) ? 'gap' : name === 'font-size' ? 'text' : '');
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  /* Screen pixels for one pixel of the stylesheet: marks and text grow slowly with the zoom. What is
     presented is larger; over land marks as much as text, for they are small there. */
  S.scales = function (mode, zoom, start) {
    const large = S.large();
    const { mark, text, fan } = reading(mode, zoom, start);
    const marks = mark * (mode === 'map' ? large : Math.sqrt(large));
    return { mark: marks, text: text * large, gap: text, fan: fan * large, zoom };
  };

  function reading(mode, zoom, start) {
    const grown = zoom / start;
    return mode === 'map'
      ? {
          mark: clamp(0.62 * Math.pow(grown, 0.3), 0.5, 1.3),
          text: clamp(0.95 * Math.pow(grown, 0.08), 0.95, 1.2),
          fan: clamp(0.4 * Math.pow(grown, 0.5), 0.4, 2.4),
        }
      : {
          mark: clamp(Math.sqrt(zoom), 0.3, 1.6),
          text: clamp(Math.pow(zoom, 0.25), 0.95, 1.35),
          fan: 0,
        };
  }

  /* A stylesheet whose lengths are computed from `scales()` when styles are updated. */
  S.scaled = function (rules, scales, mode) {
    return rules.map(function (rule) {
      const style = {};
      for (const [name, value] of Object.entries(rule.style)) {
        const kind = kindOf(name);
        style[name] = kind ? length(value, kind, scales) : value;
      }
      if (rule.selector === 'edge') Object.assign(style, course(scales, mode));
      return { selector: rule.selector, style };
    });
  };

  function length(value, kind, scales) {
    const factor = () => scales()[kind] / scales().zoom;
    if (Array.isArray(value)) return () => value.map((v) => v * factor());
    if (value === 'data(width)') return (element) => element.data('width') * factor();
    if (value === 'data(font)') return (element) => element.data('font') * factor();
    if (value === 'data(size)') {
      return function (element) {
        const fan = element.hasClass('place') ? scales().fan || 1 : scales().mark;
        return (element.data('size') * fan) / scales().zoom;
      };
    }
    return () => value * factor();
  }

  /* Claims of one tie bow apart; over land each also rises to the north, as routes are drawn. */
  function bend(scales, mode) {
    return function (edge) {
      const over = mode() === 'map';
      const { x, y } = way(edge);
      const rise = over ? Math.min(0.2 * Math.hypot(x, y), 130) * (x >= 0 ? -1 : 1) : 0;
      const bow = (edge.data('bow') * (over ? 9 : 20) * S.large()) / scales().zoom + rise;
      if (!tight(edge, scales)) return bow;
      const past = 2 * reach(edge.source(), scales) + reach(edge.target(), scales);
      return bow < 0 ? bow - past : bow + past;
    };
  }

  function way(edge) {
    const [a, b] = [edge.source().position(), edge.target().position()];
    return { x: b.x - a.x, y: b.y - a.y };
  }

  const reach = (node, scales) => (node.data('size') * scales().mark) / scales().zoom / 2;

  /* Whether the ends stand so close that the middle between them lies under a mark. Cytoscape then
     finds no course for the line and leaves it out; so it leaves and arrives on one side, in an arc. */
  function tight(edge, scales) {
    const { x, y } = way(edge);
    const most = Math.max(reach(edge.source(), scales), reach(edge.target(), scales));
    return Math.hypot(x, y) < 2.5 * most;
  }

  /* The point of a mark's outline, as an offset from its centre, where such an arc begins or ends. */
  function aside(edge, node, bow, scales) {
    const { x, y } = way(edge);
    const across = Math.hypot(x, y);
    const [tx, ty] = across ? [x / across, y / across] : [1, 0];
    const side = bow < 0 ? -1 : 1;
    const along = node.same(edge.source()) ? -0.4 : 0.4;
    const r = reach(node, scales);
    return `${r * (along * tx - 0.9 * side * ty)}px ${r * (along * ty + 0.9 * side * tx)}px`;
  }

  function course(scales, mode) {
    const bow = bend(scales, mode);
    const at = (end) => (edge) => (tight(edge, scales) ? aside(edge, edge[end](), bow(edge), scales) : 'outside-to-node');
    return {
      'control-point-distances': bow,
      'edge-distances': (edge) => (tight(edge, scales) ? 'endpoints' : 'node-position'),
      'source-endpoint': at('source'),
      'target-endpoint': at('target'),
    };
  }
})();
