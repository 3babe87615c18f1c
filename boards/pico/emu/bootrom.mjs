// The functions of the boot ROM that write the flash, by their contract in the RP2040's data sheet:
// erasing sets bits, programming clears them. Neither takes time, and the flash chip's own commands
// are not modelled.
const TABLE = 0x14; // of functions; looked up by code alone
const LOOKUP = 0x18; // the function that looks up
const FIRST = 0x100; // where the functions are: a breakpoint, and the return
const NOTHING = () => {};

const FUNCTIONS = {
  C4(mcu, [to, from, length]) {
    for (let i = 0; i < length; i += 4) mcu.writeUint32(to + i, mcu.readUint32(from + i));
  },
  IF: NOTHING, // connect_internal_flash
  EX: NOTHING, // flash_exit_xip
  RE(mcu, [from, length]) {
    if (from % 4096 || length % 4096) throw new Error('the flash is erased by sectors');
    mcu.flash.fill(0xff, from, from + length);
  },
  RP(mcu, [to, from, length]) {
    if (to % 256 || length % 256) throw new Error('the flash is programmed by pages');
    for (let i = 0; i < length; i++) mcu.flash[to + i] &= mcu.readUint8(from + i);
  },
  FC: NOTHING, // flash_flush_cache
  CX: NOTHING, // flash_enter_cmd_xip
};

// embassy-rp waits until no stream of the flash's cache is under way, before it writes
const CACHE = 0x14000; // its page of registers
const idle = { readUint32: () => 0, writeUint32: NOTHING, writeUint32Atomic: NOTHING };

/** Puts them into an emulated RP2040. */
export function install(mcu) {
  mcu.peripherals[CACHE] = idle;
  const rom = new DataView(mcu.bootrom.buffer);
  const codes = Object.keys(FUNCTIONS);
  const address = index => (FIRST + 4 * index) | 1;
  for (let index = 0; index <= codes.length; index++) {
    rom.setUint16(FIRST + 4 * index, 0xbe00 | index, true); // BKPT
    rom.setUint16(FIRST + 4 * index + 2, 0x4770, true); // BX LR
  }
  rom.setUint16(TABLE, FIRST, true);
  rom.setUint16(LOOKUP, address(codes.length), true);
  mcu.onBreak = index => {
    const { registers } = mcu.core;
    if (index < codes.length) return FUNCTIONS[codes[index]](mcu, registers);
    const code = String.fromCharCode(registers[1] & 255, registers[1] >> 8);
    const found = codes.indexOf(code);
    if (found < 0) throw new Error(`no function ${code} in the boot ROM`);
    registers[0] = address(found);
  };
}
