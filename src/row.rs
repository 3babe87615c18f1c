//! A row of units and the source rows it sees: what a kernel in [`dot`](crate::dot) works on.

use crate::field::{FieldView, Run};
use core::ops::Range;

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

    const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Of the units of a row: how many connections they have in some neighbouring profiles.
#[derive(Debug)]
struct Taps<const OUT: usize> {
    profiles: Range<usize>,
    taps: [u16; OUT],
}

impl<const OUT: usize> Taps<OUT> {
    /// In no profile.
    const fn new() -> Self {
        Self { profiles: 0..0, taps: [0; OUT] }
    }

    /// Counts other profiles. Cost: the profiles in which they differ.
    fn count(&mut self, all: &[[Run; OUT]], wanted: Range<usize>) {
        if self.profiles == wanted || self.profiles.is_empty() && wanted.is_empty() {
            return;
        }
        if wanted.start >= self.profiles.end || wanted.end <= self.profiles.start {
            *self = Self { profiles: wanted.start..wanted.start, taps: [0; OUT] };
        }
        let Range { start, end } = self.profiles;
        for runs in &all[wanted.start.min(start)..start] {
            self.change(runs, u16::wrapping_add);
        }
        for runs in &all[start.min(wanted.start)..wanted.start] {
            self.change(runs, u16::wrapping_sub);
        }
        for runs in &all[end.min(wanted.end)..wanted.end] {
            self.change(runs, u16::wrapping_add);
        }
        for runs in &all[wanted.end.min(end)..end] {
            self.change(runs, u16::wrapping_sub);
        }
        self.profiles = wanted;
    }

    fn change(&mut self, runs: &[Run; OUT], by: impl Fn(u16, u16) -> u16) {
        for (taps, run) in self.taps.iter_mut().zip(runs) {
            *taps = by(*taps, u16::from(run.len)); // a unit has fewer than 2¹⁶ connections
        }
    }
}

/// The rows of a projection, from the first to the last.
#[derive(Debug)]
pub(crate) struct Rows<'a, T, const IN: usize, const OUT: usize> {
    field: FieldView<'a, IN, OUT>,
    weights: &'a [T],
    source: &'a [[T; IN]; IN],
    active: &'a [Extent; IN],
    /// No source row starts or ends silent.
    full: bool,
    taps: Taps<OUT>,
    above: Taps<OUT>,
}

impl<'a, T, const IN: usize, const OUT: usize> Rows<'a, T, IN, OUT> {
    /// With the projection's weights, and of each source row what is active.
    pub(crate) fn new(
        field: FieldView<'a, IN, OUT>,
        weights: &'a [T],
        source: &'a [[T; IN]; IN],
        active: &'a [Extent; IN],
    ) -> Self {
        let full = active.iter().all(|row| row.end - row.start == IN);
        Self { field, weights, source, active, full, taps: Taps::new(), above: Taps::new() }
    }

    /// The units of row `i`.
    pub(crate) fn row(&mut self, i: usize) -> Row<'_, T, IN, OUT> {
        let span = self.field.span(i);
        let (first_row, rows) = (usize::from(span.first_row), usize::from(span.rows));
        let first = usize::from(span.profile);
        let seen = &self.active[first_row..first_row + rows];
        let all = Extent { start: 0, end: IN };
        let (mut start, mut end) = (0, rows);
        let (mut dense, mut hull) = (all, all);
        if !self.full {
            start = seen.iter().position(|row| !row.is_empty()).unwrap_or(rows);
            end = seen.iter().rposition(|row| !row.is_empty()).map_or(start, |last| last + 1);
            hull = Extent { start: IN, end: 0 };
            for row in &seen[start..end] {
                dense = Extent { start: dense.start.max(row.start), end: dense.end.min(row.end) };
                hull = Extent { start: hull.start.min(row.start), end: hull.end.max(row.end) };
            }
        }
        self.taps.count(self.field.all(), first..first + rows);
        self.above.count(self.field.all(), first..first + start);
        Row {
            weights: &self.weights[span.first_weight as usize..],
            taps: &self.taps.taps,
            above: &self.above.taps,
            runs: &self.field.profiles(i)[start..end],
            cells: &self.source[first_row..][start..end],
            active: &seen[start..end],
            dense,
            hull,
            middle: self.field.middle(),
        }
    }
}

/// The units of a row, and the source rows in their fields from the first active to the last.
///
/// No run reaches beyond column `IN`: every [`FieldView`] comes from [`FieldView::build`].
#[derive(Debug)]
pub struct Row<'a, T, const IN: usize, const OUT: usize> {
    /// The weights of the units, and what follows them.
    pub(crate) weights: &'a [T],
    /// Each unit's connections.
    taps: &'a [u16; OUT],
    /// Each unit's connections above the source rows.
    above: &'a [u16; OUT],
    /// The units' runs in each of the source rows.
    pub(crate) runs: &'a [[Run; OUT]],
    /// The source rows.
    pub(crate) cells: &'a [[T; IN]],
    /// What is active of each.
    pub(crate) active: &'a [Extent],
    /// Cells active in all of them.
    #[cfg_attr(not(lissom_pairs), allow(dead_code))]
    pub(crate) dense: Extent,
    /// Cells active in any of them.
    pub(crate) hull: Extent,
    /// See [`FieldView::middle`].
    pub(crate) middle: Option<(&'a [Run; OUT], usize)>,
}

impl<'a, T, const IN: usize, const OUT: usize> Row<'a, T, IN, OUT> {
    /// Of each unit from left to right, the weights of its runs in the source rows and below.
    pub(crate) fn units(&self) -> impl Iterator<Item = &'a [T]> {
        self.taps.iter().zip(self.above).scan(self.weights, |rest, (&taps, &above)| {
            let (weights, after) = rest.split_at(usize::from(taps));
            *rest = after;
            Some(&weights[usize::from(above)..])
        })
    }

    /// Whether an active cell may be in the field of unit `j`.
    pub(crate) fn sees(&self, j: usize) -> bool {
        self.middle.is_none_or(|(runs, _)| {
            let columns = runs[j].columns();
            columns.start < self.hull.end && self.hull.start < columns.end
        })
    }

    /// At least the length of the longest run.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn longest(&self) -> usize {
        self.middle.map_or(IN, |(_, whole)| whole)
    }

    /// The units that may have an active cell in their fields.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn seen(&self) -> Range<usize> {
        let Extent { start, end } = self.hull;
        match self.middle {
            _ if self.runs.is_empty() => 0..0,
            Some((_, whole)) => start.saturating_sub(whole / 2)..(end + whole / 2).min(OUT),
            None => 0..OUT,
        }
    }

    /// The source rows with runs of more than `len` cells, and those between.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn wider_than(&self, len: u8) -> Range<usize> {
        if self.middle.is_none() {
            return 0..self.runs.len();
        }
        // the border cuts no disc as little as that in the middle, which is widest in its middle
        let wide = |runs: &[Run; OUT]| runs[OUT / 2].len > len;
        let start = self.runs.iter().position(wide).unwrap_or(0);
        start..self.runs.iter().rposition(wide).map_or(start, |last| last + 1)
    }

    /// Where in the weights those of [`units`](Self::units) start.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn starts(&self) -> [usize; OUT] {
        let mut starts = [0; OUT];
        let mut first = 0;
        for ((start, &taps), &above) in starts.iter_mut().zip(self.taps).zip(self.above) {
            *start = first + usize::from(above);
            first += usize::from(taps);
        }
        assert!(first <= self.weights.len(), "a projection's weights are its field's");
        starts
    }

    /// How many weights follow those of the unit `j`.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn weights_after(&self, j: usize, starts: &[usize; OUT]) -> usize {
        let end = starts[j] + usize::from(self.taps[j]) - usize::from(self.above[j]);
        self.weights.len() - end
    }

    /// The units, two by two from the left, that see no silent cell but between active ones.
    #[cfg(lissom_pairs)]
    pub(crate) fn dense_pairs(&self) -> Range<usize> {
        let Some((runs, _)) = self.middle else { return 0..0 };
        if self.runs.is_empty() || 2 * self.reach() + 2 > OUT {
            return 0..0;
        }
        if self.dense == (Extent { start: 0, end: IN }) {
            return 0..OUT & !1;
        }
        // starts and ends grow from left to right
        let start = runs.iter().take_while(|run| run.columns().start < self.dense.start).count();
        let end = runs.iter().take_while(|run| run.columns().end <= self.dense.end).count();
        let start = start.next_multiple_of(2);
        start..(end & !1).max(start)
    }

    /// How far the discs reach to each side.
    #[cfg(lissom_pairs)]
    pub(crate) fn reach(&self) -> usize {
        self.middle.map_or(0, |(_, whole)| whole / 2)
    }

    /// Where the weights of [`units`](Self::units) start.
    #[cfg(lissom_pairs)]
    pub(crate) fn starts(&self) -> [*const T; OUT] {
        let mut starts = [core::ptr::null(); OUT];
        let end = starts_of(self.weights.as_ptr(), self.taps, self.above, &mut starts);
        assert!(end <= self.weights.len(), "a projection's weights are its field's");
        starts
    }
}

/// Where each unit's weights below those `above` start; and all units' connections.
#[cfg(lissom_pairs)]
#[inline(never)]
fn starts_of<T>(first: *const T, taps: &[u16], above: &[u16], starts: &mut [*const T]) -> usize {
    let mut end = 0;
    for ((start, &taps), &above) in starts.iter_mut().zip(taps).zip(above) {
        *start = first.wrapping_add(end + usize::from(above));
        end += usize::from(taps);
    }
    end
}

/// One row of a disc: cells from `half` left of the middle to `half` right of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiscRow {
    pub(crate) first: u32,
    pub(crate) half: u8,
}

/// The source rows that a row of units sees through one disc with two kernels.
#[derive(Debug)]
pub struct SharedRow<'a, T, const IN: usize> {
    /// The disc's row in each of the source rows, from the first.
    pub(crate) discs: &'a [DiscRow],
    /// Their weights.
    pub(crate) kernels: [&'a [T]; 2],
    /// The source rows, and what follows them.
    pub(crate) cells: &'a [[T; IN]],
    /// What is active of each.
    pub(crate) active: &'a [Extent],
}

impl<'a, T, const IN: usize> SharedRow<'a, T, IN> {
    /// The source rows with active cells, and of each the disc's row and the active cells.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (DiscRow, &'a [T; IN], Extent)> {
        let rows = self.discs.iter().zip(self.cells).zip(self.active);
        rows.filter(|(_, active)| !active.is_empty())
            .map(|((&disc, cells), &active)| (disc, cells, active))
    }
}
