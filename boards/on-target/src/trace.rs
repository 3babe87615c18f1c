//! What is compared of a presentation: a hash for each stage. Runs on host and chip.

use lissom::{Fixed16, Signal, sheet};

/// FNV-1a of nothing.
pub const START: u32 = 0x811c_9dc5;

/// FNV-1a, 32 bits, of more bytes.
pub fn fnv(hash: u32, bytes: [u8; 4]) -> u32 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The hash of a stage's exact bits.
pub fn hash(signal: Signal<'_, Fixed16>) -> u32 {
    match signal {
        Signal::Activity(units) => sheet::hash(units),
        Signal::Response(units) => units.iter().fold(START, |hash, s| fnv(hash, s.to_le_bytes())),
    }
}
