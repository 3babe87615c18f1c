//! Four units at once, and of each a register's connections.
//!
//! A run's cells are loaded with those that follow, under a mask that ends with the run. Behind the
//! sheet's last row there are none: its cells are copied to where there is room. Weights are loaded
//! with those that follow, too, where the projection has as many left.

use super::section::{Section, neighbours};
use crate::{
    geometry::{MAX_SIDE, UnitRow},
    number::{Fixed8, Fixed16, Fixed32, Weight},
    side::Side,
};
use core::array;

/// Units that are added up at once.
const UNITS: usize = 4;
/// The most connections of a register.
const MOST: usize = 16;

/// Whether these kernels compute such rows: behind a cell of any row but the last there must be a
/// register's more.
pub(in crate::engine) fn fits<W: Weight, I: Side, O: Side>(row: &UnitRow<'_, W, I, O>) -> bool {
    row.cells.side().get() >= MOST && row.runs.side().get() >= UNITS
}

macro_rules! number {
    ($level:ident, $(#[$features:meta])?, $format:ident, $weight:ty, $sum:ty) => {
        pub(in crate::engine) mod $format {
            use super::*;
            use crate::engine::lanes::$level::$format::{LANES, Sums, add, total, zero};

            type Cell = <$weight as Weight>::Activity;

            /// Computes the sums of a row of units.
            $(#[$features])?
            pub(in crate::engine) fn row<I: Side, O: Side>(
                row: &UnitRow<'_, $weight, I, O>,
                sums: &mut [$sum],
            ) {
                sums.fill(<$sum>::default());
                let seen = row.seen();
                let (Some((weights, starts)), false) = (row.weights(), seen.is_empty()) else {
                    return;
                };
                let count = row.runs.len();
                let above = count - usize::from(row.ends_the_sheet());
                let mut last;
                let mut sections = [Section::new(row, 0..above), Section::new(row, above..count)];
                if above < count {
                    last = [Cell::default(); MAX_SIDE + MOST];
                    for (to, cells) in last.chunks_mut(row.cells.side().get()).zip(row.cells.range(above..count).iter()) {
                        to.copy_from_slice(cells.as_ref());
                    }
                    sections[1].cells = last.as_ptr();
                }
                let mut first = seen.start;
                while first < seen.end {
                    let unit = first.min(sums.len() - UNITS);
                    let mut from: [*const $weight; UNITS] =
                        array::from_fn(|u| weights[starts[unit + u] as usize..].as_ptr());
                    let mut lanes = [zero(); UNITS];
                    let room = row.weights_after(unit + UNITS - 1) >= LANES;
                    let whole = row.are_whole(unit..unit + UNITS);
                    for section in sections {
                        let (from, lanes) = (&mut from, &mut lanes);
                        match (room, whole) {
                            (true, true) => add_rows::<true, true, I, O>(section, unit, from, lanes),
                            (true, false) => add_rows::<true, false, I, O>(section, unit, from, lanes),
                            (false, _) => add_rows::<false, false, I, O>(section, unit, from, lanes),
                        }
                    }
                    for (sum, lanes) in sums[unit..unit + UNITS].iter_mut().zip(lanes) {
                        *sum = total(lanes);
                    }
                    first += UNITS;
                }
            }

            /// Adds some source rows' products. `ROOM`: a register's weights follow the units'.
            /// `WHOLE`: no border cuts the units' discs.
            $(#[$features])?
            #[inline]
            fn add_rows<const ROOM: bool, const WHOLE: bool, I: Side, O: Side>(
                section: Section<Cell, I, O>,
                unit: usize,
                weights: &mut [*const $weight; UNITS],
                sums: &mut [Sums; UNITS],
            ) {
                let Section { runs, mut cells, rows, input, output } = section;
                let (units, side) = (output.get(), input.get());
                assert!(unit + UNITS <= units);
                let mut runs = runs.wrapping_add(unit);
                for _ in 0..rows {
                    // SAFETY: a row of the table, and in it the runs of units that there are
                    let four = unsafe { neighbours::<UNITS, WHOLE>(runs) };
                    let lengths = four.map(|run| usize::from(run.len));
                    let longest = lengths.into_iter().max().unwrap_or(0);
                    let mut from = 0;
                    loop {
                        for u in 0..UNITS {
                            // the first register is taken without a comparison
                            let from = if from == 0 { 0 } else { from.min(lengths[u]) };
                            let len = lengths[u] - from;
                            let own = weights[u].wrapping_add(from);
                            let cells = cells.wrapping_add(usize::from(four[u].start) + from);
                            // SAFETY: a run is inside the cells and, in the same order, inside the
                            // unit's weights; behind both a register more is there
                            sums[u] = unsafe {
                                match ROOM {
                                    true => add(sums[u], cells, own, len),
                                    false => {
                                        let mut copy = [<$weight>::ZERO; LANES];
                                        own.copy_to_nonoverlapping(copy.as_mut_ptr(), len.min(LANES));
                                        add(sums[u], cells, copy.as_ptr(), len)
                                    }
                                }
                            };
                        }
                        from += LANES;
                        if from >= longest {
                            break;
                        }
                    }
                    for u in 0..UNITS {
                        weights[u] = weights[u].wrapping_add(lengths[u]);
                    }
                    runs = runs.wrapping_add(units);
                    cells = cells.wrapping_add(side);
                }
            }
        }
    };
}

macro_rules! kernel {
    ($level:ident, $(#[$features:meta])?) => {
        pub(in crate::engine) mod $level {
            use super::*;

            number!($level, $(#[$features])?, fixed8, Fixed8, i32);
            number!($level, $(#[$features])?, fixed16, Fixed16, i32);
            number!($level, $(#[$features])?, fixed32, Fixed32, i64);
            number!($level, $(#[$features])?, f32, f32, f32);
            number!($level, $(#[$features])?, f64, f64, f64);
        }
    };
}
#[cfg(lissom_x86)]
kernel!(avx2, #[target_feature(enable = "avx2")]);
#[cfg(lissom_simd128)]
kernel!(simd128,);
