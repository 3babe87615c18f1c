// The page: what is shown, what is asked for, and the address that says it all.
import { client } from './client.js';
import { keysOf, ownOf, search } from './address.js';
import { tools } from './retina.js';
import { put, mark, chooses } from './sheets.js';
import { development, tuning } from './charts.js';
import { guide } from './guide.js';
import { files } from './files.js';
import { board } from './board.js';

const byId = (id) => document.getElementById(id);
const BENCH = ['retina', 'on', 'off', 'afferent', 'excitatory', 'inhibitory', 'v1'];
const LATERAL = ['excitatory', 'inhibitory']; // from step 1 on
const USUAL = [['preset', 'lissom-or'], ['network.side', '36']];

const page = {
  keys: new Map(),
  about: null,
  unit: null,
  step: null, // the settling step that is drawn; the last one if null
  learning: false,
  mixed: false, // parameters changed on the way
  maps: [],
  seen: null, // what the retina shows: the request
};

const core = client({ frame: learned, stopped: failed });
const retina = tools(() => show(), failed);

// what is said

function failed(error) {
  byId('error').textContent = error.message;
  byId('error').hidden = false;
}
function fine() {
  byId('error').hidden = true;
}
function say(text) {
  byId('status').textContent = text;
}
const attempt = (work) => async (...all) => {
  try {
    fine();
    await work(...all);
  } catch (error) {
    failed(error);
  }
};

// the bench

let drawing = false;
let again = null; // what came up meanwhile: 'settle' or 'draw'

function benchViews() {
  const step = page.step ?? page.about.steps;
  const views = BENCH.map((view) => ({ view, step }));
  return step > 0 && page.about.steps > 0 ? views : views.filter(({ view }) => !LATERAL.includes(view));
}

/** Shows what the visitor shows, or after it the stages at another step. One at a time. */
async function show(settle = true) {
  if (!page.about) return;
  if (page.learning && settle) await pause();
  if (drawing) {
    again = settle || again === 'settle' ? 'settle' : 'draw';
    return;
  }
  drawing = true;
  try {
    fine();
    do {
      if (again) settle = again === 'settle';
      again = null;
      const { picture, bytes } = retina.picture();
      const requests = [{ do: 'draw', views: benchViews() }];
      if (settle) requests.unshift({ do: 'show', picture });
      const answers = await core.all(requests, settle ? bytes : undefined);
      if (settle) {
        const { hash } = answers[0].text;
        page.seen = picture;
        byId('hash').textContent = `V1 ${hash}`;
        await showUnit();
        address();
      }
      paint(answers.at(-1), benchViews());
    } while (again);
  } catch (error) {
    failed(error);
  } finally {
    drawing = false;
  }
}

function paint({ text, buffer }, views) {
  text.pictures.forEach((picture, i) => {
    const id = views[i].view;
    put(byId(id), picture, buffer);
    if (picture.peak === undefined) return;
    const { peak, row, column, active, units } = picture;
    const words = `peak ${peak.toFixed(2)} in row ${row}, column ${column}; ${active} of ${units} active`;
    const label = byId(id).getAttribute('aria-label').split(':')[0];
    byId(id).setAttribute('aria-label', `${label}: ${words}`);
    if (id === 'v1') byId('v1-about').textContent = `peak ${peak.toFixed(2)}, ${active} units active`;
  });
  core.give([buffer]);
}

function stepTo(step) {
  const { steps } = page.about;
  page.step = step >= steps ? null : step;
  byId('step').max = steps;
  byId('step').value = page.step ?? steps;
  byId('step-out').value = page.step ?? steps;
}
byId('step').addEventListener('input', ({ target }) => {
  stepTo(Number(target.value));
  show(false);
});

let playing = 0;
async function play() {
  const own = (playing += 1);
  if (page.learning) await pause();
  for (let step = 0; step <= page.about.steps && own === playing; step += 1) {
    stepTo(step);
    await show(false);
    await new Promise((resolve) => setTimeout(resolve, 260));
  }
}
byId('play').addEventListener('click', play);

// the experiment

/** Opens keys. With `carry`, what was learned stays where it can. */
async function open(keys, { carry = false, toml } = {}) {
  if (page.learning) await pause();
  const request = toml === undefined ? { do: 'open', keys: [...keys], carry } : { do: 'open', toml };
  const { text } = await core.ask(request);
  page.mixed = text.carried && (page.mixed || carry);
  page.keys = new Map(toml === undefined ? keys : text.address);
  if (!text.carried) forget();
  await opened(text);
}

function forget() {
  page.maps = [];
  page.mixed = false;
  for (const id of ['map', 'selectivity']) byId(id).width = byId(id).height = 1;
  for (const id of ['rate', 'mean', 'count', 'rho']) byId(id).textContent = '–';
  byId('map-about').textContent = 'No map yet: measure it, or learn.';
}

/** What the page shows of an experiment that is open. */
async function opened(about) {
  page.about = about;
  byId('preset').value = about.preset;
  byId('number').value = about.number;
  byId('side').value = about.v1;
  byId('seed').value = page.keys.get('seeds.weights') ?? 1;
  for (const [id, side] of [['side-retina', about.retina], ['side-lgn', about.lgn], ['side-v1', about.v1]]) byId(id).value = side;
  const values = {
    'network.gamma_a': about.gamma_a, 'network.gamma_e': about.gamma_e, 'network.gamma_i': about.gamma_i,
    theta: Number(page.keys.get('theta') ?? 0), steps: about.steps,
    'pictures.contrast': Number(String(about.contrast ?? 1).match(/[\d.]+(?=\]?$)/)?.[0] ?? 1),
  };
  for (const [key, value] of Object.entries(values)) {
    const slider = document.querySelector(`[data-key="${key}"]`);
    slider.value = value;
    slider.nextElementSibling.value = Number(value.toFixed(3));
  }
  const wide = (about.retina - 1) / 23;
  byId('length').max = Math.max(10, Math.round(about.retina));
  byId('width').max = Math.max(4, Math.round(about.retina / 6));
  if (!page.seen) [byId('width').value, byId('length').value] = [wide, 3 * wide];
  retina.fit(about.retina);
  retina.sliders();
  stepTo(about.steps);
  const few = about.projections.includes('excitatory');
  byId('field-excitatory').closest('figure').hidden = !few;
  byId('field-kind').textContent = about.channels === 2 ? 'ON − OFF' : 'ON + OFF';
  count(about);
  say(`${about.name}, ${byId('number').selectedOptions[0].text}; weights and tables take ${Math.round(about.bytes / 1024)} KiB.`);
  if (byId('keys').open) await listKeys();
  await show();
}

function count({ presentations, trace }) {
  byId('presentations').textContent = presentations.toLocaleString('en');
  byId('trace').textContent = presentations ? trace + (page.mixed ? ' *' : '') : '–';
  byId('trace').title = page.mixed ? 'Parameters changed on the way' : 'Over V1’s activity in all presentations: the same on every machine';
  Object.assign(page.about, { presentations, trace });
}

function address() {
  history.replaceState(null, '', search(page.keys, page.seen, page.unit));
}

const change = attempt(async (key, value) => {
  const keys = new Map(page.keys);
  if (value === null) keys.delete(key);
  else keys.set(key, String(value));
  await open(keys, { carry: true });
});
const anew = attempt(async (pairs) => {
  const keys = new Map(page.keys);
  for (const [key, value] of pairs) {
    if (value === null) keys.delete(key);
    else keys.set(key, String(value));
  }
  await open(keys);
});

const SIDES = ['network.retina', 'network.lgn', 'network.v1'];
byId('preset').addEventListener('change', ({ target }) => {
  const kept = [...page.keys].filter(([key]) => ['network.side', 'number'].includes(key) || key.startsWith('seeds.'));
  attempt(() => open(new Map([['preset', target.value], ...kept.filter(([key]) => key !== 'preset')])))();
});
byId('side').addEventListener('change', ({ target }) =>
  anew([['network.side', target.value], ...SIDES.map((key) => [key, null])]));
byId('number').addEventListener('change', ({ target }) => change('number', target.value));
byId('seed').addEventListener('change', ({ target }) =>
  anew(['weights', 'pictures', 'rounding'].map((of) => [`seeds.${of}`, target.value])));
byId('restart').addEventListener('click', () => anew([]));
byId('copy').addEventListener('click', attempt(async () => {
  await navigator.clipboard.writeText(location.href);
  say('The address is copied: it opens this very experiment.');
}));
for (const input of document.querySelectorAll('#parameters [data-key]')) {
  input.addEventListener('input', () => {
    if (input.nextElementSibling?.tagName === 'OUTPUT') input.nextElementSibling.value = input.value;
  });
  input.addEventListener('change', () => {
    const { key } = input.dataset;
    if (!SIDES.includes(key)) return change(key, input.value);
    const sides = SIDES.map((of) => [of, document.querySelector(`[data-key="${of}"]`).value]);
    anew([['network.side', null], ...sides]);
  });
}
byId('heal').addEventListener('click', attempt(async () => {
  const own = /^(network\.(gamma|theta|sigma|r_|steps)|theta$|steps$|pictures\.|phase\.|homeostasis|gain_control)/;
  await open(new Map([...page.keys].filter(([key]) => !own.test(key))), { carry: true });
}));

async function listKeys() {
  const { text } = await core.ask({ do: 'keys' });
  byId('key-list').replaceChildren(...text.all.map(({ key }) => new Option(key)));
  const row = ({ key, value, meaning, range }) => {
    const tr = document.createElement('tr');
    for (const [i, content] of [key, value, meaning, range].entries()) {
      const td = document.createElement('td');
      td.textContent = content;
      if (i < 2) td.className = 'mono';
      tr.append(td);
    }
    return tr;
  };
  document.querySelector('#keys tbody').replaceChildren(...text.all.map(row));
}
byId('keys').addEventListener('toggle', () => byId('keys').open && attempt(listKeys)());
byId('set').addEventListener('submit', (event) => {
  event.preventDefault();
  change(byId('set-key').value.trim(), byId('set-value').value.trim());
});

// learning

function learn() {
  page.learning = true;
  fine();
  byId('learn').textContent = 'Pause';
  byId('learn').setAttribute('aria-pressed', 'true');
  byId('hash').textContent = 'a training picture';
  stepTo(page.about.steps);
  const { presentations } = page.about;
  const last = page.maps.at(-1)?.presentations ?? 0;
  const every = Math.max(100, Math.round(presentations / 10));
  core.learn({ views: benchViews(), measureAt: Math.max(presentations + 1, last + every) });
}
async function pause() {
  if (!page.learning) return;
  page.learning = false;
  byId('learn').textContent = 'Learn';
  byId('learn').setAttribute('aria-pressed', 'false');
  await core.pause();
  count((await core.ask({ do: 'learn', count: 0 })).text);
}
byId('learn').addEventListener('click', attempt(async () => {
  if (!page.learning) return learn();
  await pause();
  await showUnit();
}));
byId('once').addEventListener('click', attempt(async () => {
  await pause();
  const [{ text }, drawn] = await core.all([{ do: 'learn', count: 1 }, { do: 'draw', views: benchViews() }]);
  count(text);
  paint(drawn, benchViews());
  byId('hash').textContent = 'a training picture';
  await showUnit();
}));

/** Learns so many presentations, as fast as it goes, and measures. */
async function learnTo(presentations) {
  await pause();
  while (page.about.presentations < presentations) {
    const most = Math.min(25, presentations - page.about.presentations);
    count((await core.ask({ do: 'learn', count: most })).text);
  }
  await measure();
}

async function measure() {
  await pause();
  let text;
  do {
    ({ text } = await core.ask({ do: 'measure', gratings: 8 }));
    byId('map-about').textContent = `Measuring: ${Math.round(100 * text.part)} %`;
  } while (text.part < 1);
  measured(text.map);
  await show(); // what the visitor shows, with what was learned
  await drawMap();
}
byId('measure').addEventListener('click', attempt(measure));
byId('pinwheels').addEventListener('change', attempt(drawMap));

async function drawMap() {
  if (!page.maps.length) return;
  const views = mapViews();
  const drawn = await core.ask({ do: 'draw', views });
  paintMap(drawn, views);
  await showUnit();
}
function mapViews() {
  const scale = Math.max(4, Math.min(16, Math.round(480 / page.about.v1)));
  return [{ view: 'map', scale, pinwheels: byId('pinwheels').checked }, { view: 'selectivity' }];
}
function paintMap(drawn, views) {
  paint(drawn, views);
  mark(byId('map'), page.unit, page.about.v1);
}

function measured(map) {
  page.maps.push(map);
  if (page.maps.length > 400) page.maps = page.maps.filter((_, i) => i % 2 === 0 || i > 300);
  byId('mean').textContent = map.selectivity.toFixed(3);
  byId('count').textContent = map.pinwheels;
  byId('rho').textContent = map.rho === null ? '–' : map.rho.toFixed(2);
  const ring = map.period === null ? 'The map has no period yet, so ρ has no meaning' : `Its period is ${map.period.toFixed(1)} units`;
  const note = map.clarity && map.period !== null ? `; ${map.clarity}` : '';
  byId('map-about').textContent = `After ${map.presentations} presentations: ${map.pinwheels} pinwheels, ${map.positive} of them turn clockwise. ${ring}${note}.`;
  development(byId('chart'), page.maps);
}

/** A frame of a training that runs. */
function learned({ text, buffer, views, presentations, trace, map, rate }) {
  core.drawn();
  if (!page.learning) return core.give([buffer]);
  count({ presentations, trace });
  byId('rate').textContent = rate.toFixed(rate < 10 ? 1 : 0);
  if (map) measured(map);
  paint({ text, buffer }, views);
  if (map) {
    mark(byId('map'), page.unit, page.about.v1);
    attempt(showUnit)();
  }
}

// a unit

async function showUnit() {
  if (!page.unit) return;
  const { v1, projections, channels } = page.about;
  page.unit = { row: Math.min(page.unit.row, v1 - 1), column: Math.min(page.unit.column, v1 - 1) };
  const { row, column } = page.unit;
  const fields = ['afferent', 'excitatory', 'inhibitory'].filter((field) => field === 'afferent' || projections.includes(field));
  const views = fields.map((field) => ({ field, row, column }));
  const [{ text }, drawn] = await core.all([{ do: 'unit', row, column }, { do: 'draw', views }]);
  drawn.text.pictures.forEach((picture, i) => put(byId(`field-${fields[i]}`), picture, drawn.buffer));
  core.give([drawn.buffer]);
  const words = [`Row ${row}, column ${column}`];
  if (text.activity !== null) words.push(`activity ${text.activity.toFixed(3)}`);
  if (text.threshold !== null) words.push(`θ ${text.threshold.toFixed(3)}`);
  const { tuning: tuned } = text;
  if (tuned) {
    words.push(tuned.preference === null ? 'no preference' : `prefers ${tuned.preference.toFixed(0)}°`);
    words.push(`selectivity ${tuned.selectivity.toFixed(2)}`);
    if (tuned.half_width !== null) words.push(`half width ${tuned.half_width.toFixed(0)}°`);
    if (tuned.modulation !== null) words.push(`modulation ${tuned.modulation.toFixed(2)}`);
    tuning(byId('tuning'), tuned.curve, tuned.preference);
    byId('tuning').setAttribute('aria-label', `Tuning curve; ${words.slice(1).join(', ')}`);
  } else {
    byId('tuning').replaceChildren();
    words.push('measure the map to see what it prefers');
  }
  byId('unit-about').textContent = `${words.join('; ')}.`;
  byId('field-kind').textContent = channels === 2 ? 'ON − OFF' : 'ON + OFF';
}
const chosen = attempt(async (unit) => {
  page.unit = unit;
  if (!page.learning) address();
  await showUnit();
  if (!page.learning) await drawMapOnly();
});
async function drawMapOnly() {
  if (!page.maps.length) return;
  const views = mapViews();
  paintMap(await core.ask({ do: 'draw', views }), views);
}
for (const id of ['v1', 'map']) chooses(byId(id), () => page.about?.v1 ?? 1, chosen, () => page.unit);

// formats

byId('compare').addEventListener('click', attempt(async () => {
  await pause();
  const names = { f64: 'f64', f32: 'f32', fixed32: '32 bits', fixed16: '16 bits', fixed8: '8-bit weights' };
  const rows = [];
  for (const [format, name] of Object.entries(names)) {
    const { text, buffer } = await core.ask({ do: 'format', format });
    const row = document.createElement('tr');
    const cell = (content, tag = 'td') => {
      const td = document.createElement(tag);
      if (typeof content === 'string') td.textContent = content;
      else td.append(content);
      row.append(td);
      return td;
    };
    cell(name, 'th').scope = 'row';
    text.pictures.forEach((picture, i) => {
      const canvas = document.createElement('canvas');
      canvas.role = 'img';
      canvas.setAttribute('aria-label', `${i ? 'Difference from f64' : 'V1'} in ${name}`);
      put(canvas, picture, buffer);
      cell(canvas);
    });
    cell(format === 'f64' ? 'the reference' : text.worst.toExponential(1)).className = 'mono';
    cell(`${Math.round(text.bytes / 1024)} KiB`);
    cell(text.hash).className = 'mono';
    core.give([buffer]);
    rows.push(row);
  }
  document.querySelector('#format-table tbody').replaceChildren(...rows);
}));

// the rest of the page

guide(byId('steps'), {
  preset: (name, side) => open(new Map([['preset', name], ['network.side', String(side)]])),
  keys: (pairs) => change(...pairs),
  heal: () => byId('heal').click(),
  show: (picture) => retina.show(picture),
  side: () => page.about.retina,
  play,
  step: (step) => {
    stepTo(step);
    return show(false);
  },
  learn: () => !page.learning && learn(),
  measure,
  compare: () => byId('compare').click(),
  choose: (unit) => chosen(unit),
  v1: () => page.about.v1,
  attempt,
});
files({ core, page, open, opened, forget, pause, attempt, say, photo: retina.photo });
board({ core, page, anew, attempt, failed, show });

development(byId('chart'), []);
addEventListener('popstate', () => location.reload());

async function begin() {
  await core.ready;
  const wanted = keysOf(location.search);
  const { picture, unit } = ownOf(location.search);
  page.unit = unit;
  try {
    await open(new Map(wanted.length ? wanted : USUAL));
  } catch (error) {
    await open(new Map(USUAL));
    failed(new Error(`The address is not understood: ${error.message}`));
  }
  if (picture) retina.show(picture);
  forget();
  document.body.dataset.ready = 'yes';
  performance.mark('first picture');
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('offline.js').catch(() => {});
}
begin().catch(failed);

// for tests and for the console
globalThis.lissom = { core, page, learnTo };
