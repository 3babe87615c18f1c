//! `board`: what boards learn.

mod export;
mod import;
mod log;

use crate::outcome::Outcome;
use clap::Subcommand;
use export::Export;
use import::Import;
use lissom_experiment::error::Error;
use log::Log;

/// The commands for boards that learn.
#[derive(Debug, Clone, Subcommand)]
pub enum Board {
    /// Print what a board that learns logs of its traces and maps
    Log(Log),
    /// Put a learned map on a board: writes what its build takes from the folder LISSOM_WEIGHTS, or
    /// what its flash keeps where it learns
    Export(Export),
    /// Read back what a board has learned, from the part of its flash that it keeps snapshots in
    Import(Import),
}

impl Board {
    /// Runs the command.
    pub fn run(&self) -> Result<Outcome, Error> {
        match self {
            Self::Log(log) => log.run(),
            Self::Export(export) => export.run(),
            Self::Import(import) => import.run(),
        }
    }
}
