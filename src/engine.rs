//! How fast: the inner loops of every map. [`Engine`] says what they compute.
//!
//! `portable` is the reference, in plain Rust. A back end is a module with the same names, and
//! `build.rs` chooses it by the target; where a back end has no loop of its own it re-exports the
//! reference's. Every back end gives the same bits. `unsafe` and assembly stand here alone, but
//! for [`boxed`](crate::network::Weights::boxed).
//!
//! | back end | for |
//! |---|---|
//! | `pairs` | Cortex-M and RV32IM: two neighbouring units at a time, in assembly |
//! | `x86` | x86-64: AVX2 or AVX-512, whichever the processor has when it runs |
//! | `wasm` | WebAssembly, compiled with `simd128` |
//!
//! Fixed-point sums cannot overflow for weights made by this crate and activities in 0..=1 (see
//! [`number::fixed`](crate::number::fixed)); they wrap, rather than panic, for any others.

#[cfg(feature = "alloc")]
use crate::geometry::interleaved::Interleaved;
#[cfg(lissom_lanes)]
use crate::number::FixedSlope;
use crate::{
    geometry::{SharedRows, UnitRow},
    number::{Activity, Fixed8, Fixed16, Fixed32, FixedWide, Weight, WideOf},
    side::Side,
};
use core::ops::Range;

#[cfg(any(lissom_pairs, test))]
mod blocks;
#[cfg(any(lissom_pairs, lissom_lanes, test))]
mod inputs;
#[cfg(lissom_lanes)]
mod lanes;
#[cfg(lissom_pairs)]
mod pairs;
mod pool;
mod portable;
mod responses;
#[cfg(lissom_simd128)]
mod wasm;
#[cfg(lissom_x86)]
mod x86;
#[cfg(all(test, lissom_repository))]
mod tests;

#[cfg(lissom_pairs)]
use pairs as native;
#[cfg(not(any(lissom_pairs, lissom_lanes)))]
use portable as native;
#[cfg(lissom_simd128)]
use wasm as native;
#[cfg(lissom_x86)]
use x86 as native;

pub(crate) use native::{
    fixed8_adapt, fixed8_tally, fixed16_adapt, fixed16_tally, reciprocal, wide,
};
pub use pool::Pooled;
pub(crate) use pool::{PoolLoop, PoolRows, pool};

/// The inner loops over weights. Every item has a portable body, and a back end overrides what its
/// processor does better: `impl Engine for MyWeight {}` is enough, where its activity is
/// [`Pooled`].
pub trait Engine: Weight<Activity: Pooled> {
    /// Computes the sums of a row of units.
    fn row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<Self::Sum>) {
        portable::row(row, sums, Self::dot);
    }

    /// Computes the sums of a row of units whose weights are activities: packed ON weights.
    fn activity_row<I: Side, O: Side>(
        row: &UnitRow<'_, Self::Activity, I, O>,
        sums: &mut O::Row<Self::Sum>,
    ) {
        portable::row(row, sums, <Self::Activity as Weight>::dot);
    }

    /// Computes the sums of each row in `units`, which share two kernels, and calls
    /// `emit(index, sums)` with its index among them.
    fn shared<I: Side, O: Side>(
        rows: &SharedRows<'_, Self::Activity, I>,
        units: Range<usize>,
        output: O,
        emit: impl FnMut(usize, [&O::Row<Self::Sum>; 2]),
    ) {
        portable::shared(rows, units, output, emit, <Self::Activity as Weight>::dot);
    }

    /// Whether this build has a kernel for interleaved weights.
    #[cfg(feature = "alloc")]
    const INTERLEAVES: bool = false;

    /// Computes the sums of the rows in `units` from interleaved weights and calls `emit` with all
    /// of them, row by row; `false` if this processor has no kernel for them.
    #[cfg(feature = "alloc")]
    fn interleaved<I: Side, O: Side>(
        _all: &Interleaved<'_, Self, I, O>,
        _units: Range<usize>,
        _emit: impl FnOnce(&[Self::Sum]),
    ) -> bool {
        false
    }

    /// The [`response`](Weight::response) to each of many sums.
    fn responses(
        gain: WideOf<Self>,
        sums: &[Self::Sum],
        exponent: i8,
        responses: &mut [WideOf<Self>],
    ) {
        for (response, &sum) in responses.iter_mut().zip(sums) {
            *response = Self::response(gain, sum, exponent);
        }
    }

    /// `gain · (ratio · sum − ratio · sum)` of center and surround for each of many units. No ratio
    /// is above `most`, and each times its sum is a response within ±1, but for rounding.
    fn differences(
        gain: WideOf<Self>,
        [center, surround]: [&[Self::Sum]; 2],
        ratios: &[[WideOf<Self>; 2]],
        exponents: [i8; 2],
        _most: [WideOf<Self>; 2],
        responses: &mut [WideOf<Self>],
    ) {
        responses::differences::<Self>(gain, [center, surround], ratios, exponents, responses);
    }

    /// The [`sigmoid`](Activity::sigmoid) of each of many.
    fn sigmoids(
        slope: <Self::Activity as Activity>::Slope,
        thresholds: [WideOf<Self>; 2],
        s: &[WideOf<Self>],
        activities: &mut [Self::Activity],
    ) {
        for (activity, &s) in activities.iter_mut().zip(s) {
            *activity = Self::Activity::sigmoid(slope, thresholds, s);
        }
    }
}

/// Floats, whose weights are activities.
macro_rules! float {
    ($float:ty, $row:ident) => {
        impl Engine for $float {
            fn row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<Self>) {
                native::$row(row, sums);
            }
            fn activity_row<I: Side, O: Side>(
                row: &UnitRow<'_, Self, I, O>,
                sums: &mut O::Row<Self>,
            ) {
                native::$row(row, sums);
            }
            fn shared<I: Side, O: Side>(
                rows: &SharedRows<'_, Self, I>,
                units: Range<usize>,
                output: O,
                emit: impl FnMut(usize, [&O::Row<Self>; 2]),
            ) {
                native::float_shared(rows, units, output, emit);
            }
        }
    };
}
float!(f32, f32_row);
float!(f64, f64_row);

impl Engine for Fixed8 {
    fn row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<i32>) {
        native::fixed8_row(row, sums);
    }
    fn activity_row<I: Side, O: Side>(row: &UnitRow<'_, Fixed16, I, O>, sums: &mut O::Row<i32>) {
        native::fixed16_row(row, sums);
    }
    fn shared<I: Side, O: Side>(
        rows: &SharedRows<'_, Fixed16, I>,
        units: Range<usize>,
        output: O,
        emit: impl FnMut(usize, [&O::Row<i32>; 2]),
    ) {
        native::fixed16_shared(rows, units, output, emit);
    }
    fn responses(gain: FixedWide, sums: &[i32], exponent: i8, responses: &mut [FixedWide]) {
        responses::fixed(gain, sums.iter().copied(), exponent, responses);
    }
    fn differences(
        gain: FixedWide,
        sums: [&[i32]; 2],
        ratios: &[[FixedWide; 2]],
        exponents: [i8; 2],
        most: [FixedWide; 2],
        to: &mut [FixedWide],
    ) {
        responses::fixed_differences::<Self>(gain, sums, ratios, exponents, most, to);
    }
    #[cfg(lissom_lanes)]
    fn sigmoids(
        slope: FixedSlope,
        thresholds: [FixedWide; 2],
        s: &[FixedWide],
        to: &mut [Fixed16],
    ) {
        responses::sigmoids(slope, thresholds, s, to);
    }
}

impl Engine for Fixed16 {
    fn row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<i32>) {
        native::fixed16_row(row, sums);
    }
    fn activity_row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<i32>) {
        native::fixed16_row(row, sums);
    }
    fn shared<I: Side, O: Side>(
        rows: &SharedRows<'_, Self, I>,
        units: Range<usize>,
        output: O,
        emit: impl FnMut(usize, [&O::Row<i32>; 2]),
    ) {
        native::fixed16_shared(rows, units, output, emit);
    }
    #[cfg(all(feature = "alloc", lissom_lanes))]
    const INTERLEAVES: bool = true;
    #[cfg(all(feature = "alloc", lissom_lanes))]
    fn interleaved<I: Side, O: Side>(
        all: &Interleaved<'_, Self, I, O>,
        units: Range<usize>,
        emit: impl FnOnce(&[i32]),
    ) -> bool {
        native::fixed16_interleaved(all, units, emit)
    }
    fn responses(gain: FixedWide, sums: &[i32], exponent: i8, responses: &mut [FixedWide]) {
        responses::fixed(gain, sums.iter().copied(), exponent, responses);
    }
    fn differences(
        gain: FixedWide,
        sums: [&[i32]; 2],
        ratios: &[[FixedWide; 2]],
        exponents: [i8; 2],
        most: [FixedWide; 2],
        to: &mut [FixedWide],
    ) {
        responses::fixed_differences::<Self>(gain, sums, ratios, exponents, most, to);
    }
    #[cfg(lissom_lanes)]
    fn sigmoids(slope: FixedSlope, thresholds: [FixedWide; 2], s: &[FixedWide], to: &mut [Self]) {
        responses::sigmoids(slope, thresholds, s, to);
    }
}

impl Engine for Fixed32 {
    fn row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<i64>) {
        native::fixed32_row(row, sums);
    }
    fn activity_row<I: Side, O: Side>(row: &UnitRow<'_, Self, I, O>, sums: &mut O::Row<i64>) {
        native::fixed32_row(row, sums);
    }
    fn shared<I: Side, O: Side>(
        rows: &SharedRows<'_, Self, I>,
        units: Range<usize>,
        output: O,
        emit: impl FnMut(usize, [&O::Row<i64>; 2]),
    ) {
        native::fixed32_shared(rows, units, output, emit);
    }
    fn responses(gain: FixedWide, sums: &[i64], exponent: i8, responses: &mut [FixedWide]) {
        // of the sum's 62 fractional bits the upper 30 are kept
        responses::fixed(gain, sums.iter().map(|sum| (sum >> 32) as i32), exponent, responses);
    }
    #[cfg(lissom_lanes)]
    fn sigmoids(slope: FixedSlope, thresholds: [FixedWide; 2], s: &[FixedWide], to: &mut [Self]) {
        responses::sigmoids(slope, thresholds, s, to);
    }
}
