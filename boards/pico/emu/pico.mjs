// A Raspberry Pi Pico with all that hangs on it, in rp2040js.
//
// Time is the core's: each instruction takes its cycles of the Cortex-M0+ at 125 MHz, whatever it reads;
// flash is as fast as RAM here, which behind the real chip's 16 KB cache it is not. SPI, I2C and UART
// take the time of their wires, USB almost none. The watchdog starts everything anew but the contents of
// RAM, flash and displays, and its own registers.
import { Simulator } from 'rp2040js';
import { install } from './bootrom.mjs';
import { Cable } from './cable.mjs';
import { attach } from './chip.mjs';
import { load, start } from './flash.mjs';
import { connect } from './i2c.mjs';
import { Running } from './running.mjs';
import { sensor as plug } from './sensors.mjs';
import { Ssd1306 } from './ssd1306.mjs';
import { St7789 } from './st7789.mjs';
import { transmit } from './uart.mjs';

const BUTTONS = { a: 12, b: 13 };
const SLICE = 20_000; // instructions between looks at the outside
const MOST_COMPLAINTS = 40; // of the emulator, about what it does not know
const NAP = 1e6; // nanoseconds, the longest step while the core sleeps
const WATCHDOG = 0x40058; // its page of registers
const UNIQUE = [0xe6, 0x60, 0x58, 0x38, 0x83, 0x0a, 0x1c, 0x2f]; // the flash chip's number

export class Pico extends Running {
  /** A network's side, and ticks a second of the clock that measures it. */
  static side = 24;
  clockRate = 125_000_000;
  /** Lines that have come over UART0. */
  lines = [];
  /** Is called with each line. */
  onLine = () => {};
  instructions = 0;
  /** How often the watchdog has started the board anew. */
  restarts = 0;
  cable = new Cable();
  #past = 0; // nanoseconds before the last start
  #bitten = false;

  /** With a sensor, if it is told: as `amg8833:FILE`, the file of frames. */
  constructor(image, sensor, unique = UNIQUE) {
    super();
    Object.assign(this, { sensor, unique });
    this.#power();
    load(this.mcu, image);
  }

  /** A new RP2040, with what is left of the one before. */
  #power(before) {
    const { rp2040, clock } = new Simulator();
    [this.mcu, this.clock] = [rp2040, clock];
    const watchdog = rp2040.peripherals[WATCHDOG];
    watchdog.onWatchdogTrigger = () => {
      this.#bitten = true;
      watchdog.alarm.enable = false; // which would go on at once
    };
    if (before) {
      for (const memory of ['flash', 'sram']) rp2040[memory].set(before[memory]);
      const { reason, scratchData } = before.peripherals[WATCHDOG];
      Object.assign(watchdog, { reason, scratchData });
    }
    start(rp2040);
    install(rp2040);
    attach(rp2040, this.unique);
    const shown = this.displays;
    this.displays = {
      st7789: new St7789(rp2040, rp2040.spi[0], { select: 17, data: 16 }),
      ssd1306: new Ssd1306(rp2040, rp2040.i2c[0]),
    };
    for (const name in shown) this.displays[name].memory.set(shown[name].memory);
    connect(rp2040, rp2040.i2c[1], this.sensor ? [plug(this.sensor, clock)] : []);
    for (const pin of Object.values(BUTTONS)) rp2040.gpio[pin].setInputValue(true);
    this.cable.attach(rp2040);
    let line = '';
    transmit(rp2040, rp2040.uart[0], byte => {
      if (byte !== 10) return (line += String.fromCharCode(byte));
      this.lines.push(line);
      this.onLine(line);
      line = '';
    });
    let complaints = 0;
    const complain = (name, text) => {
      if (/^Unimplemented /.test(text)) return;
      console.error(`${name}: ${text}`);
      if (++complaints === MOST_COMPLAINTS) throw new Error('the core has lost its way');
    };
    rp2040.logger = { debug() {}, info() {}, warn: complain, error: complain };
  }

  #restart() {
    this.#bitten = false;
    this.restarts++;
    this.#past += this.clock.nanos;
    this.#power(this.mcu);
  }

  get milliseconds() {
    return (this.#past + this.clock.nanos) / 1e6;
  }

  /** Its serial number on USB. */
  get serial() {
    return Buffer.from(this.unique).toString('hex').toUpperCase();
  }

  /** Interrupts off, for ever. */
  mask() {
    this.mcu.core.PM = true;
  }

  hold(button, is) {
    this.mcu.gpio[BUTTONS[button]].setInputValue(!is);
  }

  async advance() {
    this.#slice();
    await new Promise(setImmediate); // let bytes come in
  }

  #slice() {
    const { mcu, clock } = this;
    const cycle = 1e9 / mcu.clkSys;
    for (let i = 0; i < SLICE; i++) {
      if (mcu.core.waiting) {
        clock.tick(Math.min(clock.nanosToNextAlarm || NAP, NAP));
        i += 1000;
      } else {
        clock.tick(mcu.core.executeInstruction() * cycle);
        this.instructions++;
      }
      if (this.#bitten) return this.#restart();
    }
  }
}
