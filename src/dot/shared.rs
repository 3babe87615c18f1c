//! Two kernels that all units share: the LGN's.

use super::{Fixed16, Fixed32};
use crate::{field::MAX_SIDE, row::SharedRow};
use core::{
    array,
    ops::{Add, Mul},
};

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

/// The sums of a row of units, one unit at a time.
#[inline]
pub(super) fn row<T, S: Copy + Default, const IN: usize, const OUT: usize>(
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
    match cfg!(target_pointer_width = "64") {
        true => blocks::<_, _, IN, OUT, 1>(shared, sums, |sum, weight, cell| sum + weight * cell),
        false => row(shared, sums, super::float),
    }
}

/// Units side by side.
const LANES: usize = 16;

/// Like [`row`], in the same order, some blocks of sixteen units at once: what is silent adds nothing.
#[inline(always)]
pub(super) fn blocks<T, S, const IN: usize, const OUT: usize, const BLOCKS: usize>(
    shared: &SharedRow<'_, T, IN>,
    sums: &mut [[S; OUT]; 2],
    add: impl Fn(S, T, T) -> S,
) where
    T: Copy + Default,
    S: Copy + Default,
{
    const SMALL: usize = 48;
    if IN <= SMALL && OUT <= SMALL {
        blocks_around::<T, S, IN, OUT, BLOCKS, { 3 * SMALL }>(shared, sums, add);
    } else {
        blocks_around::<T, S, IN, OUT, BLOCKS, { 4 * MAX_SIDE }>(shared, sums, add);
    }
}

/// `AROUND`: at least the longest row of cells, as many silent ones before it, and after it as many
/// and the last block's.
#[inline(always)]
fn blocks_around<
    T: Copy + Default,
    S: Copy + Default,
    const IN: usize,
    const OUT: usize,
    const BLOCKS: usize,
    const AROUND: usize,
>(
    shared: &SharedRow<'_, T, IN>,
    both: &mut [[S; OUT]; 2],
    add: impl Fn(S, T, T) -> S,
) {
    *both = [[S::default(); OUT]; 2];
    // one row is laid out while the one before is added
    let mut around = [[T::default(); AROUND]; 2];
    let mut rows = shared.rows();
    let (mut next, mut now) = (rows.next(), 0);
    if let Some((_, cells, _)) = next {
        around[0][IN..2 * IN].copy_from_slice(cells);
    }
    while let Some((disc, _, active)) = next {
        next = rows.next();
        if let Some((_, cells, _)) = next {
            around[1 - now][IN..2 * IN].copy_from_slice(cells);
        }
        let (half, first) = (usize::from(disc.half), disc.first as usize);
        let kernels = shared.kernels.map(|kernel| &kernel[first..][..2 * half + 1]);
        let [center, surround] = &mut *both;
        let blocks = center.chunks_mut(LANES * BLOCKS).zip(surround.chunks_mut(LANES * BLOCKS));
        for (block, sums) in blocks.enumerate() {
            // unit j sees cell j + tap − half
            let unit = LANES * BLOCKS * block;
            let from = (active.start + half).saturating_sub(unit + LANES * BLOCKS - 1);
            let to = (active.end + half).saturating_sub(unit).min(2 * half + 1);
            if from >= to {
                continue;
            }
            let cells = around[now][IN + unit + from - half..].windows(LANES * BLOCKS);
            let [inner, outer] = kernels.map(|kernel| &kernel[from..to]);
            let mut center = [[S::default(); LANES]; BLOCKS];
            let mut surround = center;
            center.as_flattened_mut()[..sums.0.len()].copy_from_slice(sums.0);
            surround.as_flattened_mut()[..sums.1.len()].copy_from_slice(sums.1);
            for ((cells, &inner), &outer) in cells.zip(inner).zip(outer) {
                let (cells, _) = cells.as_chunks::<LANES>();
                for block in 0..BLOCKS {
                    let (cells, center) = (&cells[block], &mut center[block]);
                    *center = array::from_fn(|lane| add(center[lane], inner, cells[lane]));
                    let surround = &mut surround[block];
                    *surround = array::from_fn(|lane| add(surround[lane], outer, cells[lane]));
                }
            }
            sums.0.copy_from_slice(&center.as_flattened()[..sums.0.len()]);
            sums.1.copy_from_slice(&surround.as_flattened()[..sums.1.len()]);
        }
        now = 1 - now;
    }
}
