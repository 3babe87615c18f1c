//! Some source rows as pointers: what the innermost loops walk along.

use crate::{
    geometry::{Run, UnitRow},
    number::Weight,
    side::Side,
};
use core::ops::Range;

/// Some source rows, and the units' runs in them.
pub(super) struct Section<T, I, O> {
    pub(super) runs: *const Run,
    pub(super) cells: *const T,
    pub(super) rows: usize,
    pub(super) input: I,
    pub(super) output: O,
}

impl<T, I: Side, O: Side> Clone for Section<T, I, O> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, I: Side, O: Side> Copy for Section<T, I, O> {}

impl<W: Weight<Activity = W>, I: Side, O: Side> Section<W, I, O> {
    #[inline(always)]
    pub(super) fn new(row: &UnitRow<'_, W, I, O>, rows: Range<usize>) -> Self {
        let (runs, cells) = (row.runs.range(rows.clone()), row.cells.range(rows.clone()));
        Self {
            runs: runs.flat().as_ptr(),
            cells: cells.flat().as_ptr(),
            rows: rows.len(),
            input: cells.side(),
            output: runs.side(),
        }
    }
}
