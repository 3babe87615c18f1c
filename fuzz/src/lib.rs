//! Fuzz targets: each module is one, with what it reads from an input, what must hold, and its
//! seeds. `fuzz_targets` gives them to libFuzzer, `tests/seeds.rs` runs them on any toolchain.

mod formats;
pub mod input;
mod cells;
mod halves;
mod learner;
mod portable;
mod screen;

#[allow(dead_code)] // shared with the tests of the crate
#[path = "../../tests/storage/bench.rs"]
mod bench;
#[allow(dead_code)]
#[path = "../../tests/storage/nor.rs"]
mod nor;
#[allow(dead_code)]
#[path = "../../tests/storage/state.rs"]
mod state;

pub mod drawables;
pub mod image;
pub mod link;
pub mod network;
pub mod npy;
pub mod orientation;
pub mod snapshot;
pub mod stimulus;
pub mod storage;
pub mod weights_bytes;

/// A fuzz target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of its program and of its folder of seeds.
    pub name: &'static str,
    /// Panics where something that must hold does not.
    pub run: fn(&[u8]),
    /// What fuzzing begins with: names of files and their bytes.
    pub seeds: fn() -> Vec<(&'static str, Vec<u8>)>,
}

macro_rules! targets {
    ($($name:ident)*) => {
        /// All of them.
        pub const TARGETS: &[Target] = &[$(Target {
            name: stringify!($name),
            run: $name::run,
            seeds: $name::seeds,
        }),*];
    };
}
targets!(drawables image link network npy orientation snapshot stimulus storage weights_bytes);
