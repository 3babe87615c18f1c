//! What the boards' build scripts share.
//!
//! ```ignore
//! lissom_build::network!(36); // the side, as in main.rs
//!
//! fn main() -> std::io::Result<()> {
//!     lissom_build::memory("memory.x")?;
//!     lissom_build::link(["link.x", "defmt.x"]);
//!     weights()
//! }
//! ```

use std::{env, fs, io, path::PathBuf};

pub use lissom;
pub use lissom_demo;

/// Cargo's folder for what a build script writes.
///
/// # Panics
///
/// Outside of a build script.
pub fn out() -> PathBuf {
    env::var_os("OUT_DIR").expect("OUT_DIR is set for build scripts").into()
}

/// Puts the board's memory map where link.x looks for memory.x.
///
/// # Errors
///
/// Those of reading and writing.
pub fn memory(map: &str) -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={map}");
    println!("cargo:rustc-link-search={}", out().display());
    fs::copy(map, out().join("memory.x")).map(drop)
}

/// Links with the given scripts, and without page alignment, which would cost flash.
pub fn link<const N: usize>(scripts: [&str; N]) {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg-bins=--nmagic");
    for script in scripts {
        println!("cargo:rustc-link-arg-bins=-T{script}");
    }
}

/// Writes a function `weights()`, which fills the weights of a notebook network on the host, in no
/// time beside what the compiler takes for `frozen()`, and saves them as weights.bin for
/// `map::Weights::of_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin")))`.
#[macro_export]
macro_rules! network {
    ($side:expr) => {
        const SIDE: usize = $crate::lissom_demo::side(option_env!("LISSOM_SIDE"), $side);
        $crate::lissom::network!(mod map = $crate::lissom::Params::notebook(SIDE));

        fn weights() -> std::io::Result<()> {
            let mut weights = Box::new(map::Weights::<$crate::lissom::Fixed16>::new());
            weights.fill().map_err(std::io::Error::other)?;
            std::fs::write($crate::out().join("weights.bin"), weights.bytes().collect::<Vec<u8>>())
        }
    };
}
