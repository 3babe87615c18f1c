//! The experiments of a sweep side by side.

use crate::{
    interrupt::{CODE, Interrupt},
    outcome::Outcome,
    progress::Progress,
};
use lissom_experiment::error::Error;
use lissom_lab::sweep::Sweep;
use rayon::{ThreadPoolBuilder, prelude::*};
use std::{
    sync::{Mutex, PoisonError},
    thread,
};

/// Computes the rows of these points, `jobs` of them side by side, or one for each core.
///
/// # Errors
///
/// That of the first experiment that fails.
pub fn run_all(sweep: &Sweep, wanted: &[usize], jobs: Option<u16>) -> Result<Outcome, Error> {
    let mut presentations = 0;
    for &index in wanted {
        presentations += u64::from(sweep.grid.point(index)?.experiment.presentations);
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let pool = ThreadPoolBuilder::new().num_threads(jobs.map_or(cores, usize::from)).build()?;
    let (bar, interrupt) = (Mutex::new(Progress::new(presentations)), Interrupt::listen()?);
    let run = |&index: &usize| {
        let mut shown = || {
            bar.lock().unwrap_or_else(PoisonError::into_inner).next("learning");
        };
        sweep.run(index, &|| interrupt.is_wanted(), &mut shown)
    };
    let done: Result<Vec<bool>, Error> = pool.install(|| wanted.par_iter().map(run).collect());
    drop(bar);
    let done = done?.into_iter().filter(|done| *done).count();
    let text = format!("{done} of {} experiments done\n", wanted.len());
    Ok(Outcome::new(text).exit(if done < wanted.len() { CODE } else { 0 }))
}
