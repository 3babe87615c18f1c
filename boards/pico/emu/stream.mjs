// node stream.mjs BOARD IMAGE PICTURE HASH: streams pictures to an emulated board, good ones and others.
//
// PICTURE is a raw file of greys, of the network's side, HASH what the host computes of V1 for it. After each frame
// that is dropped the board must say so, count it under its cause, and show the next good one.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { board } from './board.mjs';
import { Reader, fnv, picture } from './wire.mjs';

const [name, image, file, hash] = process.argv.slice(2);
const Board = await board(name);
const SIDE = Board.side;
const pixels = fs.readFileSync(file);
assert.equal(pixels.length, SIDE * SIDE);

const pico = new Board(image);
const reader = new Reader();
const expected = { shown: 0, crc: 0, length: 0, size: 0, unknown: 0, overrun: 0 };
let sequence = 100;
pico.onLine = line => {
  assert(!/^(panicked|hard fault)/.test(line), line);
  if (/ live |^counters/.test(line)) console.log(`  ${line}`);
};
pico.cable.onData = bytes => reader.feed(bytes);
const frame = (side = SIDE, bytes = pixels) => picture(++sequence, side, side, bytes);

/** The first message that fits, within four seconds of the board's time: a picture is seen for two of them. */
async function answer(what, fits) {
  const { messages } = reader;
  assert(await pico.run(() => messages.some(fits), 4000), `no answer: ${what}`);
  return messages.splice(0, messages.findIndex(fits) + 1).pop();
}

async function shown(what) {
  pico.cable.send(frame());
  const { v1, ...got } = await answer(what, message => message.sequence === sequence);
  expected.shown++;
  assert.deepEqual(got.counters, expected, what);
  assert.equal(got.cause, undefined, what);
  assert.equal(got.hash, parseInt(hash, 16), what);
  assert.equal(fnv(v1), got.hash, what);
  assert.deepEqual([got.clock, got.steps], [pico.clockRate, 9]);
  console.log(`shown: ${what}, ${got.cycles} cycles`);
}

async function dropped(what, bytes, cause) {
  pico.cable.send(bytes);
  expected[cause]++;
  const got = await answer(what, message => message.cause !== undefined);
  assert.deepEqual([got.cause, got.counters], [cause, expected], what);
  console.log(`dropped: ${what}, ${cause}`);
}

assert(await pico.run(() => pico.cable.up, 1000), 'the host does not see the board on USB');
await pico.during(pico.cable.open(true), 100);
await shown('a good frame');

const damaged = frame();
damaged[300] ^= damaged[300] === 4 ? 8 : 4; // no zero comes of it
await dropped('a wrong checksum', damaged, 'crc');
await dropped('a frame of the wrong size', frame(SIDE - 1, pixels.subarray(0, (SIDE - 1) ** 2)), 'size');
const rows = picture(++sequence, SIDE, SIDE + 1, Buffer.concat([pixels, pixels.subarray(0, SIDE)]));
await dropped('a frame that is not square', rows, 'size');
await dropped('a frame longer than any it takes', frame(200, Buffer.alloc(40_000, 7)), 'overrun');
await dropped('garbage', Buffer.from([0, 1, 2, 3, 9, 9, 9, 0]), 'length');
await dropped('a long piece of garbage', Buffer.concat([Buffer.alloc(9000, 0xa5), Buffer.of(0)]), 'overrun');
await shown('a good frame after all that');

// cut in the middle, and the next one right behind: the zero before it ends the cut one
pico.cable.send(frame().subarray(0, 320));
await pico.run(() => false, 50);
expected.length++;
await shown('a good frame after one that was cut');

pico.cable.send(frame().subarray(0, 320));
await pico.run(() => pico.cable.waiting === 0, 500);
await pico.during(pico.cable.replug(), 1000);
await pico.during(pico.cable.open(true), 100);
expected.length++;
await shown('a good frame after the plug was pulled in the middle of one');

for (const packet of [1, 2, 3, 5, 63]) {
  pico.cable.send(frame(), packet);
  const { hash: got } = await answer(`packets of ${packet}`, message => message.sequence === sequence);
  assert.equal(got, parseInt(hash, 16));
  expected.shown++;
}
console.log('shown: frames in packets of 1, 2, 3, 5 and 63 bytes, back to back');

// three at once: two are held, the third waits in the host; each is answered
const before = sequence;
for (let i = 0; i < 3; i++) pico.cable.send(frame());
for (let i = 1; i <= 3; i++) {
  const got = await answer(`number ${i} of three`, message => message.sequence === before + i);
  assert.equal(got.hash, parseInt(hash, 16));
}
expected.shown += 3;
console.log('shown: three frames at once');

// the same picture in another view is the same picture
await pico.run(() => false, 50);
assert.equal(reader.messages.length, 0);
await pico.press('b');
const count = start => pico.lines.filter(line => line.startsWith(start)).length;
assert(await pico.run(() => count('ticks live') > expected.shown, 1000), 'the view has not changed');
await pico.run(() => false, 50);
assert.equal(reader.messages.length, 0, 'the same picture is answered twice');
await pico.press('b');
console.log('answered once: a picture in two views');

// a program that does not read: the board counts what it cannot answer, and goes on
await answer('the gallery', message => message.sequence === 0);
pico.cable.reads(false);
const [unread, shownBefore] = [sequence + 1, count('frame live')];
for (let i = 0; i < 4; i++) pico.cable.send(frame());
expected.shown += 4;
assert(await pico.run(() => count('frame live') === shownBefore + 4, 6000), 'the board waits for the program');
await pico.run(() => false, 5);
const unanswered = Number(pico.lines.findLast(line => line.startsWith('unanswered')).split(' ')[1]);
pico.cable.reads(true);
await pico.run(() => false, 100);
const answered = reader.messages.filter(message => message.sequence >= unread).length;
assert.equal(answered + unanswered, 4, `${answered} answered, ${unanswered} not`);
reader.messages.length = 0;
console.log(`a program that does not read: of four frames ${answered} answered later, ${unanswered} counted`);

// nobody sends any more: the stored pictures go on
const gallery = await answer('the gallery', message => message.sequence === 0);
assert.deepEqual(gallery.counters, expected);
assert.notEqual(gallery.hash, parseInt(hash, 16));
console.log('the gallery goes on');
await pico.run(() => pico.lines.some(line => line.startsWith(`counters shown ${expected.shown} `)), 2000);
assert(pico.lines.includes(`counters ${Object.entries(expected).flat().join(' ')}`));
console.log(`counters as expected after ${pico.milliseconds.toFixed(0)} ms of the board's time`);
process.exit(0);
