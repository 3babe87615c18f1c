// An ST7789 with a glass of 135 x 240 in the middle of its 240 x 320 pixels, as the Pico Display has.
import { GPIOPinState } from 'rp2040js';
import { image } from './image.mjs';

const [COLUMNS, ROWS] = [240, 320];
const GLASS = { column: 52, row: 40, columns: 135, rows: 240 };
const [INVERSION_OFF, INVERSION_ON, DISPLAY_ON] = [0x20, 0x21, 0x29];
const [COLUMN_ADDRESS, ROW_ADDRESS, WRITE, ORIENTATION] = [0x2a, 0x2b, 0x2c, 0x36];
const [MIRROR_ROWS, MIRROR_COLUMNS, SWAP] = [0x80, 0x40, 0x20];

export class St7789 {
  memory = new Uint16Array(COLUMNS * ROWS);
  on = false;
  inverted = false;
  orientation = 0;
  columns = [0, COLUMNS - 1];
  rows = [0, ROWS - 1];
  command = 0;
  parameters = [];
  /** That have come, commands too. */
  bytes = 0;

  /** `select` and `data` are pin numbers. A byte takes as long as the wire needs for it. */
  constructor(mcu, spi, { select, data }) {
    let sent = 0;
    const wire = mcu.clock.createAlarm(() => spi.completeTransmit(0xff));
    spi.onTransmit = byte => {
      sent = byte;
      this.bytes++;
      const high = pin => mcu.gpio[pin].value === GPIOPinState.High;
      if (!high(select)) high(data) ? this.data(sent) : this.start(sent);
      wire.schedule((spi.dataBits * 1e9) / spi.clockFrequency);
    };
  }

  start(command) {
    this.command = command;
    this.parameters = [];
    if (command === WRITE) [this.column, this.row] = [this.columns[0], this.rows[0]];
    else if (command === INVERSION_ON || command === INVERSION_OFF) this.inverted = command === INVERSION_ON;
    else if (command === DISPLAY_ON) this.on = true;
  }

  data(byte) {
    const [a, b, c, d] = this.parameters;
    if (this.command === WRITE) {
      if (a === undefined) this.parameters.push(byte);
      else {
        this.put((a << 8) | byte);
        this.parameters = [];
      }
      return;
    }
    this.parameters.push(byte);
    const range = () => [(a << 8) | b, (c << 8) | byte];
    if (this.command === COLUMN_ADDRESS && this.parameters.length === 4) this.columns = range();
    else if (this.command === ROW_ADDRESS && this.parameters.length === 4) this.rows = range();
    else if (this.command === ORIENTATION) this.orientation = byte;
  }

  put(color) {
    let [column, row] = this.orientation & SWAP ? [this.row, this.column] : [this.column, this.row];
    if (this.orientation & MIRROR_COLUMNS) column = COLUMNS - 1 - column;
    if (this.orientation & MIRROR_ROWS) row = ROWS - 1 - row;
    if (column < COLUMNS && row < ROWS) this.memory[row * COLUMNS + column] = color;
    if (++this.column > this.columns[1]) {
      this.column = this.columns[0];
      if (++this.row > this.rows[1]) this.row = this.rows[0];
    }
  }

  /** The glass, with the board lying so that its long side is the width. */
  png(file) {
    image(file, GLASS.rows, GLASS.columns, 1, (x, y) => {
      const [column, row] = [GLASS.column + GLASS.columns - 1 - y, GLASS.row + x];
      let color = this.on ? this.memory[row * COLUMNS + column] : 0;
      if (this.on && !this.inverted) color ^= 0xffff; // this glass shows colours upside down
      const [r, g, b] = [color >> 11, (color >> 5) & 63, color & 31];
      return [(r << 3) | (r >> 2), (g << 2) | (g >> 4), (b << 3) | (b >> 2)];
    });
  }
}
