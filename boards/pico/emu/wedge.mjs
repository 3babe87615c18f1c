// node wedge.mjs BOARD IMAGE PICTURE HASH: ends control transfers of an emulated board in the middle, and stops its
// core: it must come back each time, by itself or by its watchdog.
//
// PICTURE is a raw file of greys, of the network's side, HASH what the host computes of V1 for it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { board } from './board.mjs';
import { Reader, picture } from './wire.mjs';

const [name, image, file, hash] = process.argv.slice(2);
const Board = await board(name);
const SIDE = Board.side;
const pixels = fs.readFileSync(file);
const pico = new Board(image);
const { cable } = pico;
let reader = new Reader();
let sequence = 200;
pico.onLine = line => assert(!/^(panicked|hard fault)/.test(line), line);
cable.onData = bytes => reader.feed(bytes);

/** The port opens, and a picture is answered. */
async function works(what, restarts) {
  await pico.during(cable.open(true), 1000);
  cable.send(picture(++sequence, SIDE, SIDE, pixels));
  const answered = () => reader.messages.some(message => message.sequence === sequence);
  assert(await pico.run(answered, 3000), `no answer ${what}`);
  assert.equal(reader.messages.find(message => message.sequence === sequence).hash, parseInt(hash, 16));
  assert.equal(pico.restarts, restarts, what);
  console.log(`works ${what}`);
}

/** The watchdog restarts the board, which says why, and the host sees it again. */
async function restarts(what, why, within) {
  const [before, begun] = [pico.restarts, pico.milliseconds];
  reader = new Reader(); // what was under way is lost
  assert(await pico.run(() => pico.restarts > before, within), `the watchdog sleeps: ${what}`);
  const took = pico.milliseconds - begun;
  assert(await pico.run(() => cable.up, 1000), 'the host does not see the board again');
  const line = `restarted by the watchdog: ${why}`;
  assert(await pico.run(() => pico.lines.includes(line), 1000), `no line "${line}"`);
  console.log(`${line}, after ${took.toFixed(0)} ms: ${what}`);
}

/** The board's first descriptor, without regard to what was ready for another transfer. */
async function describes() {
  const bytes = await pico.during(cable.control(0x80, 6, 0x0100, 0, 18), 1000);
  assert.deepEqual([...bytes.slice(0, 2), ...bytes.slice(8, 12)], [18, 1, 0x09, 0x12, 0x01, 0x00]);
}

assert(await pico.run(() => cable.up, 1000), 'the host does not see the board on USB');
const { id, maker, product, serial } = cable.device;
assert.deepEqual([id, maker, product], ['1209:0001', 'lissom', 'Live retina']);
assert.equal(serial, pico.serial);
console.log(`${id} ${maker}, ${product}, serial number ${serial}`);
await works('at first', 0);

cable.abandon();
await pico.run(() => false, 20);
await describes();
await works('after a control transfer that another has ended', 0);

cable.abandon();
await pico.run(() => false, 20);
await pico.during(cable.replug(), 1000);
await works('after a control transfer that a reset of the bus has ended', 0);

cable.abandon();
await restarts('a control transfer that nothing ends', 'usb', 7000);
await works('after that', 1);

pico.mask();
await restarts('a core without interrupts', 'core', 3000);
await works('after that', 2);
process.exit(0);
