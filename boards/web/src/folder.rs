//! The folder of static files.

use lzma_rust2::{LzmaOptions, LzmaWriter};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf, absolute},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// What the packed module is called in the page's folder.
const MODULE: &str = "lissom.wasm.lzma";
/// What unpacks it.
const UNPACKER: &str = "unpack.wasm";
/// What LZMA looks back over: more than the module.
const WINDOW: u32 = 1 << 22;

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2).take(1).collect()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    let chosen = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let chosen = chosen.unwrap_or_else(|| root().join("target"));
    absolute(&chosen).unwrap_or(chosen)
}

/// Builds the module, and copies the page beside it. The folder appears whole: what was there
/// before goes when the new one is complete.
///
/// # Errors
///
/// As a sentence: what could not be built, read or written.
pub fn build(out: &Path) -> Result<(), String> {
    if out.exists() && !out.join("index.html").exists() {
        return Err(format!("{}: no page was built here before, so it stays", out.display()));
    }
    let [module, unpacker] = modules()?;
    let mut new = out.as_os_str().to_owned();
    new.push(".new"); // beside it
    let new = PathBuf::from(new);
    let says = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    if new.exists() {
        fs::remove_dir_all(&new).map_err(|error| says(&new, error))?;
    }
    fs::create_dir_all(&new).map_err(|error| says(&new, error))?;
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("page");
    for entry in fs::read_dir(&page).map_err(|error| says(&page, error))? {
        let from = entry.map_err(|error| says(&page, error))?.path();
        let name = from.file_name().unwrap_or_default();
        fs::copy(&from, new.join(name)).map_err(|error| says(&from, error))?;
    }
    let file = new.join(MODULE);
    let packed = packed(&module).map_err(|error| says(&file, error))?;
    fs::write(&file, &packed).map_err(|error| says(&file, error))?;
    let file = new.join(UNPACKER);
    fs::write(&file, &unpacker).map_err(|error| says(&file, error))?;
    if out.exists() {
        fs::remove_dir_all(out).map_err(|error| says(out, error))?;
    }
    fs::rename(&new, out).map_err(|error| says(out, error))?;
    println!("{}: the module takes {} bytes", out.display(), packed.len());
    Ok(())
}

/// The module's bytes, and those of what unpacks it.
fn modules() -> Result<[Vec<u8>; 2], String> {
    let (cargo, target) = (env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), target());
    let simd = format!("target.{TARGET}.rustflags=[\"-C\", \"target-feature=+simd128\"]");
    let built = Command::new(cargo)
        .args(["build", "--lib", "-p", "lissom-web-module", "-p", "lissom-web-unpack"])
        .args(["--profile", "web", "--target", TARGET, "--config", &simd, "--target-dir"])
        .arg(&target)
        .current_dir(root())
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    if !built.success() {
        return Err(format!("the module was not built; it needs `rustup target add {TARGET}`"));
    }
    let read = |name: &str| {
        let file = target.join(TARGET).join("web").join(name);
        fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))
    };
    Ok([read("lissom_web_module.wasm")?, read("lissom_web_unpack.wasm")?])
}

fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let preset = LzmaOptions::with_preset(9);
    // code is aligned to single bytes
    let options = LzmaOptions { dict_size: WINDOW, pb: 0, nice_len: 273, ..preset };
    let size = Some(bytes.len() as u64);
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, size)?;
    writer.write_all(bytes)?;
    writer.finish()
}
