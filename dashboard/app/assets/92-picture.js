/* Pictures to keep: the buttons in the Download menu. Everything is made in the browser, so it works
   offline and asks nothing of anybody. */
(function () {
  'use strict';
  const S = (window.sourceline = window.sourceline || {});
  const P = (S.picture = S.picture || {});
  const SHARP = 2;

  const words = (id) => (document.getElementById(id)?.textContent || '').trim();

  /** Today where the reader is, as ISO 8601. */
  P.today = function () {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
  };

  /** Plotly's plot; whoever is quick asks for a picture before the browser has read Plotly. */
  async function plotted() {
    for (let waited = 0; waited < 20000; waited += 50) {
      const plot = document.querySelector('#timeline-chart .js-plotly-plot');
      if (plot && window.Plotly) return plot;
      await new Promise((done) => window.setTimeout(done, 50));
    }
    throw new Error('the chart is not there');
  }

  /** The chart of the years, drawn anew by Plotly as large as the stage. */
  async function chart() {
    const { clientWidth: width, clientHeight: height } = document.getElementById('stage');
    const plot = await plotted();
    const address = await window.Plotly.toImage(plot, { format: 'svg', width, height });
    return { width, height, chart: decodeURIComponent(address.slice(address.indexOf(',') + 1)) };
  }

  /** What the view shows beside its claims: what is brought out, and what one cannot see. */
  function remarks(scene, carried) {
    const { focus, beyond } = scene;
    return [
      carried.caption,
      focus && `Brought out: ${focus}${carried.cited ? ` (${carried.cited})` : ''}.`,
      beyond && `${beyond.toLocaleString('en')} ${beyond === 1 ? 'claim lies' : 'claims lie'} beyond the frame.`,
    ].filter(Boolean).join(' ');
  }

  /** The view as it is shown now, as SVG text. `carried` is what the server wrote on the menu. */
  P.make = async function (carried) {
    const years = carried.view === 'timeline';
    const scene = years ? await chart() : P.drawing(S.cy, carried.view);
    return P.svg(scene, {
      title: carried.title || 'Sourceline',
      sentence: words('sentence'),
      remarks: remarks(scene, carried),
      legend: years ? [] : P.legend(),
      sources: carried.sources || '',
      notice: carried.notice || '',
      origin: `Drawn with Sourceline on ${P.today()}. Permalink: /${window.location.search}`,
    });
  };

  /** An SVG text painted at a scale, as a PNG file. */
  P.png = async function (svg, scale) {
    const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth * scale, image.naturalHeight * scale];
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      const file = await new Promise((done) => canvas.toBlob(done, 'image/png'));
      return file || Promise.reject(new Error('the picture is too large for this browser'));
    } finally {
      URL.revokeObjectURL(address);
    }
  };

  function keep(file, name) {
    const address = URL.createObjectURL(file);
    Object.assign(document.createElement('a'), { href: address, download: name }).click();
    window.setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  async function save(form, menu) {
    const said = menu.querySelector('[role=status]');
    const name = `${menu.dataset.name || 'sourceline'}-${menu.dataset.view}-${P.today()}.${form}`;
    try {
      const svg = await P.make(menu.dataset);
      keep(form === 'png' ? await P.png(svg, SHARP) : new Blob([svg], { type: 'image/svg+xml' }), name);
      said.textContent = `Saved as ${name}`;
    } catch (error) {
      said.textContent = `The picture could not be made: ${error.message}.`;
    }
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest('button[data-picture]');
    if (button) save(button.dataset.picture, button.closest('.pictures'));
  });
})();
