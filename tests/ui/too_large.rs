//! A network that a board has no memory for.

lissom::network!(mod map = lissom::Params::notebook(16));
const _: () = lissom::Budget { flash: 32 * 1024, ram: 8 * 1024 }.hold(map::FLASH, map::RAM); //~ ERROR E0080: the network needs 46760 bytes of flash and the board has 32768: 13992 too few

fn main() {}
