// The sensors that can be plugged in.
import { Amg8833 } from './amg8833.mjs';
import { Recording } from './recording.mjs';
import { Vl53l5cx } from './vl53l5cx.mjs';

const KINDS = { amg8833: Amg8833, vl53l5cx: Vl53l5cx };

/** The sensor of a `KIND:FILE`. */
export function sensor(told, clock) {
  const [, kind, file] = /^(\w+):(.+)$/.exec(told) ?? [];
  if (!Object.hasOwn(KINDS, kind)) throw new Error(`no sensor ${told}: ${Object.keys(KINDS)}, and its file`);
  return new KINDS[kind](new Recording(file, clock));
}
