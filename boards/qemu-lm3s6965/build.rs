use std::{env, fs, path::Path};

fn main() {
    // link.x includes memory.x from a search path
    let out = env::var("OUT_DIR").unwrap();
    fs::copy("memory.x", Path::new(&out).join("memory.x")).unwrap();
    println!("cargo:rustc-link-search={out}");
    println!("cargo:rerun-if-changed=memory.x");
    println!("cargo:rerun-if-changed=build.rs");

    println!("cargo:rustc-link-arg-bins=-Tlink.x"); // cortex-m-rt: vectors and sections
    println!("cargo:rustc-link-arg-bins=-Tdefmt.x"); // defmt: log strings, kept out of flash
    println!("cargo:rustc-link-arg-bins=--nmagic"); // no page alignment: it would cost flash
}
