//! Chooses the kernels of `src/engine` by the target: what a stable compiler tells the crate does
//! not say whether a Cortex-M has the DSP instructions.

use std::{env, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!(
        "cargo::rustc-check-cfg=cfg(lissom_kernel, values(\"dsp\", \"thumb1\", \"thumb2\", \"riscv\"))"
    );
    println!(
        "cargo::rustc-check-cfg=cfg(lissom_lanes, lissom_pairs, lissom_repository, lissom_simd128, lissom_v8m, lissom_x86)"
    );
    println!("cargo::rustc-check-cfg=cfg(lissom_level, values(\"avx2\", \"plain\"))");
    if Path::new("tests/data").exists() {
        println!("cargo::rustc-cfg=lissom_repository"); // not in the package: tests/all is empty there
    }
    println!("cargo::rerun-if-env-changed=LISSOM_LEVEL");
    let variable = |name| env::var(name).unwrap_or_default();
    let features = variable("CARGO_CFG_TARGET_FEATURE");
    let has = |feature| features.split(',').any(|name| name == feature);
    let target = variable("TARGET");
    let dsp = env::var_os("CARGO_FEATURE_DSP").is_some();
    let kernel = match target.split('-').next().unwrap_or_default() {
        "thumbv7em" => "dsp",
        "thumbv8m.main" if dsp => {
            println!("cargo::rustc-cfg=lissom_v8m");
            "dsp"
        }
        "thumbv6m" => "thumb1",
        "thumbv7m" | "thumbv8m.main" => "thumb2",
        name if name.starts_with("riscv32im") => "riscv",
        // Miri has no processor to ask: the build says which kernels it is to run
        "x86_64" if env::var_os("CARGO_CFG_MIRI").is_none() || has("avx2") => {
            // the processor is asked at run time; to measure a lower level, a build may stop there
            match variable("LISSOM_LEVEL").as_str() {
                "" => {}
                level @ ("avx2" | "plain") => println!("cargo::rustc-cfg=lissom_level=\"{level}\""),
                _ => panic!("LISSOM_LEVEL is avx2 or plain, or not set"),
            }
            println!("cargo::rustc-cfg=lissom_x86");
            return println!("cargo::rustc-cfg=lissom_lanes");
        }
        "wasm32" if has("simd128") => {
            println!("cargo::rustc-cfg=lissom_simd128");
            return println!("cargo::rustc-cfg=lissom_lanes");
        }
        _ => return,
    };
    println!("cargo::rustc-cfg=lissom_kernel=\"{kernel}\"");
    println!("cargo::rustc-cfg=lissom_pairs");
}
