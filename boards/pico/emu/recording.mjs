// Frames of a sensor of 8 x 8 cells from a file, as frames/README.md describes it.
import fs from 'node:fs';

const CELLS = 64;

/** Plays them again and again, and stops while nobody reads: each frame is seen once, in their order. */
export class Recording {
  #frames;
  #index = -1;
  #since = -Infinity;

  constructor(file, clock) {
    const bytes = fs.readFileSync(file);
    if (bytes.length === 0 || bytes.length % (2 * CELLS)) throw new Error(`${file}: a frame is cut`);
    this.#frames = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.clock = clock;
  }

  /** Goes on to the next frame, if that many milliseconds have passed since the last time. */
  advance(period) {
    const now = this.clock.nanos / 1e6;
    if (now < this.#since + period) return false;
    this.#since = now;
    this.#index++;
    return true;
  }

  /** The present frame's cells. */
  get cells() {
    const from = (this.#index * CELLS * 2) % this.#frames.byteLength;
    return Array.from({ length: CELLS }, (_, i) => this.#frames.getUint16(from + 2 * i, true));
  }
}
