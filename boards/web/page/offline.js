// The service worker: keeps the page's own files, so that it opens without a network.
const KEPT = 'lissom-1';
const FILES = ['./', 'style.css', 'main.js', 'client.js', 'worker.js', 'module.js', 'address.js', 'bench.js',
  'experiment.js', 'learning.js', 'unit.js', 'formats.js', 'retina.js', 'sheets.js',
  'charts.js', 'guide.js', 'files.js', 'board.js', 'icon.svg', 'page.webmanifest', 'lissom.wasm.lzma', 'unpack.wasm'];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// the network first, so that a new page is seen; what is kept where there is none
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  const fresh = fetch(request).then((response) => {
    if (response.ok) {
      const copy = response.clone();
      event.waitUntil(caches.open(KEPT).then((cache) => cache.put(request.url.split('?')[0], copy)));
    }
    return response;
  });
  event.respondWith(fresh.catch(async () => (await caches.match(request, { ignoreSearch: true })) ?? Response.error()));
});
