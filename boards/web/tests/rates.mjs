// Rates of settling and learning in the browser beside the native ones, both measured now, one after the other.
// rates.mjs FOLDER NATIVE: NATIVE has the lines of the example `rates`. Prints the README's table.
import fs from 'node:fs';
import { browse, serve } from './browser.mjs';

const [folder, native] = process.argv.slice(2);
const own = fs.readFileSync(native, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const server = await serve(folder);
const browser = await browse();
const page = await (await browser.newContext()).newPage();
await page.goto(server.url);
await page.waitForSelector('body[data-ready]');

const number = (rate) => (rate < 100 ? rate.toPrecision(2) : String(Math.round(rate / 10) * 10));
console.log('| | settled a second: browser | native | learned a second: browser | native |');
console.log('|---|---|---|---|---|');
for (const { preset, side, settle, learn } of own) {
  const here = await page.evaluate(async ([name, units]) => {
    const { core } = globalThis.lissom;
    const rate = async (requests, each) => {
      await core.all(requests);
      const start = performance.now();
      let count = 0;
      while (performance.now() - start < 1500) {
        await core.all(requests);
        count += each;
      }
      return (1000 * count) / (performance.now() - start);
    };
    await core.ask({ do: 'open', keys: [['preset', name], ['network.side', units]] });
    const middle = Number(units) / 2;
    const picture = { kind: 'gaussian', row: middle, column: middle, width: 1, length: 3, orientation: 30 };
    const learning = await rate([{ do: 'learn', count: 10 }], 10);
    return { learn: learning, settle: await rate([{ do: 'show', picture }], 1) };
  }, [preset, side]);
  const cells = [here.settle, settle, here.learn, learn].map(number);
  console.log(`| ${preset} ${side} × ${side} | ${cells.join(' | ')} |`);
}
await browser.close();
server.close();
