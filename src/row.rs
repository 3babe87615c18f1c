//! A row of units and the source rows it sees: what a kernel in [`dot`](crate::dot) works on.

use crate::field::{FieldView, Run};
use core::ops::Range;

mod shared;

pub use shared::{DiscRow, SharedRow, SharedRows};

/// The cells of a source row from the first active to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first active cell.
    pub start: usize,
    /// The cell after the last active one; `start` if there is none.
    pub end: usize,
}

impl Extent {
    /// Those of a row.
    pub fn active<T: Copy + Default + PartialEq>(cells: &[T]) -> Self {
        // all at once first: most rows of a settled sheet are silent
        if !cells.iter().fold(false, |any, &cell| any | (cell != T::default())) {
            return Self { start: cells.len(), end: cells.len() };
        }
        let start = cells.iter().position(|&cell| cell != T::default()).unwrap_or(cells.len());
        let end =
            cells.iter().rposition(|&cell| cell != T::default()).map_or(start, |last| last + 1);
        Self { start, end }
    }

    /// Those of all rows of a sheet.
    pub fn all<T: Copy + Default + PartialEq, const SIDE: usize>(
        sheet: &[[T; SIDE]; SIDE],
    ) -> [Self; SIDE] {
        let mut all = [Self { start: 0, end: 0 }; SIDE];
        for (active, cells) in all.iter_mut().zip(sheet) {
            *active = Self::active(cells);
        }
        all
    }

    /// The rows from the first to the last with active cells, and the columns; where all is silent, none
    /// and columns that end before they start.
    pub(crate) fn hull(all: &[Self]) -> (Range<usize>, Self) {
        let (mut rows, mut columns) = (all.len()..all.len(), Self { start: usize::MAX, end: 0 });
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

/// Of the units of a row: where the weights that a kernel needs start.
#[derive(Debug)]
struct Starts<const OUT: usize> {
    /// The row's profiles.
    profiles: Range<usize>,
    /// The first of them that a kernel needs.
    first: usize,
    /// Weights before each unit's needed ones.
    before: [u32; OUT],
    /// Weights of all units.
    all: u32,
}

impl<const OUT: usize> Starts<OUT> {
    /// In no profile.
    const fn new() -> Self {
        Self { profiles: 0..0, first: 0, before: [0; OUT], all: 0 }
    }

    /// Moves to other profiles. Cost: the profiles in which they differ.
    fn set(&mut self, all: &[[Run; OUT]], profiles: Range<usize>, first: usize) {
        if profiles.start >= self.profiles.end || profiles.end <= self.profiles.start {
            *self = Self { profiles: profiles.start..profiles.start, ..Self::new() };
            self.first = profiles.start;
        }
        for (from, to, ahead, own) in [
            (profiles.start, self.profiles.start, 1, 1),
            (self.profiles.end, profiles.end, 1, 0),
            (self.first, first, 0, 1),
        ] {
            let (range, sign) = if from <= to { (from..to, 1) } else { (to..from, u32::MAX) };
            for runs in &all[range] {
                self.change(runs, sign.wrapping_mul(ahead), sign.wrapping_mul(own));
            }
        }
        (self.profiles, self.first) = (profiles, first);
    }

    /// Adds multiples of the units' runs: to what is before the next units, and before their own.
    #[inline(never)]
    fn change(&mut self, runs: &[Run; OUT], ahead: u32, own: u32) {
        if ahead == 0 {
            for (before, run) in self.before.iter_mut().zip(runs) {
                *before = before.wrapping_add(own.wrapping_mul(run.len.into()));
            }
            return;
        }
        let mut units = 0_u32;
        for (before, run) in self.before.iter_mut().zip(runs) {
            let len = u32::from(run.len);
            *before = before.wrapping_add(units).wrapping_add(own.wrapping_mul(len));
            units = units.wrapping_add(ahead.wrapping_mul(len));
        }
        self.all = self.all.wrapping_add(units);
    }
}

/// The rows of a projection, from the first to the last.
#[derive(Debug)]
pub(crate) struct Rows<'a, T, const IN: usize, const OUT: usize, W = T> {
    field: FieldView<'a, IN, OUT>,
    weights: &'a [W],
    source: &'a [[T; IN]; IN],
    active: &'a [Extent; IN],
    /// No source row starts or ends silent.
    full: bool,
    starts: Starts<OUT>,
}

impl<'a, T, W, const IN: usize, const OUT: usize> Rows<'a, T, IN, OUT, W> {
    /// With the projection's weights, and of each source row what is active.
    pub(crate) fn new(
        field: FieldView<'a, IN, OUT>,
        weights: &'a [W],
        source: &'a [[T; IN]; IN],
        active: &'a [Extent; IN],
    ) -> Self {
        let full = active.iter().all(|row| row.end - row.start == IN);
        Self { field, weights, source, active, full, starts: Starts::new() }
    }

    /// The units of row `i`.
    pub(crate) fn row(&mut self, i: usize) -> Row<'_, T, IN, OUT, W> {
        let span = self.field.span(i);
        let (first_row, rows) = (usize::from(span.first_row), usize::from(span.rows));
        let first = usize::from(span.profile);
        let seen = &self.active[first_row..first_row + rows];
        let (Range { start, end }, hull) = match self.full {
            true => (0..rows, Extent { start: 0, end: IN }),
            false => Extent::hull(seen),
        };
        if start < end {
            self.starts.set(self.field.all(), first..first + rows, first + start);
        }
        Row {
            weights: &self.weights[span.first_weight as usize..],
            starts: &self.starts,
            runs: &self.field.profiles(i)[start..end],
            cells: &self.source[first_row..][start..end],
            active: &seen[start..end],
            hull,
            middle: self.field.middle(),
        }
    }
}

/// The units of a row, and the source rows in their fields from the first active to the last.
///
/// No run reaches beyond column `IN`: every [`FieldView`] comes from [`FieldView::build`].
#[derive(Debug)]
pub struct Row<'a, T, const IN: usize, const OUT: usize, W = T> {
    /// The weights of the units, and what follows them.
    weights: &'a [W],
    /// Where each unit's weights in the source rows start.
    starts: &'a Starts<OUT>,
    /// The units' runs in each of the source rows.
    pub(crate) runs: &'a [[Run; OUT]],
    /// The source rows.
    pub(crate) cells: &'a [[T; IN]],
    /// What is active of each.
    pub(crate) active: &'a [Extent],
    /// Cells active in any of them; an inactive row's end before it starts.
    hull: Extent,
    /// See [`FieldView::middle`].
    middle: Option<(&'a [Run; OUT], usize)>,
}

impl<'a, T, W, const IN: usize, const OUT: usize> Row<'a, T, IN, OUT, W> {
    /// Whether no unit sees an active cell.
    pub(crate) fn is_silent(&self) -> bool {
        self.runs.is_empty()
    }

    /// Of each unit from left to right, the weights of its runs in the source rows, and what follows.
    pub(crate) fn units(&self) -> impl Iterator<Item = &'a [W]> {
        let weights = if self.is_silent() { &[] } else { self.weights };
        self.starts.before.iter().map(move |&before| weights.get(before as usize..).unwrap_or(&[]))
    }

    /// Whether an active cell may be in the field of unit `j`.
    pub(crate) fn sees(&self, j: usize) -> bool {
        self.middle.is_none_or(|(runs, _)| {
            let columns = runs[j].columns();
            columns.start < self.hull.end && self.hull.start < columns.end
        })
    }

    /// At least the length of the longest run.
    #[cfg(lissom_x86)]
    pub(crate) fn longest(&self) -> usize {
        self.middle.map_or(IN, |(_, whole)| whole)
    }

    /// The units that may have an active cell in their fields.
    #[cfg(lissom_x86)]
    pub(crate) fn seen(&self) -> Range<usize> {
        let Extent { start, end } = self.hull;
        match self.middle {
            _ if self.is_silent() => 0..0,
            Some((_, whole)) => start.saturating_sub(whole / 2)..(end + whole / 2).min(OUT),
            None => 0..OUT,
        }
    }

    /// The source rows with runs of more than `len` cells, and those between.
    #[cfg(lissom_x86)]
    pub(crate) fn wider_than(&self, len: u8) -> Range<usize> {
        if self.middle.is_none() {
            return 0..self.runs.len();
        }
        // the border cuts no disc as little as that in the middle, which is widest in its middle
        let wide = |runs: &[Run; OUT]| runs[OUT / 2].len > len;
        let start = self.runs.iter().position(wide).unwrap_or(0);
        start..self.runs.iter().rposition(wide).map_or(start, |last| last + 1)
    }

    /// How many of the [`weights`](Self::weights) follow those of unit `j` in the source rows, at least.
    #[cfg(lissom_x86)]
    pub(crate) fn weights_after(&self, j: usize) -> usize {
        let end = self.starts.before.get(j + 1).unwrap_or(&self.starts.all);
        self.weights.len() - *end as usize
    }

    /// How far the discs reach to each side, where the sides are equal and no disc is cut on both.
    #[cfg(lissom_pairs)]
    pub(crate) fn reach(&self) -> Option<usize> {
        self.middle.map(|(_, whole)| whole / 2).filter(|reach| 2 * reach + 2 <= OUT)
    }

    /// The units, two by two from the left, that may see an active cell; all discs reach so far.
    #[cfg(lissom_pairs)]
    pub(crate) fn pairs(&self, reach: usize) -> Range<usize> {
        let start = self.hull.start.saturating_sub(reach) & !1;
        let end = (self.hull.end + reach).next_multiple_of(2).min(OUT & !1);
        if self.is_silent() || start > end { 0..0 } else { start..end }
    }

    /// The weights of the units, all of them there, and how many of them are before each unit's in
    /// the source rows.
    #[cfg(any(lissom_pairs, lissom_x86))]
    pub(crate) fn weights(&self) -> (&'a [W], &[u32; OUT]) {
        let Starts { all, before, .. } = self.starts;
        let _all_of_them = &self.weights[..*all as usize];
        (self.weights, before)
    }
}
