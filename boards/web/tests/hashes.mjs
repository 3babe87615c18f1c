// The module in Node.js, without a browser: 300 presentations have the trace of the host's tool and of boards, and a
// settled network its hash. hashes.mjs FOLDER LISSOM
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { desk, unpacked } from '../page/module.js';

const [folder, tool] = process.argv.slice(2);
const bytes = (name) => fs.readFileSync(path.join(folder, name));
const module = await desk(await unpacked(bytes('lissom.wasm.lzma'), bytes('unpack.wasm')));
const lissom = (...all) => execFileSync(tool, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'lissom-web-'));

const traceOf = (keys, count = 300) => {
  module.ask({ do: 'open', keys });
  return module.ask({ do: 'learn', count }).text.trace;
};

// as the tool trains
for (const preset of ['lissom-or', 'gcal', 'notebook']) {
  const keys = [['preset', preset], ['network.side', '24']];
  const trace = traceOf(keys);
  const { text } = module.ask({ do: 'toml' }).text;
  const file = path.join(work, `${preset}.toml`);
  fs.writeFileSync(file, text);
  const said = lissom('train', file, '--presentations', '300', '--out', path.join(work, preset), '--quiet');
  assert.match(said, new RegExp(`trace ${trace}`), `${preset}: the page has ${trace}\n${said}`);
  // and the other way round: the tool's snapshot goes on here
  const snapshot = fs.readFileSync(path.join(work, preset, '000300.snapshot'));
  const loaded = module.ask({ do: 'load' }, snapshot).text;
  assert.deepEqual([loaded.presentations, loaded.trace, loaded.preset], [300, trace, preset]);
  console.log(`${preset} 24 × 24, 300 presentations: page and host ${trace}, equal`);
}

// as boards learn; boards/check-training.sh compares emulated ones with the same lines of the tool, and of traces.txt
const traces = fs.readFileSync(new URL('../../traces.txt', import.meta.url), 'utf8');
const written = traces.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(/\s+/));
assert(written.length > 0);
for (const [preset, side, number, count, expected] of [
  ...written,
  ['notebook-or', '24', 'fixed16', '300'],
  ['gcal', '20', 'fixed16', '300'],
]) {
  const seeds = [['seeds.pictures', '7'], ['seeds.rounding', '7']];
  const keys = [['preset', preset], ['network.side', side], ['number', number], ...seeds];
  const trace = traceOf(keys, Number(count));
  const log = lissom('board', 'log', '--preset', preset, '--side', side, '--number', number, '--presentations', count);
  assert.match(log, new RegExp(`trace ${count} ${trace}`), `${preset}: the page has ${trace}\n${log}`);
  assert.equal(trace, expected ?? trace, `${preset} ${side}: traces.txt has ${expected}`);
  const same = expected ? 'page, host and traces.txt' : 'page and host';
  console.log(`${preset} ${side} × ${side}, as boards learn it: ${same} ${trace}, equal`);
}

// the settled hash at every number format that is exact everywhere
for (const number of ['fixed8', 'fixed16', 'fixed32']) {
  module.ask({ do: 'open', keys: [['preset', 'notebook'], ['network.side', '36'], ['number', number]] });
  const picture = { kind: 'gaussian', row: 18, column: 18, width: 2, length: 2, orientation: 0 };
  const { hash } = module.ask({ do: 'show', picture }).text;
  const said = lissom('settle', '--side', '36', '--number', number, '--stimulus', 'gaussian', '--sigma', '2', '--json');
  assert.ok(said.includes(hash), `${number}: the page has ${hash}\n${said}`);
  console.log(`notebook 36 × 36 settled in ${number}: ${hash}, equal`);
}
fs.rmSync(work, { recursive: true });
