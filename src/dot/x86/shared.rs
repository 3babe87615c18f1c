//! AVX-512: two kernels that all units share, sixteen units at once.
//!
//! Unit j's cells are those of unit j − 1 one further: with each cell of a source row paired with its
//! right neighbour, and silent ones beyond both ends, a pair of weights meets the pairs of sixteen
//! units in one load.

use super::Fixed16;
use crate::{
    field::MAX_SIDE,
    row::{Extent, SharedRow},
};
use core::arch::x86_64::*;

/// Units that are added up at once.
const UNITS: usize = 16;
/// Pairs before those of a row.
const BEFORE: usize = MAX_SIDE + 1;
/// A row of cells, each with its right neighbour, from that before the first on.
type Pairs = [i32; BEFORE + MAX_SIDE.next_multiple_of(UNITS) + MAX_SIDE];

/// The sums of a row of units.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
pub(super) fn row<const IN: usize, const OUT: usize>(
    shared: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    let mut blocks = [[_mm512_setzero_si512(); 2]; MAX_SIDE.div_ceil(UNITS)];
    let blocks = &mut blocks[..OUT.div_ceil(UNITS)];
    // one row is paired while the one before is added
    let mut pairs: [Pairs; 2] = [[0; _]; 2];
    let mut rows = shared.rows();
    let (mut next, mut now) = (rows.next(), 0);
    if let Some((_, cells, _)) = next {
        pair(cells, &mut pairs[now]);
    }
    while let Some((disc, _, active)) = next {
        next = rows.next();
        if let Some((_, cells, _)) = next {
            pair(cells, &mut pairs[1 - now]);
        }
        for (channel, (kernel, width)) in shared.kernels.iter().zip(disc.widths).enumerate() {
            let Some(reach) = usize::from(width).checked_sub(1) else { continue };
            let first = disc.first as usize + usize::from(disc.half) - reach;
            let weights = &kernel[first..][..2 * reach + 1];
            for (block, sums) in blocks.iter_mut().enumerate() {
                sums[channel] = add(sums[channel], weights, &pairs[now], active, UNITS * block);
            }
        }
        now = 1 - now;
    }
    for (block, both) in blocks.iter().enumerate() {
        for (sums, &sum) in sums.iter_mut().zip(both) {
            let sums = &mut sums[UNITS * block..];
            let mask = _bzhi_u32(u32::MAX, sums.len() as u32) as __mmask16;
            // SAFETY: the mask ends with the sums
            unsafe { _mm512_mask_storeu_epi32(sums.as_mut_ptr(), mask, sum) }
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn pair<const IN: usize>(cells: &[Fixed16; IN], pairs: &mut Pairs) {
    let bits = |cell: Fixed16| i32::from(cell.to_bits());
    let pairs = &mut pairs[BEFORE - 1..][..IN + 1];
    pairs[0] = bits(cells[0]) << 16;
    for (pair, cells) in pairs[1..].iter_mut().zip(cells.windows(2)) {
        *pair = bits(cells[0]) & 0xffff | bits(cells[1]) << 16;
    }
    pairs[IN] = bits(cells[IN - 1]) & 0xffff;
}

/// Adds a row of the disc for the units from `unit` on.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn add(
    mut sum: __m512i,
    weights: &[Fixed16],
    pairs: &Pairs,
    active: Extent,
    unit: usize,
) -> __m512i {
    let reach = weights.len() / 2;
    // unit j sees cell j + tap − reach
    let from = (active.start + reach).saturating_sub(unit + UNITS - 1);
    let to = (active.end + reach).saturating_sub(unit).min(weights.len());
    if from >= to {
        return sum;
    }
    let cells = &pairs[BEFORE + unit + from - reach..][..to - from + UNITS - 1];
    let (weights, odd) = weights[from..to].as_chunks::<2>();
    let (fours, two) = weights.as_chunks::<2>();
    let mut cells = cells.as_ptr();
    // two sums, for one to start while the other is added to
    let mut other = _mm512_setzero_si512();
    for [first, second] in fours {
        // SAFETY: sixteen pairs from each tap below `to`
        let [now, then] = unsafe {
            [_mm512_loadu_si512(cells.cast()), _mm512_loadu_si512(cells.wrapping_add(2).cast())]
        };
        sum = _mm512_dpwssd_epi32(sum, now, pair_of(*first));
        other = _mm512_dpwssd_epi32(other, then, pair_of(*second));
        cells = cells.wrapping_add(4);
    }
    if let [two] = two {
        // SAFETY: as above
        let now = unsafe { _mm512_loadu_si512(cells.cast()) };
        sum = _mm512_dpwssd_epi32(sum, now, pair_of(*two));
        cells = cells.wrapping_add(2);
    }
    if let &[odd] = odd {
        // SAFETY: as above
        let now = unsafe { _mm512_loadu_si512(cells.cast()) };
        other = _mm512_dpwssd_epi32(other, now, pair_of([odd, Fixed16::ZERO]));
    }
    _mm512_add_epi32(sum, other)
}

/// Two weights for all units.
#[target_feature(enable = "avx512f")]
#[inline]
fn pair_of([low, high]: [Fixed16; 2]) -> __m512i {
    let [low, high] = [low.to_bits() as u16, high.to_bits() as u16];
    _mm512_set1_epi32((u32::from(low) | u32::from(high) << 16) as i32)
}
