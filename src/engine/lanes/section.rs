//! Some source rows as pointers: what the innermost loops walk along.

use crate::{
    geometry::{Run, UnitRow},
    number::{Activity, Weight},
    side::Side,
};
use core::ops::Range;

/// Some source rows, and the units' runs in them.
pub(in crate::engine) struct Section<A, I, O> {
    pub(in crate::engine) runs: *const Run,
    pub(in crate::engine) cells: *const A,
    pub(in crate::engine) rows: usize,
    pub(in crate::engine) input: I,
    pub(in crate::engine) output: O,
}

impl<A, I: Side, O: Side> Clone for Section<A, I, O> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, I: Side, O: Side> Copy for Section<A, I, O> {}

impl<A: Activity, I: Side, O: Side> Section<A, I, O> {
    #[inline(always)]
    pub(in crate::engine) fn new<W: Weight<Activity = A>>(
        row: &UnitRow<'_, W, I, O>,
        rows: Range<usize>,
    ) -> Self {
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

/// The runs of `UNITS` neighbours in a source row. `WHOLE`: no border cuts the units' discs, so
/// that each sees the cells of the one before one further.
///
/// # Safety
///
/// `runs` points to as many.
#[inline(always)]
pub(in crate::engine) unsafe fn neighbours<const UNITS: usize, const WHOLE: bool>(
    runs: *const Run,
) -> [Run; UNITS] {
    // SAFETY: the caller's
    let mut all = unsafe { *runs.cast::<[Run; UNITS]>() };
    if WHOLE {
        for unit in 1..UNITS {
            all[unit] = Run { start: all[0].start + unit as u8, ..all[0] };
        }
    }
    all
}
