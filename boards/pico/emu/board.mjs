// The boards with a live retina, by name: `pico` in rp2040js, the others on the chips that tools/machine models.
const BOARDS = {
  pico: async () => (await import('./pico.mjs')).Pico,
  pico2: async () => (await import('./modelled.mjs')).Pico2,
  'stm32f429-disc1': async () => (await import('./modelled.mjs')).Stm32f429Disc1,
  'nucleo-h743zi': async () => (await import('./modelled.mjs')).NucleoH743zi,
  'microbit-v2': async () => (await import('./modelled.mjs')).MicrobitV2,
};

/** The class of a board. */
export async function board(name) {
  if (!Object.hasOwn(BOARDS, name)) throw new Error(`no board ${name}: ${Object.keys(BOARDS)}`);
  return BOARDS[name]();
}
