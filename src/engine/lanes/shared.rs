//! Two kernels that all units share: four rows of units at once, eight or sixteen units of each.
//!
//! Unit j's cells are those of unit j − 1 one further, and a row's those of the row above one
//! lower: with each cell paired with its right neighbour, and silent ones around the sheet, one
//! load brings the pairs of eight units. Four rows of units use it, each with its pair of weights.

use super::scratch::Scratch;
use crate::{
    geometry::{DiscRow, Extent, SharedRows},
    number::Fixed16,
    side::{Rows, Side},
};
use core::{array, ops::Range};

/// Rows of units that are added up at once.
const ROWS: usize = 4;
/// Units of a register.
const UNITS: usize = 8;

/// Words for each cell: four for the [pairs of cells](lay_out), and two for each kernel's
/// [`Weights`].
type Memory<I> = Scratch<I, [i32; 8]>;

/// Whether these kernels have memory for such rows: four words for each cell of the sheet, and two
/// for the weights of each kernel.
pub(in crate::engine) fn fits<I: Side>(all: &SharedRows<'_, Fixed16, I>) -> bool {
    let side = all.source.side().get();
    side >= 4 && all.discs.len() + 2 * ROWS <= 2 * side && Memory::<I>::holds(side)
}

/// Writes rows of cells to zeros, each cell with its right neighbour, and as many silent ones
/// before and after them: three sides of words a row, and after the last row a register's more, for
/// which the fourth side has room.
#[inline(always)]
fn lay_out<I: Side>(source: Rows<'_, Fixed16, I>, rows: Range<usize>, words: &mut [i32]) {
    let side = source.side().get();
    let words = &mut words[3 * side * rows.start..];
    for (pairs, cells) in words.chunks_exact_mut(3 * side).zip(source.range(rows).iter()) {
        let cells = cells.as_ref();
        let bits = |cell: Fixed16| i32::from(cell.to_bits());
        let pairs = &mut pairs[side - 1..];
        pairs[0] = bits(cells[0]) << 16;
        for (pair, cells) in pairs[1..].iter_mut().zip(cells.windows(2)) {
            *pair = bits(cells[0]) & 0xffff | bits(cells[1]) << 16;
        }
        pairs[side] = bits(cells[side - 1]) & 0xffff;
    }
}

/// Rows of a kernel's weights, each with its right neighbour, between four rows of zeros and four
/// more.
struct Weights<'a> {
    words: &'a [i32],
    /// So far the weights that are not 0 reach to both sides.
    reach: usize,
    /// The rows with such weights.
    seen: Range<usize>,
}

impl<'a> Weights<'a> {
    /// Written to zeros.
    #[inline(always)]
    fn new<I: Side>(
        all: &SharedRows<'_, Fixed16, I>,
        channel: usize,
        words: &'a mut [i32],
    ) -> Self {
        let side = all.source.side().get();
        let width = |disc: &DiscRow| usize::from(disc.widths[channel]);
        let reach = all.discs.iter().map(width).max().unwrap_or(0).saturating_sub(1);
        let mut seen = 0..0;
        let rows = words[ROWS * side..].chunks_exact_mut(side);
        for (index, (row, disc)) in rows.zip(all.discs).enumerate() {
            let Some(own) = width(disc).checked_sub(1) else { continue };
            seen = if seen.is_empty() { index } else { seen.start }..index + 1;
            let weights =
                &all.kernels[channel][disc.first as usize + usize::from(disc.half) - own..];
            for (tap, weight) in (reach - own..).zip(&weights[..2 * own + 1]) {
                row[tap / 2] |= (i32::from(weight.to_bits()) & 0xffff) << (tap % 2 * 16);
            }
        }
        Self { words, reach, seen }
    }
}

/// What four rows of units see of the source, and a kernel.
struct Seen<'a, I> {
    /// The words of the pairs of cells.
    pairs: &'a [i32],
    /// The words of the kernel's pairs of weights.
    weights: &'a [i32],
    input: I,
    reach: usize,
    /// Rows with active cells, the first under the kernel's `row` for the first row of
    /// units.
    rows: Range<usize>,
    row: usize,
    /// Columns with active cells.
    columns: Extent,
}

macro_rules! kernel {
    ($level:ident, $(#[$features:meta])?) => {
        pub(in crate::engine) mod $level {
            use super::*;
            use crate::engine::lanes::$level::*;

            /// Computes the sums of each row in `units` and calls `emit(index, sums)`.
            $(#[$features])?
            pub(in crate::engine) fn rows<I: Side, O: Side>(
                all: &SharedRows<'_, Fixed16, I>,
                units: Range<usize>,
                output: O,
                mut emit: impl FnMut(usize, [&O::Row<i32>; 2]),
            ) {
                let (rows, columns) = Extent::bounding_box(all.active.as_ref());
                let mut memory = Memory::<I>::new(all.source.side());
                let words = memory.all_mut().as_flattened_mut();
                let (pairs, words) = words.split_at_mut(words.len() / 2);
                let (center, surround) = words.split_at_mut(words.len() / 2);
                lay_out(all.source, rows.clone(), pairs);
                let kernels = [Weights::new(all, 0, center), Weights::new(all, 1, surround)];
                let middle = all.discs.len() / 2;
                for first in units.clone().step_by(ROWS) {
                    let mut sums = [[output.buffer(0); 2]; ROWS];
                    for (channel, kernel) in kernels.iter().enumerate() {
                        // a row of the kernel is as far below the middle one as its cells below the
                        // unit
                        let Range { start, end } = kernel.seen;
                        let start = rows.start.max((first + start).saturating_sub(middle));
                        let end = rows.end.min((first + ROWS - 1 + end).saturating_sub(middle));
                        if start >= end {
                            continue;
                        }
                        let seen = Seen {
                            pairs,
                            weights: kernel.words,
                            input: all.source.side(),
                            reach: kernel.reach,
                            rows: start..end,
                            row: start + middle - first,
                            columns,
                        };
                        let mut sums = sums
                            .each_mut()
                            .map(|sums| output.view_mut(&mut sums[channel]).as_mut());
                        for unit in (0..output.get()).step_by(2 * UNITS) {
                            if output.get() - unit > UNITS {
                                add_products::<2, I>(&seen, unit, &mut sums);
                            } else {
                                add_products::<1, I>(&seen, unit, &mut sums);
                            }
                        }
                    }
                    for (i, sums) in (first..units.end).zip(&sums) {
                        emit(i - units.start, sums.each_ref().map(|sums| output.view(sums)));
                    }
                }
            }

            /// The sums of `N` registers of units of each row from `unit` on.
            $(#[$features])?
            #[inline]
            fn add_products<const N: usize, I: Side>(
                seen: &Seen<'_, I>,
                unit: usize,
                sums: &mut [&mut [i32]; ROWS],
            ) {
                let &Seen { pairs, weights, input, reach, ref rows, columns, row } = seen;
                let side = input.get();
                // unit j sees cell j + tap − reach
                let from = (columns.start() + reach).saturating_sub(unit + N * UNITS - 1) / 2;
                let to =
                    (columns.end() + reach).saturating_sub(unit).min(2 * reach + 1).div_ceil(2);
                if from >= to {
                    return;
                }
                let mut lanes = [[zero(); N]; ROWS];
                // the first pairs that unit `unit` sees: a side of silent cells is before a row's
                // first
                let cells = (3 * rows.start + 1) * side + unit + 2 * from - reach;
                let mut cells = pairs.as_ptr().wrapping_add(cells);
                let mut weights = weights.as_ptr().wrapping_add((ROWS + row) * side + from);
                for _ in rows.clone() {
                    for pair in 0..to - from {
                        // SAFETY: taps and units beyond the sheet's borders read the silent cells
                        // around it, a side on each side, or those of the row below, or what
                        // follows the last
                        let cells: [Eight; N] = array::from_fn(|n| unsafe {
                            load(cells.wrapping_add(2 * pair + n * UNITS))
                        });
                        for (i, lanes) in lanes.iter_mut().enumerate() {
                            // SAFETY: a row of units further down takes the kernel's row above, or
                            // one of the zeros around it
                            let weights = unsafe {
                                let pair = weights.wrapping_add(pair).wrapping_sub(i * side);
                                broadcast(pair.read())
                            };
                            for (lanes, cells) in lanes.iter_mut().zip(cells) {
                                *lanes = dot(*lanes, cells, weights);
                            }
                        }
                    }
                    weights = weights.wrapping_add(side);
                    cells = cells.wrapping_add(3 * side);
                }
                for (sums, lanes) in sums.iter_mut().zip(lanes) {
                    for (sums, lanes) in sums[unit..].chunks_mut(UNITS).zip(lanes) {
                        sums.copy_from_slice(&words(lanes)[..sums.len()]);
                    }
                }
            }
        }
    };
}
each_level!(kernel);
