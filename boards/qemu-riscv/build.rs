#[path = "src/network.rs"]
mod network;

use lissom::Fixed16;
use network::map::Weights;
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);

    // the compiler takes minutes to freeze these weights
    let mut weights = Box::new(Weights::<Fixed16>::new());
    weights.fill()?;
    fs::write(out.join("weights"), weights.bytes().collect::<Vec<_>>())?;

    // the linker includes memory.x from a search path
    fs::copy("memory.x", out.join("memory.x"))?;
    println!("cargo:rustc-link-search={}", out.display());
    for file in ["build.rs", "memory.x", "src/network.rs"] {
        println!("cargo:rerun-if-changed={file}");
    }
    println!("cargo:rustc-link-arg-bins=-Tmemory.x"); // before link.x, which uses its regions
    println!("cargo:rustc-link-arg-bins=-Tlink.x"); // riscv-rt: sections
    println!("cargo:rustc-link-arg-bins=-Tdefmt.x"); // defmt: log strings, kept out of memory
    println!("cargo:rustc-link-arg-bins=--nmagic"); // no page alignment
    Ok(())
}
