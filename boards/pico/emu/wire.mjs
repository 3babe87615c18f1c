// The live retina's wire, as lissom-link's documentation describes it, written anew.
import { crc32 } from 'node:zlib';

const CAUSES = [, 'crc', 'length', 'size', 'unknown', 'overrun'];
const COUNTERS = ['shown', 'crc', 'length', 'size', 'unknown', 'overrun'];
const [PICTURE, ACTIVITY, REFUSAL] = [1, 2, 3];

/** Zeros taken out (Cheshire and Baker, 1999). */
function cobs(bytes) {
  const out = [];
  let block = [];
  const end = () => {
    out.push(block.length + 1, ...block);
    block = [];
  };
  for (const byte of bytes) {
    if (byte !== 0) block.push(byte);
    if (byte === 0 || block.length === 254) end();
  }
  end();
  return out;
}

function uncobs(bytes) {
  const out = [];
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at];
    out.push(...bytes.slice(at + 1, at + code));
    at += code;
    if (code < 255 && at < bytes.length) out.push(0);
  }
  return Buffer.from(out);
}

/** A picture of `width` x `height` greys as bytes on the wire. */
export function picture(sequence, width, height, pixels) {
  const header = Buffer.alloc(10);
  header.writeUInt8(1, 0);
  header.writeUInt8(PICTURE, 1);
  header.writeUInt16LE(sequence, 2);
  header.writeUInt8(width, 4);
  header.writeUInt8(height, 5);
  header.writeUInt32LE(pixels.length, 6);
  const body = Buffer.concat([header, Buffer.from(pixels)]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.from([0, ...cobs(Buffer.concat([body, sum])), 0]);
}

/** Cuts a stream into messages. One that begins in the middle may begin with the rest of a message, which
 * then has the cause `damaged`. */
export class Reader {
  messages = [];
  #frame = [];
  #middle;

  constructor(middle = false) {
    this.#middle = middle;
  }

  feed(bytes) {
    for (const byte of bytes) {
      if (byte !== 0) this.#frame.push(byte);
      else if (this.#frame.length > 0) {
        this.messages.push(this.#read(this.#frame));
        this.#frame = [];
        this.#middle = false;
      }
    }
  }

  #read(frame) {
    try {
      return read(uncobs(frame));
    } catch (error) {
      if (!this.#middle) throw error;
      return { cause: 'damaged' };
    }
  }
}

function read(frame) {
  const [body, sum] = [frame.subarray(0, -4), frame.readUInt32LE(frame.length - 4)];
  if (crc32(body) !== sum) throw new Error('the board sends a wrong checksum');
  const [kind, sequence, payload] = [body[1], body.readUInt16LE(2), body.subarray(10)];
  const counters = at =>
    Object.fromEntries(COUNTERS.map((name, i) => [name, payload.readUInt32LE(at + 4 * i)]));
  if (kind === REFUSAL) return { sequence, cause: CAUSES[payload[0]], counters: counters(1) };
  if (kind !== ACTIVITY) throw new Error(`the board sends a message of kind ${kind}`);
  const [hash, cycles, clock] = [0, 4, 8].map(at => payload.readUInt32LE(at));
  const v1 = payload.subarray(38);
  return { sequence, hash, cycles, clock, steps: payload.readUInt16LE(12), counters: counters(14), v1 };
}

/** 32-bit FNV-1a. */
export function fnv(bytes) {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}
