// A Pico 2 on the chip that tools/machine models, with the manners of pico.mjs.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MACHINE = fileURLToPath(new URL('../../tools/machine.sh', import.meta.url));
const BUTTONS = { a: 'GP12', b: 'GP13' };
const STEP = 1; // milliseconds between looks at the outside, at most

export class Pico2 {
  /** A network's side, ticks a second of the clock that measures it, and the serial number on USB. */
  static side = 36;
  clockRate = 1_000_000;
  serial = 'E6605838830A1C2F';
  lines = [];
  onLine = () => {};
  restarts = 0;
  milliseconds = 0;
  #orders = [];
  #promises = [];

  constructor(image) {
    this.machine = spawn(MACHINE, ['--remote', 'pico2', image], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.machine.on('exit', code => code && process.exit(1));
    this.answers = createInterface(this.machine.stdout)[Symbol.asyncIterator]();
    const order = (...order) => this.#orders.push(order);
    const promised = (name, ...rest) =>
      new Promise((resolve, reject) => order(name, this.#promises.push({ resolve, reject }) - 1, ...rest));
    this.cable = {
      device: undefined,
      waiting: 0,
      onData: () => {},
      get up() {
        return this.device !== undefined;
      },
      open: yes => promised('open', yes),
      replug: () => promised('replug'),
      reads: yes => order('reads', yes),
      abandon: () => order('abandon'),
      control: (type, request, value, index, length) => promised('control', type, request, value, index, length),
      send(bytes, packet = 64) {
        this.waiting++; // until the machine says how many
        order('send', Buffer.from(bytes).toString('hex'), packet);
      },
    };
  }

  /** Interrupts off, for ever. */
  mask() {
    this.#orders.push(['mask']);
  }

  /** Presses a button, `a` or `b`, for a while. */
  async press(button, milliseconds = 50) {
    this.#orders.push(['press', BUTTONS[button], true]);
    await this.run(() => false, milliseconds);
    this.#orders.push(['press', BUTTONS[button], false]);
  }

  /** Runs until something is the case, or that many milliseconds of the board's time have passed. */
  async run(until, milliseconds = Infinity) {
    const end = this.milliseconds + milliseconds;
    while (!until()) {
      if (this.milliseconds >= end) return false;
      await this.#step(Math.min(STEP, end - this.milliseconds));
    }
    return true;
  }

  /** Runs until a promise is kept, whose value it returns. */
  async during(promise, milliseconds) {
    let end;
    promise.then(
      value => (end = () => value),
      error =>
        (end = () => {
          throw error;
        }),
    );
    if (!(await this.run(() => end, milliseconds))) throw new Error(`not within ${milliseconds} ms`);
    return end();
  }

  async #step(milliseconds) {
    this.machine.stdin.write(`${JSON.stringify([...this.#orders.splice(0), ['run', milliseconds]])}\n`);
    const { value } = await this.answers.next();
    const { ms, lines, data, device, waiting, restarts, done } = JSON.parse(value);
    [this.milliseconds, this.restarts] = [ms, restarts];
    Object.assign(this.cable, { device: device ?? undefined, waiting });
    if (data) this.cable.onData(Buffer.from(data, 'hex'));
    for (const line of lines) {
      this.lines.push(line);
      this.onLine(line);
    }
    for (const [number, result, error] of done) {
      const { resolve, reject } = this.#promises[number];
      if (error) reject(new Error(error));
      else resolve(Buffer.from(result ?? '', 'hex'));
    }
    await new Promise(setImmediate); // let promises be kept
  }
}
