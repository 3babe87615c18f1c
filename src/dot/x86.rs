//! x86-64, in the widest instructions that the processor says it has.

use super::{Fixed16, Fixed32, Wide, climb as each, portable, shared as shared_portable};
use crate::row::{Row, SharedRow};
use core::ops::{Add, Mul};
use level::Level;
use plain::{avx2, avx512};

mod adapt;
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

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed16_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    match Level::of_processor() {
        Level::Plain => shared_portable::fixed16_row(row, sums),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { plain::fixed16_shared_row_avx2(row, sums) },
        // SAFETY: the same
        Level::Avx512 => unsafe { shared::row(row, sums) },
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed32_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed32, IN>,
    sums: &mut [[i64; OUT]; 2],
) {
    match Level::of_processor() {
        Level::Plain => shared_portable::fixed32_row(row, sums),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::fixed32_shared_row(row, sums) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::fixed32_shared_row(row, sums) },
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn float_shared_row<T, const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, T, IN>,
    sums: &mut [[T; OUT]; 2],
) where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    match Level::of_processor() {
        Level::Plain => shared_portable::float_row(row, sums),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::float_shared_row(row, sums) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::float_shared_row(row, sums) },
    }
}

/// [`scaled`](super::scaled) of each of many.
pub(crate) fn scaled_all(sums: impl Iterator<Item = i32>, factor: i32, products: &mut [Wide]) {
    match Level::of_processor() {
        Level::Plain => each::scaled_all(sums, factor, products),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::scaled_all(sums, factor, products) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::scaled_all(sums, factor, products) },
    }
}

/// The heights of many on a ramp.
pub(crate) fn climb<T: Copy>(
    ends: [Wide; 2],
    s: &[Wide],
    heights: &mut [T],
    climb: impl Fn(Wide) -> T,
    top: T,
) {
    match Level::of_processor() {
        Level::Plain => each::climb(ends, s, heights, climb, top),
        // SAFETY: the processor has the instructions
        Level::Avx2 => unsafe { avx2::climb(ends, s, heights, climb, top) },
        // SAFETY: the same
        Level::Avx512 => unsafe { avx512::climb(ends, s, heights, climb, top) },
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
