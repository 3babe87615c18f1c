//! What a figure is of.

use lissom_experiment::{experiment::Experiment, format::Format};
use std::fmt;

/// An experiment, its number format, its seed if that is known, and how much it has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    experiment: String,
    seed: Option<String>,
    presentations: u32,
}

impl Caption {
    /// A training whose seeds are known, or not.
    pub fn new(experiment: &Experiment, format: Format, is_told: bool, presentations: u32) -> Self {
        Self {
            experiment: format!("{} {}", experiment.name(), format.name()),
            seed: is_told.then(|| experiment.seed_name()),
            presentations,
        }
    }

    /// The same training at another moment.
    pub fn at(&self, presentations: u32) -> Self {
        Self { presentations, ..self.clone() }
    }

    /// How much it has seen.
    pub const fn presentations(&self) -> u32 {
        self.presentations
    }

    /// The training: what is the same at all its moments.
    pub fn training(&self) -> String {
        let seed = self.seed.iter().map(|seed| format!(", {seed}"));
        [self.experiment.clone()].into_iter().chain(seed).collect()
    }

    /// How much it has seen, for people.
    pub fn moment(&self) -> String {
        match self.presentations {
            1 => "after 1 presentation".to_owned(),
            count => format!("after {count} presentations"),
        }
    }
}

impl fmt::Display for Caption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.training(), self.moment())
    }
}
