#[path = "src/network.rs"]
mod network;

use lissom::Fixed16;
use network::map::Weights;
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let (out, target) = (env::var("OUT_DIR")?, env::var("TARGET")?);
    let out = Path::new(&out);

    // the compiler takes minutes to freeze these weights
    let mut weights = Box::new(Weights::<Fixed16>::new());
    weights.fill()?;
    fs::write(out.join("weights"), weights.bytes().collect::<Vec<_>>())?;

    // link.x includes memory.x from a search path
    let memory = if target.starts_with("thumbv8m") { "memory-v8m.x" } else { "memory-v7m.x" };
    fs::copy(memory, out.join("memory.x"))?;
    println!("cargo:rustc-link-search={}", out.display());
    for file in ["build.rs", memory, "src/network.rs"] {
        println!("cargo:rerun-if-changed={file}");
    }
    println!("cargo:rustc-link-arg-bins=-Tlink.x"); // cortex-m-rt: vectors and sections
    println!("cargo:rustc-link-arg-bins=-Tdefmt.x"); // defmt: log strings, kept out of flash
    println!("cargo:rustc-link-arg-bins=--nmagic"); // no page alignment: it would cost flash
    Ok(())
}
