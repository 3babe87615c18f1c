// An AMG8833 on I2C, by its data sheet: registers of settings, and two for each pixel, which are renewed
// all together ten times a second, or once, unless they are being read.
const [PIXELS, FRAME_RATE] = [0x80, 0x02];

export class Amg8833 {
  address = 0x69;
  #registers = new DataView(new ArrayBuffer(256));
  #next = 0;
  #addressed = false;

  constructor(recording) {
    this.recording = recording;
  }

  start(reads) {
    this.#addressed = false;
    const period = this.#registers.getUint8(FRAME_RATE) & 1 ? 1000 : 100;
    if (!reads || !this.recording.advance(period)) return;
    this.recording.cells.forEach((cell, i) => this.#registers.setUint16(PIXELS + 2 * i, cell, true));
  }

  write(byte) {
    if (!this.#addressed) this.#next = byte;
    else if (this.#next < PIXELS) this.#registers.setUint8(this.#next++, byte);
    this.#addressed = true;
  }

  read() {
    const byte = this.#registers.getUint8(this.#next);
    this.#next = (this.#next + 1) & 0xff;
    return byte;
  }
}
