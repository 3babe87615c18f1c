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
        for ((sums, kernel), width) in both.iter_mut().zip(shared.kernels).zip(disc.widths) {
            let Some(reach) = usize::from(width).checked_sub(1) else { continue };
            let kernel = &kernel[disc.first as usize + usize::from(disc.half) - reach..];
            for (block, sums) in sums.chunks_mut(LANES * BLOCKS).enumerate() {
                // unit j sees cell j + tap − reach
                let unit = LANES * BLOCKS * block;
                let from = (active.start + reach).saturating_sub(unit + LANES * BLOCKS - 1);
                let to = (active.end + reach).saturating_sub(unit).min(2 * reach + 1);
                if from >= to {
                    continue;
                }
                let cells = around[now][IN + unit + from - reach..].windows(LANES * BLOCKS);
                let mut lanes = [[S::default(); LANES]; BLOCKS];
                lanes.as_flattened_mut()[..sums.len()].copy_from_slice(sums);
                for (cells, &weight) in cells.zip(&kernel[from..to]) {
                    let (cells, _) = cells.as_chunks::<LANES>();
                    for (lanes, cells) in lanes.iter_mut().zip(cells) {
                        *lanes = array::from_fn(|lane| add(lanes[lane], weight, cells[lane]));
                    }
                }
                sums.copy_from_slice(&lanes.as_flattened()[..sums.len()]);
            }
        }
        now = 1 - now;
    }
}
