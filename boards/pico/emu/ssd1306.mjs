// An SSD1306 of 128 x 64 pixels on I2C.
import { image } from './image.mjs';

const ADDRESS = 0x3c;
const [COLUMNS, ROWS] = [128, 64];
// commands that are followed by parameters, and how many
const PARAMETERS = {
  0x20: 1, 0x21: 2, 0x22: 2, 0x81: 1, 0x8d: 1, 0xa8: 1, 0xd3: 1, 0xd5: 1, 0xd9: 1, 0xda: 1, 0xdb: 1,
};
const [MODE, COLUMN_RANGE, PAGE_RANGE] = [0x20, 0x21, 0x22];
const [PAGE_MODE, DATA, ONE_BYTE] = [2, 0x40, 0x80];

export class Ssd1306 {
  memory = new Uint8Array((COLUMNS * ROWS) / 8);
  on = false;
  inverted = false;
  mode = PAGE_MODE;
  columns = [0, COLUMNS - 1];
  pages = [0, ROWS / 8 - 1];
  column = 0;
  page = 0;
  command = [];

  /** Each byte takes nine bits of the wire, and a start or a stop about one. */
  constructor(mcu, i2c) {
    let selected = false;
    let control;
    let finish = () => {};
    const wire = mcu.clock.createAlarm(() => finish());
    const after = (bits, next) => {
      finish = next;
      wire.schedule((bits * 1e9) / (mcu.clkSys / (i2c.sclHighPeriod + i2c.sclLowPeriod)));
    };
    i2c.onStart = () => {
      control = undefined;
      after(1, () => i2c.completeStart());
    };
    i2c.onConnect = address => {
      selected = address === ADDRESS;
      after(9, () => i2c.completeConnect(selected));
    };
    i2c.onWriteByte = byte => {
      if (selected && control === undefined) control = byte;
      else if (selected) {
        control & DATA ? this.data(byte) : this.instruct(byte);
        if (control & ONE_BYTE) control = undefined;
      }
      after(9, () => i2c.completeWrite(selected));
    };
    i2c.onStop = () => after(1, () => i2c.completeStop());
  }

  instruct(byte) {
    this.command.push(byte);
    const [code, ...parameters] = this.command;
    if (parameters.length < (PARAMETERS[code] ?? 0)) return;
    this.command = [];
    if (code === MODE) this.mode = parameters[0] & 3;
    else if (code === COLUMN_RANGE) [this.columns, this.column] = [parameters, parameters[0]];
    else if (code === PAGE_RANGE) [this.pages, this.page] = [parameters.map(p => p & 7), parameters[0] & 7];
    else if (code >> 3 === 0xb0 >> 3) this.page = code & 7;
    else if (code < 0x10) this.column = (this.column & 0xf0) | code;
    else if (code < 0x20) this.column = (this.column & 0x0f) | ((code & 7) << 4);
    else if (code === 0xa6 || code === 0xa7) this.inverted = code === 0xa7;
    else if (code === 0xae || code === 0xaf) this.on = code === 0xaf;
  }

  data(byte) {
    this.memory[this.page * COLUMNS + this.column] = byte;
    if (++this.column <= this.columns[1]) return;
    this.column = this.columns[0];
    if (this.mode !== PAGE_MODE && ++this.page > this.pages[1]) this.page = this.pages[0];
  }

  /** The glass, mounted as usual: memory begins at the upper left. */
  png(file) {
    image(file, COLUMNS, ROWS, 4, (x, y) => {
      const lit = (this.memory[(y >> 3) * COLUMNS + x] >> (y & 7)) & 1;
      const white = this.on && lit !== Number(this.inverted);
      return white ? [255, 255, 255] : [0, 0, 0];
    });
  }
}
