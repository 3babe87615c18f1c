//! `params`: an experiment as a file, with all its keys.

use crate::{changes::Changes, choice::Choice, outcome::Outcome};
use clap::Args;
use lissom_experiment::{
    bounded::STDIN,
    error::Error,
    experiment::{Assignment, Experiment},
    format::Format,
    preset::{Preset, TRAININGS},
};
use std::path::Path;

/// The options of `params`.
#[derive(Debug, Clone, Args)]
pub struct Params {
    /// A preset, or a file of an experiment, `-` for standard input [default: lissom-or]
    #[arg(value_name = "PRESET_OR_FILE", conflicts_with = "preset")]
    from: Option<String>,
    #[command(flatten)]
    choice: Choice,
    /// The number format [default: fixed16]
    #[arg(long, value_enum)]
    number: Option<Format>,
    #[command(flatten)]
    changes: Changes,
}

impl Params {
    /// Prints every key with its meaning, its range, its default and its value.
    pub fn run(&self) -> Result<Outcome, Error> {
        let mut all = match &self.from {
            None => Vec::new(),
            Some(name) if is_preset(name) => vec![Assignment::option(name, "preset", &**name)],
            Some(file) if file == STDIN || Path::new(file).is_file() => {
                Experiment::assignments_of(Path::new(file))?
            }
            Some(name) => {
                let presets = TRAININGS.map(Preset::name);
                let meant = lissom_experiment::key::meant(name, presets.into_iter());
                let presets = presets.join(", ");
                let why = format!("{name}: no file and no preset{meant}; presets are {presets}");
                return Err(Error::new(why));
            }
        };
        let number =
            self.number.map(|number| Assignment::option("--number", "number", number.name()));
        all.extend(self.choice.assignments(number, &self.changes)?);
        Experiment::resolve(&all)?.file().map(Outcome::new)
    }
}

fn is_preset(name: &str) -> bool {
    TRAININGS.iter().any(|preset| preset.name() == name)
}
