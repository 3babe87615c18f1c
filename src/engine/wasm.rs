//! WebAssembly, compiled with `simd128`.

pub(crate) use super::portable::{fixed8_adapt, fixed8_tally, reciprocal, wide};
pub(super) use super::portable::{float_shared, scaled};
use super::{lanes, portable};
#[cfg(feature = "alloc")]
use crate::geometry::interleaved::Interleaved;
use crate::{
    geometry::{SharedRows, UnitRow},
    learning::{FixedFactors, FixedTally, Pruned, UnitRowMut},
    number::{Fixed8, Fixed16, Fixed32},
    side::Side,
};
use core::ops::Range;
use lanes::row::simd128 as rows;

macro_rules! row {
    ($name:ident, $number:ty, $sum:ty, $format:ident, $plain:ident) => {
        /// Computes the sums of a row of units.
        pub(super) fn $name<I: Side, O: Side>(
            row: &UnitRow<'_, $number, I, O>,
            sums: &mut O::Row<$sum>,
        ) {
            match lanes::row::fits(row) {
                true => rows::$format::row(row, sums.as_mut()),
                false => portable::$plain(row, sums),
            }
        }
    };
}
row!(fixed8_row, Fixed8, i32, fixed8, fixed8_row);
row!(fixed16_row, Fixed16, i32, fixed16, fixed16_row);
row!(fixed32_row, Fixed32, i64, fixed32, fixed32_row);
row!(f32_row, f32, f32, f32, float_row);
row!(f64_row, f64, f64, f64, float_row);

/// Computes the sums of the rows in `units` from interleaved weights and calls `emit` with all of
/// them.
#[cfg(feature = "alloc")]
pub(super) fn fixed16_interleaved<I: Side, O: Side>(
    all: &Interleaved<'_, Fixed16, I, O>,
    units: Range<usize>,
    emit: impl FnOnce(&[i32]),
) -> bool {
    lanes::interleaved::simd128::sums(all, units, emit);
    true
}

/// Computes the sums of each row in `units`, which share two kernels, and calls
/// `emit(index, sums)`.
pub(super) fn fixed16_shared<I: Side, O: Side>(
    all: &SharedRows<'_, Fixed16, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i32>; 2]),
) {
    match lanes::shared::fits(all) {
        true => lanes::shared::simd128::rows(all, units, output, emit),
        false => portable::fixed16_shared(all, units, output, emit),
    }
}

/// The same.
pub(super) fn fixed32_shared<I: Side, O: Side>(
    all: &SharedRows<'_, Fixed32, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i64>; 2]),
) {
    portable::each_row(all, units, output, emit, |row, sums| {
        portable::blocks::<_, _, _, 1>(row, sums, |sum: i64, w, x| {
            let [w, x] = [w, x].map(|x: Fixed32| i64::from(x.to_bits()));
            sum.wrapping_add(w.wrapping_mul(x))
        });
    });
}

/// Adds up the connections of neighbouring units.
pub(crate) fn fixed16_tally<I: Side, O: Side>(
    tallies: &mut [FixedTally<u32>],
    units: &UnitRowMut<'_, Fixed16, I, O>,
    columns: Range<usize>,
    pruned: Pruned,
) {
    lanes::learn::simd128::tally(tallies, units, columns, pruned);
}

/// Writes the new weights of a unit and returns the carry behind them.
pub(crate) fn fixed16_adapt<I: Side, O: Side>(
    carry: u32,
    factors: FixedFactors<u32>,
    units: &mut UnitRowMut<'_, Fixed16, I, O>,
    column: usize,
    pruned: Pruned,
) -> u32 {
    lanes::learn::simd128::adapt(carry, factors, units, column, pruned)
}
