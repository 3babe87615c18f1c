// The page: its parts, what they share, and how it begins.
import { client } from './client.js';
import { keysOf, ownOf } from './address.js';
import { tools } from './retina.js';
import { bench } from './bench.js';
import { experiment } from './experiment.js';
import { learning } from './learning.js';
import { unit } from './unit.js';
import { formats } from './formats.js';
import { guide } from './guide.js';
import { files } from './files.js';
import { board } from './board.js';

const byId = (id) => document.getElementById(id);
const USUAL = [['preset', 'lissom-or'], ['network.side', '36']];

function failed(error) {
  byId('error').textContent = error.message;
  byId('error').hidden = false;
}
function fine() {
  byId('error').hidden = true;
}

/** What the parts share: each adds what others may call. */
const here = {
  page: {
    keys: new Map(),
    about: null, // what the module says of the experiment
    unit: null,
    step: null, // the settling step that is drawn; the last one if null
    learning: false,
    mixed: false, // parameters changed on the way
    maps: [],
    seen: null, // what the retina shows: the request
  },
  failed,
  fine,
  say(text) {
    byId('status').textContent = text;
  },
  /** The same work, whose errors are shown. */
  attempt: (work) => async (...all) => {
    try {
      fine();
      await work(...all);
    } catch (error) {
      failed(error);
    }
  },
};
here.core = client({ frame: (frame) => here.learned(frame), stopped: failed });
here.retina = tools(() => here.show(), failed);

for (const part of [bench, experiment, learning, unit, formats, files, board]) part(here);
guide(byId('steps'), here);

async function begin() {
  const { core, page } = here;
  await core.ready;
  const wanted = keysOf(location.search);
  const own = ownOf(location.search);
  page.unit = own.unit;
  try {
    await here.open(new Map(wanted.length ? wanted : USUAL));
  } catch (error) {
    await here.open(new Map(USUAL));
    failed(new Error(`The address is not understood: ${error.message}`));
  }
  if (own.picture) here.retina.show(own.picture);
  document.body.dataset.ready = 'yes';
  performance.mark('first picture');
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('offline.js').catch(() => {});
}
begin().catch(failed);
addEventListener('popstate', () => location.reload());

/** For tests, and for the console. */
globalThis.lissom = here;
