// node rate.mjs BOARD IMAGE [LEAST]: sends pictures back to back to an emulated board, which draws each stage, and
// prints how many a second it answers, in its own time. Fails if they are fewer than LEAST.
//
// The pictures are a long Gaussian that turns: each differs from the one before, as a camera's do.
import assert from 'node:assert/strict';
import { board } from './board.mjs';
import { Reader, picture } from './wire.mjs';

const PICTURES = 40;
const [name, image, least = 0] = process.argv.slice(2);
const Board = await board(name);
const SIDE = Board.side;
const MIDDLE = (SIDE - 1) / 2;

/** Greys of a Gaussian of the notebook's shape at an angle. */
function turned(angle) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [long, wide] = [SIDE / 6, SIDE / 18];
  return Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [(i % SIDE) - MIDDLE, Math.floor(i / SIDE) - MIDDLE];
    const [along, across] = [(x * cos + y * sin) / long, (y * cos - x * sin) / wide];
    return Math.round(255 * Math.exp(-(along ** 2 + across ** 2) / 2));
  });
}

const pico = new Board(image);
const reader = new Reader();
const times = [];
pico.onLine = line => {
  assert(!/^(panicked|hard fault)/.test(line), line);
  if (line.startsWith('frame live ')) times.push(Number(line.split(' ')[2]));
};
pico.cable.onData = bytes => reader.feed(bytes);
assert(await pico.run(() => pico.cable.up, 1000), 'the host does not see the board on USB');
await pico.during(pico.cable.open(true), 100);

for (let i = 0; i < PICTURES; i++) pico.cable.send(picture(i + 1, SIDE, SIDE, turned((Math.PI * i) / PICTURES)));
const answered = () => reader.messages.filter(message => message.sequence > 0 && message.cause === undefined);
assert(await pico.run(() => answered().length > 0, 4000), 'no answer');
const [first, sent] = [pico.milliseconds, pico.displays?.st7789.bytes];
const before = answered().length;
assert(await pico.run(() => answered().length === PICTURES, 60_000), `${answered().length} answers`);
const [pictures, seconds] = [PICTURES - before, (pico.milliseconds - first) / 1000];
const rate = pictures / seconds;
const mean = times.reduce((sum, time) => sum + time, 0) / times.length / 1000;
console.log(`${rate.toFixed(1)} live pictures a second with each stage drawn, ${mean.toFixed(1)} ms each`);
if (sent !== undefined) {
  const bytes = (pico.displays.st7789.bytes - sent) / pictures;
  const clock = pico.mcu.spi[0].clockFrequency;
  const wire = of => ((of * 8e3) / clock).toFixed(1);
  console.log(
    `${bytes.toFixed(0)} bytes a picture go to the display, ${wire(bytes)} ms at ${clock / 1e6} MHz; ` +
      `all of its 240 x 135 pixels would take ${wire(240 * 135 * 2)} ms each time`,
  );
}
assert(rate >= Number(least), `fewer than ${least} a second`);
process.exit(0);
