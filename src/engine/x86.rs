//! x86-64, in the widest instructions that the processor says it has.

pub(super) use super::portable::scaled;
pub(crate) use super::portable::{fixed8_adapt, fixed8_tally, reciprocal};
use super::{
    lanes::{self, shared},
    portable,
};
#[cfg(feature = "alloc")]
use crate::geometry::interleaved::Interleaved;
use crate::{
    geometry::{SharedRows, UnitRow},
    learning::{FixedFactors, FixedTally, Pruned, UnitRowMut},
    number::{Activity, Fixed8, Fixed16, Fixed32, Weight},
    side::Side,
};
use core::ops::{Add, Mul, Range};
use detect::Level;
use plain::{avx2, avx512};

mod detect;
mod learn;
mod plain;
mod row;
mod runs;

#[cfg(test)]
pub(crate) use detect::every_level;

/// A function by the processor's level: its portable body, and two that need instructions which the
/// level promises.
macro_rules! dispatch {
    ($plain:expr, $avx2:expr, $avx512:expr) => {
        match Level::of_processor() {
            Level::Plain => $plain,
            // SAFETY: the processor has the instructions
            Level::Avx2 => unsafe { $avx2 },
            // SAFETY: the processor has the instructions
            Level::Avx512 => unsafe { $avx512 },
        }
    };
}

macro_rules! row {
    ($name:ident, $number:ty, $sum:ty, $format:ident, $plain:ident, $($len:pat => $runs:ident $long:literal,)*) => {
        /// Computes the sums of a row of units.
        pub(super) fn $name<I: Side, O: Side>(
            row: &UnitRow<'_, $number, I, O>,
            sums: &mut O::Row<$sum>,
        ) {
            dispatch!(portable::$plain(row, sums), {
                match lanes::row::fits(row) {
                    true => lanes::row::avx2::$format::row(row, sums.as_mut()),
                    false => avx2::$plain(row, sums),
                }
            }, {
                if row.runs.side().get() < runs::UNITS {
                    return avx512::$plain(row, sums);
                }
                match row.longest() {
                    $($len => row::$runs::<$long, I, O>(row, sums.as_mut()),)*
                }
            })
        }
    };
}
row!(fixed8_row, Fixed8, i32, fixed8, fixed8_row,
    0..=8 => of_short8 false, 9..=32 => of_8 false, _ => of_8 true,);
row!(fixed16_row, Fixed16, i32, fixed16, fixed16_row,
    0..=8 => of_short false, 9..=32 => of_16 false, _ => of_16 true,);
row!(fixed32_row, Fixed32, i64, fixed32, fixed32_row, 0..=16 => of_32 false, _ => of_32 true,);
row!(f32_row, f32, f32, f32, float_row, 0..=8 => of_f32 false, _ => of_f32 true,);
row!(f64_row, f64, f64, f64, float_row, 0..=8 => of_f64 false, _ => of_f64 true,);

/// Computes the sums of the rows in `units` from interleaved weights and calls `emit` with all of
/// them; `false` if the processor has no kernel for them.
#[cfg(feature = "alloc")]
pub(super) fn fixed16_interleaved<I: Side, O: Side>(
    all: &Interleaved<'_, Fixed16, I, O>,
    units: Range<usize>,
    emit: impl FnOnce(&[i32]),
) -> bool {
    dispatch!(
        return false,
        lanes::interleaved::avx2::sums(all, units, emit),
        lanes::interleaved::avx512::sums(all, units, emit)
    );
    true
}

/// Computes the sums of each row in `units`, which share two kernels, and calls
/// `emit(index, sums)`.
pub(super) fn fixed16_shared<I: Side, O: Side>(
    rows: &SharedRows<'_, Fixed16, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i32>; 2]),
) {
    if !shared::fits(rows) {
        return dispatch!(
            portable::fixed16_shared(rows, units, output, emit),
            avx2::fixed16_shared(rows, units, output, emit),
            avx512::fixed16_shared(rows, units, output, emit)
        );
    }
    dispatch!(
        portable::fixed16_shared(rows, units, output, emit),
        shared::avx2::rows(rows, units, output, emit),
        shared::avx512::rows(rows, units, output, emit)
    )
}

/// The same.
pub(super) fn fixed32_shared<I: Side, O: Side>(
    rows: &SharedRows<'_, Fixed32, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i64>; 2]),
) {
    dispatch!(
        portable::fixed32_shared(rows, units, output, emit),
        avx2::fixed32_shared(rows, units, output, emit),
        avx512::fixed32_shared(rows, units, output, emit)
    )
}

/// The same.
pub(super) fn float_shared<A, I: Side, O: Side>(
    rows: &SharedRows<'_, A, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<A>; 2]),
) where
    A: Weight<Activity = A, Sum = A> + Activity + Add<Output = A> + Mul<Output = A>,
{
    dispatch!(
        portable::float_shared(rows, units, output, emit),
        avx2::float_shared(rows, units, output, emit),
        avx512::float_shared(rows, units, output, emit)
    )
}

/// Runs a loop, compiled for the widest instructions that the processor has.
#[inline(always)]
pub(crate) fn wide<R>(run: impl FnOnce() -> R) -> R {
    dispatch!(run(), avx2::wide(run), avx512::wide(run))
}

/// Adds up the connections of neighbouring units.
pub(crate) fn fixed16_tally<I: Side, O: Side>(
    tallies: &mut [FixedTally<u32>],
    units: &UnitRowMut<'_, Fixed16, I, O>,
    columns: Range<usize>,
    pruned: Pruned,
) {
    dispatch!(
        portable::fixed16_tally(tallies, units, columns, pruned),
        lanes::learn::avx2::tally(tallies, units, columns, pruned),
        learn::tally(tallies, units, columns, pruned)
    )
}

/// Writes the new weights of a unit and returns the carry behind them.
pub(crate) fn fixed16_adapt<I: Side, O: Side>(
    carry: u32,
    factors: FixedFactors<u32>,
    units: &mut UnitRowMut<'_, Fixed16, I, O>,
    column: usize,
    pruned: Pruned,
) -> u32 {
    dispatch!(
        portable::fixed16_adapt(carry, factors, units, column, pruned),
        lanes::learn::avx2::adapt(carry, factors, units, column, pruned),
        learn::adapt(carry, factors, units, column, pruned)
    )
}
