// The worker: owns the module, answers requests, and learns in slices between them.
import { desk, unpacked } from './module.js';

const SLICE = 12; // milliseconds of work before messages are looked at
const FRAME = 33; // milliseconds between frames while it learns

let module;
let running = false;
let waiting = false; // the page has not drawn the last frame
let views = [];
let measureAt = 0;
let measuring = false;
let learned = { count: 0, time: 0 };
let batch = 1;
let lastFrame = 0;

/** Buffers that the page has given back, by length: memory stays flat. */
const spare = new Map();

function copied(bytes) {
  const found = spare.get(bytes.length)?.pop() ?? new ArrayBuffer(bytes.length);
  new Uint8Array(found).set(bytes);
  return found;
}

function keep(buffer) {
  const of = spare.get(buffer.byteLength) ?? [];
  if (of.length < 4) of.push(buffer);
  spare.set(buffer.byteLength, of);
  if (spare.size > 24) spare.delete(spare.keys().next().value);
}

function ask(request, bytes) {
  const { text, bytes: beside } = module.ask(request, bytes);
  return { text, buffer: beside.length ? copied(beside) : null };
}

function post(message, buffers) {
  postMessage(message, buffers.filter(Boolean));
}

/** All requests of a message, one after the other; the answer to each. */
function answer({ id, requests, bytes }) {
  try {
    const answers = requests.map((request) => ask(request, bytes ? new Uint8Array(bytes) : undefined));
    if (bytes) keep(bytes);
    post({ id, answers }, answers.map(({ buffer }) => buffer));
  } catch (error) {
    postMessage({ id, error: sentence(error) });
  }
}

function sentence(error) {
  const trap = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  return trap ? `The computation ended: ${error.message}. Reload the page to begin anew.` : error.message;
}

const yielding = new MessageChannel();
yielding.port1.onmessage = () => slice();

/** Learns, or measures, for a slice, and shows a frame when it is time. */
function slice() {
  if (!running) return;
  try {
    const start = performance.now();
    let map = null;
    if (measuring) {
      while (performance.now() - start < SLICE) {
        const { text } = module.ask({ do: 'measure', gratings: 4 });
        if (text.part >= 1) {
          map = text.map;
          measuring = false;
          break;
        }
      }
    } else {
      let progress;
      do {
        progress = module.ask({ do: 'learn', count: batch }).text;
        learned.count += batch;
      } while (performance.now() - start < SLICE && progress.presentations < measureAt);
      const took = performance.now() - start;
      learned.time += took;
      if (took < SLICE / 2) batch = Math.min(batch * 2, 32);
      if (took > 2 * SLICE && batch > 1) batch /= 2;
      if (progress.presentations >= measureAt) {
        measuring = true;
        measureAt = progress.presentations + Math.max(100, Math.round(progress.presentations / 10));
      }
    }
    const now = performance.now();
    if (map || (!waiting && now - lastFrame >= FRAME)) frame(map, now);
  } catch (error) {
    running = false;
    postMessage({ stopped: sentence(error) });
    return;
  }
  yielding.port2.postMessage(0);
}

function frame(map, now) {
  lastFrame = now;
  waiting = true;
  const progress = module.ask({ do: 'learn', count: 0 }).text;
  const seen = map ? [...views, { view: 'map', scale: 8 }, { view: 'selectivity' }] : views;
  const drawn = ask({ do: 'draw', views: seen });
  const rate = learned.time > 0 ? (1000 * learned.count) / learned.time : 0;
  post({ frame: { ...drawn, views: seen, ...progress, map, rate } }, [drawn.buffer]);
}

onmessage = async ({ data }) => {
  if (data.give) return data.give.forEach(keep);
  if (data.drawn) return void (waiting = false);
  if (data.begin) {
    try {
      module = await desk(await unpacked(...data.begin));
      postMessage({ ready: true });
    } catch (error) {
      postMessage({ failed: `The module did not start: ${error.message}. A browser of 2023 or later has what it needs.` });
    }
    return;
  }
  if (data.learn) {
    ({ views, measureAt } = data.learn);
    if (!running) {
      learned = { count: 0, time: 0 };
      running = true;
      waiting = false;
      slice();
    }
    return;
  }
  if (data.pause) {
    running = measuring = false;
    return void postMessage({ id: data.id, answers: [] });
  }
  if (data.memory) return void postMessage({ id: data.id, answers: [module.size] });
  answer(data);
};
