//! x86-64, in the widest instructions that the processor says it has.

use super::{Fixed16, Fixed32, portable};
use crate::row::{Row, SharedRow};
use level::Level;

mod level;
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
            0..=8 => runs::eight::row::<false, IN, OUT>(row, sums),
            9..=16 => runs::sixteen::row::<false, IN, OUT>(row, sums),
            17..=32 => runs::thirty_two::row::<false, IN, OUT>(row, sums),
            _ => runs::thirty_two::row::<true, IN, OUT>(row, sums),
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
            0..=8 => runs::eight_of_32::row::<false, IN, OUT>(row, sums),
            _ => runs::eight_of_32::row::<true, IN, OUT>(row, sums),
        }
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed32_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed32, IN>,
    sums: &mut [[i64; OUT]; 2],
) {
    super::shared::fixed32_row(row, sums);
}
