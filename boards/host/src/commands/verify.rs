//! `verify`: the check against outputs of the real pylissom.

use crate::{outcome::Outcome, progress::Progress};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::reference;
use std::path::PathBuf;

/// The options of `verify`.
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// The folder with index.json
    dir: PathBuf,
}

impl Verify {
    /// Compares, and prints the report.
    pub fn run(&self) -> Result<Outcome, Error> {
        let mut progress = Progress::new(0);
        let checked = reference::check(&self.dir, &mut |what, remaining| {
            progress.remaining(remaining as u64, what);
        });
        drop(progress);
        let report = checked.map_err(|error| self.in_folder(error))?;
        let code = if report.passes() { 0 } else { 1 };
        Ok(Outcome::new(format!("{report}\n")).with(report.results()).exit(code))
    }

    /// An error about a file in the folder names it already.
    fn in_folder(&self, error: Error) -> Error {
        let folder = self.dir.display().to_string();
        if error.line().contains(&folder) { error } else { error.of(&self.dir) }
    }
}
