// The experiment: its keys, and what the page says of it.
import { search } from './address.js';

const byId = (id) => document.getElementById(id);

/** Opens and changes experiments. `here` is what the page's parts share. */
export function experiment(here) {
  const { core, page, retina, say, attempt } = here;

  /** Opens keys. With `carry`, what was learned stays where it can. */
  async function open(keys, { carry = false, toml } = {}) {
    if (page.learning) await here.pause();
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
    here.stepTo(about.steps);
    const few = about.projections.includes('excitatory');
    byId('field-excitatory').closest('figure').hidden = !few;
    byId('field-kind').textContent = about.channels === 2 ? 'ON − OFF' : 'ON + OFF';
    count(about);
    say(`${about.name}, ${byId('number').selectedOptions[0].text}; weights and tables take ${Math.round(about.bytes / 1024)} KiB.`);
    if (byId('keys').open) await listKeys();
    await here.show();
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

  Object.assign(here, { open, opened, forget, count, address, change, anew });
}
