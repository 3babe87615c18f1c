// The page in a headless Chromium: what one does there, one thing after the other. page.mjs FOLDER LISSOM [--update]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import pixelmatch from 'pixelmatch';
import { browse, serve } from './browser.mjs';

const [folder, tool, update] = process.argv.slice(2);
const here = import.meta.dirname;
const screens = path.join(here, 'screens');
const out = process.env.OUT ?? path.join(here, 'out');
fs.mkdirSync(out, { recursive: true });

const server = await serve(folder);
const browser = await browse();
const problems = [];
const results = [];
const done = (what, figure = '') => {
  results.push([what, figure]);
  console.log(`${what}${figure ? `: ${figure}` : ''}`);
};

async function open(search = '', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(server.url + search);
  await page.waitForSelector('body[data-ready]', { timeout: Number(process.env.PATIENCE ?? 60) * 1000 });
  return page;
}

const text = (page, id) => page.textContent(`#${id}`);
const value = (page, id) => page.inputValue(`#${id}`);
/** Until something is so; if it never is, says what the page shows. */
const until = async (page, what, argument) => {
  try {
    await page.waitForFunction(what, argument, { timeout: Number(process.env.PATIENCE ?? 60) * 1000 });
  } catch (error) {
    const shown = await page.evaluate(() => ['status', 'error', 'hash', 'v1-about', 'presentations', 'unit-about', 'board-about']
      .map((id) => `${id}: ${document.getElementById(id).textContent}`).join('\n'));
    throw new Error(`${what} ${argument ?? ''}\n${page.url()}\n${shown}`, { cause: error });
  }
};
/** Until V1 has another hash than this one. */
const another = (page, hash) => until(page, (old) => document.getElementById('hash').textContent !== old, hash);
/** Where a canvas is, once it is in sight. */
const place = async (page, id) => {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  return page.locator(`#${id}`).boundingBox();
};
const sum = (page, id) => page.evaluate((of) => {
  const canvas = document.getElementById(of);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((all, one) => all + one, 0);
}, id);

/** Compares the screen with the committed one. */
async function screen(page, name, { most = 0.02, full = true } = {}) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.mouse.move(0, 0);
  const bytes = await page.screenshot({ fullPage: full, animations: 'disabled' });
  fs.writeFileSync(path.join(out, `${name}.png`), bytes);
  const file = path.join(screens, `${name}.png`);
  if (update) fs.writeFileSync(file, bytes);
  const [own, kept] = [PNG.sync.read(bytes), PNG.sync.read(fs.readFileSync(file))];
  assert.equal(own.width, kept.width, `${name}: another width than the committed screen`);
  assert.ok(Math.abs(own.height - kept.height) <= 8, `${name}: ${own.height} pixels high, and not ${kept.height}`);
  const height = Math.min(own.height, kept.height);
  const cut = (png) => png.data.subarray(0, 4 * png.width * height);
  const differ = pixelmatch(cut(own), cut(kept), null, own.width, height, { threshold: 0.2 }) / (own.width * height);
  assert.ok(differ <= most, `${name}: ${(100 * differ).toFixed(1)} % of the pixels differ from the committed screen`);
  done(`screen ${name}`, `${(100 * differ).toFixed(2)} % of the pixels differ`);
}

async function axe(page, name) {
  await page.addScriptTag({ path: path.join(here, 'node_modules/axe-core/axe.min.js') });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const lines = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  assert.deepEqual(lines, [], `${name} is not accessible`);
  done(`accessible by axe-core, ${name}`);
}

// loading
{
  const page = await open('?preset=lissom-or&network.side=24');
  const first = await page.evaluate(() => performance.getEntriesByName('first picture')[0].startTime);
  const before = server.log.length;
  const names = new Set(server.log.map(([name]) => name));
  const bytes = [...names].reduce((all, name) => all + server.log.find(([own]) => own === name)[1], 0);
  // the aim is 300 000: the README says what the rest is
  assert.ok(bytes < 305_000, `the page transfers ${bytes} bytes`);
  done('transfer', `${bytes} bytes in ${names.size} files`);
  assert.ok(first < (process.env.LISSOM_LOADED ? 10_000 : 1000), `first picture after ${first} ms`);
  done('first picture', `${Math.round(first)} ms`);
  assert.ok((await sum(page, 'v1')) > 0 && (await sum(page, 'retina')) > 0);
  // the service worker keeps the files; then there is no network any more
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    if (registration.active.state !== 'activated') {
      await new Promise((resolve) => registration.active.addEventListener('statechange', resolve, { once: true }));
    }
  });
  const kept = server.log.length;
  done('files kept for later', `${kept - before} requests of the service worker`);
  await page.click('#once');
  await page.click('#measure');
  await until(page, () => document.getElementById('rho').textContent !== '–' || /After/.test(document.getElementById('map-about').textContent));
  await page.click('#compare');
  await page.waitForSelector('#format-table tbody tr:nth-child(5)');
  assert.equal(server.log.length, kept, 'the page asks the network after it was loaded');
  done('no network after load');
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector('body[data-ready]', { timeout: Number(process.env.PATIENCE ?? 60) * 1000 });
  assert.ok((await sum(page, 'v1')) > 0);
  done('reloads offline');
  await page.context().close();
}

// the retina, settling
{
  const page = await open('?preset=notebook&network.side=36');
  await axe(page, 'light');
  let hash = await text(page, 'hash');
  await page.check('input[value=draw]');
  await another(page, hash);
  let box = await place(page, 'retina');
  hash = await text(page, 'hash');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  await page.mouse.down();
  for (let i = 1; i <= 10; i += 1) await page.mouse.move(box.x + (0.3 + 0.04 * i) * box.width, box.y + (0.3 + 0.03 * i) * box.height);
  await page.mouse.up();
  await another(page, hash);
  await page.waitForTimeout(200);
  assert.match(await text(page, 'v1-about'), /peak 0\.[1-9]|peak 1/);
  done('draw on the retina', await text(page, 'v1-about'));

  const last = await sum(page, 'v1');
  await page.locator('#step').fill('0');
  await page.waitForTimeout(200);
  assert.notEqual(await sum(page, 'v1'), last);
  await page.click('#play');
  await until(page, () => document.getElementById('step-out').value === '9');
  done('settle step by step');

  for (const tool of ['bar', 'grating', 'gaussian']) {
    hash = await text(page, 'hash');
    await page.check(`input[value=${tool}]`);
    await another(page, hash);
    if (tool === 'grating') { // a strong one saturates V1
      hash = await text(page, 'hash');
      await page.locator('#contrast').fill('0.2');
      await another(page, hash);
    }
    hash = await text(page, 'hash');
    box = await place(page, 'retina');
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
    await page.mouse.down();
    const [right, down] = tool === 'gaussian' ? [0.3, 0.6] : [0.7, 0.35];
    await page.mouse.move(box.x + right * box.width, box.y + down * box.height);
    await page.mouse.up();
    await another(page, hash);
    hash = await text(page, 'hash');
    await page.locator('#orientation').fill(tool === 'gaussian' ? '45' : '120');
    await another(page, hash);
    await page.locator('#contrast').fill('1');
  }
  done('drag and turn a bar, a grating, a Gaussian');

  await page.setInputFiles('#picture', path.join(here, 'package.json'));
  await until(page, () => /package\.json: this browser cannot read it/.test(document.getElementById('error').textContent));
  await page.setInputFiles('#picture', path.join(here, '../../pico/screen-st7789.png'));
  await until(page, () => document.querySelector('input[value=picture]').checked);
  await page.waitForTimeout(300);
  assert.ok((await sum(page, 'retina')) > 0);
  hash = await text(page, 'hash');
  await page.check('input[value=camera]');
  await another(page, hash);
  await page.check('input[value=bar]');
  done('a picture and the camera');

  // how long a frame of drawing takes: asked for, drawn and put on the canvases
  const times = await page.evaluate(async () => {
    const all = [];
    const input = document.getElementById('orientation');
    for (let i = 0; i < 60; i += 1) {
      const old = document.getElementById('hash').textContent;
      input.value = String((i * 7) % 180);
      const start = performance.now();
      input.dispatchEvent(new Event('input', { bubbles: true }));
      while (document.getElementById('hash').textContent === old && performance.now() - start < 500) await new Promise((r) => setTimeout(r, 0));
      all.push(performance.now() - start);
    }
    const { core } = globalThis.lissom;
    const views = ['retina', 'on', 'off', 'afferent', 'excitatory', 'v1'].map((view) => ({ view }));
    const canvases = views.map(({ view }) => document.getElementById(view).getContext('2d'));
    const draws = [];
    for (let i = 0; i < 60; i += 1) {
      const start = performance.now();
      const { text: drawn, buffer } = await core.ask({ do: 'draw', views });
      drawn.pictures.forEach(({ width, at, length }, n) => canvases[n].putImageData(new ImageData(new Uint8ClampedArray(buffer, at, length), width), 0, 0));
      draws.push(performance.now() - start);
      core.give([buffer]);
    }
    const middle = (of) => of.sort((a, b) => a - b)[of.length / 2];
    return { whole: middle(all), draw: middle(draws) };
  });
  assert.ok(times.draw < (process.env.LISSOM_LOADED ? 40 : 4), `a frame takes ${times.draw} ms`);
  done('a frame of drawing, 36 × 36', `${times.draw.toFixed(2)} ms; with settling ${times.whole.toFixed(1)} ms (medians)`);
  await page.context().close();
}

// learning, the same bits, units, files
{
  const keys = '?preset=lissom-or&network.side=24&seeds.pictures=7&seeds.rounding=7';
  const page = await open(keys);
  await page.click('#learn');
  await until(page, () => globalThis.lissom.page.about.presentations > 20);
  await page.click('#learn');
  await until(page, () => document.getElementById('learn').textContent === 'Learn');
  await page.evaluate(() => globalThis.lissom.learnTo(300));
  const learned = Number((await text(page, 'presentations')).replace(',', ''));
  if (learned === 300) {
    const log = execFileSync(tool, ['board', 'log', '--preset', 'lissom-or', '--side', '24'], { encoding: 'utf8' });
    const trace = await text(page, 'trace');
    assert.match(log, new RegExp(`trace 300 ${trace}`));
    done('learn 300 presentations', `trace ${trace}, equal to the host's`);
  } else {
    throw new Error(`paused after ${learned} presentations, more than 300`);
  }
  assert.match(await text(page, 'map-about'), /After 300 presentations: \d+ pinwheels/);

  const map = await place(page, 'map');
  await page.mouse.click(map.x + 0.4 * map.width, map.y + 0.6 * map.height);
  await until(page, () => /prefers \d+°/.test(document.getElementById('unit-about').textContent));
  assert.match(await text(page, 'unit-about'), /^Row 14, column 9; .*prefers \d+°; selectivity/);
  for (const field of ['afferent', 'excitatory', 'inhibitory']) assert.ok((await sum(page, `field-${field}`)) > 0, field);
  done('click a unit', await text(page, 'unit-about'));

  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    const file = path.join(out, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  };
  const snapshot = await saved('[data-save=snapshot]');
  const toml = await saved('[data-save=toml]');
  const png = await saved('[data-save=png]');
  const npy = await saved('[data-save=npy]');
  assert.ok(fs.readFileSync(npy).subarray(1, 6).toString() === 'NUMPY');
  assert.ok(PNG.sync.read(fs.readFileSync(png)).width >= 24);
  const rust = await saved('[data-save=rust]');
  assert.match(fs.readFileSync(rust, 'utf8'), /300 presentations, trace [0-9a-f]{8}/);
  // the tool reads both
  const read = execFileSync(tool, ['info', snapshot], { encoding: 'utf8', cwd: out });
  assert.match(read, /24/);
  done('save a snapshot, an experiment, PNG, .npy and Rust; the tool reads them');

  const trace = await text(page, 'trace');
  await page.click('#restart');
  await until(page, () => document.getElementById('presentations').textContent === '0');
  await page.setInputFiles('#open', snapshot);
  await until(page, () => document.getElementById('presentations').textContent === '300');
  assert.equal(await text(page, 'trace'), trace);
  await page.setInputFiles('#open', toml);
  await until(page, () => document.getElementById('presentations').textContent === '0');
  assert.match(page.url(), /seeds\.pictures=7/);
  done('open a snapshot and an experiment');

  // break and heal, sides, the address
  await page.evaluate(() => globalThis.lissom.learnTo(40));
  await page.locator('[data-key="network.gamma_i"]').fill('0');
  await until(page, () => /gamma_i=0/.test(location.search));
  assert.equal(await text(page, 'presentations'), '40');
  assert.match(await text(page, 'trace'), /\*/);
  await page.click('#heal');
  await until(page, () => !/gamma_i/.test(location.search));
  await page.locator('#side').fill('20');
  await page.locator('#side').press('Tab');
  await until(page, () => /network\.side=20/.test(location.search));
  assert.match(await text(page, 'status'), /lissom-or 20/);
  done('break and heal; change sides');
  await page.check('input[value=bar]');
  await until(page, () => /picture=bar/.test(location.search));
  const [url, hash] = [page.url(), await text(page, 'hash')];
  await page.goto('about:blank');
  await page.goto(url);
  await page.waitForSelector('body[data-ready]');
  await until(page, (wanted) => document.getElementById('hash').textContent === wanted, hash);
  assert.equal(await value(page, 'side'), '20');
  done('reload from the address', 'the same hash');

  // mistakes are sentences
  await page.click('#keys summary');
  await page.fill('#set-key', 'network.gamma_a');
  await page.fill('#set-value', '99');
  await page.click('#set button');
  await until(page, () => !document.getElementById('error').hidden);
  assert.match(await text(page, 'error'), /network\.gamma_a 99 is not a number of 0\.\.=32/);
  const nonsense = path.join(out, 'nonsense.snapshot');
  fs.writeFileSync(nonsense, 'LSOMnonsense');
  await page.setInputFiles('#open', nonsense);
  await until(page, () => /snapshot/.test(document.getElementById('error').textContent));
  await page.click('#restart');
  await until(page, () => document.getElementById('error').hidden);
  done('errors are sentences', 'and the page goes on');
  await page.context().close();

  const wrong = await open('?preset=fish');
  assert.match(await text(wrong, 'error'), /The address is not understood: .*no preset fish/);
  await wrong.context().close();
}

// a board
{
  const page = await open();
  await page.click('#match');
  await until(page, () => globalThis.lissom.page.about.preset === 'notebook');
  await page.click('#mock');
  await until(page, () => document.getElementById('board-about').dataset.equal === 'yes');
  await page.locator('#orientation').fill('77');
  await until(page, () => /[2-9] of [2-9] equal/.test(document.getElementById('board-about').textContent));
  assert.ok((await sum(page, 'board-v1')) > 0);
  done('to a board behind a message port', await text(page, 'board-about'));
  await page.click('#disconnect');
  await until(page, () => /Not connected/.test(document.getElementById('board-about').textContent));
  await page.context().close();
}

// WebSerial: the page's own code with a port that answers as a board does
{
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(() => {
    const port = {
      async open() {
        const { client } = await import('./client.js');
        const pico = client();
        await pico.ready;
        let give;
        port.readable = new ReadableStream({ start: (controller) => (give = controller) });
        port.writable = new WritableStream({
          async write(bytes) {
            const { buffer } = await pico.ask({ do: 'board' }, bytes.slice().buffer);
            if (buffer) give.enqueue(new Uint8Array(buffer));
          },
        });
      },
      async setSignals() {},
      async close() {},
    };
    Object.defineProperty(navigator, 'serial', { value: { requestPort: async () => port } });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${server.url}?preset=notebook&network.side=24`);
  await page.waitForSelector('body[data-ready]');
  await page.click('#connect');
  await until(page, () => document.getElementById('board-about').dataset.equal === 'yes');
  done('to a board over WebSerial, its port a double', await text(page, 'board-about'));
  await page.click('#disconnect');
  await context.close();
}

// the keyboard alone
{
  const page = await open('?preset=notebook&network.side=24');
  const focus = async (id) => {
    for (let i = 0; i < 90; i += 1) {
      if ((await page.evaluate(() => document.activeElement.id)) === id) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${id}`);
  };
  await focus('retina');
  let hash = await text(page, 'hash');
  await page.keyboard.press('ArrowRight');
  await another(page, hash);
  hash = await text(page, 'hash');
  await page.keyboard.press('r');
  await another(page, hash);
  await focus('v1');
  await page.keyboard.press('ArrowDown');
  await until(page, () => /^Row 13, column 12/.test(document.getElementById('unit-about').textContent));
  await focus('learn');
  await page.keyboard.press('Enter');
  await until(page, () => globalThis.lissom.page.about.presentations > 0);
  await page.keyboard.press('Enter');
  await until(page, () => document.getElementById('learn').textContent === 'Learn');
  await focus('measure');
  await page.keyboard.press('Enter');
  await until(page, () => /prefers|no preference/.test(document.getElementById('unit-about').textContent));
  done('with the keyboard alone');
  await page.context().close();
}

// memory, and frames while a long training runs
{
  const page = await open('?preset=lissom-or&network.side=36');
  const size = () => page.evaluate(() => globalThis.lissom.core.memory());
  const drag = (count) => page.evaluate(async (times) => {
    const input = document.getElementById('orientation');
    for (let i = 0; i < times; i += 1) {
      input.value = String(i % 180);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((r) => setTimeout(r, 4));
    }
  }, count);
  const sizes = [];
  for (let round = 0; round < 10; round += 1) {
    await drag(120);
    await page.evaluate(() => globalThis.lissom.learnTo(globalThis.lissom.page.about.presentations + 30));
    await page.evaluate(() => document.querySelector('#format-table tbody').replaceChildren());
    await page.click('#compare');
    await page.waitForSelector('#format-table tbody tr:nth-child(5)');
    sizes.push(await size());
  }
  // the first rounds find their place in memory
  assert.equal(sizes.at(-1), sizes[4], `the module takes more and more memory: ${sizes}`);
  done('memory is flat', `${Math.round(sizes.at(-1) / 1024)} KiB of the module`);
  await page.click('#learn');
  const gaps = await page.evaluate(() => new Promise((resolve) => {
    const all = [];
    let last = performance.now();
    const tick = (now) => {
      all.push(now - last);
      last = now;
      if (all.length < 120) requestAnimationFrame(tick);
      else resolve(all.slice(5).sort((a, b) => a - b));
    };
    requestAnimationFrame(tick);
  }));
  await page.click('#learn');
  const [middle, worst] = [gaps[Math.floor(gaps.length / 2)], gaps.at(-1)];
  assert.ok(middle < 40, `frames every ${middle} ms while it learns`);
  done('frames while it learns', `every ${middle.toFixed(1)} ms, at worst ${worst.toFixed(0)} ms`);
  await page.context().close();
}

// screens
{
  const address = '?preset=gcal&network.side=36&unit=14,20&picture=grating,4,0,30,1';
  const light = await open(address);
  await light.evaluate(() => globalThis.lissom.learnTo(1500));
  await light.waitForTimeout(300);
  await light.evaluate(() => globalThis.lissom.page.about && document.getElementById('compare').click());
  await light.waitForSelector('#format-table tbody tr:nth-child(5)');
  // rates differ from run to run
  await light.evaluate(() => (document.getElementById('rate').textContent = '–'));
  await screen(light, 'desktop');
  await light.evaluate(() => document.getElementById('learning').scrollIntoView());
  await screen(light, 'learned', { full: false });
  await light.context().close();
  const dark = await open('?preset=notebook&network.side=36', { colorScheme: 'dark' });
  await axe(dark, 'dark');
  await screen(dark, 'dark');
  await dark.context().close();
  const phone = await open('?preset=lissom-or&network.side=24', { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 });
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `the page is ${wide} pixels wide on a screen of 320`);
  const hash = await text(phone, 'hash');
  const box = await place(phone, 'retina');
  await phone.touchscreen.tap(box.x + 0.25 * box.width, box.y + 0.75 * box.height);
  await another(phone, hash);
  done('320 pixels wide, with a finger');
  await phone.evaluate(() => scrollTo(0, 0));
  await screen(phone, 'phone');
  await phone.context().close();
}

assert.deepEqual(problems.filter((line) => !/ERR_INTERNET_DISCONNECTED|FetchEvent|willReadFrequently/.test(line)), [], 'the console has errors');
done('no error on the console');
await browser.close();
server.close();
