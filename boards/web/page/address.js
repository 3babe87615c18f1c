// The address: the keys of an experiment, the picture and the unit.

/** Keys that are not the experiment's. */
const OWN = new Set(['picture', 'unit']);

/** The keys of an experiment in an address, as pairs. */
export function keysOf(search) {
  return [...new URLSearchParams(search)].filter(([key]) => !OWN.has(key));
}

/** What else the address says. */
export function ownOf(search) {
  const all = new URLSearchParams(search);
  return { picture: pictureOf(all.get('picture')), unit: unitOf(all.get('unit')) };
}

const PARTS = {
  gaussian: ['row', 'column', 'width', 'length', 'orientation', 'contrast'],
  bar: ['row', 'column', 'width', 'length', 'orientation', 'contrast'],
  grating: ['frequency', 'phase', 'orientation', 'contrast'],
};

function pictureOf(text) {
  const [kind, ...numbers] = (text ?? '').split(',');
  const parts = PARTS[kind];
  const all = numbers.map(Number);
  if (!parts || all.length !== parts.length || !all.every(Number.isFinite)) return null;
  return { kind, ...Object.fromEntries(parts.map((part, i) => [part, all[i]])) };
}

function unitOf(text) {
  const [row, column] = (text ?? '').split(',').map(Number);
  return Number.isInteger(row) && Number.isInteger(column) ? { row, column } : null;
}

/** The address of keys, a picture and a unit. What was drawn or seen by a camera has no place in it. */
export function search(keys, picture, unit) {
  const all = new URLSearchParams();
  for (const [key, value] of keys) all.set(key, value);
  const parts = PARTS[picture?.kind];
  if (parts) all.set('picture', [picture.kind, ...parts.map((part) => short(picture[part]))].join(','));
  if (unit) all.set('unit', `${unit.row},${unit.column}`);
  // readable: commas and brackets may stand there
  return `?${all.toString().replaceAll('%2C', ',').replaceAll('%5B', '[').replaceAll('%5D', ']')}`;
}

function short(number) {
  return Number(number.toFixed(3)).toString();
}
