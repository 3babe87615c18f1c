//! Interleaved weights: a cohort's eight units in the lanes of one register.
//!
//! The rows of a cohort that are active, and the columns, are the same rectangle for all its rows of
//! units: so the innermost loop has a fixed length, and a step of it takes a pair of cells for all
//! units and an eight of weights, which lie in the order in which they are taken.

use super::{Fixed16, lanes};
use crate::{
    interleaved::{Eight, Interleaved, UNITS, cohorts, pairs},
    row::Extent,
};
use core::{arch::x86_64::*, ops::Range};

/// The most pairs of cells of a source row that are met at once.
const PAIRS: usize = 8;

/// What a cohort meets of a source.
struct Meeting<'a> {
    /// The cells, row after row; one more where the last row's last pair needs it.
    cells: &'a [Fixed16],
    /// Rows with active cells.
    rows: Range<usize>,
    /// The cohort's pairs of columns.
    pairs: Range<usize>,
    /// The first of those that are met now.
    from: usize,
    /// The cohort's weights.
    eights: &'a [Eight<Fixed16>],
    cohort: usize,
}

macro_rules! kernel {
    ($name:ident, $features:literal) => {
        pub(super) mod $name {
            use super::*;

            /// The sums of some rows of units, each handed on with its place among them.
            #[target_feature(enable = $features)]
            pub(in super::super) fn sums<const IN: usize, const OUT: usize>(
                all: &Interleaved<'_, Fixed16, IN, OUT>,
                units: Range<usize>,
                mut take: impl FnMut(usize, &[i32; OUT]),
            ) {
                let (rows, columns) = Extent::hull(all.active);
                // source rows in the spans of the rows of units above
                let (mut above, mut own_rows) = ([0; OUT], 0);
                for (i, above) in above.iter_mut().enumerate() {
                    *above = own_rows;
                    own_rows += usize::from(all.field.span(i).rows);
                }
                let padded;
                let cells = if IN.is_multiple_of(2) {
                    all.source.as_flattened()
                } else {
                    // the last pair ends with the cell after the last
                    padded = [*all.source, [[Fixed16::ZERO; IN]; IN]];
                    padded.as_flattened().as_flattened()
                };
                let mut sums = [[0; OUT]; OUT];
                let mut eights = all.eights;
                for cohort in 0..cohorts(OUT) {
                    let pairs = pairs(all.field, cohort);
                    let own;
                    (own, eights) = eights.split_at(own_rows * pairs.len());
                    let mut from = pairs.start.max(columns.start / 2);
                    let to = pairs.end.min(columns.end.div_ceil(2));
                    while from < to {
                        let rows = rows.clone();
                        let pairs = pairs.clone();
                        let meeting = Meeting { cells, rows, pairs, from, eights: own, cohort };
                        let count = PAIRS.min(to - from);
                        let meet = match count {
                            1 => meet::<1, IN, OUT>,
                            2 => meet::<2, IN, OUT>,
                            3 => meet::<3, IN, OUT>,
                            4 => meet::<4, IN, OUT>,
                            5 => meet::<5, IN, OUT>,
                            6 => meet::<6, IN, OUT>,
                            7 => meet::<7, IN, OUT>,
                            _ => meet::<PAIRS, IN, OUT>,
                        };
                        meet(all, meeting, &above, units.clone(), &mut sums);
                        from += count;
                    }
                }
                for (index, i) in units.enumerate() {
                    take(index, &sums[i]);
                }
            }

            /// Adds `N` pairs of columns to the sums of a cohort in some rows of units.
            #[target_feature(enable = $features)]
            fn meet<const N: usize, const IN: usize, const OUT: usize>(
                all: &Interleaved<'_, Fixed16, IN, OUT>,
                meeting: Meeting<'_>,
                above: &[usize; OUT],
                units: Range<usize>,
                sums: &mut [[i32; OUT]; OUT],
            ) {
                let Meeting { cells, rows, pairs, from, eights, cohort } = meeting;
                for i in units {
                    let span = all.field.span(i);
                    let (first, count) = (usize::from(span.first_row), usize::from(span.rows));
                    let start = rows.start.max(first);
                    let seen = (first + count).min(rows.end).saturating_sub(start);
                    if seen == 0 {
                        continue;
                    }
                    // a rectangle of `seen` rows: of each `N` pairs of cells, and `N` eights
                    let own =
                        &eights[(above[i] + start - first) * pairs.len() + from - pairs.start..];
                    let own = &own[..(seen - 1) * pairs.len() + N];
                    let cells = &cells[start * IN + 2 * from..][..(seen - 1) * IN + 2 * N];
                    let (mut own, mut cells) = (own.as_ptr(), cells.as_ptr());
                    let mut lanes = [_mm256_setzero_si256(); N];
                    for _ in 0..seen {
                        for (n, lanes) in lanes.iter_mut().enumerate() {
                            // SAFETY: inside the rectangle
                            let (weights, pair) = unsafe {
                                let pair = cells.add(2 * n).cast::<i32>().read_unaligned();
                                (_mm256_load_si256(own.add(n).cast()), _mm256_set1_epi32(pair))
                            };
                            *lanes = lanes::$name::dot(*lanes, weights, pair);
                        }
                        own = own.wrapping_add(pairs.len());
                        cells = cells.wrapping_add(IN);
                    }
                    let sum = lanes.into_iter().reduce(|a, b| _mm256_add_epi32(a, b));
                    let mut eight = [0_i32; UNITS];
                    // SAFETY: eight sums
                    unsafe {
                        let sum = sum.unwrap_or(_mm256_setzero_si256());
                        _mm256_storeu_si256(eight.as_mut_ptr().cast(), sum);
                    }
                    for (sum, more) in sums[i][UNITS * cohort..].iter_mut().zip(eight) {
                        *sum = more.wrapping_add(*sum);
                    }
                }
            }
        }
    };
}
kernel!(avx2, "avx2");
kernel!(avx512, "avx512f,avx512bw,avx512vl,avx512vnni,bmi2");
