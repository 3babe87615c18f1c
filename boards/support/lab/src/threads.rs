//! Threads for large maps.

use lissom::Join;
use lissom_experiment::error::Error;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::thread;

/// From this side on two threads are worth a second core. A presentation at 48 takes 0.79 ms with
/// two and 1.22 ms with one for `lissom-or` in 16 bits, 1.57 and 2.58 ms in `f32`, and 1.71 and
/// 2.55 ms for `gcal`. At 36 two are 1.3 times as fast as one, at 24 they are not.
const LARGE: usize = 48;

/// Threads that share work.
#[derive(Debug)]
pub struct Team {
    pool: Option<ThreadPool>,
}

impl Team {
    /// As many as are asked for, or as a map of this side is worth.
    ///
    /// # Errors
    ///
    /// The system's, where it gives no more threads.
    pub fn for_side(threads: Option<u8>, side: usize) -> Result<Self, Error> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let most = if side < LARGE { 1 } else { 2 };
        Self::start(threads.map_or(cores.min(most), usize::from))
    }

    /// That many; 0 are 1.
    ///
    /// # Errors
    ///
    /// The system's, where it gives no more threads.
    pub fn start(count: usize) -> Result<Self, Error> {
        let pool = || ThreadPoolBuilder::new().num_threads(count).build();
        Ok(Self { pool: if count < 2 { None } else { Some(pool()?) } })
    }

    /// Does work on them, as far as it splits itself into [`Parts`].
    pub fn run<R: Send>(&self, work: impl FnOnce(&mut Parts) -> R + Send) -> R {
        match &self.pool {
            None => work(&mut Parts::default()),
            Some(pool) => {
                // some parts take longer than others: four for each thread
                let depth = 2 + pool.current_num_threads().next_power_of_two().ilog2();
                pool.install(|| work(&mut Parts { depth }))
            }
        }
    }
}

/// Splits work on a sheet into 2^depth parts, for whichever thread is free; one by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts {
    depth: u32,
}

impl Join for Parts {
    type Half = Self;

    fn is_parallel(&self) -> bool {
        self.depth > 0
    }

    fn join(
        &mut self,
        first: impl FnOnce(&mut Self) + Send,
        second: impl FnOnce(&mut Self) + Send,
    ) {
        let depth = self.depth.saturating_sub(1);
        rayon::join(|| first(&mut Self { depth }), || second(&mut Self { depth }));
    }
}
