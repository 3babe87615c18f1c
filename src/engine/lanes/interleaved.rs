//! Interleaved weights: a group's eight units in the lanes of one register.
//!
//! The rows of a group that are active, and the columns, are the same rectangle for all its rows of
//! units. So the innermost loop has a fixed length: each step broadcasts one pair of cells and
//! loads one block of weights, and blocks are stored in the order of use.

use super::scratch::Scratch;
use crate::{
    geometry::{
        Extent,
        interleaved::{Block, Interleaved, UNITS, groups, pairs},
    },
    number::Fixed16,
    side::Side,
};
use core::ops::Range;

/// The most pairs of cells of a source row that are added at once.
const PAIRS: usize = 8;

/// What a group sees of a source.
struct Part<'a> {
    /// The cells, row after row; one more where the last row's last pair needs it.
    cells: &'a [Fixed16],
    /// Rows with active cells.
    rows: Range<usize>,
    /// The group's pairs of columns.
    pairs: Range<usize>,
    /// The first of those that are added now.
    from: usize,
    /// The group's weights.
    blocks: &'a [Block<Fixed16>],
    group: usize,
}

/// Adds some pairs of columns to the sums of a group.
type AddProducts<I, O> =
    fn(&Interleaved<'_, Fixed16, I, O>, Part<'_>, &[usize], Range<usize>, &mut [i32]);

/// The cells once more, with room after the last: a row of odd length ends with half a pair.
fn with_room<I: Side>(input: I, cells: &[Fixed16]) -> Scratch<I, [Fixed16; 2]> {
    let mut scratch = Scratch::new(input);
    scratch.all_mut().as_flattened_mut()[..cells.len()].copy_from_slice(cells);
    scratch
}

macro_rules! kernel {
    ($level:ident, $(#[$features:meta])?) => {
        pub(in crate::engine) mod $level {
            use super::*;
            use crate::engine::lanes::$level::*;

            /// Computes the sums of the rows in `units` and calls `emit` with all of them.
            $(#[$features])?
            pub(in crate::engine) fn sums<I: Side, O: Side>(
                all: &Interleaved<'_, Fixed16, I, O>,
                units: Range<usize>,
                emit: impl FnOnce(&[i32]),
            ) {
                let (rows, columns) = Extent::bounding_box(all.active.as_ref());
                let output = all.field.output();
                let side = output.get();
                // source rows in the spans of the rows of units above
                let mut above = output.buffer(0);
                let above = output.view_mut(&mut above).as_mut();
                let mut own_rows = 0;
                for (i, above) in above.iter_mut().enumerate() {
                    *above = own_rows;
                    own_rows += usize::from(all.field.span(i).rows);
                }
                let padded;
                let cells = if side.is_multiple_of(2) {
                    all.source.flat()
                } else {
                    padded = with_room(all.source.side(), all.source.flat());
                    padded.all().as_flattened()
                };
                let mut sums = Scratch::<O, i32>::new(output);
                let mut blocks = all.blocks;
                for group in 0..groups(side) {
                    let pairs = pairs(all.field, group);
                    let own;
                    (own, blocks) = blocks.split_at(own_rows * pairs.len());
                    let mut from = pairs.start.max(columns.start() / 2);
                    let to = pairs.end.min(columns.end().div_ceil(2));
                    while from < to {
                        let rows = rows.clone();
                        let pairs = pairs.clone();
                        let part = Part { cells, rows, pairs, from, blocks: own, group };
                        let count = PAIRS.min(to - from);
                        // a safe type: Rust 1.89 finds an unsafe one by itself
                        let add_products: AddProducts<I, O> = match count {
                            1 => add_products::<1, I, O>,
                            2 => add_products::<2, I, O>,
                            3 => add_products::<3, I, O>,
                            4 => add_products::<4, I, O>,
                            5 => add_products::<5, I, O>,
                            6 => add_products::<6, I, O>,
                            7 => add_products::<7, I, O>,
                            _ => add_products::<PAIRS, I, O>,
                        };
                        add_products(all, part, above, units.clone(), sums.all_mut());
                        from += count;
                    }
                }
                emit(&sums.all()[units.start * side..units.end * side]);
            }

            /// Adds `N` pairs of columns to the sums of a group in some rows of units.
            $(#[$features])?
            fn add_products<const N: usize, I: Side, O: Side>(
                all: &Interleaved<'_, Fixed16, I, O>,
                part: Part<'_>,
                above: &[usize],
                units: Range<usize>,
                sums: &mut [i32],
            ) {
                let Part { cells, rows, pairs, from, blocks, group } = part;
                let side = all.field.output().get(); // constant, if it is known
                for i in units {
                    let span = all.field.span(i);
                    let (first, count) = (usize::from(span.first_row), usize::from(span.rows));
                    let start = rows.start.max(first);
                    let seen = (first + count).min(rows.end).saturating_sub(start);
                    if seen == 0 {
                        continue;
                    }
                    // a rectangle of `seen` rows: in each `N` pairs of cells, and `N` blocks
                    let own =
                        &blocks[(above[i] + start - first) * pairs.len() + from - pairs.start..];
                    let own = &own[..(seen - 1) * pairs.len() + N];
                    let cells = &cells[start * side + 2 * from..][..(seen - 1) * side + 2 * N];
                    let (mut own, mut cells) = (own.as_ptr(), cells.as_ptr());
                    let mut lanes = [zero(); N];
                    for _ in 0..seen {
                        for (n, lanes) in lanes.iter_mut().enumerate() {
                            // SAFETY: inside the rectangle
                            let (weights, pair) = unsafe {
                                let pair = cells.add(2 * n).cast::<i32>().read_unaligned();
                                (load(own.add(n).cast()), broadcast(pair))
                            };
                            *lanes = dot(*lanes, weights, pair);
                        }
                        own = own.wrapping_add(pairs.len());
                        cells = cells.wrapping_add(side);
                    }
                    let sum = lanes.into_iter().reduce(|a, b| add(a, b));
                    let eight = words(sum.unwrap_or(zero()));
                    let row = &mut sums[i * side..(i + 1) * side];
                    for (sum, more) in row[UNITS * group..].iter_mut().zip(eight) {
                        *sum = more.wrapping_add(*sum);
                    }
                }
            }
        }
    };
}
each_level!(kernel);
