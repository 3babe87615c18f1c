//! Two kernels that all units share: four rows of units at once, eight or sixteen units of each.
//!
//! Unit j's cells are those of unit j − 1 one further, and a row's those of the row above one lower:
//! with each cell paired with its right neighbour, and silent ones around the sheet, the pairs of
//! eight units come in one load, and four rows of units meet them with a pair of weights each.

use super::{Fixed16, lanes};
use crate::row::{DiscRow, Extent, SharedRows};
use core::{arch::x86_64::*, array, ops::Range};

/// Rows of units that are added up at once.
const ROWS: usize = 4;
/// Units of a register.
const UNITS: usize = 8;

/// Rows of cells, each with its right neighbour; as many silent ones before and after them.
#[repr(C)]
struct Pairs<const IN: usize> {
    rows: [[[i32; IN]; 3]; IN],
    end: [i32; 2 * UNITS],
}

impl<const IN: usize> Pairs<IN> {
    const SILENT: Self = Self { rows: [[[0; IN]; 3]; IN], end: [0; _] };

    #[inline(always)]
    fn fill(&mut self, source: &[[Fixed16; IN]], rows: Range<usize>) {
        for (pairs, cells) in self.rows[rows.clone()].iter_mut().zip(&source[rows]) {
            let bits = |cell: Fixed16| i32::from(cell.to_bits());
            let pairs = &mut pairs.as_flattened_mut()[IN - 1..];
            pairs[0] = bits(cells[0]) << 16;
            for (pair, cells) in pairs[1..].iter_mut().zip(cells.windows(2)) {
                *pair = bits(cells[0]) & 0xffff | bits(cells[1]) << 16;
            }
            pairs[IN] = bits(cells[IN - 1]) & 0xffff;
        }
    }
}

/// Rows of a kernel's weights, each with its right neighbour, between rows of zeros.
#[repr(C)]
struct Weights<const IN: usize> {
    above: [[i32; IN]; ROWS],
    rows: [[[i32; IN]; IN]; 2],
    below: [[i32; IN]; ROWS],
    /// So far the weights that are not 0 reach to both sides.
    reach: usize,
    /// The rows with such weights.
    seen: Range<usize>,
}

impl<const IN: usize> Weights<IN> {
    const NONE: Self = Self {
        above: [[0; IN]; _],
        rows: [[[0; IN]; IN]; 2],
        below: [[0; IN]; _],
        reach: 0,
        seen: 0..0,
    };

    #[inline(always)]
    fn fill(&mut self, all: &SharedRows<'_, Fixed16, IN>, channel: usize) {
        let width = |disc: &DiscRow| usize::from(disc.widths[channel]);
        self.reach = all.discs.iter().map(width).max().unwrap_or(0).saturating_sub(1);
        for (index, (row, disc)) in
            self.rows.as_flattened_mut().iter_mut().zip(all.discs).enumerate()
        {
            let Some(reach) = width(disc).checked_sub(1) else { continue };
            self.seen = if self.seen.is_empty() { index } else { self.seen.start }..index + 1;
            let weights =
                &all.kernels[channel][disc.first as usize + usize::from(disc.half) - reach..];
            for (tap, weight) in (self.reach - reach..).zip(&weights[..2 * reach + 1]) {
                row[tap / 2] |= (i32::from(weight.to_bits()) & 0xffff) << (tap % 2 * 16);
            }
        }
    }
}

/// What four rows of units meet with a kernel.
struct Meeting<'a, const IN: usize> {
    pairs: &'a Pairs<IN>,
    kernel: &'a Weights<IN>,
    /// Rows with active cells, of which the first meets the kernel's `row` in the first row of units.
    rows: Range<usize>,
    row: usize,
    /// Columns with active cells.
    columns: Extent,
}

macro_rules! kernel {
    ($name:ident, $features:literal) => {
        pub(super) mod $name {
            use super::*;

            /// The sums of some rows of units.
            #[target_feature(enable = $features)]
            pub(in super::super) fn rows<const IN: usize, const OUT: usize>(
                all: &SharedRows<'_, Fixed16, IN>,
                units: Range<usize>,
                mut take: impl FnMut(usize, &[[i32; OUT]; 2]),
            ) {
                let (rows, columns) = Extent::hull(all.active);
                let mut pairs = Pairs::<IN>::SILENT;
                pairs.fill(all.source, rows.clone());
                let mut kernels = [Weights::<IN>::NONE; 2];
                for (channel, kernel) in kernels.iter_mut().enumerate() {
                    kernel.fill(all, channel);
                }
                let middle = all.discs.len() / 2;
                for first in units.clone().step_by(ROWS) {
                    let mut sums = [[[0; OUT]; 2]; ROWS];
                    for (channel, kernel) in kernels.iter().enumerate() {
                        // a row of the kernel is as far below the middle one as its cells below the unit
                        let Range { start, end } = kernel.seen;
                        let start = rows.start.max((first + start).saturating_sub(middle));
                        let end = rows.end.min((first + ROWS - 1 + end).saturating_sub(middle));
                        if start >= end {
                            continue;
                        }
                        let (pairs, rows) = (&pairs, start..end);
                        let row = start + middle - first;
                        let meeting = Meeting { pairs, kernel, rows, columns, row };
                        let mut sums = sums.each_mut().map(|sums| &mut sums[channel]);
                        for unit in (0..OUT).step_by(2 * UNITS) {
                            if OUT - unit > UNITS {
                                meet::<2, _, _>(&meeting, unit, &mut sums);
                            } else {
                                meet::<1, _, _>(&meeting, unit, &mut sums);
                            }
                        }
                    }
                    for (i, sums) in (first..units.end).zip(&sums) {
                        take(i - units.start, sums);
                    }
                }
            }

            /// The sums of `N` registers of units of each row from `unit` on.
            #[target_feature(enable = $features)]
            #[inline]
            fn meet<const N: usize, const IN: usize, const OUT: usize>(
                meeting: &Meeting<'_, IN>,
                unit: usize,
                sums: &mut [&mut [i32; OUT]; ROWS],
            ) {
                let &Meeting { pairs, kernel, ref rows, columns, row } = meeting;
                // unit j meets cell j + tap − reach
                let reach = kernel.reach;
                let from = (columns.start + reach).saturating_sub(unit + N * UNITS - 1) / 2;
                let to = (columns.end + reach).saturating_sub(unit).min(2 * reach + 1).div_ceil(2);
                if from >= to {
                    return;
                }
                let mut lanes = [[_mm256_setzero_si256(); N]; ROWS];
                // the first pairs that unit `unit` meets: IN silent cells are before a row's first
                let cells = (3 * rows.start + 1) * IN + unit + 2 * from - reach;
                let mut cells = (&raw const *pairs).cast::<i32>().wrapping_add(cells);
                let weights = (ROWS + row) * IN + from;
                let mut weights = (&raw const *kernel).cast::<i32>().wrapping_add(weights);
                for _ in rows.clone() {
                    for pair in 0..to - from {
                        // SAFETY: taps and units beyond the sheet's borders meet the silent cells around
                        // it, `IN` on each side, or those of the row below, or what follows the last
                        let cells: [__m256i; N] = array::from_fn(|n| unsafe {
                            _mm256_loadu_si256(cells.wrapping_add(2 * pair + n * UNITS).cast())
                        });
                        for (i, lanes) in lanes.iter_mut().enumerate() {
                            // SAFETY: a row of units further down meets the row above of the kernel, or
                            // one of the zeros around it
                            let weights = unsafe {
                                let pair = weights.wrapping_add(pair).wrapping_sub(i * IN);
                                _mm256_set1_epi32(pair.read())
                            };
                            for (lanes, cells) in lanes.iter_mut().zip(cells) {
                                *lanes = lanes::$name::dot(*lanes, cells, weights);
                            }
                        }
                    }
                    weights = weights.wrapping_add(IN);
                    cells = cells.wrapping_add(3 * IN);
                }
                for (sums, lanes) in sums.iter_mut().zip(lanes) {
                    for (sums, lanes) in sums[unit..].chunks_mut(UNITS).zip(lanes) {
                        let mut eight = [0; UNITS];
                        // SAFETY: eight sums
                        unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), lanes) }
                        sums.copy_from_slice(&eight[..sums.len()]);
                    }
                }
            }
        }
    };
}
kernel!(avx2, "avx2");
kernel!(avx512, "avx512f,avx512bw,avx512vl,avx512vnni,bmi2");
