//! Σ weights of a unit, two or eight at a time. A unit's weights are at least 0 and sum to 2¹⁶ or
//! less, so that no half of a sum of words overflows, unless one is 2¹⁶ and the other 0.

use super::isa::{sum, sum_bytes};
use crate::number::{Fixed8, Fixed16};

/// Both halves of a sum of words; `None` where they may have overflowed.
fn halves(sum: u32) -> Option<u32> {
    let sum = (sum & 0xffff) + (sum >> 16);
    (sum > 1).then_some(sum)
}

/// Splits weights where the first whole word begins, and behind the last.
fn split<W>(weights: &[W]) -> (&[W], &[W], &[W]) {
    let size = size_of::<u32>();
    let before = weights.as_ptr().addr().wrapping_neg() % size / size_of::<W>();
    let (before, rest) = weights.split_at(before.min(weights.len()));
    let (words, after) = rest.split_at(rest.len() - rest.len() % (size / size_of::<W>()));
    (before, words, after)
}

/// A number that no weight is above, less than twice the largest.
#[allow(unsafe_code)]
pub(super) fn upper_bound(weights: &[Fixed8]) -> u32 {
    let all_of = |weights: &[Fixed8]| weights.iter().fold(0, |all, w| all | w.to_bits() as u32);
    // SAFETY: the weights are transparent and every word is valid
    let (before, words, after) = unsafe { weights.align_to::<u32>() };
    let word = words.iter().fold(0, |all, word| all | word);
    let all = word | word >> 16;
    ((all | all >> 8) & 0xff) | all_of(before) | all_of(after)
}

macro_rules! weights {
    ($name:ident, $number:ty, $words:ident) => {
        #[allow(unsafe_code)]
        pub(super) fn $name(weights: &[$number]) -> u32 {
            let one_by_one = |weights: &[$number]| -> u32 {
                weights.iter().fold(0, |sum, weight| sum.wrapping_add(weight.to_bits() as u32))
            };
            let (before, words, after) = split(weights);
            if words.is_empty() {
                return one_by_one(weights);
            }
            // SAFETY: the weights are transparent, and from the pointer on, which is a word's,
            // there are that many words, one or more
            let sum =
                unsafe { $words(words.as_ptr().cast(), size_of_val(words) / size_of::<u32>()) };
            match halves(sum) {
                Some(sum) => sum + one_by_one(before) + one_by_one(after),
                None => one_by_one(weights),
            }
        }
    };
}
weights!(fixed8_tally, Fixed8, sum_bytes);
weights!(fixed16_tally, Fixed16, sum);
