// The flash chip's own commands, as far as firmware gives them through the SSI itself: its unique number,
// and the status, which is never busy. The boot ROM's functions write it, and execution reads it.
const SSI = 0x18000; // its page of registers
const DATA = 0x60;
const UNIQUE = 0x4b; // four more bytes pass before it comes

/** Puts a chip with this number, eight bytes, beside an emulated RP2040. */
export function attach(mcu, unique) {
  const ssi = mcu.peripherals[SSI];
  const [read, write] = [ssi.readUint32, ssi.writeUint32];
  let coming = [];
  ssi.writeUint32 = (offset, value) => {
    write.call(ssi, offset, value);
    if (offset === DATA) coming = (value & 0xff) === UNIQUE ? [0, 0, 0, 0, ...unique] : [];
  };
  ssi.readUint32 = offset => (offset === DATA ? (coming.shift() ?? 0) : read.call(ssi, offset));
}
