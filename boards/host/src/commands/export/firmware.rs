//! A snapshot's network for firmware, in files.

use crate::{
    error::Error,
    firmware,
    format::Format,
    saved::{Saved, load},
    training::AnyTraining,
    whole_file,
};
use lissom::{learning::Learn, number::WideOf, snapshot::Element};
use std::{io::Write, path::Path};

/// Writes `out` and, where that is Rust, the bytes beside it; says what.
pub fn write(file: &Path, saved: &Saved, out: &Path, is_rust: bool) -> Result<String, Error> {
    firmware::check(&saved.experiment, saved.format).map_err(|error| error.of(file))?;
    let training = load(file, &saved.experiment, saved.format)?;
    let presentations = training.progress().presentations();
    let raw = out.with_extension("bin");
    let (bytes, source) = match saved.format {
        Format::Fixed8 => of::<lissom::Fixed8>(saved, training, &raw)?,
        _ => of::<lissom::Fixed16>(saved, training, &raw)?,
    };
    let length = bytes.len();
    whole_file::write(&raw, |writer| Ok(writer.write_all(&bytes)?))?;
    if is_rust {
        whole_file::write(out, |writer| Ok(writer.write_all(source.as_bytes())?))?;
    }
    Ok(format!("{length} bytes of weights after {presentations} presentations"))
}

/// The bytes and the module.
fn of<W: Learn>(
    saved: &Saved,
    training: Box<dyn AnyTraining>,
    raw: &Path,
) -> Result<(Vec<u8>, String), Error>
where
    WideOf<W>: Element,
{
    let training = training
        .into_training::<W>()
        .ok_or_else(|| Error::new("a training of another number format"))?;
    let raw = raw.file_name().unwrap_or_default().to_string_lossy();
    let source = firmware::source(&saved.experiment, &saved.name(), &training, &raw);
    Ok((firmware::bytes(&training)?, source))
}
