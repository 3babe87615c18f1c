// Sheets on canvases.

/** Puts pixels of the module on a canvas, as wide as they are. */
export function put(canvas, { width, at, length }, buffer) {
  const height = length / 4 / width;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(buffer, at, length), width, height), 0, 0);
}

/** Marks a unit on a canvas of a sheet of this side. */
export function mark(canvas, unit, side) {
  if (!unit || unit.row >= side || unit.column >= side) return;
  const scale = canvas.width / side;
  const pen = canvas.getContext('2d');
  if (scale < 4) return; // a unit is a pixel: its field says where it is
  pen.lineWidth = 2;
  pen.strokeStyle = '#000';
  pen.strokeRect(unit.column * scale - 1, unit.row * scale - 1, scale + 2, scale + 2);
  pen.strokeStyle = '#fff';
  pen.strokeRect(unit.column * scale - 3, unit.row * scale - 3, scale + 6, scale + 6);
}

/** Lets units be chosen on a canvas, by pointer and arrows. */
export function chooses(canvas, side, chosen, now) {
  const clamp = (at) => Math.min(side() - 1, Math.max(0, at));
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const [row, column] = [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
    chosen({ row: clamp(Math.floor(row * side())), column: clamp(Math.floor(column * side())) });
  };
  canvas.addEventListener('pointerdown', at);
  canvas.addEventListener('pointermove', (event) => event.buttons && at(event));
  canvas.addEventListener('keydown', (event) => {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [0, 0] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const middle = Math.floor(side() / 2);
    const { row, column } = now() ?? { row: middle, column: middle };
    chosen({ row: clamp(row + move[0]), column: clamp(column + move[1]) });
  });
}
