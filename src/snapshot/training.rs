//! Sections of what training changes besides weights.

use super::{
    element::Element,
    section::{Section, all_possible},
    seen::Seen,
};
use crate::{
    input::{Faces, Gaussians, NoisyDiscs, Patches},
    learning::{MAX_THETA, Progress, Thresholds},
    number::{Activity, Wide},
    side::Side,
};

/// The largest θ, in 2⁻²⁴.
const MOST: i32 = (MAX_THETA as i32) << 24;

/// The threshold θ of every unit, then every unit's mean activity η̄.
impl<A: Activity<Wide: Element>, S: Side> Section for Thresholds<A, S> {
    fn size(&self) -> usize {
        self.theta.size() + self.average.size()
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        let split = self.theta.size();
        let (theta, average) = bytes.split_at_mut(split.saturating_sub(at).min(bytes.len()));
        self.theta.copy_out(at.min(split), theta);
        self.average.copy_out(at.saturating_sub(split), average);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let split = self.theta.size();
        let (theta, average) = bytes.split_at(split.saturating_sub(at).min(bytes.len()));
        self.theta.copy_in(at.min(split), theta);
        self.average.copy_in(at.saturating_sub(split), average);
    }

    /// θ within ±32, as homeostasis keeps it, and η̄ from 0 to 1, but for rounding.
    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        let split = self.theta.size();
        let (theta, average) = bytes.split_at(split.saturating_sub(at).min(bytes.len()));
        let mut within = |bytes: &[u8], [least, most]: [i32; 2]| {
            let [least, most] = [least, most].map(A::Wide::from_q24);
            all_possible(bytes, seen, |number: A::Wide| number >= least && number <= most)
        };
        let theta = within(theta, [-MOST, MOST]);
        theta & within(average, [-1 << 14, (1 << 24) + (1 << 14)])
    }
}

/// Only the generator; add a stream's parameters to the network's identity.
macro_rules! streams {
    ($($stream:ty)*) => {$(
        impl Section for $stream {
            fn size(&self) -> usize {
                self.random.size()
            }

            fn copy_out(&self, at: usize, bytes: &mut [u8]) {
                self.random.copy_out(at, bytes);
            }

            fn copy_in(&mut self, at: usize, bytes: &[u8]) {
                self.random.copy_in(at, bytes);
            }

            fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
                self.random.accepts(at, bytes, seen)
            }
        }
    )*};
}
streams!(Gaussians Faces NoisyDiscs Patches<'_>);

/// 36 bytes: counts, whether connections are pruned, radius, trace, and the rounding's generator.
impl Section for Progress {
    fn size(&self) -> usize {
        self.words().size()
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        self.words().copy_out(at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let mut words = self.words();
        words.copy_in(at, bytes);
        *self = Self::of_words(words);
    }

    /// In one presentation at most one phase begins after those that began before; two bits say
    /// whether connections are pruned; the generator's increment is odd.
    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        bytes.iter().zip(at..).fold(true, |possible, (&byte, place)| {
            let Some(word) = seen.number(byte, 4) else { return possible };
            possible
                && match place / 4 {
                    0 => {
                        seen.total = word;
                        true
                    }
                    1 => word <= seen.total + 1,
                    2 => word < 4,
                    7 => word & 1 == 1,
                    _ => true,
                }
        })
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
