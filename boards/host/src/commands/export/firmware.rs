//! A snapshot's network for firmware, in files.

use lissom_experiment::{error::Error, firmware};
use lissom_lab::{
    saved::{Saved, load},
    whole_file,
};
use std::{io::Write, path::Path};

/// Writes `out` and, where that is Rust, the bytes beside it; says what.
pub fn write(file: &Path, saved: &Saved, out: &Path, is_rust: bool) -> Result<String, Error> {
    firmware::check(&saved.experiment, saved.format).map_err(|error| error.of(file))?;
    let training = load(file, &saved.experiment, saved.format)?;
    let presentations = training.progress().presentations();
    let raw = out.with_extension("bin");
    let name = raw.file_name().unwrap_or_default().to_string_lossy();
    let source = training.source(&saved.experiment, &saved.name(), &name);
    let bytes = training.bytes()?;
    let length = bytes.len();
    whole_file::write(&raw, |writer| Ok(writer.write_all(&bytes)?))?;
    if is_rust {
        whole_file::write(out, |writer| Ok(writer.write_all(source.as_bytes())?))?;
    }
    Ok(format!("{length} bytes of weights after {presentations} presentations"))
}
