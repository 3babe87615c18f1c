// node endurance.mjs BOARD IMAGE COUNT LISSOM...: COUNT frames back to back to an emulated board, every fifth of
// them damaged. Meanwhile the port is closed and opened again, and the sending program is gone in the middle of a
// frame; a plug that is USB alone is pulled. Each frame must be accounted for: answered once and with the host's
// bits, refused, or one of those that the board counts as shown and that nobody was there to be told of.
//
// LISSOM is how the tool is called, which settles the pictures on the host.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { board } from './board.mjs';
import { Reader, picture } from './wire.mjs';

const PICTURES = 8; // different ones
const [name, image, frames, tool, ...before] = process.argv.slice(2);
const Board = await board(name);
const SIDE = Board.side;
const count = Number(frames);
const SPELL = Math.ceil(count / 5); // frames between one interruption and the next
const FLIP = 0x40;

/** A blot somewhere else in each. */
const pixels = Array.from({ length: PICTURES }, (_, n) =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [row, column] = [Math.floor(i / SIDE) - 12, (i % SIDE) - 5 - 2 * n];
    return Math.max(0, 250 - 6 * row * row - (3 + n) * column * column);
  }),
);

/** The host's hash of each picture. */
function settle() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'endurance-'));
  const raw = path.join(folder, 'picture.raw');
  const settled = bytes => {
    fs.writeFileSync(raw, bytes);
    const picture = ['--raw', raw, '--width', `${SIDE}`, '--height', `${SIDE}`];
    const size = ['settle', '--preset', 'notebook', '--side', `${SIDE}`];
    const lines = execFileSync(tool, [...before, ...size, ...picture, '--out', folder], { encoding: 'utf8' });
    return parseInt(lines.match(/^hash .*/gm).at(-1).split(' ')[3], 16);
  };
  const hashes = pixels.map(settled);
  fs.rmSync(folder, { recursive: true });
  return hashes;
}

assert.equal(count % 25, 0, 'COUNT is a multiple of 25');
const hashes = settle();
const pico = new Board(image);
const { cable } = pico;
let reader = new Reader();
pico.onLine = line => assert(!/^(panicked|hard fault|restarted)/.test(line), line);
cable.onData = bytes => reader.feed(bytes);

const [answered, gone] = [new Set(), new Set()];
let counters = { shown: 0, crc: 0, length: 0 };
let [sent, refused, stale] = [0, 0, 0];

/** What the board has said since the last call. */
function listen() {
  for (const message of reader.messages.splice(0)) {
    const { sequence, cause } = message;
    counters = message.counters ?? counters;
    if (cause === 'damaged') stale++;
    else if (cause) refused++;
    else if (sequence > 0) {
      assert(!answered.has(sequence), `${sequence} is answered twice`);
      assert.equal(message.hash, hashes[sequence % PICTURES], `the hash of ${sequence}`);
      answered.add(sequence);
      gone.delete(sequence); // it was still to be settled
    }
  }
}

const isGood = sequence => sequence % 5 !== 0;
const open = () => [...Array(sent).keys()].map(n => n + 1).filter(n => isGood(n) && !answered.has(n) && !gone.has(n));

/** Two frames are always on their way: one with the board, one behind it. */
async function spell(last) {
  while (sent < last) {
    const sequence = ++sent;
    const bytes = picture(sequence, SIDE, SIDE, pixels[sequence % PICTURES]);
    if (!isGood(sequence)) bytes[100 + (sequence % 400)] ^= bytes[100 + (sequence % 400)] === FLIP ? 1 : FLIP;
    cable.send(bytes);
    const ready = () => (listen(), open().length < 2 && cable.waiting === 0);
    assert(await pico.run(ready, 4000), `the board stands still at ${sequence}`);
  }
  assert(await pico.run(() => (listen(), open().length === 0), 4000), `not answered: ${open()}`);
}

/** Nobody listens any more to what is under way. */
function leave() {
  listen();
  open().forEach(sequence => gone.add(sequence));
  reader = new Reader(true); // what the port still holds is the rest of something
}

assert(await pico.run(() => cable.up, 1000), 'the host does not see the board on USB');
await pico.during(cable.open(true), 1000);
await pico.press('b'); // the view that draws least: connection fields of the settled V1, and no stages
const [begun, since] = [Date.now(), pico.milliseconds];
await spell(SPELL);
const rate = ((0.8 * SPELL) / (pico.milliseconds - since)) * 1000; // of good ones

// the program is gone in the middle of a frame, with another one under way: the port closes
const cut = sequence => picture(sequence, SIDE, SIDE, pixels[sequence % PICTURES]).subarray(0, 300);
for (const interrupted of [1, 2]) {
  cable.send(picture(++sent, SIDE, SIDE, pixels[sent % PICTURES]));
  await pico.run(() => false, 20 * interrupted);
  cable.send(cut(sent));
  await pico.run(() => cable.waiting === 0, 500);
  leave();
  await pico.during(cable.open(false), 1000);
  await pico.run(() => false, 300);
  await pico.during(cable.open(true), 1000);
  await spell((1 + interrupted) * SPELL);
}

// closed and opened again, in order
await pico.during(cable.open(false), 1000);
await pico.during(cable.open(true), 1000);
await spell(4 * SPELL);

if (!Board.probe) {
  // the plug is pulled; that of a probe has the board's power in it
  cable.send(picture(++sent, SIDE, SIDE, pixels[sent % PICTURES]));
  await pico.run(() => false, 30);
  cable.send(cut(sent));
  await pico.run(() => cable.waiting === 0, 500);
  leave();
  await pico.during(cable.replug(), 1000);
  await pico.during(cable.open(true), 1000);
}
await spell(count);

const damaged = count / 5;
const CUT = Board.probe ? 2 : 3;
const dropped = () => (listen(), counters.crc + counters.length);
assert(await pico.run(() => dropped() >= damaged + CUT, 2000), `dropped: ${dropped()}`);
const { shown, crc, length, ...others } = counters;
assert.equal(shown, count - damaged, 'the board has shown each good frame');
assert.equal(crc + length, damaged + CUT, 'and dropped each damaged or cut one');
assert.deepEqual(others, { size: 0, unknown: 0, overrun: 0 });
assert.equal(answered.size + gone.size, shown);
const seconds = pico.milliseconds / 1000;
console.log(
  `${count} frames: ${shown} shown, of these ${answered.size} answered, each once, and ${gone.size} when nobody ` +
    `listened; ${damaged} damaged and ${CUT} cut, all dropped and counted, ${refused} refused by name; ` +
    `${stale} rests of answers; in ${seconds.toFixed(0)} s of the board's time and ` +
    `${((Date.now() - begun) / 1000).toFixed(0)} s of this computer's; ${rate.toFixed(2)} shown a second`,
);
process.exit(0);
