//! A projection's weights a second time, in the order in which wide registers load them.
//!
//! A *group* is eight units next to each other. All of them see the same rectangle of source
//! cells. A [`Block`] holds the weights from a cell and its right neighbour to the eight units; 0
//! where a unit has no connection. The order is: groups from left to right; in
//! each, its rows of units; in each, the source rows of its span; in each, pairs of cells from left
//! to right. With zeros the notebook's take about twice the bytes of packed weights.

use super::{Extent, FieldView, Run};
use crate::{
    number::Weight,
    side::{Rows, Side},
};
use core::ops::Range;

/// Units of a group.
pub(crate) const UNITS: usize = 8;

/// Two weights of each of eight neighbouring units.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(32))]
pub struct Block<W>([[W; 2]; UNITS]);

impl<W: Weight> Block<W> {
    /// No connection.
    pub(crate) const ZERO: Self = Self([[W::ZERO; 2]; UNITS]);
}

/// Groups of a row of units.
pub(crate) const fn groups(units: usize) -> usize {
    units.div_ceil(UNITS)
}

/// The pairs of source columns that a group sees.
pub(crate) fn pairs<I: Side, O: Side>(field: FieldView<'_, I, O>, group: usize) -> Range<usize> {
    let runs: &[Run] = field.middle().map_or(&[], |(runs, _)| runs.as_ref());
    let units = &runs[(UNITS * group).min(runs.len())..runs.len().min(UNITS * (group + 1))];
    let start = units.first().map_or(0, |run| run.columns().start / 2);
    let end = units.last().map_or(0, |run| run.columns().end);
    start..end.div_ceil(2)
}

/// The blocks of a projection; 0 unless units lie on cells of their own: adjacent units then do not
/// see adjacent cells.
pub(crate) fn blocks<I: Side, O: Side>(field: FieldView<'_, I, O>) -> usize {
    let side = field.output().get();
    if !field.grid().is_aligned() {
        return 0;
    }
    let rows: usize = (0..side).map(|i| usize::from(field.span(i).rows)).sum();
    (0..groups(side)).map(|group| rows * pairs(field, group).len()).sum()
}

/// Lays out packed weights in blocks of zeros.
pub(crate) fn lay_out<W: Weight, I: Side, O: Side>(
    field: FieldView<'_, I, O>,
    packed: &[W],
    mut blocks: &mut [Block<W>],
) {
    let side = field.output().get();
    for group in 0..groups(side) {
        let pairs = pairs(field, group);
        for i in 0..side {
            let mut weights = packed[field.first_weight(i, UNITS * group)..].iter();
            let profiles = field.profiles(i);
            let (own, rest) = blocks.split_at_mut(profiles.len() * pairs.len());
            for j in UNITS * group..side.min(UNITS * (group + 1)) {
                for (runs, own) in profiles.iter().zip(own.chunks_mut(pairs.len())) {
                    for (x, &weight) in runs.as_ref()[j].columns().zip(weights.by_ref()) {
                        own[x / 2 - pairs.start].0[j % UNITS][x % 2] = weight;
                    }
                }
            }
            blocks = rest;
        }
    }
}

/// Interleaved weights, and the source.
#[derive(Debug)]
#[cfg_attr(not(lissom_lanes), allow(dead_code))] // no kernel reads them
pub struct Interleaved<'a, W: Weight, I: Side, O: Side> {
    pub(crate) field: FieldView<'a, I, O>,
    pub(crate) blocks: &'a [Block<W>],
    pub(crate) source: Rows<'a, W::Activity, I>,
    /// What is active in each source row.
    pub(crate) active: &'a I::Row<Extent>,
}
