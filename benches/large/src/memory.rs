//! How fast the machine reads memory.

use std::{hint::black_box, sync::Barrier, thread, time::Instant};

/// Memory to be read.
pub struct Memory(Vec<u64>);

impl Memory {
    /// So many bytes, of which no two pages are one.
    pub fn new(bytes: usize) -> Self {
        Self((0..bytes as u64 / 8).collect())
    }

    /// Gigabytes a second that `threads` threads read together, each a part of its own.
    pub fn read(&self, threads: usize) -> f64 {
        let (words, ready) = (self.0.len(), Barrier::new(threads));
        thread::scope(|scope| {
            let parts = self.0.chunks(words.div_ceil(threads));
            let read = |part| {
                let ready = &ready;
                scope.spawn(move || {
                    black_box(sum(part)); // what fits into a cache lies there now, as weights do
                    ready.wait();
                    let start = Instant::now();
                    black_box(sum(part));
                    start.elapsed()
                })
            };
            let threads: Vec<_> = parts.map(read).collect();
            let times = threads.into_iter().filter_map(|thread| thread.join().ok());
            (8 * words) as f64 / times.max().unwrap_or_default().as_secs_f64() / 1e9
        })
    }
}

/// In as wide registers as the processor has.
fn sum(words: &[u64]) -> u64 {
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)] // a measurement, not a part of the crate
    {
        #[target_feature(enable = "avx2")]
        fn wide(words: &[u64]) -> u64 {
            plain(words)
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the instructions
            return unsafe { wide(words) };
        }
    }
    plain(words)
}

#[inline(always)]
fn plain(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum, &word| sum.wrapping_add(word))
}
