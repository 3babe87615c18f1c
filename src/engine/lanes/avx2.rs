//! AVX2: a register of 256 bits.

use super::{FIRST, FIRST_OF_EIGHT, FIRST_OF_EIGHT_LONG};
use crate::number::{Fixed8, Fixed16, Fixed32};
use core::arch::x86_64::*;

/// Eight sums, or sixteen numbers of 16 bits in pairs.
pub(in crate::engine) type Eight = __m256i;

#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn zero() -> Eight {
    _mm256_setzero_si256()
}

/// # Safety
///
/// Eight words are there.
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) unsafe fn load(from: *const i32) -> Eight {
    // SAFETY: the caller's
    unsafe { _mm256_loadu_si256(from.cast()) }
}

/// The same word in each lane.
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn broadcast(word: i32) -> Eight {
    _mm256_set1_epi32(word)
}

/// Adds in each of eight lanes the products of two numbers.
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn dot(sums: Eight, a: Eight, b: Eight) -> Eight {
    _mm256_add_epi32(sums, _mm256_madd_epi16(a, b))
}

#[cfg(feature = "alloc")]
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn add(a: Eight, b: Eight) -> Eight {
    _mm256_add_epi32(a, b)
}

#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn words(lanes: Eight) -> [i32; 8] {
    let mut words = [0; 8];
    // SAFETY: eight words
    unsafe { _mm256_storeu_si256(words.as_mut_ptr().cast(), lanes) }
    words
}

/// A mask of the first `len` of sixteen numbers of 16 bits.
#[target_feature(enable = "avx2")]
#[inline]
fn first(len: usize) -> __m256i {
    // SAFETY: of 32 numbers those from 0..=16 on
    unsafe { _mm256_loadu_si256(FIRST.as_ptr().add(16 - len.min(16)).cast()) }
}

/// A mask of the first `len` of eight numbers of 32 bits.
#[target_feature(enable = "avx2")]
#[inline]
fn first_of_eight(len: usize) -> __m256i {
    // SAFETY: of 16 numbers those from 0..=8 on
    unsafe { _mm256_loadu_si256(FIRST_OF_EIGHT.as_ptr().add(8 - len.min(8)).cast()) }
}

format!(
    #[target_feature(enable = "avx2")]
    fixed8,
    "8-bit weights.",
    Fixed8,
    Fixed16,
    i32,
    __m256i,
    16,
    _mm256_setzero_si256(),
    |sums, cells: *const Fixed16, weights: *const Fixed8, len| {
        let cells = _mm256_and_si256(_mm256_loadu_si256(cells.cast()), first(len));
        dot(sums, cells, _mm256_cvtepi8_epi16(_mm_loadu_si128(weights.cast())))
    },
    total_of_words
);
format!(
    #[target_feature(enable = "avx2")]
    fixed16,
    "16 bits.",
    Fixed16,
    Fixed16,
    i32,
    __m256i,
    16,
    _mm256_setzero_si256(),
    |sums, cells: *const Fixed16, weights: *const Fixed16, len| {
        let cells = _mm256_and_si256(_mm256_loadu_si256(cells.cast()), first(len));
        dot(sums, cells, _mm256_loadu_si256(weights.cast()))
    },
    total_of_words
);
format!(
    #[target_feature(enable = "avx2")]
    fixed32,
    "32 bits.",
    Fixed32,
    Fixed32,
    i64,
    __m256i,
    8,
    _mm256_setzero_si256(),
    |sums, cells: *const Fixed32, weights: *const Fixed32, len| {
        let cells = _mm256_and_si256(_mm256_loadu_si256(cells.cast()), first_of_eight(len));
        let weights = _mm256_loadu_si256(weights.cast());
        let odd = _mm256_mul_epi32(_mm256_srli_epi64(cells, 32), _mm256_srli_epi64(weights, 32));
        let even = _mm256_mul_epi32(cells, weights);
        _mm256_add_epi64(_mm256_add_epi64(sums, even), odd)
    },
    |sums| {
        let two = _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
        _mm_cvtsi128_si64(_mm_add_epi64(two, _mm_unpackhi_epi64(two, two)))
    }
);
format!(
    #[target_feature(enable = "avx2")]
    f32,
    "`f32`, in the order of the reference.",
    f32,
    f32,
    f32,
    __m256,
    8,
    _mm256_setzero_ps(),
    |sums, cells: *const f32, weights: *const f32, len| {
        let cells = _mm256_maskload_ps(cells, first_of_eight(len));
        _mm256_add_ps(sums, _mm256_mul_ps(cells, _mm256_loadu_ps(weights)))
    },
    |sums| {
        let four = _mm_add_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps(sums, 1));
        let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)))
    }
);
format!(
    #[target_feature(enable = "avx2")]
    f64,
    "`f64`, in the order of the reference.",
    f64,
    f64,
    f64,
    [__m256d; 2],
    8,
    [_mm256_setzero_pd(); 2],
    |[low, high]: Sums, cells: *const f64, weights: *const f64, len: usize| {
        let mask = FIRST_OF_EIGHT_LONG.as_ptr().add(8 - len.min(8));
        let product = |from: usize| {
            let mask = _mm256_loadu_si256(mask.add(from).cast());
            let cells = _mm256_maskload_pd(cells.add(from), mask);
            _mm256_mul_pd(cells, _mm256_loadu_pd(weights.add(from)))
        };
        [_mm256_add_pd(low, product(0)), _mm256_add_pd(high, product(4))]
    },
    |[low, high]: Sums| {
        let four = _mm256_add_pd(low, high);
        let two = _mm_add_pd(_mm256_castpd256_pd128(four), _mm256_extractf128_pd(four, 1));
        _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)))
    }
);

#[target_feature(enable = "avx2")]
#[inline]
fn total_of_words(sums: __m256i) -> i32 {
    let four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    let two = _mm_add_epi32(four, _mm_unpackhi_epi64(four, four));
    _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 1)))
}

/// Factors of eight weights, and where a weight stops.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Factors {
    keep: __m256i,
    grow: __m256i,
    shift: __m128i,
    most: __m256i,
}

#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn factors(keep: u32, grow: u32, shift: u32) -> Factors {
    Factors {
        keep: _mm256_set1_epi32(keep as i32),
        grow: _mm256_set1_epi32(grow as i32),
        shift: _mm_cvtsi32_si128(shift as i32),
        most: _mm256_set1_epi32(i32::from(i16::MAX) << 15),
    }
}

/// The prefix before the first weight, in every lane.
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn carry(carry: u32) -> Eight {
    _mm256_set1_epi32(carry as i32)
}

/// The prefix before the next weight.
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) fn carried(before: Eight) -> u32 {
    _mm256_cvtsi256_si32(before) as u32
}

/// Writes eight new weights and returns the prefix behind them, in every lane. A weight of 0 stays
/// so where there are `PRUNED` ones.
///
/// # Safety
///
/// Eight inputs are there.
#[target_feature(enable = "avx2")]
#[inline]
pub(in crate::engine) unsafe fn adapt<const PRUNED: bool>(
    before: Eight,
    Factors { keep, grow, shift, most }: Factors,
    weights: &mut [Fixed16; 8],
    inputs: *const Fixed16,
) -> Eight {
    let to: *mut __m128i = weights.as_mut_ptr().cast();
    // SAFETY: eight weights; and as many inputs
    let [w, x] = unsafe { [_mm_loadu_si128(to), _mm_loadu_si128(inputs.cast())] };
    let [w, x] = [w, x].map(|bits| _mm256_cvtepi16_epi32(bits));
    let growth = _mm256_srl_epi32(_mm256_mullo_epi32(x, grow), shift);
    let grown = _mm256_min_epu32(_mm256_add_epi32(_mm256_mullo_epi32(w, keep), growth), most);
    let new = match PRUNED {
        true => _mm256_andnot_si256(_mm256_cmpeq_epi32(w, _mm256_setzero_si256()), grown),
        false => grown,
    };
    // of each lane the sum of those up to it
    let new = _mm256_add_epi32(new, _mm256_slli_si256(new, 4));
    let new = _mm256_add_epi32(new, _mm256_slli_si256(new, 8));
    let low = _mm256_permute2x128_si256(_mm256_shuffle_epi32(new, 0xff), new, 0x08);
    let new = _mm256_add_epi32(new, low);
    let after = _mm256_add_epi32(before, new);
    // `after` of the lane before; of the first, `before`
    let middle = _mm256_permute2x128_si256(before, after, 0x20);
    let left = _mm256_alignr_epi8(after, middle, 12);
    let [after_bits, left] = [after, left].map(|prefix| _mm256_srli_epi32(prefix, 15));
    let bits = _mm256_and_si256(_mm256_sub_epi32(after_bits, left), _mm256_set1_epi32(0xffff));
    let [low, high] = [_mm256_castsi256_si128(bits), _mm256_extracti128_si256(bits, 1)];
    // SAFETY: eight weights
    unsafe { _mm_storeu_si128(to, _mm_packus_epi32(low, high)) };
    let last = _mm256_permutevar8x32_epi32(new, _mm256_set1_epi32(7));
    _mm256_add_epi32(before, last)
}
