//! The options that choose a training.

use crate::{
    changes::Changes, picture_args::PictureArgs, preset_name::one_of, side_args::SideArgs,
};
use clap::Args;
use lissom_experiment::{
    error::Error,
    experiment::{Assignment, Experiment, SEED, with_all_sides},
    preset::{Preset, TRAININGS},
};
use lissom_lab::images;

/// The options that choose a training.
#[derive(Debug, Clone, Args)]
pub struct Choice {
    /// Which network and training to start from [default: lissom-or]
    #[arg(long, value_parser = one_of(&TRAININGS))]
    pub preset: Option<Preset>,
    /// The sides.
    #[command(flatten)]
    pub sides: SideArgs,
    /// The seed of weights, pictures and rounding [default: 1]
    #[arg(long)]
    pub seed: Option<u64>,
    /// The pictures.
    #[command(flatten)]
    pub pictures: PictureArgs,
}

impl Choice {
    /// The chosen training.
    pub fn experiment(&self, changes: &Changes) -> Result<Experiment, Error> {
        images::read_all(Experiment::resolve(&self.assignments([], changes)?)?)
    }

    /// What these options say, others of the command, and after them the changes.
    pub fn assignments(
        &self,
        others: impl IntoIterator<Item = Assignment>,
        changes: &Changes,
    ) -> Result<Vec<Assignment>, Error> {
        let mut all = Vec::new();
        if let Some(preset) = self.preset {
            all.push(Assignment::option("--preset", "preset", preset.name()));
        }
        let SideArgs { side, retina, lgn, v1 } = self.sides;
        for (option, key, side) in [
            ("--side", "network.side", side),
            ("--retina", "network.retina", retina),
            ("--lgn", "network.lgn", lgn),
            ("--v1", "network.v1", v1),
        ] {
            all.extend(side.map(|side| Assignment::option(option, key, side)));
        }
        for key in ["seeds.weights", "seeds.pictures", "seeds.rounding"] {
            all.extend(self.seed.map(|seed| Assignment::option("--seed", key, seed)));
        }
        all.extend(self.pictures.assignments()?);
        all.extend(others);
        all.extend(changes.assignments()?);
        Ok(with_all_sides(all))
    }

    /// The chosen seed, of weights, pictures and rounding.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(SEED)
    }
}
