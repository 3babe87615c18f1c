//! `verify`: the check against outputs of the real pylissom.

use crate::{done::Done, failure::Failure, progress::Progress, reference};
use clap::Args;
use std::path::PathBuf;

/// The options of `verify`.
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// The folder with index.json
    dir: PathBuf,
}

impl Verify {
    /// Compares, and prints the report.
    pub fn run(&self) -> Result<Done, Failure> {
        let mut progress = Progress::new(0);
        let checked = reference::check(&self.dir, |what, remaining| {
            progress.remaining(remaining as u64, what);
        });
        drop(progress);
        let report = checked.map_err(|error| Failure::file(&self.dir, error))?;
        let code = if report.passes() { 0 } else { 1 };
        Ok(Done { text: format!("{report}\n"), code })
    }
}
