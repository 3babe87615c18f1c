// What lies in flash: an ELF file, or the UF2 that is copied to a real board.
import fs from 'node:fs';

const FLASH = 0x10000000;
const PT_LOAD = 1;

/** Puts a program into flash. */
export function load(mcu, file) {
  const bytes = fs.readFileSync(file);
  const put = (address, part) => {
    if (address < FLASH || address + part.length > FLASH + 2 * 1024 * 1024)
      throw new Error(`${file}: ${address.toString(16)} is outside the 2 MB of flash`);
    mcu.flash.set(part, address - FLASH);
  };
  const magic = bytes.length >= 512 ? bytes.readUInt32LE(0) : 0;
  if (magic === 0x464c457f) elf(bytes, put);
  else if (magic === 0x0a324655) uf2(bytes, put);
  else throw new Error(`${file}: neither ELF nor UF2`);
}

/** Puts the core where the boot ROM leaves it. It copies the second stage to RAM and calls it with LR 0; that
 * then goes to the vectors behind itself. Entered in flash it does the same. */
export function start(mcu) {
  mcu.core.SP = 0x20041f00;
  mcu.core.registers[14] = 0;
  mcu.core.PC = FLASH;
}

function elf(bytes, put) {
  const table = bytes.readUInt32LE(28);
  const [size, count] = [bytes.readUInt16LE(42), bytes.readUInt16LE(44)];
  for (let at = table; at < table + size * count; at += size) {
    const [kind, offset, , address, length] = [0, 4, 8, 12, 16].map(i => bytes.readUInt32LE(at + i));
    if (kind === PT_LOAD && length > 0) put(address, bytes.subarray(offset, offset + length));
  }
}

function uf2(bytes, put) {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const [address, length] = [12, 16].map(i => bytes.readUInt32LE(at + i));
    put(address, bytes.subarray(at + 32, at + 32 + length));
  }
}
