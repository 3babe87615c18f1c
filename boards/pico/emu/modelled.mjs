// A board on the chip that tools/machine models, with the manners of pico.mjs.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Running } from './running.mjs';

const MACHINE = fileURLToPath(new URL('../../tools/machine.sh', import.meta.url));
const STEP = 1; // milliseconds between looks at the outside, at most

class Modelled extends Running {
  /** Ticks a second of the clock that measures the network. A subclass has its `side`, the `board`'s name, and of
   * the buttons' pins that of `b`, which asks for the next view. */
  clockRate = 1_000_000;
  lines = [];
  onLine = () => {};
  restarts = 0;
  milliseconds = 0;
  #orders = [];
  #promises = [];

  constructor(image) {
    super();
    this.machine = spawn(MACHINE, ['--remote', this.constructor.board, image], { stdio: ['pipe', 'pipe', 'inherit'] });
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

  hold(button, is) {
    this.#orders.push(['press', this.constructor.buttons[button], is]);
  }

  async advance(most) {
    const milliseconds = Math.min(STEP, most);
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

export class Pico2 extends Modelled {
  static board = 'pico2';
  static side = 36;
  static buttons = { a: 'GP12', b: 'GP13' };
  /** The number on USB. */
  serial = 'E6605838830A1C2F';
}

/** Its serial port is its debug probe's, at 115 200 baud. */
class Probed extends Modelled {
  static probe = true;
  static side = 36;
}

/** One button for all: held for half a second, it asks for the next view. */
const HELD = 600;

export class Stm32f429Disc1 extends Probed {
  static board = 'stm32f429-disc1';
  static buttons = { b: 'PA0' };
  static held = HELD;
}

export class NucleoH743zi extends Probed {
  static board = 'nucleo-h743zi';
  static buttons = { b: 'PC13' };
  static held = HELD;
}

export class MicrobitV2 extends Probed {
  static board = 'microbit-v2';
  static side = 25;
  static buttons = { b: 'P0.23' };
}
