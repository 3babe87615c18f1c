// A headless Chromium, and a server that counts what it sends.
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';

const KINDS = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', webmanifest: 'application/manifest+json', wasm: 'application/wasm' };

/** Serves a folder. `log` has the name and the length of all that was sent. */
export async function serve(folder) {
  const log = [];
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.slice(1) || 'index.html';
    const file = path.join(folder, path.basename(name));
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    const kind = KINDS[name.split('.').pop()];
    // what is not packed already is packed, as lissom-web and most hosts do
    const bytes = kind ? zlib.gzipSync(fs.readFileSync(file)) : fs.readFileSync(file);
    log.push([name, bytes.length]);
    const packed = kind ? { 'content-encoding': 'gzip' } : {};
    response.writeHead(200, { 'content-type': kind ?? 'application/octet-stream', ...packed }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, log, close: () => server.close() };
}

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
  '--force-color-profile=srgb', '--font-render-hinting=none'];

/** A browser. Each is of its own user data. */
export function browse() {
  return chromium.launch({ executablePath: PROGRAM, headless: true, args: ARGUMENTS });
}
