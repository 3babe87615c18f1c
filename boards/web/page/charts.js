// Charts as SVG.

const NS = 'http://www.w3.org/2000/svg';

function add(svg, name, attributes, text) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  svg.append(element);
}

const path = (points) => points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** ρ with π, and selectivity, over presentations. */
export function development(svg, maps) {
  svg.replaceChildren();
  const [left, right, top, bottom] = [28, 392, 8, 98];
  const most = Math.max(100, ...maps.map((map) => map.presentations));
  const x = (presentations) => left + ((right - left) * presentations) / most;
  const y = (value) => bottom - ((bottom - top) * Math.min(value, 6)) / 6;
  for (const value of [0, 2, 4, 6]) {
    add(svg, 'line', { x1: left, x2: right, y1: y(value), y2: y(value), class: value ? 'grid' : 'axis' });
    add(svg, 'text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, value);
  }
  add(svg, 'line', { x1: left, x2: right, y1: y(Math.PI), y2: y(Math.PI), class: 'pi' });
  add(svg, 'text', { x: right, y: y(Math.PI) - 4, 'text-anchor': 'end' }, 'π');
  add(svg, 'text', { x: left, y: 114 }, 'ρ, and dashed ten times the selectivity');
  add(svg, 'text', { x: right, y: 114, 'text-anchor': 'end' }, `${most} presentations`);
  const known = maps.filter((map) => map.rho !== null).map((map) => [x(map.presentations), y(map.rho)]);
  const selective = maps.map((map) => [x(map.presentations), y(10 * map.selectivity)]);
  if (selective.length) add(svg, 'path', { d: path(selective), class: 'line second' });
  if (known.length) add(svg, 'path', { d: path(known), class: 'line' });
  for (const [cx, cy] of known.slice(-1)) add(svg, 'circle', { cx, cy, r: 3, class: 'dot' });
}

/** A unit's largest response to each orientation. */
export function tuning(svg, curve, preference) {
  svg.replaceChildren();
  const [left, right, top, bottom] = [34, 392, 10, 122];
  const most = Math.max(0.05, ...curve);
  const x = (degrees) => left + ((right - left) * degrees) / 180;
  const y = (value) => bottom - ((bottom - top) * value) / most;
  for (const part of [0, 0.5, 1]) {
    add(svg, 'line', { x1: left, x2: right, y1: y(part * most), y2: y(part * most), class: part ? 'grid' : 'axis' });
    add(svg, 'text', { x: left - 6, y: y(part * most) + 4, 'text-anchor': 'end' }, (part * most).toFixed(2));
  }
  for (const degrees of [0, 45, 90, 135, 180]) {
    add(svg, 'text', { x: x(degrees), y: 138, 'text-anchor': 'middle' }, `${degrees}°`);
  }
  if (preference !== null) add(svg, 'line', { x1: x(preference), x2: x(preference), y1: top, y2: bottom, class: 'pi' });
  const points = [...curve, curve[0]].map((value, i) => [x((180 * i) / curve.length), y(value)]);
  add(svg, 'path', { d: path(points), class: 'line' });
}
