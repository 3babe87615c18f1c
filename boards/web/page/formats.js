// The number formats, side by side.
import { put } from './sheets.js';

const byId = (id) => document.getElementById(id);

/** Compares them. `here` is what the page's parts share. */
export function formats(here) {
  const { core, attempt } = here;

  byId('compare').addEventListener('click', attempt(async () => {
    await here.pause();
    const names = { f64: 'f64', f32: 'f32', fixed32: '32 bits', fixed16: '16 bits', fixed8: '8-bit weights' };
    const rows = [];
    for (const [format, name] of Object.entries(names)) {
      const { text, buffer } = await core.ask({ do: 'format', format });
      const row = document.createElement('tr');
      const cell = (content, tag = 'td') => {
        const td = document.createElement(tag);
        if (typeof content === 'string') td.textContent = content;
        else td.append(content);
        row.append(td);
        return td;
      };
      cell(name, 'th').scope = 'row';
      text.pictures.forEach((picture, i) => {
        const canvas = document.createElement('canvas');
        canvas.role = 'img';
        canvas.setAttribute('aria-label', `${i ? 'Difference from f64' : 'V1'} in ${name}`);
        put(canvas, picture, buffer);
        cell(canvas);
      });
      cell(format === 'f64' ? 'the reference' : text.worst.toExponential(1)).className = 'mono';
      cell(`${Math.round(text.bytes / 1024)} KiB`);
      cell(text.hash).className = 'mono';
      core.give([buffer]);
      rows.push(row);
    }
    document.querySelector('#format-table tbody').replaceChildren(...rows);
  }));
}
