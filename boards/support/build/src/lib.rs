//! What the boards' build scripts share.
//!
//! ```ignore
//! fn main() {
//!     lissom_build::memory("memory.x");
//!     lissom_build::link(["link.x", "defmt.x"]);
//!     lissom_build::network();
//! }
//! ```
//!
//! Where firmware learns, it says `lissom_build::learner()`, too.
//!
//! What is wrong ends the build script with one line that says it.

mod learned;
mod learner;

pub use learner::learner;

use learned::Learned;
use lissom::{Fixed16, Network, Params, number::Weight};
use lissom_board::{Board, Memory};
use std::{env, error::Error, fs, path::PathBuf, process};

/// Cargo's folder for what a build script writes.
fn out() -> PathBuf {
    env::var_os("OUT_DIR").expect("OUT_DIR is set for build scripts").into()
}

/// Ends the build script with an error, if there is one.
fn unless<T>(result: Result<T, Box<dyn Error>>) -> T {
    result.unwrap_or_else(|error| {
        println!("cargo::error={error}");
        process::exit(1)
    })
}

/// Puts the board's memory map where link.x looks for memory.x.
pub fn memory(map: &str) {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={map}");
    println!("cargo::rustc-link-search={}", out().display());
    unless(fs::copy(map, out().join("memory.x")).map_err(|why| format!("{map}: {why}").into()));
}

/// Links with the given scripts, and without page alignment, which would cost flash.
pub fn link<const N: usize>(scripts: [&str; N]) {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-bins=--nmagic");
    for script in scripts {
        println!("cargo::rustc-link-arg-bins=-T{script}");
    }
}

/// Writes what `lissom_demo::network!()` includes: network.rs with the side and the budget that the
/// board's Cargo.toml says, and weights.bin with the weights of a notebook network of this side,
/// which the host fills in no time beside what the compiler takes for `frozen()`. Where
/// `LISSOM_WEIGHTS` names a folder of `lissom board export`, the network is the learned one there.
pub fn network() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    println!("cargo::rerun-if-env-changed=LISSOM_SIDE");
    unless(write_network());
}

fn write_network() -> Result<(), Box<dyn Error>> {
    let mut board = board()?;
    let learned = Learned::chosen()?;
    let weights = match &learned {
        Some(learned) => learned.weights(&mut board)?,
        None => weights(&Network::<Fixed16>::new(&Params::notebook(board.side.into()), 1)?),
    };
    fs::write(out().join("weights.bin"), weights)?;
    let learned = learned.unwrap_or_default();
    if let Some(thresholds) = learned.thresholds()? {
        fs::write(out().join("thresholds.bin"), thresholds)?;
    }
    let source = constants(board.side, board.memory) + &learned.constants();
    Ok(fs::write(out().join("network.rs"), source)?)
}

/// The board that is built, with the side that it is built for.
fn board() -> Result<Board, Box<dyn Error>> {
    let board = Board::read(&env::current_dir()?)?;
    Ok(board.ok_or("Cargo.toml: has no [package.metadata.lissom]")?.with_chosen_side()?)
}

/// `SIDE` and `BUDGET`, as Rust.
fn constants(side: u8, Memory { flash, ram }: Memory) -> String {
    format!(
        "const SIDE: usize = {side};\n\
         #[allow(dead_code)] // firmware that learns may have less\n\
         const BUDGET: lissom::Budget = lissom::Budget {{ flash: {flash}, ram: {ram} }};\n"
    )
}

/// The bytes that `map::Weights::bytes` gives of the same network.
fn weights<W: Weight>(network: &Network<W>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (_, projection) in network.projections() {
        bytes.extend(projection.exponent().to_le_bytes());
        for weight in projection.packed() {
            bytes.extend(&Weight::to_bits(*weight).to_le_bytes()[..size_of::<W>()]);
        }
    }
    bytes
}
