//! Keeps what is to be looked at, and the relocations that tell who calls what.

fn main() {
    for argument in ["--emit-relocs", "--undefined=settle"] {
        println!("cargo:rustc-link-arg={argument}");
    }
    println!("cargo:rerun-if-changed=build.rs");
}
