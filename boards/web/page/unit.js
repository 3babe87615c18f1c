// A unit of V1: its weights, and what it prefers.
import { tuning } from './charts.js';
import { chooses, put } from './sheets.js';

const byId = (id) => document.getElementById(id);

/** Shows the chosen unit. `here` is what the page's parts share. */
export function unit(here) {
  const { core, page, attempt } = here;

  async function showUnit() {
    if (!page.unit) return;
    const { v1, projections, channels } = page.about;
    page.unit = { row: Math.min(page.unit.row, v1 - 1), column: Math.min(page.unit.column, v1 - 1) };
    const { row, column } = page.unit;
    const fields = ['afferent', 'excitatory', 'inhibitory'].filter((field) => field === 'afferent' || projections.includes(field));
    const views = fields.map((field) => ({ field, row, column }));
    const [{ text }, drawn] = await core.all([{ do: 'unit', row, column }, { do: 'draw', views }]);
    drawn.text.pictures.forEach((picture, i) => put(byId(`field-${fields[i]}`), picture, drawn.buffer));
    core.give([drawn.buffer]);
    const words = [`Row ${row}, column ${column}`];
    if (text.activity !== null) words.push(`activity ${text.activity.toFixed(3)}`);
    if (text.threshold !== null) words.push(`θ ${text.threshold.toFixed(3)}`);
    const { tuning: tuned } = text;
    if (tuned) {
      words.push(tuned.preference === null ? 'no preference' : `prefers ${tuned.preference.toFixed(0)}°`);
      words.push(`selectivity ${tuned.selectivity.toFixed(2)}`);
      if (tuned.half_width !== null) words.push(`half width ${tuned.half_width.toFixed(0)}°`);
      if (tuned.modulation !== null) words.push(`modulation ${tuned.modulation.toFixed(2)}`);
      tuning(byId('tuning'), tuned.curve, tuned.preference);
      byId('tuning').setAttribute('aria-label', `Tuning curve; ${words.slice(1).join(', ')}`);
    } else {
      byId('tuning').replaceChildren();
      words.push('measure the map to see what it prefers');
    }
    byId('unit-about').textContent = `${words.join('; ')}.`;
    byId('field-kind').textContent = channels === 2 ? 'ON − OFF' : 'ON + OFF';
  }
  const choose = attempt(async (unit) => {
    page.unit = unit;
    if (!page.learning) here.address();
    await showUnit();
    if (!page.learning) await here.redrawMap();
  });
  for (const id of ['v1', 'map']) chooses(byId(id), () => page.about?.v1 ?? 1, choose, () => page.unit);

  Object.assign(here, { showUnit, choose });
}
