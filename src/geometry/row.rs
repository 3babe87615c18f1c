//! A row of units and the source rows it sees: what a kernel of the [`engine`](crate::engine) works
//! on.

use super::{FieldView, Run};
use crate::{
    number::Weight,
    sheet::SheetOf,
    side::{Rows, Side, Value},
};
use core::ops::Range;

mod shared;
mod starts;

pub use shared::{DiscRow, SharedRow, SharedRows};
pub(crate) use starts::Starts;

/// A column of a source sheet. A response has two for each source row on the stack, and run-time
/// sides have 255 rows. On a chip, whose sheets are small, words take fewer instructions.
#[cfg(target_pointer_width = "64")]
type Column = u8;
#[cfg(not(target_pointer_width = "64"))]
type Column = usize;

/// The cells of a source row from the first active to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    start: Column,
    end: Column,
}

impl Extent {
    /// Those of a range.
    #[inline(always)]
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start: start as Column, end: end as Column }
    }

    /// The first active cell.
    #[inline(always)]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The cell after the last active one; the first if there is none.
    #[inline(always)]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Those of a row.
    pub fn active<T: Value + Default>(cells: &[T]) -> Self {
        // all at once first: most rows of a settled sheet are silent
        if !cells.iter().fold(false, |any, &cell| any | (cell != T::default())) {
            return Self::new(cells.len(), cells.len());
        }
        let start = cells.iter().position(|&cell| cell != T::default()).unwrap_or(cells.len());
        let end =
            cells.iter().rposition(|&cell| cell != T::default()).map_or(start, |last| last + 1);
        Self::new(start, end)
    }

    /// Those of all rows of a sheet.
    pub fn all<T: Value + Default, S: Side>(sheet: Rows<'_, T, S>) -> S::Buffer<Self> {
        let mut all = sheet.side().buffer(Self::new(0, 0));
        let rows = sheet.side().view_mut(&mut all).as_mut();
        for (active, cells) in rows.iter_mut().zip(sheet.iter()) {
            *active = Self::active(cells.as_ref());
        }
        all
    }

    /// The bounding box of the active cells: its rows and its columns. Where all cells are silent
    /// there are no rows, and the columns end before they start.
    pub(crate) fn bounding_box(all: &[Self]) -> (Range<usize>, Self) {
        let (mut rows, mut columns) = (all.len()..all.len(), Self { start: Column::MAX, end: 0 });
        for (index, row) in all.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            rows = rows.start.min(index)..index + 1;
            columns.start = columns.start.min(row.start);
            columns.end = columns.end.max(row.end);
        }
        (rows, columns)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// The rows of units of a projection, from the first to the last.
#[derive(Debug)]
pub(crate) struct UnitRows<'a, W: Weight, I: Side, O: Side> {
    field: FieldView<'a, I, O>,
    weights: &'a [W],
    source: &'a SheetOf<W::Activity, I>,
    active: &'a I::Row<Extent>,
    /// No source row starts or ends silent.
    full: bool,
    starts: Starts<O>,
}

impl<'a, W: Weight, I: Side, O: Side> UnitRows<'a, W, I, O> {
    /// The projection's weights, and what is active in each source row.
    pub(crate) fn new(
        field: FieldView<'a, I, O>,
        weights: &'a [W],
        source: &'a SheetOf<W::Activity, I>,
        active: &'a I::Row<Extent>,
    ) -> Self {
        let side = field.input().get();
        let full = active.as_ref().iter().all(|row| row.end() - row.start() == side);
        Self { field, weights, source, active, full, starts: Starts::new(field.output()) }
    }

    /// The units of row `i`; `None` where no unit sees an active cell.
    pub(crate) fn row(&mut self, i: usize) -> Option<UnitRow<'_, W, I, O>> {
        let span = self.field.spans.as_ref().get(i)?;
        let (first_row, rows) = (usize::from(span.first_row), usize::from(span.rows));
        let first = usize::from(span.profile);
        let seen = self.active.as_ref().get(first_row..first_row + rows)?;
        let (Range { start, end }, columns) = match self.full {
            true => (0..rows, Extent::new(0, self.field.input().get())),
            false => Extent::bounding_box(seen),
        };
        if start >= end {
            return None;
        }
        self.starts.set(self.field.profiles, first..first + rows, first + start);
        Some(UnitRow {
            weights: self.weights.get(span.first_weight as usize..)?,
            starts: &self.starts,
            runs: self.field.profiles.get(first + start..first + end)?,
            cells: self.source.rows().get(first_row + start..first_row + end)?,
            active: seen.get(start..end)?,
            columns,
            middle: self.field.middle(),
            #[cfg(lissom_lanes)]
            ends_the_sheet: first_row + end == self.field.input().get(),
        })
    }
}

/// The units of a row, and the source rows in their fields from the first active to the last.
///
/// No run reaches beyond a source row: every [`FieldView`] comes from [`FieldView::build`].
#[derive(Debug)]
pub struct UnitRow<'a, W: Weight, I: Side, O: Side> {
    /// The weights of the units, and what follows them.
    weights: &'a [W],
    /// Where each unit's weights in the source rows start.
    starts: &'a Starts<O>,
    /// The units' runs in each of the source rows.
    pub(crate) runs: Rows<'a, Run, O>,
    /// The source rows.
    pub(crate) cells: Rows<'a, W::Activity, I>,
    /// What is active in each.
    pub(crate) active: &'a [Extent],
    /// The columns active in any of them.
    columns: Extent,
    /// See [`FieldView::middle`].
    middle: Option<(&'a O::Row<Run>, usize)>,
    #[cfg(lissom_lanes)]
    ends_the_sheet: bool,
}

impl<'a, W: Weight, I: Side, O: Side> UnitRow<'a, W, I, O> {
    /// Of each of the source rows the units' runs, the cells, and what is active. To be cloned for
    /// each unit: it divides by run-time sides once.
    #[inline(always)]
    pub(crate) fn rows(
        &self,
    ) -> impl Iterator<Item = ((&'a [Run], &'a [W::Activity]), &'a Extent)> + Clone {
        let runs = self.runs.flat().chunks_exact(self.runs.side().get());
        let cells = self.cells.flat().chunks_exact(self.cells.side().get());
        runs.zip(cells).zip(self.active)
    }

    /// Of each unit from left to right, the weights of its runs in the source rows, and what
    /// follows.
    #[inline(always)]
    pub(crate) fn units(&self) -> impl Iterator<Item = &'a [W]> {
        let (weights, before) = (self.weights, self.starts.before().iter());
        before.map(move |&before| weights.get(before as usize..).unwrap_or(&[]))
    }

    /// Whether an active cell may be in the field of unit `j`.
    #[inline(always)]
    pub(crate) fn sees(&self, j: usize) -> bool {
        let run = self.middle.and_then(|(runs, _)| runs.as_ref().get(j));
        run.is_none_or(|run| {
            let columns = run.columns();
            columns.start < self.columns.end() && self.columns.start() < columns.end
        })
    }

    /// Whether the last of the source rows is that of the sheet.
    #[cfg(lissom_lanes)]
    pub(crate) fn ends_the_sheet(&self) -> bool {
        self.ends_the_sheet
    }

    /// At least the length of the longest run.
    #[cfg(lissom_x86)]
    pub(crate) fn longest(&self) -> usize {
        self.middle.map_or(self.cells.side().get(), |(_, whole)| whole)
    }

    /// The units that may have an active cell in their fields.
    #[cfg(lissom_lanes)]
    pub(crate) fn seen(&self) -> Range<usize> {
        let (start, end) = (self.columns.start(), self.columns.end());
        let units = self.runs.side().get();
        match self.middle {
            Some((_, whole)) => start.saturating_sub(whole / 2)..(end + whole / 2).min(units),
            None => 0..units,
        }
    }

    /// Whether neighbouring units lie on neighbouring cells and no border cuts their discs.
    #[cfg(lissom_lanes)]
    #[inline(always)]
    pub(crate) fn are_whole(&self, units: Range<usize>) -> bool {
        self.middle.is_some_and(|(runs, whole)| {
            let ends = [units.start, units.end - 1].map(|unit| runs.as_ref()[unit].len);
            ends.into_iter().all(|len| usize::from(len) == whole)
        })
    }

    /// The source rows with runs of more than `len` cells, and those between.
    #[cfg(lissom_x86)]
    pub(crate) fn wider_than(&self, len: u8) -> Range<usize> {
        if self.middle.is_none() {
            return 0..self.runs.len();
        }
        // the border cuts no disc as little as that in the middle, which is widest in its middle
        let middle = self.runs.side().get() / 2;
        let wide = |runs: &O::Row<Run>| runs.as_ref()[middle].len > len;
        let start = self.runs.iter().position(wide).unwrap_or(0);
        start..self.runs.iter().rposition(wide).map_or(start, |last| last + 1)
    }

    /// How many of the [`weights`](Self::weights) follow those of unit `j` in the source rows, at
    /// least.
    #[cfg(lissom_lanes)]
    pub(crate) fn weights_after(&self, j: usize) -> usize {
        let end = self.starts.before().get(j + 1).unwrap_or(&self.starts.all);
        self.weights.len() - *end as usize
    }

    /// How far the discs reach to each side, at most to the other end of a row, where the sides are
    /// equal and there are two units.
    #[cfg(lissom_pairs)]
    pub(crate) fn reach(&self) -> Option<usize> {
        let units = self.runs.side().get();
        self.middle.map(|(_, whole)| whole / 2).filter(|_| units > 1)
    }

    /// The units, two by two from the left, that may see an active cell; all discs reach so far.
    #[cfg(lissom_pairs)]
    pub(crate) fn pairs(&self, reach: usize) -> Range<usize> {
        let start = self.columns.start().saturating_sub(reach) & !1;
        let units = self.runs.side().get() & !1;
        let end = (self.columns.end() + reach).next_multiple_of(2).min(units);
        start..end.max(start)
    }

    /// The weights of the units and what follows them, and how many of them are before each unit's
    /// in the source rows; `None` unless all are there.
    #[cfg(any(lissom_pairs, lissom_lanes))]
    pub(crate) fn weights(&self) -> Option<(&'a [W], &'a [u32])> {
        let all = self.starts.all as usize;
        (all <= self.weights.len()).then(|| (self.weights, self.starts.before()))
    }
}
