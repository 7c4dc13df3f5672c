/* What is pointed at in one place is brought out in the others: a claim or a node in the drawing, the
   table, the chronicle and the lists; a year in the chart and the chronicle. A link that has the
   keyboard focus counts as pointed at. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const LISTS = ['#evidence', '#outline', '#unplaced', '#chronicle'];
  let pointed = '';

  const aimOf = (link) => new URL(link.href).searchParams.get('focus') || '';

  /* The claim or node that an element stands for, or ''. */
  function meant(element) {
    const link = element.closest && element.closest('a[data-nav]');
    if (link && link.closest(LISTS.join())) return aimOf(link);
    const row = element.closest && element.closest('#table .ag-row[row-id]');
    return row ? row.getAttribute('row-id') : '';
  }

  const unmark = (name) => document.querySelectorAll('.' + name).forEach((e) => e.classList.remove(name));

  function markLists(id) {
    const like = LISTS.map((list) => `${list} a[href*="focus=${CSS.escape(id)}"]`).join();
    document.querySelectorAll(like).forEach((link) => aimOf(link) === id && link.classList.add('pointed'));
    document.querySelectorAll(`#table .ag-row[row-id="${CSS.escape(id)}"]`).forEach((row) => row.classList.add('pointed'));
  }

  /* Bring out a claim or a node everywhere; '' ends it. The drawing does it by itself where the
     pointer is over it. */
  S.point = function (id, overDrawing) {
    if (id === pointed) return;
    pointed = id;
    unmark('pointed');
    if (id) markLists(id);
    if (!overDrawing) S.bringOut(id);
  };

  /* ------------------------------------------------------------------ years */

  const chart = () => document.querySelector('#timeline-chart .js-plotly-plot');

  function pointAtYear(year) {
    unmark('pointed-year');
    if (!year) return;
    const plot = chart();
    const traces = (plot && plot._fullData) || []; // what was sent may be packed, this is not
    const first = traces.length ? Number(traces[0].x[0]) : NaN;
    plot && plot.querySelectorAll('.trace.bars .points').forEach(function (bars) {
      const bar = bars.children[year - first];
      if (bar) bar.classList.add('pointed-year');
    });
    const section = document.querySelector(`#chronicle section[data-year="${year}"]`);
    if (section) section.classList.add('pointed-year');
  }

  /* Plotly makes its plot when the timeline is first shown, and keeps it. */
  S.listenToChart = function () {
    const plot = chart();
    if (!plot || plot.dataset.linked || !plot.on) return;
    plot.dataset.linked = 'yes';
    plot.on('plotly_hover', ({ points }) => pointAtYear(points.length && Number(points[0].x)));
    plot.on('plotly_unhover', () => pointAtYear(0));
  };

  function over(event) {
    S.point(meant(event.target));
    const section = event.target.closest && event.target.closest('#chronicle section');
    if (section) pointAtYear(Number(section.dataset.year));
    else if (!event.target.closest || !event.target.closest('#timeline-chart')) pointAtYear(0);
    if (S.view() === 'timeline') S.listenToChart();
  }

  const inDrawing = (element) => element.closest && element.closest('#canvas');
  document.addEventListener('mouseover', (event) => inDrawing(event.target) || over(event));
  document.addEventListener('focusin', (event) => inDrawing(event.target) || over(event));
})();
