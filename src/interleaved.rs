//! A projection's weights a second time, in the order in which wide registers take them.
//!
//! A *cohort* is eight units next to each other. All of them meet the same rectangle of source cells:
//! two by two next to each other, a cell and its right neighbour meet two weights of each of eight
//! units, which one [`Eight`] holds; 0 where a unit has no connection. The order is: cohorts from left
//! to right; of each, its rows of units; of each, the source rows of its span; of each, pairs of cells
//! from left to right. With zeros the notebook's take about twice the bytes of packed weights.

use crate::{
    field::{FieldView, Run},
    row::Extent,
};
use core::ops::Range;

/// Units of a cohort.
pub(crate) const UNITS: usize = 8;

/// Two weights of each of eight neighbouring units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C, align(32))]
pub struct Eight<W>([[W; 2]; UNITS]);

impl<W: Copy> Eight<W> {
    /// Sixteen times one weight: what memory for weights is filled with before they are laid out.
    ///
    /// ```
    /// use lissom::{Fixed16, interleaved::Eight};
    /// assert_eq!(size_of_val(&[Eight::filled(Fixed16::ZERO); 10]), 320);
    /// ```
    pub const fn filled(weight: W) -> Self {
        Self([[weight; 2]; UNITS])
    }
}

/// Cohorts of a row of units.
pub(crate) const fn cohorts(units: usize) -> usize {
    units.div_ceil(UNITS)
}

/// The pairs of source columns that a cohort meets.
pub(crate) fn pairs<const IN: usize, const OUT: usize>(
    field: FieldView<'_, IN, OUT>,
    cohort: usize,
) -> Range<usize> {
    let middle = field.middle().map_or(&[Run { start: 0, len: 0 }; OUT], |(runs, _)| runs);
    let units = &middle[UNITS * cohort..OUT.min(UNITS * (cohort + 1))];
    let end = units.last().map_or(0, |run| run.columns().end);
    units[0].columns().start / 2..end.div_ceil(2)
}

/// The [`Eight`]s of a projection. 0 where the sides differ: neighbours do not meet neighbours then.
pub(crate) fn eights<const IN: usize, const OUT: usize>(field: FieldView<'_, IN, OUT>) -> usize {
    if IN != OUT {
        return 0;
    }
    let rows: usize = (0..OUT).map(|i| usize::from(field.span(i).rows)).sum();
    (0..cohorts(OUT)).map(|cohort| rows * pairs(field, cohort).len()).sum()
}

/// Lays out packed weights among zeros.
pub(crate) fn lay_out<W: Copy, const IN: usize, const OUT: usize>(
    field: FieldView<'_, IN, OUT>,
    packed: &[W],
    mut eights: &mut [Eight<W>],
) {
    for cohort in 0..cohorts(OUT) {
        let pairs = pairs(field, cohort);
        for i in 0..OUT {
            let mut weights = packed[field.first_weight(i, UNITS * cohort)..].iter();
            let profiles = field.profiles(i);
            let (own, rest) = eights.split_at_mut(profiles.len() * pairs.len());
            for j in UNITS * cohort..OUT.min(UNITS * (cohort + 1)) {
                for (runs, own) in profiles.iter().zip(own.chunks_mut(pairs.len())) {
                    for (x, &weight) in runs[j].columns().zip(weights.by_ref()) {
                        own[x / 2 - pairs.start].0[j % UNITS][x % 2] = weight;
                    }
                }
            }
            eights = rest;
        }
    }
}

/// Interleaved weights, and the source that they meet.
#[derive(Debug)]
#[cfg_attr(not(lissom_x86), allow(dead_code))] // no kernel reads it
pub struct Interleaved<'a, T, const IN: usize, const OUT: usize, W = T> {
    pub(crate) field: FieldView<'a, IN, OUT>,
    pub(crate) eights: &'a [Eight<W>],
    pub(crate) source: &'a [[T; IN]; IN],
    /// What is active of each source row.
    pub(crate) active: &'a [Extent; IN],
}
