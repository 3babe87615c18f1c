// PNG files.
import fs from 'node:fs';
import { PNG } from 'pngjs';

/** Writes `width` x `height` pixels of `color(x, y)`, [red, green, blue], each `scale` wide and high. */
export function image(file, width, height, scale, color) {
  const png = new PNG({ width: width * scale, height: height * scale, colorType: 2 });
  for (let y = 0; y < png.height; y++)
    for (let x = 0; x < png.width; x++) {
      const rgb = color(Math.floor(x / scale), Math.floor(y / scale));
      png.data.set([...rgb, 255], 4 * (y * png.width + x));
    }
  fs.writeFileSync(file, PNG.sync.write(png, { colorType: 2 }));
}

/** Whether two PNG files show the same, in the highest bits of each colour, but for a rectangle. */
export function same(file, other, bits = 8, left = 0, top = 0, width = 0, height = 0) {
  const [a, b] = [file, other].map(name => PNG.sync.read(fs.readFileSync(name)));
  const within = (at, start, length) => at >= start && at < Number(start) + Number(length);
  const alike = (byte, i) => {
    const [x, y] = [(i >> 2) % a.width, Math.floor((i >> 2) / a.width)];
    if (within(x, left, width) && within(y, top, height)) return true;
    return (byte ^ b.data[i]) >> (8 - bits) === 0;
  };
  return a.width === b.width && a.height === b.height && a.data.every(alike);
}
