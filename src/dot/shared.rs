//! Two kernels that all units share: the LGN's.

use super::{Fixed16, Fixed32};
use crate::row::SharedRow;
use core::ops::{Add, Mul};

/// The sums of a row of units.
pub(crate) fn fixed16_row<const IN: usize, const OUT: usize>(
    shared: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    row(shared, sums, super::fixed16);
}

/// The sums of a row of units.
pub(crate) fn fixed32_row<const IN: usize, const OUT: usize>(
    shared: &SharedRow<'_, Fixed32, IN>,
    sums: &mut [[i64; OUT]; 2],
) {
    row(shared, sums, super::fixed32);
}

/// The sums of a row of units by any inner product, one unit at a time.
#[inline]
pub(crate) fn row<T, S: Copy + Default, const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, T, IN>,
    [center, surround]: &mut [[S; OUT]; 2],
    dot: impl Fn(S, &[T], &[T]) -> S,
) {
    for (j, (center, surround)) in center.iter_mut().zip(surround).enumerate() {
        let mut sums = [S::default(); 2];
        for ((disc, cells), active) in row.discs.iter().zip(row.cells).zip(row.active) {
            let half = usize::from(disc.half);
            let from = j.saturating_sub(half).max(active.start);
            let to = (j + half + 1).min(active.end);
            if from < to {
                let first = disc.first as usize + from + half - j;
                for (sum, kernel) in sums.iter_mut().zip(row.kernels) {
                    *sum = dot(*sum, &kernel[first..first + to - from], &cells[from..to]);
                }
            }
        }
        [*center, *surround] = sums;
    }
}

/// The sums of a row of units, in the same order: on a machine with vectors, one weight at a time for
/// all units.
pub(crate) fn float_row<T, const IN: usize, const OUT: usize>(
    shared: &SharedRow<'_, T, IN>,
    sums: &mut [[T; OUT]; 2],
) where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    if !cfg!(target_pointer_width = "64") {
        return row(shared, sums, super::float);
    }
    *sums = [[T::default(); OUT]; 2];
    for (disc, cells, active) in shared.rows() {
        let half = usize::from(disc.half);
        for tap in 0..2 * half + 1 {
            // unit j sees cell j + tap − half
            let from = active.start.max(tap.saturating_sub(half));
            let to = active.end.min((OUT + tap).saturating_sub(half));
            if from >= to {
                continue;
            }
            let first = from + half - tap;
            for (sums, kernel) in sums.iter_mut().zip(shared.kernels) {
                let weight = kernel[disc.first as usize + tap];
                for (sum, &cell) in sums[first..].iter_mut().zip(&cells[from..to]) {
                    *sum = *sum + weight * cell;
                }
            }
        }
    }
}
