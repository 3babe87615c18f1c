//! `board export`: puts a learned map on a board.

use super::log::on_boards;
use crate::{
    commands::map::{Saved, load},
    error::Error,
    experiment::Changes,
    format::Format,
    outcome::Outcome,
    sides::SideArgs,
    whole_file,
};
use clap::Args;
use lissom_demo::gaussians;
use std::{
    fmt::Write,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The options of `board export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// A snapshot of `train` or of `board import`
    file: PathBuf,
    /// The folder for network.txt and weights.bin
    #[arg(long, value_name = "DIR", default_value = "learned")]
    out: PathBuf,
}

impl Export {
    /// Writes the folder, and prints the hashes that the board will log of its stimuli.
    pub fn run(&self) -> Result<Outcome, Error> {
        let wrong = |why: &str| Error::file(&self.file, why);
        let saved = Saved::read(&self.file, &Changes::default(), &SideArgs::default())?;
        let Saved { experiment, format, .. } = saved;
        let preset = on_boards(&experiment).map_err(|error| wrong(error.line()))?;
        if preset.is_gcal() || format != Format::Fixed16 {
            return Err(wrong("boards show LISSOM's maps of 16-bit weights only"));
        }
        let mut training = load(&self.file, &experiment, format)?;
        let side = experiment.params.cortex;
        let presentations = training.progress().presentations();
        let name = preset.name();
        let about = format!("preset {name}\nside {side}\npresentations {presentations}\n");
        fs::create_dir_all(&self.out).map_err(|error| Error::file(&self.out, error))?;
        file(&self.out.join("weights.bin"), &training.bytes())?;
        file(&self.out.join("network.txt"), about.as_bytes())?;
        let mut text = String::new();
        for (name, gaussian) in gaussians(side) {
            for (step, hash) in training.settle(gaussian)?.into_iter().enumerate() {
                writeln!(text, "hash {name} {step} {hash:08x}")?;
            }
        }
        writeln!(text, "2 files in {}", self.out.display())?;
        Ok(Outcome::new(text))
    }
}

fn file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    whole_file::write(path, |writer| Ok(writer.write_all(bytes)?))
}
