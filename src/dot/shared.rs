//! Two kernels that all units share: the LGN's.

use super::{Fixed16, Fixed32};
use crate::{
    field::MAX_SIDE,
    row::{SharedRow, SharedRows},
};
use core::{
    array,
    ops::{Add, Mul, Range},
};

/// The sums of some rows of units, each handed on with its place among them, by any way for one row.
#[inline]
pub(crate) fn each<T, S: Copy + Default, const IN: usize, const OUT: usize>(
    rows: &SharedRows<'_, T, IN>,
    units: Range<usize>,
    mut take: impl FnMut(usize, &[[S; OUT]; 2]),
    row: impl Fn(&SharedRow<'_, T, IN>, &mut [[S; OUT]; 2]),
) {
    let mut sums = [[S::default(); OUT]; 2];
    for (index, i) in units.enumerate() {
        row(&rows.row(i), &mut sums);
        take(index, &sums);
    }
}

/// The same by any inner product.
pub(crate) fn rows<T, S: Copy + Default, const IN: usize, const OUT: usize>(
    rows: &SharedRows<'_, T, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[S; OUT]; 2]),
    dot: impl Fn(S, &[T], &[T]) -> S,
) {
    each(rows, units, take, |shared, sums| row(shared, sums, &dot));
}

/// The same.
pub(crate) fn fixed16_rows<const IN: usize, const OUT: usize>(
    shared: &SharedRows<'_, Fixed16, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[i32; OUT]; 2]),
) {
    rows(shared, units, take, super::fixed16);
}

/// The same.
pub(crate) fn fixed32_rows<const IN: usize, const OUT: usize>(
    shared: &SharedRows<'_, Fixed32, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[i64; OUT]; 2]),
) {
    rows(shared, units, take, super::fixed32);
}

/// The same, each sum in the same order: on a machine with vectors, one weight at a time for all units.
pub(crate) fn float_rows<T, const IN: usize, const OUT: usize>(
    shared: &SharedRows<'_, T, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[T; OUT]; 2]),
) where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    match cfg!(target_pointer_width = "64") {
        true => each(shared, units, take, |row, sums| {
            blocks::<_, _, IN, OUT, 1>(row, sums, |sum, weight, cell| sum + weight * cell);
        }),
        false => rows(shared, units, take, super::float),
    }
}

/// The sums of a row of units by any inner product, one unit at a time.
#[inline]
fn row<T, S: Copy + Default, const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, T, IN>,
    [center, surround]: &mut [[S; OUT]; 2],
    dot: &impl Fn(S, &[T], &[T]) -> S,
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
