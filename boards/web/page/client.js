// The page's end of a worker.

/** The module, and what unpacks it: loaded once, for all workers. */
const NAMES = ['lissom.wasm.lzma', 'unpack.wasm'];
const loaded = Promise.all(NAMES.map(async (name) => {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}.`);
  return response.arrayBuffer();
}));
loaded.catch(() => {}); // whoever waits for a worker is told

/** A worker that has begun, or an error that is a sentence. */
export function client({ frame = () => {}, stopped = () => {} } = {}) {
  const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
  const open = new Map();
  let next = 1;
  let started;
  const ready = new Promise((resolve, reject) => {
    started = { resolve, reject };
  });
  worker.onerror = (event) => started.reject(new Error(`The worker did not start: ${event.message ?? 'no reason given'}.`));
  worker.onmessage = ({ data }) => {
    if (data.ready) return started.resolve();
    if (data.failed) return started.reject(new Error(data.failed));
    if (data.stopped) return stopped(new Error(data.stopped));
    if (data.frame) return frame(data.frame);
    const { resolve, reject } = open.get(data.id);
    open.delete(data.id);
    if (data.error) reject(new Error(data.error));
    else resolve(data.answers);
  };
  loaded.then((files) => worker.postMessage({ begin: files }), started.reject);
  const send = (message, transfer = []) =>
    new Promise((resolve, reject) => {
      const id = next++;
      open.set(id, { resolve, reject });
      worker.postMessage({ ...message, id }, transfer);
    });
  return {
    ready,
    /** The answers to some requests: `{text, buffer}` of each. */
    all: (requests, bytes) => send({ requests, bytes }, bytes ? [bytes] : []),
    /** The answer to one request. */
    ask: async (request, bytes) => (await send({ requests: [request], bytes }, bytes ? [bytes] : []))[0],
    learn: (learn) => worker.postMessage({ learn }),
    pause: () => send({ pause: true }),
    drawn: () => worker.postMessage({ drawn: true }),
    give: (buffers) => worker.postMessage({ give: buffers }, buffers),
    memory: async () => (await send({ memory: true }))[0],
  };
}
