//! The option that changes a preset or a file.

use clap::Args;
use lissom_experiment::{error::Error, experiment::Assignment};

/// Changes to a preset or a file.
#[derive(Debug, Clone, Default, Args)]
pub struct Changes {
    /// Sets any key of `lissom params`, such as gamma_a=1.2 or phase.0.steps=12
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
}

impl Changes {
    /// What they say.
    pub fn assignments(&self) -> Result<Vec<Assignment>, Error> {
        self.set.iter().map(|text| Assignment::set(text)).collect()
    }
}
