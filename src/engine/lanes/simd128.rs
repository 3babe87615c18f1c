//! WebAssembly's `simd128`: two registers of 128 bits.

use super::{FIRST, FIRST_OF_EIGHT, FIRST_OF_EIGHT_LONG};
use crate::number::{Fixed8, Fixed16, Fixed32};
use core::arch::wasm32::*;

/// Eight sums, or sixteen numbers of 16 bits in pairs.
pub(in crate::engine) type Eight = [v128; 2];

#[inline]
pub(in crate::engine) fn zero() -> Eight {
    [i32x4_splat(0); 2]
}

/// # Safety
///
/// Eight words are there.
#[inline]
pub(in crate::engine) unsafe fn load(from: *const i32) -> Eight {
    // SAFETY: the caller's
    unsafe { [v128_load(from.cast()), v128_load(from.add(4).cast())] }
}

/// The same word in each lane.
#[inline]
pub(in crate::engine) fn broadcast(word: i32) -> Eight {
    [i32x4_splat(word); 2]
}

/// Adds in each of eight lanes the products of two numbers.
#[inline]
pub(in crate::engine) fn dot(sums: Eight, a: Eight, b: Eight) -> Eight {
    [dot_of_four(sums[0], a[0], b[0]), dot_of_four(sums[1], a[1], b[1])]
}

#[inline]
fn dot_of_four(sums: v128, a: v128, b: v128) -> v128 {
    i32x4_add(sums, i32x4_dot_i16x8(a, b))
}

#[cfg(feature = "alloc")]
#[inline]
pub(in crate::engine) fn add(a: Eight, b: Eight) -> Eight {
    [i32x4_add(a[0], b[0]), i32x4_add(a[1], b[1])]
}

#[inline]
pub(in crate::engine) fn words(lanes: Eight) -> [i32; 8] {
    let mut words = [0; 8];
    // SAFETY: eight words
    unsafe {
        v128_store(words.as_mut_ptr().cast(), lanes[0]);
        v128_store(words.as_mut_ptr().add(4).cast(), lanes[1]);
    }
    words
}

format!(
    fixed8,
    "8-bit weights.",
    Fixed8,
    Fixed16,
    i32,
    v128,
    8,
    i32x4_splat(0),
    |sums, cells: *const Fixed16, weights: *const Fixed8, len| {
        dot_of_four(sums, first(cells, len), i16x8_load_extend_i8x8(weights.cast()))
    },
    total_of_words
);
format!(
    fixed16,
    "16 bits.",
    Fixed16,
    Fixed16,
    i32,
    v128,
    8,
    i32x4_splat(0),
    |sums, cells: *const Fixed16, weights: *const Fixed16, len| {
        dot_of_four(sums, first(cells, len), v128_load(weights.cast()))
    },
    total_of_words
);
format!(
    fixed32,
    "32 bits.",
    Fixed32,
    Fixed32,
    i64,
    [v128; 2],
    8,
    [i64x2_splat(0); 2],
    |sums: Sums, cells: *const Fixed32, weights: *const Fixed32, len: usize| {
        let mask = FIRST_OF_EIGHT.as_ptr().add(8 - len.min(8));
        let mut sums = sums;
        for from in [0, 4] {
            let mask = v128_load(mask.add(from).cast());
            let cells = v128_and(v128_load(cells.add(from).cast()), mask);
            let weights = v128_load(weights.add(from).cast());
            sums[0] = i64x2_add(sums[0], i64x2_extmul_low_i32x4(cells, weights));
            sums[1] = i64x2_add(sums[1], i64x2_extmul_high_i32x4(cells, weights));
        }
        sums
    },
    |sums: Sums| {
        let two = i64x2_add(sums[0], sums[1]);
        i64x2_extract_lane::<0>(two).wrapping_add(i64x2_extract_lane::<1>(two))
    }
);
format!(
    f32,
    "`f32`, in the order of the reference.",
    f32,
    f32,
    f32,
    [v128; 2],
    8,
    [f32x4_splat(0.0); 2],
    |[low, high]: Sums, cells: *const f32, weights: *const f32, len: usize| {
        let mask = FIRST_OF_EIGHT.as_ptr().add(8 - len.min(8));
        let product = |from: usize| {
            let mask = v128_load(mask.add(from).cast());
            let cells = v128_and(v128_load(cells.add(from).cast()), mask);
            f32x4_mul(cells, v128_load(weights.add(from).cast()))
        };
        [f32x4_add(low, product(0)), f32x4_add(high, product(4))]
    },
    |[low, high]: Sums| {
        let four = f32x4_add(low, high);
        let two = f32x4_add(four, i64x2_shuffle::<1, 1>(four, four));
        f32x4_extract_lane::<0>(two) + f32x4_extract_lane::<1>(two)
    }
);
format!(
    f64,
    "`f64`, in the order of the reference.",
    f64,
    f64,
    f64,
    [v128; 4],
    8,
    [f64x2_splat(0.0); 4],
    |sums: Sums, cells: *const f64, weights: *const f64, len: usize| {
        let mask = FIRST_OF_EIGHT_LONG.as_ptr().add(8 - len.min(8));
        let mut sums = sums;
        for (two, sum) in sums.iter_mut().enumerate() {
            let mask = v128_load(mask.add(2 * two).cast());
            let cells = v128_and(v128_load(cells.add(2 * two).cast()), mask);
            let weights = v128_load(weights.add(2 * two).cast());
            *sum = f64x2_add(*sum, f64x2_mul(cells, weights));
        }
        sums
    },
    |sums: Sums| {
        let four = [f64x2_add(sums[0], sums[2]), f64x2_add(sums[1], sums[3])];
        let two = f64x2_add(four[0], four[1]);
        f64x2_extract_lane::<0>(two) + f64x2_extract_lane::<1>(two)
    }
);

/// The first `len` of eight cells; others are 0.
///
/// # Safety
///
/// Eight cells are there.
#[inline]
unsafe fn first(cells: *const Fixed16, len: usize) -> v128 {
    // SAFETY: of 32 numbers eight from 8..=16 on; and the caller's
    unsafe {
        let mask = v128_load(FIRST.as_ptr().add(16 - len.min(8)).cast());
        v128_and(v128_load(cells.cast()), mask)
    }
}

#[inline]
fn total_of_words(sums: v128) -> i32 {
    let two = i32x4_add(sums, i64x2_shuffle::<1, 1>(sums, sums));
    i32x4_extract_lane::<0>(two).wrapping_add(i32x4_extract_lane::<1>(two))
}

/// Factors of eight weights.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Factors {
    keep: v128,
    grow: v128,
    shift: u32,
}

#[inline]
pub(in crate::engine) fn factors(keep: u32, grow: u32, shift: u32) -> Factors {
    Factors { keep: u32x4_splat(keep), grow: u32x4_splat(grow), shift }
}

/// The prefix before the first weight, in every lane.
#[inline]
pub(in crate::engine) fn carry(carry: u32) -> Eight {
    [u32x4_splat(carry); 2]
}

/// The prefix before the next weight.
#[inline]
pub(in crate::engine) fn carried(before: Eight) -> u32 {
    u32x4_extract_lane::<0>(before[0])
}

/// Writes eight new weights and returns the prefix behind them, in every lane. A weight of 0 stays
/// so where there are `PRUNED` ones.
///
/// # Safety
///
/// Eight inputs are there.
#[inline]
pub(in crate::engine) unsafe fn adapt<const PRUNED: bool>(
    before: Eight,
    Factors { keep, grow, shift }: Factors,
    weights: &mut [Fixed16; 8],
    inputs: *const Fixed16,
) -> Eight {
    let most = i32x4_splat(i32::from(i16::MAX) << 15);
    let to: *mut v128 = weights.as_mut_ptr().cast();
    // SAFETY: eight weights; and as many inputs
    let [all, inputs] = unsafe { [v128_load(to), v128_load(inputs.cast())] };
    let mut before = before[0];
    let mut four = |w: v128, x: v128| {
        let growth = u32x4_shr(i32x4_mul(x, grow), shift);
        let grown = u32x4_min(i32x4_add(i32x4_mul(w, keep), growth), most);
        let new = match PRUNED {
            true => v128_andnot(grown, i32x4_eq(w, i32x4_splat(0))),
            false => grown,
        };
        // of each lane the sum of those up to it
        let none = i32x4_splat(0);
        let new = i32x4_add(new, i32x4_shuffle::<0, 4, 5, 6>(none, new));
        let new = i32x4_add(new, i32x4_shuffle::<0, 1, 4, 5>(none, new));
        let after = i32x4_add(before, new);
        let left = i32x4_shuffle::<0, 4, 5, 6>(before, after);
        before = i32x4_shuffle::<3, 3, 3, 3>(after, after);
        i32x4_sub(u32x4_shr(after, 15), u32x4_shr(left, 15))
    };
    let low = four(i32x4_extend_low_i16x8(all), i32x4_extend_low_i16x8(inputs));
    let high = four(i32x4_extend_high_i16x8(all), i32x4_extend_high_i16x8(inputs));
    let bits = i16x8_shuffle::<0, 2, 4, 6, 8, 10, 12, 14>(low, high);
    // SAFETY: eight weights
    unsafe { v128_store(to, bits) };
    [before; 2]
}
