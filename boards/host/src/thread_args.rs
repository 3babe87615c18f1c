//! The option for threads.

use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::threads::Team;

/// The option for threads.
#[derive(Debug, Clone, Args)]
pub struct Threads {
    /// Threads, 1 to 64; any number gives the same bits [default: from side 48 on 2, else 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub threads: Option<u8>,
}

impl Threads {
    /// The threads for a map of that side.
    ///
    /// # Errors
    ///
    /// The system's, where it gives no more threads.
    pub fn start(&self, side: usize) -> Result<Team, Error> {
        Team::for_side(self.threads, side)
    }
}
