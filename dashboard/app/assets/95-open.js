/* "Open a list": files are dropped or chosen, the guess is shown, corrected and opened. */
(function () {
  'use strict';
  const ROLES = {
    '': '–', source: 'one end', target: 'other end', relation: 'relation', year: 'year', start: 'start', end: 'end',
    cited: 'source cited', source_country: 'country of one end', target_country: 'country of other end',
  };
  const NODE_ROLES = {
    '': '–', node_id: 'code', node_name: 'name', node_country: 'country', node_lat: 'latitude', node_lon: 'longitude', node_place: 'town',
  };
  const state = { files: [], columns: {}, header: null, directed: null, asked: 0 };
  const part = (name) => document.querySelector(`#open-list [data-part="${name}"]`);
  const make = (tag, attributes, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  function form() {
    const data = new FormData();
    state.files.forEach((file) => data.append('files', file, file.name));
    const { columns, header, directed } = state;
    data.append('options', JSON.stringify({ columns, ...(header === null ? {} : { header }), ...(directed === null ? {} : { directed }) }));
    return data;
  }

  async function ask(where) {
    try {
      const response = await fetch(where, { method: 'POST', body: form() });
      return await response.json();
    } catch (error) {
      return { error: 'The dashboard does not answer. Is it still running?' };
    }
  }

  function say(words, busy) {
    part('said').textContent = words || '';
    part('go').disabled = busy || !state.files.length;
    part('list').classList.toggle('waiting', Boolean(busy));
  }

  async function look() {
    const mine = ++state.asked;
    say('Reading …', true);
    const found = await ask('/open/preview');
    if (mine !== state.asked) return;
    if (found.error) return fail(found.error); // what is shown stays, to be corrected
    say(sentence(found.counts));
    part('list').replaceChildren(...found.files.map(table), notes(found));
  }

  function fail(error) {
    say(error);
    part('go').disabled = true;
  }

  function sentence(counts) {
    const n = (name) => (counts[name] || 0).toLocaleString('en');
    const sources = counts.unsourced ? ` ${n('unsourced')} name no source.` : '';
    return `Read ${n('read')} rows, kept ${n('kept')}, set ${n('aside')} aside: ${n('edges')} edges between ${n('nodes')} nodes.${sources}`;
  }

  const notes = ({ guesses, said }) => make('ul', { className: 'guesses' }, ...[...guesses, ...said].map((words) => make('li', { textContent: words })));

  /* One file: what each column is taken for, and its first rows. */
  function table(file) {
    const roles = file.holds === 'nodes' ? NODE_ROLES : ROLES;
    const heads = file.columns.map((column) => make('th', {}, make('span', { textContent: column.name }), chooser(column, roles, file.columns)));
    const rows = file.first.slice(0, 6).map(([line, cells]) => make('tr', {}, make('th', { textContent: line }), ...cells.map((c) => make('td', { textContent: c, title: c }))));
    const words = `${file.name}: ${file.kind}${file.encoding ? ', ' + file.encoding : ''}, ${file.rows.toLocaleString('en')} rows`;
    const head = make('tr', {}, make('th', { textContent: 'line' }), ...heads);
    const grid = make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows));
    return make('section', {}, make('h3', { textContent: words }), make('div', { className: 'wide', tabIndex: 0 }, grid));
  }

  /* A role that another column has is taken from it, and it gets what this one had: so two ends are
     turned round by one choice. */
  function give(column, role, columns) {
    const other = columns.find((one) => role && one.role === role);
    if (column.role) state.columns[column.role] = other ? other.name : '';
    if (role) state.columns[role] = column.name;
    look();
  }

  function chooser(column, roles, columns) {
    const shown = { ...roles, ...(column.role && !(column.role in roles) ? { [column.role]: column.role.replace(/_/g, ' ') } : {}) };
    const options = Object.entries(shown).map(([role, label]) => make('option', { value: role, textContent: label, selected: role === column.role }));
    const select = make('select', {}, ...options);
    select.setAttribute('aria-label', `What ${column.name} is`);
    select.addEventListener('change', () => give(column, select.value, columns));
    return select;
  }

  async function open() {
    say('Opening …', true);
    const found = await ask('/open');
    if (found.error) return fail(found.error);
    window.location.assign(found.address);
  }

  function take(files) {
    if (!files.length) return;
    Object.assign(state, { files: [...files], columns: {}, header: null, directed: null });
    part('list').replaceChildren();
    part('header').value = '';
    part('directed').value = '';
    look();
  }

  /* Dash has no field for files, so it is made here. */
  function show() {
    if (!part('files')) {
      const field = make('input', { type: 'file', multiple: true });
      field.dataset.part = 'files';
      part('zone').append(field);
    }
    document.getElementById('open-list').showModal();
  }

  const truth = (value) => (value === '' ? null : value === 'yes');

  document.addEventListener('click', function (event) {
    if (event.target.id === 'open-open-list') show();
    else if (event.target.id === 'close-open-list') document.getElementById('open-list').close();
    else if (event.target.dataset.part === 'go') open();
  });
  document.addEventListener('change', function ({ target }) {
    if (target.dataset.part === 'files') take(target.files);
    else if (['header', 'directed'].includes(target.dataset.part)) {
      state[target.dataset.part] = truth(target.value);
      if (state.files.length) look();
    }
  });

  /* A file dropped anywhere on the page is meant for the dialog. */
  const carries = (event) => document.getElementById('open-list') && [...(event.dataTransfer ? event.dataTransfer.types : [])].includes('Files');
  document.addEventListener('dragover', (event) => carries(event) && event.preventDefault());
  document.addEventListener('drop', function (event) {
    if (!carries(event)) return;
    event.preventDefault();
    const dialog = document.getElementById('open-list');
    if (!dialog.open) show();
    take(event.dataTransfer.files);
  });
})();
