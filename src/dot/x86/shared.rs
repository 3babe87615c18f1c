//! AVX-512: two kernels that all units share, sixteen units at once.
//!
//! Unit j's cells are those of unit j − 1 one further: with each cell of a source row paired with its
//! right neighbour, and silent ones beyond both ends, a pair of weights meets the pairs of sixteen
//! units in one load.

use super::Fixed16;
use crate::{
    field::MAX_SIDE,
    row::{DiscRow, Extent, SharedRow},
};
use core::arch::x86_64::*;

/// Units that are added up at once.
const UNITS: usize = 16;
/// Pairs before those of a row.
const BEFORE: usize = MAX_SIDE;
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
    let mut pairs: Pairs = [0; _];
    for (disc, cells, active) in shared.rows() {
        pair(cells, &mut pairs);
        for (block, sums) in blocks.iter_mut().enumerate() {
            add(shared.kernels, disc, &pairs, active, UNITS * block, sums);
        }
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
    let (mut before, pairs) = (0, &mut pairs[BEFORE - 1..]);
    for (pair, cell) in pairs.iter_mut().zip(cells) {
        let cell = i32::from(cell.to_bits());
        *pair = before | cell << 16;
        before = cell & 0xffff;
    }
    pairs[IN] = before;
}

/// Adds a row of the disc for the units from `unit` on.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn add(
    kernels: [&[Fixed16]; 2],
    disc: DiscRow,
    pairs: &Pairs,
    active: Extent,
    unit: usize,
    sums: &mut [__m512i; 2],
) {
    let (half, first) = (usize::from(disc.half), disc.first as usize);
    // unit j sees cell j + tap − half
    let from = (active.start + half).saturating_sub(unit + UNITS - 1) & !1;
    let to = (active.end + half).saturating_sub(unit).min(2 * half + 1);
    if from >= to {
        return;
    }
    let [inner, outer] = [&kernels[0][first..][..to], &kernels[1][first..][..to]];
    let pairs = &pairs[BEFORE + unit - half..];
    let [mut center, mut surround] = *sums;
    let (inner_pairs, inner_odd) = inner[from..].as_chunks::<2>();
    let (outer_pairs, outer_odd) = outer[from..].as_chunks::<2>();
    let mut cells = pairs[from..].as_ptr();
    assert!(pairs.len() >= to + UNITS);
    // two sums of each, for one to start while the other is added to
    let (mut center_2, mut surround_2) = (_mm512_setzero_si512(), _mm512_setzero_si512());
    let (inner_fours, inner_two) = inner_pairs.as_chunks::<2>();
    let (outer_fours, outer_two) = outer_pairs.as_chunks::<2>();
    for (inner, outer) in inner_fours.iter().zip(outer_fours) {
        // SAFETY: sixteen pairs from each tap below `to`
        let [now, then] = unsafe {
            [_mm512_loadu_si512(cells.cast()), _mm512_loadu_si512(cells.wrapping_add(2).cast())]
        };
        center = _mm512_dpwssd_epi32(center, now, two(inner[0]));
        surround = _mm512_dpwssd_epi32(surround, now, two(outer[0]));
        center_2 = _mm512_dpwssd_epi32(center_2, then, two(inner[1]));
        surround_2 = _mm512_dpwssd_epi32(surround_2, then, two(outer[1]));
        cells = cells.wrapping_add(4);
    }
    if let ([inner], [outer]) = (inner_two, outer_two) {
        // SAFETY: as above
        let now = unsafe { _mm512_loadu_si512(cells.cast()) };
        center = _mm512_dpwssd_epi32(center, now, two(*inner));
        surround = _mm512_dpwssd_epi32(surround, now, two(*outer));
        cells = cells.wrapping_add(2);
    }
    if let (&[inner], &[outer]) = (inner_odd, outer_odd) {
        // SAFETY: as above
        let now = unsafe { _mm512_loadu_si512(cells.cast()) };
        center_2 = _mm512_dpwssd_epi32(center_2, now, two([inner, Fixed16::ZERO]));
        surround_2 = _mm512_dpwssd_epi32(surround_2, now, two([outer, Fixed16::ZERO]));
    }
    *sums = [_mm512_add_epi32(center, center_2), _mm512_add_epi32(surround, surround_2)];
}

/// Two weights for all units.
#[target_feature(enable = "avx512f")]
#[inline]
fn two([low, high]: [Fixed16; 2]) -> __m512i {
    let [low, high] = [low.to_bits() as u16, high.to_bits() as u16];
    _mm512_set1_epi32((u32::from(low) | u32::from(high) << 16) as i32)
}
