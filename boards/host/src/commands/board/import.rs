//! `board import`: reads back what a board has learned.

use super::log::probes;
use crate::{commands::train, figure::Caption, outcome::Outcome};
use clap::Args;
use lissom_experiment::{bounded, error::Error, experiment::Experiment};
use lissom_lab::{flash::Flash, kept::Words, threads::Parts, training::begin, whole_file};
use std::{fmt::Write, fs, path::PathBuf};

/// The options of `board import`.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The flash that the board keeps snapshots in: what `--kept` writes of an emulated or modelled
    /// board, or of a real Pico `picotool save -r 10180000 10200000 flash.bin`
    file: PathBuf,
    /// The folder for the snapshot, the map, and the weights as .npy
    #[arg(long, value_name = "DIR", default_value = "training")]
    out: PathBuf,
}

impl Import {
    /// Finds the last whole snapshot, measures its map as the board does, and writes it all as
    /// `train` does.
    pub fn run(&self) -> Result<Outcome, Error> {
        let wrong = |why: &str| Error::file(&self.file, why);
        whole_file::check(&self.out)?;
        let bytes = bounded::read(&self.file)?;
        let flash = Flash::<1>::new(bytes);
        let found = flash.headers().find_map(|(at, header)| {
            let (experiment, format) = Experiment::of_snapshot(header, &[], None)?;
            Some((experiment, format, Words::of_snapshot_at(at)))
        });
        let (experiment, format, words) =
            found.ok_or_else(|| wrong("there is no snapshot of a board in it"))?;
        let mut training = begin(&experiment, format, lissom_demo::SEED.into())?;
        let loaded =
            training.resume_from(flash.into_bytes(), words).map_err(|error| wrong(error.line()))?;
        if !loaded {
            return Err(wrong("there is no whole snapshot in it"));
        }
        let map = training.measure(&probes(&experiment)?, &mut Parts::default(), &mut || ())?;
        let progress = training.progress();
        let (presentations, trace) = (progress.presentations(), progress.trace());
        let caption = Caption::new(&experiment, format, false, presentations);
        fs::create_dir_all(&self.out).map_err(|error| Error::file(&self.out, error))?;
        let count = train::write(&*training, &map, &caption, &self.out)?;
        let mut text = format!("{} {}\n", experiment.name(), format.name());
        writeln!(text, "trace {presentations} {trace:08x}")?;
        writeln!(text, "{}", map.line(presentations))?;
        writeln!(text, "{count} files in {}", self.out.display())?;
        Ok(Outcome::new(text))
    }
}
