//! Two kernels that all units share: the LGN's.

use crate::{
    geometry::{MAX_SIDE, SharedRow, SharedRows},
    number::{Activity, Fixed16, Fixed32, Weight},
    side::{Side, Value},
};
use core::{
    array,
    ops::{Add, Mul, Range},
};

/// Computes the sums of each row in `units` by any way for one row, and calls `emit(index, sums)`.
#[inline]
pub(in crate::engine) fn each_row<A: Activity, S: Value + Default, I: Side, O: Side>(
    rows: &SharedRows<'_, A, I>,
    units: Range<usize>,
    output: O,
    mut emit: impl FnMut(usize, [&O::Row<S>; 2]),
    row: impl Fn(&SharedRow<'_, A, I>, [&mut [S]; 2]),
) {
    let [mut center, mut surround] = [output.buffer(S::default()); 2];
    let (center, surround) = (output.view_mut(&mut center), output.view_mut(&mut surround));
    for (index, i) in units.enumerate() {
        row(&rows.row(i), [center.as_mut(), surround.as_mut()]);
        emit(index, [center, surround]);
    }
}

/// The same by any inner product.
#[inline(always)]
pub(in crate::engine) fn shared<A: Activity, S: Value + Default, I: Side, O: Side>(
    rows: &SharedRows<'_, A, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<S>; 2]),
    dot: impl Fn(S, &[A], &[A]) -> S,
) {
    each_row(rows, units, output, emit, |shared, sums| row(shared, sums, &dot));
}

/// The same.
#[cfg_attr(lissom_pairs, allow(dead_code))] // for sheets that are too small for blocks
#[cfg_attr(lissom_x86, inline(never))] // only the body that runs takes stack
pub(in crate::engine) fn fixed16_shared<I: Side, O: Side>(
    rows: &SharedRows<'_, Fixed16, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i32>; 2]),
) {
    shared(rows, units, output, emit, Fixed16::dot);
}

/// The same.
#[cfg_attr(lissom_simd128, allow(dead_code))]
#[cfg_attr(lissom_x86, inline(never))] // only the body that runs takes stack
pub(in crate::engine) fn fixed32_shared<I: Side, O: Side>(
    rows: &SharedRows<'_, Fixed32, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i64>; 2]),
) {
    shared(rows, units, output, emit, Fixed32::dot);
}

/// The same, each sum in the same order: on a machine with vectors, one weight at a time for all
/// units.
#[cfg_attr(lissom_x86, inline(never))] // only the body that runs takes stack
pub(in crate::engine) fn float_shared<A, I: Side, O: Side>(
    rows: &SharedRows<'_, A, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<A>; 2]),
) where
    A: Weight<Activity = A, Sum = A> + Activity + Add<Output = A> + Mul<Output = A>,
{
    match cfg!(any(target_pointer_width = "64", lissom_simd128)) {
        true => each_row(rows, units, output, emit, |row, sums| {
            blocks::<_, _, _, 1>(row, sums, |sum, weight, cell| sum + weight * cell);
        }),
        false => shared(rows, units, output, emit, A::dot),
    }
}

/// Computes the sums of a row of units by any inner product, one unit at a time.
#[inline]
fn row<A: Activity, S: Value + Default, I: Side>(
    row: &SharedRow<'_, A, I>,
    [center, surround]: [&mut [S]; 2],
    dot: &impl Fn(S, &[A], &[A]) -> S,
) {
    for (j, (center, surround)) in center.iter_mut().zip(surround).enumerate() {
        let mut sums = [S::default(); 2];
        for ((disc, cells), active) in row.discs.iter().zip(row.cells.iter()).zip(row.active) {
            let half = usize::from(disc.half);
            let from = j.saturating_sub(half).max(active.start());
            let to = (j + half + 1).min(active.end());
            if from < to {
                let first = disc.first as usize + from + half - j;
                for (sum, kernel) in sums.iter_mut().zip(row.kernels) {
                    *sum = dot(*sum, &kernel[first..first + to - from], &cells.as_ref()[from..to]);
                }
            }
        }
        [*center, *surround] = sums;
    }
}

/// Units side by side.
const LANES: usize = 16;

/// Like [`row`], in the same order, some blocks of sixteen units at once: what is silent adds
/// nothing.
#[inline(always)]
pub(in crate::engine) fn blocks<A: Activity, S: Value + Default, I: Side, const BLOCKS: usize>(
    shared: &SharedRow<'_, A, I>,
    sums: [&mut [S]; 2],
    add: impl Fn(S, A, A) -> S,
) {
    const SMALL: usize = 48;
    if shared.cells.side().get() <= SMALL {
        blocks_around::<A, S, I, BLOCKS, { 3 * SMALL }>(shared, sums, add);
    } else {
        blocks_around::<A, S, I, BLOCKS, { 4 * MAX_SIDE }>(shared, sums, add);
    }
}

/// `AROUND`: at least the longest row of cells, as many silent ones before it, and after it as many
/// and the last block's.
#[inline(always)]
fn blocks_around<
    A: Activity,
    S: Value + Default,
    I: Side,
    const BLOCKS: usize,
    const AROUND: usize,
>(
    shared: &SharedRow<'_, A, I>,
    mut both: [&mut [S]; 2],
    add: impl Fn(S, A, A) -> S,
) {
    let side = shared.cells.side().get();
    let mut around = [[A::ZERO; AROUND]; 2];
    let units = both[0].len();
    for unit in (0..units).step_by(LANES * BLOCKS) {
        let mut lanes = [[[S::default(); LANES]; BLOCKS]; 2];
        // one row is laid out while the one before is added
        let mut rows = shared.rows();
        let (mut next, mut now) = (rows.next(), 0);
        if let Some((_, cells, _)) = next {
            around[0][side..2 * side].copy_from_slice(cells.as_ref());
        }
        while let Some((disc, _, active)) = next {
            next = rows.next();
            if let Some((_, cells, _)) = next {
                around[1 - now][side..2 * side].copy_from_slice(cells.as_ref());
            }
            for ((lanes, kernel), width) in lanes.iter_mut().zip(shared.kernels).zip(disc.widths) {
                let Some(reach) = usize::from(width).checked_sub(1) else { continue };
                let kernel = &kernel[disc.first as usize + usize::from(disc.half) - reach..];
                // unit j sees cell j + tap − reach
                let from = (active.start() + reach).saturating_sub(unit + LANES * BLOCKS - 1);
                let to = (active.end() + reach).saturating_sub(unit).min(2 * reach + 1);
                if from >= to {
                    continue;
                }
                let cells = around[now][side + unit + from - reach..].windows(LANES * BLOCKS);
                let mut sums = *lanes;
                for (cells, &weight) in cells.zip(&kernel[from..to]) {
                    let (cells, _) = cells.as_chunks::<LANES>();
                    for (sums, cells) in sums.iter_mut().zip(cells) {
                        *sums = array::from_fn(|lane| add(sums[lane], weight, cells[lane]));
                    }
                }
                *lanes = sums;
            }
            now = 1 - now;
        }
        for (sums, lanes) in both.iter_mut().zip(&lanes) {
            let sums = &mut sums[unit..units.min(unit + LANES * BLOCKS)];
            sums.copy_from_slice(&lanes.as_flattened()[..sums.len()]);
        }
    }
}
