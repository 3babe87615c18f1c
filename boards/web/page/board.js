// To a board: the wire of the live retina, over WebSerial or over a message port.
import { client } from './client.js';
import { put } from './sheets.js';

const byId = (id) => document.getElementById(id);
const PATIENCE = 3000; // milliseconds until a picture that is not answered counts as lost

/** A port of WebSerial: writes bytes, and calls `heard` with those that come. */
async function serial(heard, gone) {
  const port = await navigator.serial.requestPort();
  await port.open({ baudRate: 115200 });
  await port.setSignals?.({ dataTerminalReady: true });
  const writer = port.writable.getWriter();
  const reader = port.readable.getReader();
  const done = (async () => {
    for (;;) {
      const { value, done: ended } = await reader.read();
      if (ended) return;
      await heard(value);
    }
  })().catch(() => gone(new Error('The board is gone: its port was closed or its cable pulled.')));
  return {
    write: (bytes) => writer.write(bytes),
    async close() {
      await reader.cancel().catch(() => {});
      await done;
      writer.releaseLock();
      await port.close().catch(() => {});
    },
  };
}

/** A board without hardware: its loop in a worker of its own, behind a message port. */
async function mock(heard) {
  const { port1, port2 } = new MessageChannel();
  const pico = client();
  await pico.ready;
  port2.onmessage = async ({ data }) => {
    const { buffer } = await pico.ask({ do: 'board' }, data);
    if (buffer) for (let at = 0; at < buffer.byteLength; at += 63) port2.postMessage(buffer.slice(at, at + 63));
  };
  port1.onmessage = ({ data }) => heard(new Uint8Array(data));
  return {
    write: async (bytes) => port1.postMessage(bytes.slice().buffer),
    close: async () => port1.close(),
  };
}

/** The section of the page. */
export function board({ core, page, anew, attempt, failed, show }) {
  let port = null;
  let sequence = Math.floor(Math.random() * 65536);
  let sent = null; // what waits for its answer
  let shown = null; // what was sent last
  const tally = { equal: 0, other: 0 };
  const about = byId('board-about');

  async function heard(bytes) {
    try {
      const { text, buffer } = await core.ask({ do: 'receive' }, bytes.slice().buffer);
      if (text.picture) put(byId('board-v1'), text.picture, buffer);
      for (const said of text.said) answer(said);
    } catch (error) {
      failed(error);
    }
  }

  function answer(said) {
    if (!sent || said.sequence !== sent.sequence) return;
    const took = Math.round(performance.now() - sent.time);
    if (said.kind === 'activity') {
      const equal = said.hash === sent.hash;
      tally[equal ? 'equal' : 'other'] += 1;
      const how = equal ? 'equal to the page’s' : `the page has ${sent.hash}: it is another network`;
      const cycles = said.cycles ? `, ${said.cycles.toLocaleString('en')} cycles` : '';
      about.textContent = `The board’s V1 ${said.side} × ${said.side}, hash ${said.hash}, ${how}. ${took} ms there and back${cycles}. ${tally.equal} of ${tally.equal + tally.other} equal.`;
      about.dataset.equal = equal ? 'yes' : 'no';
    } else about.textContent = `The board refused the picture: ${said.cause}.`;
    sent = null;
  }

  async function pump() {
    while (port) {
      const now = JSON.stringify(page.seen) + byId('hash').textContent;
      if (!sent && shown !== now && !page.learning) {
        shown = now;
        sequence = (sequence + 1) % 65536;
        try {
          const { text, buffer } = await core.ask({ do: 'send', sequence });
          sent = { sequence, hash: text.hash, time: performance.now() };
          await port.write(new Uint8Array(buffer));
        } catch (error) {
          failed(error);
          return leave();
        }
      } else if (sent && performance.now() - sent.time > PATIENCE) {
        about.textContent = 'The board does not answer. Does it run lissom’s firmware with the live retina?';
        sent = null;
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  async function leave() {
    const open = port;
    port = null;
    sent = shown = null;
    await open?.close();
    for (const id of ['connect', 'mock']) byId(id).hidden = false;
    byId('disconnect').hidden = true;
    about.textContent = 'Not connected.';
    await show();
  }

  async function join(opening, name) {
    await leave();
    port = await opening;
    Object.assign(tally, { equal: 0, other: 0 });
    for (const id of ['connect', 'mock']) byId(id).hidden = true;
    byId('disconnect').hidden = false;
    about.textContent = `${name} is connected.`;
    pump();
  }

  byId('connect').disabled = !('serial' in navigator);
  if (byId('connect').disabled) byId('connect').title = 'This browser has no WebSerial: Chrome and Edge on a computer have it.';
  byId('connect').addEventListener('click', attempt(async () => {
    const gone = (error) => {
      failed(error);
      leave();
    };
    try {
      await join(serial(heard, gone), 'The board');
    } catch (error) {
      if (error.name === 'NotFoundError') throw new Error('No port was chosen.');
      throw new Error(`The port could not be opened: ${error.message}`);
    }
  }));
  byId('mock').addEventListener('click', attempt(() => join(mock(heard), 'A Pico without hardware')));
  byId('disconnect').addEventListener('click', attempt(leave));
  const fixed = [['network.side', 24], ['number', 'fixed16']];
  // the seeds that boards learn with; their log has the same trace
  const seeds = [['seeds.pictures', 7], ['seeds.rounding', 7]];
  const without = () => [...page.keys.keys()].map((key) => [key, null]);
  byId('as-board').addEventListener('click', () => anew([...without(), ['preset', 'notebook-or'], ...fixed, ...seeds]));
  byId('match').addEventListener('click', () => {
    anew([...without(), ['preset', 'notebook'], ...fixed]);
  });
}
