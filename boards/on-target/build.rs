//! Has the host compute what the chip must, and writes cases and hashes as Rust.

#[path = "host/emit.rs"]
mod emit;
#[path = "src/learning.rs"]
mod learning;
#[path = "src/networks.rs"]
#[allow(dead_code)]
mod networks;
#[path = "host/pictures.rs"]
mod pictures;
#[path = "host/reference.rs"]
mod reference;
#[path = "src/streams.rs"]
mod streams;
#[path = "src/trace.rs"]
mod trace;

use emit::Memory;
use lissom_npy as npy;
use std::{env, error::Error, fs, path::Path};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Presents the pictures to a network that the host fills at run time, as many as there is room for
/// on the chip, and says if that is not all.
macro_rules! preset {
    ($name:ident, $room:expr, $stimuli:expr, $out:expr) => {{
        use networks::$name as map;
        let name = stringify!($name);
        println!("cargo:rustc-check-cfg=cfg({name})");
        let pictures = pictures::all::<{ map::RETINA }>($stimuli)?;
        let ram = map::RAM - size_of::<map::Retina<lissom::Fixed16>>(); // pictures lie in flash
        let room = $room(map::FLASH, ram, map::RETINA);
        if room > 0 {
            let mut weights = Box::new(map::Weights::<lissom::Fixed16>::new());
            weights.fill()?;
            let lissom = weights.lissom()?;
            let mut state = Box::new(map::State::new());
            let mut cases = Vec::new();
            for (name, picture) in pictures.iter().take(room) {
                let mut trace = emit::Trace::default();
                lissom.settle(picture, &mut state, &mut trace);
                cases.push(emit::case(name, picture, trace.0, &[]));
            }
            fs::write($out.join(format!("{name}.rs")), emit::cases("CASES", map::RETINA, cases))?;
            println!("cargo:rustc-cfg={name}");
        }
        let (all, fit) = (pictures.len(), room.min(pictures.len()));
        if fit < all {
            println!("cargo:warning={name}: {fit} of {all} pictures fit this chip's memory");
        }
    }};
}

/// Has the host learn, too, where there is room for it on the chip.
macro_rules! learner {
    ($name:ident, $memory:expr, $out:expr) => {{
        let name = stringify!($name);
        println!("cargo:rustc-check-cfg=cfg({name})");
        if $memory.holds(size_of::<learning::$name::Memory>()) {
            let learned = emit::hashes(learning::$name::Memory::new().learn()?);
            let source = format!("const HOST: [u32; 2] = {learned:?};\n");
            fs::write($out.join(format!("{name}.rs")), source)?;
            println!("cargo:rustc-cfg={name}");
        } else {
            println!("cargo:warning={name}: too large for this chip's memory");
        }
    }};
}

fn main() -> Result<()> {
    let (out, target) = (env::var("OUT_DIR")?, env::var("TARGET")?);
    let out = Path::new(&out);
    let map = if cfg!(feature = "microbit") { "microbit" } else { &target };
    let script = format!("memory/{map}.x");
    let memory = fs::read_to_string(&script)
        .map_err(|_| format!("no board for {target}: README.md lists the targets"))?;
    fs::write(out.join("memory.x"), &memory)?;
    println!("cargo:rustc-link-search={}", out.display());
    for path in ["build.rs", "host", "src", &script] {
        println!("cargo:rerun-if-changed={path}");
    }
    if target.starts_with("riscv") {
        println!("cargo:rustc-link-arg-tests=-Tmemory.x"); // cortex-m-rt includes it by itself
    } else {
        println!("cargo:rustc-link-arg-tests=--nmagic"); // no page alignment: it would cost flash
    }
    println!("cargo:rustc-link-arg-tests=-Tlink.x");
    println!("cargo:rustc-link-arg-tests=-Tembedded-test.x");

    println!("cargo:rerun-if-env-changed=REFERENCE");
    let data = env::var("REFERENCE").unwrap_or("../../tests/data".into());
    let data = Path::new(&data);
    println!("cargo:rerun-if-changed={}", data.display());
    let memory = Memory::parse(&memory)?;
    let stimuli = &data.join("stimuli");
    let frozen = |tables, state, side| memory.frozen(tables, state, side);
    let filled = |tables, state, side| memory.filled(tables, state, side);
    preset!(notebook12, frozen, stimuli, out);
    preset!(notebook16, frozen, stimuli, out);
    preset!(notebook24, frozen, stimuli, out);
    preset!(notebook36, filled, stimuli, out);
    reference::write(data, out)?;
    let traces = emit::hashes(streams::traces().map(|(_, trace)| trace));
    fs::write(out.join("streams.rs"), format!("const HOST: [u32; 3] = {traces:?};\n"))?;
    learner!(gcal11, memory, out);
    learner!(gcal12, memory, out);
    learner!(or11, memory, out);
    learner!(published, memory, out);
    learner!(tiled, memory, out);
    println!("cargo:rustc-check-cfg=cfg(rust_analyzer)"); // embedded-test's macro asks for it
    Ok(())
}
