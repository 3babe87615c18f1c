// Files: saved and opened on this computer.

const byId = (id) => document.getElementById(id);

function download(name, content, type = 'application/octet-stream') {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Lets the visitor save and open. */
export function files({ core, page, open, opened, forget, pause, attempt, say, retina }) {
  const stem = () => `${page.about.preset}-${page.about.v1}-${String(page.about.presentations).padStart(6, '0')}`;
  const save = {
    async snapshot() {
      const { buffer } = await core.ask({ do: 'save' });
      download(`${stem()}.snapshot`, buffer);
    },
    async toml() {
      const { text } = await core.ask({ do: 'toml' });
      download('experiment.toml', text.text, 'application/toml');
    },
    async png() {
      const source = page.maps.length ? byId('map') : byId('v1');
      const blob = await new Promise((resolve) => source.toBlob(resolve, 'image/png'));
      download(`${stem()}-${page.maps.length ? 'map' : 'v1'}.png`, blob, 'image/png');
    },
    async npy() {
      const what = byId('array').value;
      const { buffer } = await core.ask({ do: 'npy', what });
      download(`${stem()}-${what}.npy`, buffer);
    },
    async rust() {
      const { text, buffer } = await core.ask({ do: 'rust' });
      download('learned.rs', text.text, 'text/plain');
      download('learned.bin', buffer);
      say('learned.rs includes learned.bin, which belongs beside it.');
    },
  };
  for (const button of document.querySelectorAll('[data-save]')) {
    button.addEventListener('click', attempt(async () => {
      await pause();
      await save[button.dataset.save]();
    }));
  }

  const read = attempt(async (file) => {
    await pause();
    if (file.type.startsWith('image/')) return retina.photo(file);
    const content = await file.arrayBuffer();
    const magic = new TextDecoder('latin1').decode(content.slice(0, 4));
    if (magic === 'LSOM' || file.name.endsWith('.snapshot')) {
      const { text } = await core.ask({ do: 'load' }, content);
      page.keys = new Map(text.address);
      forget();
      await opened(text);
      say(`${file.name}: ${text.name} after ${text.presentations} presentations.`);
    } else {
      const toml = new TextDecoder('utf-8', { fatal: true }).decode(content);
      await open([], { toml });
    }
  });
  byId('open').addEventListener('change', ({ target }) => {
    const [file] = target.files;
    target.value = '';
    if (file) read(file);
  });
  document.addEventListener('drop', (event) => {
    const [file] = event.dataTransfer.files;
    if (file && !file.type.startsWith('image/')) read(file);
  });
}
