//! x86-64, in the widest instructions that the processor says it has.

use super::{Fixed16, Fixed32, portable};
use crate::row::{Row, SharedRow};
use core::ops::{Add, Mul};
use level::Level;

mod adapt;
mod level;
mod plain;
mod runs;
mod shared;

/// The sums of a row of units.
pub(crate) fn fixed16_row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    sums: &mut [i32; OUT],
) {
    if OUT < runs::UNITS || Level::of_processor() < Level::Avx512 {
        return portable::fixed16_row(row, sums);
    }
    // SAFETY: the processor has the instructions
    unsafe {
        match row.longest() {
            0..=8 => runs::of_short::<false, IN, OUT>(row, sums),
            9..=32 => runs::of_16::<false, IN, OUT>(row, sums),
            _ => runs::of_16::<true, IN, OUT>(row, sums),
        }
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed16_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    if Level::of_processor() < Level::Avx512 {
        return super::shared::fixed16_row(row, sums);
    }
    // SAFETY: the processor has the instructions
    unsafe { shared::row(row, sums) }
}

/// The sums of a row of units.
pub(crate) fn fixed32_row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed32, IN, OUT>,
    sums: &mut [i64; OUT],
) {
    if OUT < runs::UNITS || Level::of_processor() < Level::Avx512 {
        return portable::fixed32_row(row, sums);
    }
    // SAFETY: the processor has the instructions
    unsafe {
        match row.longest() {
            0..=16 => runs::of_32::<false, IN, OUT>(row, sums),
            _ => runs::of_32::<true, IN, OUT>(row, sums),
        }
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed32_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed32, IN>,
    sums: &mut [[i64; OUT]; 2],
) {
    // SAFETY: the processor has the instructions
    match Level::of_processor() {
        Level::Plain => super::shared::fixed32_row(row, sums),
        Level::Avx2 => unsafe { plain::fixed32_shared_avx2(row, sums) },
        Level::Avx512 => unsafe { plain::fixed32_shared_avx512(row, sums) },
    }
}

macro_rules! float_row {
    ($name:ident, $float:ty, $runs:ident) => {
        /// The sums of a row of units.
        pub(crate) fn $name<const IN: usize, const OUT: usize>(
            row: &Row<'_, $float, IN, OUT>,
            sums: &mut [$float; OUT],
        ) {
            if OUT < runs::UNITS || Level::of_processor() < Level::Avx512 {
                return portable::float_row(row, sums);
            }
            // SAFETY: the processor has the instructions
            unsafe {
                match row.longest() {
                    0..=8 => runs::$runs::<false, IN, OUT>(row, sums),
                    _ => runs::$runs::<true, IN, OUT>(row, sums),
                }
            }
        }
    };
}
float_row!(f32_row, f32, of_f32);
float_row!(f64_row, f64, of_f64);

/// The sums of a row of units that share two kernels.
pub(crate) fn float_shared_row<T, const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, T, IN>,
    sums: &mut [[T; OUT]; 2],
) where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    // SAFETY: the processor has the instructions
    match Level::of_processor() {
        Level::Plain => super::shared::float_row(row, sums),
        Level::Avx2 => unsafe { plain::float_shared_avx2(row, sums) },
        Level::Avx512 => unsafe { plain::float_shared_avx512(row, sums) },
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
