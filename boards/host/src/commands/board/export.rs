//! `board export`: puts a learned map on a board.

use super::log::{on_boards, probes};
use crate::outcome::Outcome;
use clap::Args;
use lissom_demo::gaussians;
use lissom_experiment::{
    error::Error, experiment::Experiment, format::Format, pictures::Kind, sides::Sides,
};
use lissom_lab::{
    any_training::AnyTraining,
    kept::Keeping,
    saved::{Saved, load},
    threads::Parts,
    training::begin,
    whole_file,
};
use std::{
    fmt::Write,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// Steps of a threshold on a board.
const STEPS: f64 = (1 << 24) as f64;

/// The options of `board export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// A snapshot of `train` or of `board import`
    file: PathBuf,
    /// The board that is to go on learning from there: writes flash.bin, what its flash keeps
    #[arg(long, value_name = "BOARD", value_enum)]
    flash: Option<Keeping>,
    /// The weights of the network that a board shows, fixed8 or fixed16, to which the snapshot's
    /// are rounded [default: the snapshot's, or fixed16]
    #[arg(long, value_enum, conflicts_with = "flash")]
    number: Option<Format>,
    /// The folder for network.txt, weights.bin and GCAL's thresholds.bin, or for flash.bin
    #[arg(long, value_name = "DIR", default_value = "learned")]
    out: PathBuf,
}

impl Export {
    /// Writes the folder, and prints what the board will log: the hashes of its stimuli, or the map
    /// that it goes on from.
    pub fn run(&self) -> Result<Outcome, Error> {
        whole_file::check(&self.out)?;
        let saved = Saved::read(&self.file, &[], None)?;
        let Saved { experiment, format, .. } = &saved;
        on_boards(experiment).map_err(|error| self.wrong(error.line()))?;
        let number = self.number.unwrap_or(match format {
            Format::Fixed8 => Format::Fixed8,
            _ => Format::Fixed16,
        });
        if !matches!(number, Format::Fixed8 | Format::Fixed16) {
            let found = number.name();
            return Err(Error::new(format!("boards show fixed8 or fixed16, and not {found}")));
        }
        let mut training = load(&self.file, experiment, *format)?;
        if let Some(board) = self.flash {
            return self.to_learn(board, &saved, &mut *training);
        }
        if number != *format {
            let mut rounded = begin(experiment, number, lissom_demo::SEED.into())?;
            rounded.take(&*training)?;
            training = rounded;
        }
        self.to_show(&saved.experiment, &mut *training)
    }

    fn to_show(
        &self,
        experiment: &Experiment,
        training: &mut dyn AnyTraining,
    ) -> Result<Outcome, Error> {
        let number = training.format().name();
        let side = experiment.params.cortex;
        let presentations = training.progress().presentations();
        let name = experiment.preset.name();
        let about =
            format!("preset {name}\nnumber {number}\nside {side}\npresentations {presentations}\n");
        fs::create_dir_all(&self.out).map_err(|error| Error::file(&self.out, error))?;
        file(&self.out.join("weights.bin"), &training.bytes()?)?;
        let mut files = 2;
        if let Some(thresholds) = training.thresholds() {
            let steps = thresholds.iter().map(|theta| (theta * STEPS) as i32); // exact
            let bytes: Vec<_> = steps.flat_map(i32::to_le_bytes).collect();
            file(&self.out.join("thresholds.bin"), &bytes)?;
            files += 1;
        }
        file(&self.out.join("network.txt"), about.as_bytes())?;
        let mut text = String::new();
        for (name, gaussian) in gaussians(side) {
            for (step, hash) in training.settle(gaussian)?.into_iter().enumerate() {
                writeln!(text, "hash {name} {step} {hash:08x}")?;
            }
        }
        writeln!(text, "{files} files in {}", self.out.display())?;
        Ok(Outcome::new(text))
    }

    fn to_learn(
        &self,
        board: Keeping,
        Saved { experiment, format, .. }: &Saved,
        training: &mut dyn AnyTraining,
    ) -> Result<Outcome, Error> {
        if !matches!(format, Format::Fixed8 | Format::Fixed16) {
            let found = format.name();
            return Err(self.wrong(&format!("boards learn fixed8 or fixed16, and this is {found}")));
        }
        let side = experiment.params.cortex;
        let (preset, sides) = (experiment.preset, Sides::equal(side));
        let on_board = Experiment::new(preset, sides, Kind::Gaussians, &[])?;
        if on_board.identity(*format) != experiment.identity(*format) {
            return Err(self.wrong("boards learn the pictures that `train` learns by default"));
        }
        let flash = training.keep(board).map_err(|error| self.wrong(error.line()))?;
        let map = training.measure(&probes(experiment)?, &mut Parts::default(), &mut || ())?;
        fs::create_dir_all(&self.out).map_err(|error| Error::file(&self.out, error))?;
        file(&self.out.join("flash.bin"), &flash)?;
        let (name, number) = (experiment.preset.name(), format.name());
        let presentations = training.progress().presentations();
        let mut text = format!("LISSOM_PRESET={name} LISSOM_NUMBER={number} LISSOM_SIDE={side}\n");
        writeln!(text, "loaded {presentations}")?;
        writeln!(text, "{}", map.line(presentations))?;
        writeln!(text, "1 file in {}", self.out.display())?;
        Ok(Outcome::new(text))
    }

    fn wrong(&self, why: &str) -> Error {
        Error::file(&self.file, why)
    }
}

fn file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    whole_file::write(path, |writer| Ok(writer.write_all(bytes)?))
}
