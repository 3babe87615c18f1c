//! Two kernels that all units share, four neighbouring units at a time: each weight is loaded once for
//! the four. Weights and cells that are 0 at the ends of a row are left out.

#[cfg(lissom_kernel = "dsp")]
use super::pair::four;
use super::{Fixed16, shared};
use crate::row::{Extent, SharedRow, SharedRows};
use core::ops::Range;

const UNITS: usize = 4;

/// The sums of some rows of units, each handed on with its place among them.
pub(crate) fn rows<const IN: usize, const OUT: usize>(
    rows: &SharedRows<'_, Fixed16, IN>,
    units: Range<usize>,
    take: impl FnMut(usize, &[[i32; OUT]; 2]),
) {
    if IN < UNITS {
        shared::fixed16_rows(rows, units, take);
    } else {
        shared::each(rows, units, take, row);
    }
}

/// The sums of a row of units.
fn row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    *sums = [[0; OUT]; 2];
    let mut padded = [[Fixed16::ZERO; IN]; 3];
    for (disc, cells, active) in row.rows() {
        padded[1] = *cells;
        for ((sums, kernel), width) in sums.iter_mut().zip(row.kernels).zip(disc.widths) {
            if let Some(reach) = usize::from(width).checked_sub(1) {
                let weights = &kernel[disc.first as usize + usize::from(disc.half) - reach..];
                along(&weights[..2 * reach + 1], padded.as_flattened(), IN, active, sums);
            }
        }
    }
}

/// Adds to each unit's sum the products of its weights in a source row, which lies between two of zeros.
fn along(weights: &[Fixed16], padded: &[Fixed16], side: usize, active: Extent, sums: &mut [i32]) {
    let reach = weights.len() / 2;
    let first = active.start.saturating_sub(reach) / UNITS * UNITS;
    let end = sums.len().min(active.end + reach);
    for (block, sums) in sums[first..end].chunks_mut(UNITS).enumerate() {
        let j = first + UNITS * block;
        // unit j + n sees cell j + n + tap − reach
        let from = (active.start + reach).saturating_sub(j + UNITS - 1);
        let to = weights.len().min(active.end + reach - j);
        if from < to {
            let cells = &padded[side + j + from - reach..][..to - from + UNITS - 1];
            let more = four(&weights[from..to], cells);
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum = sum.wrapping_add(more);
            }
        }
    }
}

/// The sums of four units, each of which sees one cell more to the right; `cells` has three more.
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
