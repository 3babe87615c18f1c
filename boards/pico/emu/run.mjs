// node run.mjs IMAGE [options]: runs an ELF or UF2 file on an emulated Pico, and prints its log.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Pico } from './pico.mjs';

const USAGE = `node run.mjs IMAGE [options]
  --until TEXT      end with exit code 0 at a line of the log with these first words [default: done];
                    "never" goes on
  --ms N            end after N milliseconds of the board's time, with exit code 1 unless that
                    was wanted [default: 60000, and with --port never]
  --out DIR         write both displays as PNG at the end
  --press MS:a|b[:FOR]  press a button at MS, for FOR milliseconds (50); may be given again
  --kept FILE       the flash's last 512 KB before, if there is such a file, and after the run
  --sensor KIND:FILE  amg8833 or vl53l5cx on I2C1, and the file of frames that it plays
  --port N          TCP port for the USB serial port; 0 takes a free one. Prints it`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    until: { type: 'string', default: 'done' },
    ms: { type: 'string' },
    out: { type: 'string' },
    press: { type: 'string', multiple: true, default: [] },
    kept: { type: 'string' },
    sensor: { type: 'string' },
    port: { type: 'string' },
  },
});
if (positionals.length !== 1) {
  console.error(USAGE);
  process.exit(2);
}

const pico = new Pico(positionals[0], values.sensor);
const KEPT = 0x180000; // where it begins
const LENGTH = 0x80000;
if (values.kept && fs.existsSync(values.kept)) pico.mcu.flash.set(fs.readFileSync(values.kept), KEPT);
let code; // that the run ends with
pico.onLine = line => {
  console.log(line);
  if (/^panicked at /.test(line)) code = 101;
  else if (/^hard fault at /.test(line)) code = 139;
  else if (`${line} `.startsWith(`${values.until} `)) code = 0;
};
const end = Number(values.ms ?? (values.port === undefined ? 60_000 : Infinity));
const started = process.hrtime.bigint();
const ended = () => code !== undefined;
if (values.port !== undefined) {
  const up = await pico.run(() => ended() || pico.cable.up, 1000);
  if (!up) throw new Error('the host does not see the board on USB');
  pico.cable.listen(Number(values.port), port => console.log(`usb tcp:127.0.0.1:${port}`));
}
const presses = values.press.map(press => press.split(':')).sort(([a], [b]) => a - b);
for (const [at, button, held] of presses) {
  await pico.run(ended, Number(at) - pico.milliseconds);
  await pico.press(button, held && Number(held));
}
await pico.run(ended, end - pico.milliseconds);
await pico.run(() => false, 5); // the rest of a message

if (values.kept) fs.writeFileSync(values.kept, pico.mcu.flash.subarray(KEPT, KEPT + LENGTH));
if (values.out) {
  fs.mkdirSync(values.out, { recursive: true });
  for (const [name, display] of Object.entries(pico.displays))
    if (display.on) display.png(path.join(values.out, `screen-${name}.png`));
}
const wall = Number(process.hrtime.bigint() - started) / 1e9;
const rate = (pico.instructions / wall / 1e6).toFixed(1);
console.error(
  `${pico.milliseconds.toFixed(0)} ms of the board's time in ${wall.toFixed(1)} s, ` +
    `${pico.instructions} instructions, ${rate} million a second`,
);
process.exit(code ?? (values.until === 'never' ? 0 : 1));
