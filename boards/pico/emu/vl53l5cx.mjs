// A VL53L5CX on I2C, as its driver speaks to it: pages of registers, 86 KB of firmware that are to be loaded
// before it starts, and commands that write and read the firmware's data by blocks. It ranges with 8 x 8
// cells. What only a real one knows, as its calibration, is 0.
import { createHash } from 'node:crypto';

const PAGE = 0x7fff; // the register that chooses a page, in all of them
const [SYSTEM, BOOT, UI] = [0, 1, 2];
const [READY, RESET, CORE] = [0x06, 0x0b, 0x21];
const BANKS = [0x9, 0xa, 0xb]; // pages of 32 KB for the firmware
// ST's for the VL53L5CX, as in the crate vl53-8x8
const FIRMWARE = {
  length: 0x15000,
  sha256: 'c4befc0fe154bcea1f61ef595a3044526b3b98ca2244bc4c39c99883ca0c3b17',
};
const [STATUS, ANSWER, END] = [0x2c00, 0x2c04, 0x3000];
const [FOOTER, LAST_BLOCK, READS] = [8, 15, 2];
const START = '00030000';
const ZONES = 0x5450;
const RATE = 0x5458;
const EXPECTED = 0x5440;
const SIZE = 0xd968;
const ENABLED = 0xd970;
const OUTPUTS = 0xd980;
const [TARGETS, DISTANCES, STATES] = [0xdb84, 0xdf44, 0xe084];
const [FIRST_OUTPUT, MARK] = [16, 8]; // of a frame
const [NOTHING, VALID, QUARTERS] = [0xffff, 5, 4];

/** A block's index and length. */
function header(word) {
  const [kind, units] = [word & 15, (word >>> 4) & 0xfff];
  return { index: word >>> 16, length: kind > 1 && kind < 13 ? kind * units : units };
}

/** The data of blocks are words, the highest byte first; the driver's are the other way round. */
function swap(bytes) {
  const swapped = Buffer.from(bytes);
  return swapped.length % 4 ? swapped : swapped.swap32();
}

export class Vl53l5cx {
  address = 0x29;
  #pages = [...Array(16)].map(() => Buffer.alloc(0x8000));
  #page = SYSTEM;
  #address = [];
  #next = 0;
  #from = 0;
  #blocks = new Map();
  #ranging = false;
  #count = 0;

  constructor(recording) {
    this.recording = recording;
    this.#pages[SYSTEM].set([0xf0, 0x02]); // the device, and its revision
    this.#pages[SYSTEM][READY] = 1;
    this.#pages[BOOT][CORE] = 0x10;
  }

  start(reads) {
    if (!reads) this.#address = [];
    else if (this.#ranging && this.#page === UI && this.#next === 0) this.#frame();
  }

  write(byte) {
    if (this.#address.length < 2) {
      this.#address.push(byte);
      this.#from = this.#next = (this.#address[0] << 8) | byte;
      return;
    }
    const at = this.#next++;
    if (at === PAGE && at === this.#from) this.#page = byte & 15;
    else this.#pages[this.#page][at] = byte;
    if (this.#page === SYSTEM && at === RESET && byte === 1) this.#boot();
    if (this.#page === UI && at === END - 1) this.#command(this.#pages[UI].subarray(this.#from, END));
  }

  read() {
    const at = this.#next++;
    return at === PAGE ? this.#page : this.#pages[this.#page][at];
  }

  #boot() {
    const firmware = Buffer.concat(BANKS.map(page => this.#pages[page])).subarray(0, FIRMWARE.length);
    const sha256 = createHash('sha256').update(firmware).digest('hex');
    if (sha256 !== FIRMWARE.sha256) throw new Error(`the VL53L5CX has other firmware: ${sha256}`);
  }

  #command(bytes) {
    if (bytes.toString('hex') === START) this.#start();
    else if (bytes[bytes.length - FOOTER + 3] !== LAST_BLOCK) throw new Error('a command without an end');
    else this.#run(bytes.subarray(0, -FOOTER), bytes[bytes.length - FOOTER + 5] === READS);
    this.#pages[UI].set([2, 3, 0, 0], STATUS); // done
  }

  #run(bytes, reads) {
    const answer = [];
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      const { index, length } = header(bytes.readUInt32BE(at));
      if (reads) answer.push(bytes.subarray(at, at + 4), this.#block(index, length));
      else {
        this.#blocks.set(index, Buffer.from(bytes.subarray(at + 4, at + 4 + length)));
        at += length;
      }
    }
    this.#pages[UI].set(Buffer.concat(answer), ANSWER);
  }

  #block(index, length) {
    const block = Buffer.alloc(length);
    if (index === EXPECTED) block.writeUInt32BE(this.#block(SIZE, 8).readUInt32BE(0), 8);
    return this.#blocks.has(index) ? this.#blocks.get(index) : block;
  }

  #start() {
    const [columns, rows] = swap(this.#block(ZONES, 8));
    if (columns !== 8 || rows !== 8) throw new Error(`the VL53L5CX is set to ${columns} x ${rows} cells`);
    this.#ranging = true;
  }

  /** A frame is ready for each read that begins when the next is due. */
  #frame() {
    const hertz = swap(this.#block(RATE, 4))[1];
    if (!this.recording.advance(1000 / hertz)) return;
    this.#count = (this.#count + 1) % 255;
    const frame = Buffer.alloc(this.#block(SIZE, 8).readUInt32BE(0));
    const enabled = this.#block(ENABLED, 16).readUInt32BE(0);
    let at = FIRST_OUTPUT;
    for (let i = 0; i < 12; i++) {
      const word = this.#block(OUTPUTS, 48).readUInt32BE(4 * i);
      if (!(enabled & (1 << i))) continue;
      const { index, length } = header(word);
      frame.writeUInt32LE(word, at);
      frame.set(this.#output(index, length), at + 4);
      at += 4 + length;
    }
    frame[MARK] = frame[frame.length - 4] = this.#count; // the same at both ends
    const wire = swap(frame);
    wire.set([this.#count, 0x05, 0x05, 0x10]);
    this.#pages[UI].set(wire, 0);
  }

  #output(index, length) {
    const [bytes, { cells }] = [Buffer.alloc(length), this.recording];
    if (index === TARGETS) bytes.set(cells.map(cell => (cell === NOTHING ? 0 : 1)));
    else if (index === STATES) bytes.set(cells.map(cell => (cell === NOTHING ? 0 : VALID)));
    else if (index === DISTANCES)
      cells.forEach((cell, i) => bytes.writeInt16LE(cell === NOTHING ? 0 : QUARTERS * cell, 2 * i));
    return bytes;
  }
}
