use std::{env, fs, path::Path};

fn main() {
    let board = env::var("BOARD").unwrap_or_else(|_| "an386".into());
    let out = env::var("OUT_DIR").unwrap();
    fs::copy(format!("memory/{board}.x"), Path::new(&out).join("memory.x")).expect("a board");
    println!("cargo::rustc-link-search={out}");
    println!("cargo::rerun-if-env-changed=BOARD");
    println!("cargo::rerun-if-changed=memory");
    if env::var("TARGET").unwrap().starts_with("riscv") {
        println!("cargo::rustc-link-arg-bins=-Tmemory.x"); // riscv-rt's link.x does not include it
    }
    println!("cargo::rustc-link-arg-bins=-Tlink.x");
    println!("cargo::rustc-link-arg-bins=--nmagic");
}
