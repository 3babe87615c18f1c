//! Two kernels that all units share, four neighbouring units at a time: each weight is loaded once
//! for the four. Weights and cells that are 0 at the ends of a row are left out.

use super::portable;
#[cfg(not(lissom_kernel = "dsp"))]
use crate::geometry::Extent;
use crate::{
    geometry::{SharedRow, SharedRows},
    number::Fixed16,
    side::Side,
};
use core::ops::Range;

#[cfg(lissom_kernel = "dsp")]
mod dsp;

#[cfg(lissom_kernel = "dsp")]
use dsp::along;

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
        // a block's units see up to three cells before the first active one and after the last
        let (start, end) = (active.start(), active.end());
        let within = start
            .checked_sub(UNITS - 1)
            .and_then(|first| cells.as_ref().get(first..end + UNITS - 1));
        let seen = match within {
            Some(seen) => seen,
            None => {
                let Some(padded_cells) = padded.get_mut(side..2 * side) else { return };
                padded_cells.copy_from_slice(cells.as_ref());
                padded.get(side + start + 1 - UNITS..side + end + UNITS - 1).unwrap_or_default()
            }
        };
        for ((sums, kernel), width) in sums.iter_mut().zip(row.kernels).zip(disc.widths) {
            if let Some(reach) = usize::from(width).checked_sub(1) {
                let first = disc.first as usize + usize::from(disc.half) - reach;
                let Some((_, weights)) = kernel.split_at_checked(first) else { return };
                let Some((weights, _)) = weights.split_at_checked(2 * reach + 1) else { return };
                along(weights, seen, active, sums);
            }
        }
    }
}

/// Adds to each unit's sum the products of its weights in a source row; `cells` are those from
/// three before the first active one to three after the last.
#[cfg(not(lissom_kernel = "dsp"))]
#[allow(unsafe_code)]
fn along(weights: &[Fixed16], cells: &[Fixed16], active: Extent, sums: &mut [i32]) {
    let reach = weights.len() / 2;
    let first = active.start().saturating_sub(reach) / UNITS * UNITS;
    let end = sums.len().min(active.end() + reach);
    let Some(seeing) = sums.get_mut(first..end) else { return };
    if cells.len() != active.end() - active.start() + 2 * (UNITS - 1) {
        return; // never
    }
    for (block, sums) in seeing.chunks_mut(UNITS).enumerate() {
        let j = first + UNITS * block;
        // unit j + n sees cell j + n + tap − reach
        let from = (active.start() + reach).saturating_sub(j + UNITS - 1);
        let to = weights.len().min(active.end() + reach - j);
        if from < to {
            let first = j + from + UNITS - 1 - reach - active.start();
            let count = to - from + UNITS - 1;
            // SAFETY: `to` is at most the weights' length. `from` is at least that for the first of
            // `cells`; and `to` at most `active.end + reach - j`, so that the cells end at most
            // UNITS - 1 behind the active ones.
            let (weights, cells) = unsafe {
                (weights.get_unchecked(from..to), cells.get_unchecked(first..first + count))
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
