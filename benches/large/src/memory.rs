//! How fast the machine reads memory.

use std::{hint::black_box, thread, time::Instant};

/// Words that are read: 512 MB, more than a core's caches hold.
const WORDS: usize = 1 << 26;

/// Memory to be read.
pub struct Memory(Vec<u64>);

impl Memory {
    /// No two pages are one.
    pub fn new() -> Self {
        Self((0..WORDS as u64).collect())
    }

    /// Gigabytes a second that so many threads read, each a part of its own.
    pub fn read(&self, threads: usize) -> f64 {
        let start = Instant::now();
        thread::scope(|scope| {
            for part in self.0.chunks(WORDS / threads) {
                scope.spawn(move || black_box(sum(part)));
            }
        });
        (8 * WORDS) as f64 / start.elapsed().as_secs_f64() / 1e9
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
