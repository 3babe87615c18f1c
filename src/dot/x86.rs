//! x86-64, in the widest instructions that the processor says it has.

use super::{Fixed16, Fixed32, portable, shared as shared_portable};
use crate::{
    interleaved::Interleaved,
    row::{Row, SharedRows},
};
use core::ops::{Add, Mul, Range};
use level::Level;
use plain::{avx2, avx512};

mod adapt;
mod interleaved;
mod lanes;
mod level;
mod plain;
mod runs;
mod shared;

#[cfg(test)]
pub(crate) use level::every_level;

macro_rules! row {
    ($name:ident, $number:ty, $sum:ty, $plain:ident, $($len:pat => $runs:ident $long:literal,)*) => {
        /// The sums of a row of units.
        pub(crate) fn $name<const IN: usize, const OUT: usize>(
            row: &Row<'_, $number, IN, OUT>,
            sums: &mut [$sum; OUT],
        ) {
            match Level::of_processor() {
                Level::Plain => portable::$plain(row, sums),
                // SAFETY: the processor has the instructions
                Level::Avx2 => unsafe { avx2::$plain(row, sums) },
                // SAFETY: the same
                Level::Avx512 if OUT < runs::UNITS => unsafe { avx512::$plain(row, sums) },
                Level::Avx512 => match row.longest() {
                    // SAFETY: the same
                    $($len => unsafe { runs::$runs::<$long, IN, OUT>(row, sums) },)*
                },
            }
        }
    };
}
row!(fixed16_row, Fixed16, i32, fixed16_row,
    0..=8 => of_short false, 9..=32 => of_16 false, _ => of_16 true,);
row!(fixed32_row, Fixed32, i64, fixed32_row, 0..=16 => of_32 false, _ => of_32 true,);
row!(f32_row, f32, f32, float_row, 0..=8 => of_f32 false, _ => of_f32 true,);
row!(f64_row, f64, f64, float_row, 0..=8 => of_f64 false, _ => of_f64 true,);

/// The sums of some rows of units from interleaved weights; `false` where no kernel takes them.
pub(crate) fn fixed16_interleaved<const IN: usize, const OUT: usize>(
    all: &Interleaved<'_, Fixed16, IN, OUT>,
    units: Range<usize>,
    take: impl FnMut(usize, &[i32; OUT]),
) -> bool {
    match Level::of_processor() {
        Level::Plain => return false,
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { interleaved::avx2::sums(all, units, take) },
        // SAFETY: the same
        Level::Avx512 => unsafe { interleaved::avx512::sums(all, units, take) },
    }
    true
}

/// The sums of some rows of units that share two kernels, each handed on with its place among them.
pub(crate) fn fixed16_shared_rows<const IN: usize, const OUT: usize>(
    rows: &SharedRows<'_, Fixed16, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[i32; OUT]; 2]),
) {
    match Level::of_processor() {
        Level::Plain => shared_portable::fixed16_rows(rows, units, take),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { shared::avx2::rows(rows, units, take) },
        // SAFETY: the same
        Level::Avx512 => unsafe { shared::avx512::rows(rows, units, take) },
    }
}

/// The same.
pub(crate) fn fixed32_shared_rows<const IN: usize, const OUT: usize>(
    rows: &SharedRows<'_, Fixed32, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[i64; OUT]; 2]),
) {
    match Level::of_processor() {
        Level::Plain => shared_portable::fixed32_rows(rows, units, take),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::fixed32_shared_rows(rows, units, take) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::fixed32_shared_rows(rows, units, take) },
    }
}

/// The same.
pub(crate) fn float_shared_rows<T, const IN: usize, const OUT: usize>(
    rows: &SharedRows<'_, T, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[T; OUT]; 2]),
) where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    match Level::of_processor() {
        Level::Plain => shared_portable::float_rows(rows, units, take),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::float_shared_rows(rows, units, take) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::float_shared_rows(rows, units, take) },
    }
}

/// Runs a loop, compiled for the widest instructions that the processor has.
#[inline(always)]
pub(crate) fn wide<R>(run: impl FnOnce() -> R) -> R {
    match Level::of_processor() {
        Level::Plain => run(),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::wide(run) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::wide(run) },
    }
}

/// Whether [`fixed16_tally`] and [`fixed16_adapt`] may be called.
#[inline]
pub(crate) fn adapts_fixed16() -> bool {
    Level::of_processor() == Level::Avx512
}

/// Σ weights, Σ inputs and the number of connections of a unit, in bits. `stay`: those whose weight is
/// 0 do not count.
///
/// # Panics
///
/// Unless the processor [adapts](adapts_fixed16).
pub(crate) fn fixed16_tally<'s>(
    weights: &[Fixed16],
    runs: impl Iterator<Item = &'s [Fixed16]>,
    stay: bool,
) -> [u32; 3] {
    assert!(adapts_fixed16());
    // SAFETY: the processor has the instructions
    unsafe { adapt::tally(weights, runs, stay) }
}

/// The new weights of a unit: the upper bits of each prefix of w·keep + (x·grow ≫ shift), less those of
/// the one before. `stay`: those that are 0 stay so.
///
/// # Panics
///
/// Unless the processor [adapts](adapts_fixed16).
pub(crate) fn fixed16_adapt<'s>(
    carry: u32,
    factors: [u32; 3],
    weights: &mut [Fixed16],
    runs: impl Iterator<Item = &'s [Fixed16]>,
    stay: bool,
) -> u32 {
    assert!(adapts_fixed16());
    // SAFETY: the processor has the instructions
    unsafe { adapt::adapt(carry, factors, weights, runs, stay) }
}
