// The boards with a live retina, by name: `pico` in rp2040js, `pico2` on the chip that tools/machine models.
const BOARDS = {
  pico: async () => (await import('./pico.mjs')).Pico,
  pico2: async () => (await import('./pico2.mjs')).Pico2,
};

/** The class of a board. */
export async function board(name) {
  if (!Object.hasOwn(BOARDS, name)) throw new Error(`no board ${name}: ${Object.keys(BOARDS)}`);
  return BOARDS[name]();
}
