//! Two kernels that all units share, four neighbouring units at a time: each weight is loaded once
//! for the four. Weights and cells that are 0 at the ends of a row are left out.

#[cfg(lissom_kernel = "dsp")]
use super::pairs::four;
use super::portable;
use crate::{
    geometry::{Extent, SharedRow, SharedRows},
    number::Fixed16,
    side::Side,
};
use core::ops::Range;

const UNITS: usize = 4;

/// Computes the sums of each row in `units` and calls `emit(index, sums)`.
pub(super) fn rows<I: Side, O: Side>(
    rows: &SharedRows<'_, Fixed16, I>,
    units: Range<usize>,
    output: O,
    emit: impl FnMut(usize, [&O::Row<i32>; 2]),
) {
    if rows.source.side().get() < UNITS {
        portable::fixed16_shared(rows, units, output, emit);
    } else {
        portable::each_row(rows, units, output, emit, row);
    }
}

/// Computes the sums of a row of units.
fn row<I: Side>(row: &SharedRow<'_, Fixed16, I>, mut sums: [&mut [i32]; 2]) {
    let input = row.cells.side();
    let side = input.get();
    sums.iter_mut().for_each(|sums| sums.fill(0));
    // a row of cells between two of zeros
    let mut padded = input.buffer([Fixed16::ZERO; 3]);
    let padded = input.view_mut(&mut padded).as_mut().as_flattened_mut();
    for (disc, cells, active) in row.rows() {
        let Some(padded_cells) = padded.get_mut(side..2 * side) else { return };
        padded_cells.copy_from_slice(cells.as_ref());
        for ((sums, kernel), width) in sums.iter_mut().zip(row.kernels).zip(disc.widths) {
            if let Some(reach) = usize::from(width).checked_sub(1) {
                let first = disc.first as usize + usize::from(disc.half) - reach;
                let Some((_, weights)) = kernel.split_at_checked(first) else { return };
                let Some((weights, _)) = weights.split_at_checked(2 * reach + 1) else { return };
                along(weights, padded, side, active, sums);
            }
        }
    }
}

/// Adds to each unit's sum the products of its weights in a source row, which lies between two of
/// zeros.
#[allow(unsafe_code)]
fn along(weights: &[Fixed16], padded: &[Fixed16], side: usize, active: Extent, sums: &mut [i32]) {
    let reach = weights.len() / 2;
    let first = active.start().saturating_sub(reach) / UNITS * UNITS;
    let end = sums.len().min(active.end() + reach);
    let Some(seeing) = sums.get_mut(first..end) else { return };
    if active.end() > side || reach > side || side < UNITS || padded.len() != 3 * side {
        return; // never
    }
    for (block, sums) in seeing.chunks_mut(UNITS).enumerate() {
        let j = first + UNITS * block;
        // unit j + n sees cell j + n + tap − reach
        let from = (active.start() + reach).saturating_sub(j + UNITS - 1);
        let to = weights.len().min(active.end() + reach - j);
        if from < to {
            let (first, count) = (side + j + from - reach, to - from + UNITS - 1);
            // SAFETY: `to` is at most the weights' length. `first` is at least 0, as `reach` is at
            // most `side`; and `to` at most `active.end + reach - j`, so that the cells end at most
            // UNITS - 1 behind the row's, of which the third row of `padded` has `side`.
            let (weights, cells) = unsafe {
                (weights.get_unchecked(from..to), padded.get_unchecked(first..first + count))
            };
            for (sum, more) in sums.iter_mut().zip(four(weights, cells)) {
                *sum = sum.wrapping_add(more);
            }
        }
    }
}

/// Sums of four adjacent units; unit n starts at `cells[n]`, so `cells` is three longer than
/// `weights`.
#[cfg(not(lissom_kernel = "dsp"))]
fn four(weights: &[Fixed16], cells: &[Fixed16]) -> [i32; UNITS] {
    let mut sums = [0_i32; UNITS];
    let mut add = |weight: Fixed16, cells: &[Fixed16]| {
        for (sum, cell) in sums.iter_mut().zip(cells) {
            let product = i32::from(weight.to_bits()).wrapping_mul(i32::from(cell.to_bits()));
            *sum = sum.wrapping_add(product);
        }
    };
    let (fours, rest) = weights.as_chunks::<4>();
    let mut cells = cells;
    for weights in fours {
        let Some((seen, _)) = cells.split_first_chunk::<7>() else { break };
        for (tap, &weight) in weights.iter().enumerate() {
            add(weight, &seen[tap..tap + UNITS]);
        }
        cells = &cells[4..];
    }
    for (&weight, cells) in rest.iter().zip(cells.windows(UNITS)) {
        add(weight, cells);
    }
    sums
}
