/* Sizes in the stylesheet are screen pixels. Cytoscape measures in drawing units, which grow with
   the zoom, so each length is turned into units for the zoom and the placement at hand. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const MARKS = ['width', 'height', 'border-width', 'arrow-scale', 'line-dash-pattern'];
  const TEXT = ['font-size', 'text-outline-width'];
  const GAPS = ['text-margin-x', 'text-margin-y'];
  const kindOf = (name) => (MARKS.includes(name) ? 'mark' : TEXT.includes(name) ? 'text' : GAPS.includes(name) ? 'gap' : '');
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
      if (rule.selector === 'edge') style['control-point-distances'] = bend(scales, mode);
      return { selector: rule.selector, style };
    });
  };

  function length(value, kind, scales) {
    const factor = () => scales()[kind] / scales().zoom;
    if (Array.isArray(value)) return () => value.map((v) => v * factor());
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
      const { zoom } = scales();
      const a = edge.source().position();
      const b = edge.target().position();
      const apart = (edge.data('bow') * (mode() === 'map' ? 9 : 20) * S.large()) / zoom;
      if (mode() !== 'map') return apart;
      const across = Math.hypot(b.x - a.x, b.y - a.y);
      const rise = Math.min(0.2 * across, 130);
      return apart + (b.x >= a.x ? -rise : rise);
    };
  }
})();
