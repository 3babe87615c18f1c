//! A row of units and the source rows it sees: what a kernel in [`dot`](crate::dot) works on.

use crate::{
    field::{FieldView, Run},
    number::Number,
};
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
    pub fn active<T: Number>(cells: &[T]) -> Self {
        let start = cells.iter().position(|&cell| cell != T::ZERO).unwrap_or(cells.len());
        let end = cells.iter().rposition(|&cell| cell != T::ZERO).map_or(start, |last| last + 1);
        Self { start, end }
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
        if wanted.start >= self.profiles.end || wanted.end <= self.profiles.start {
            *self = Self { profiles: wanted.start..wanted.start, taps: [0; OUT] };
        }
        let Range { start, end } = self.profiles;
        for profile in wanted.start..start {
            self.change(&all[profile], u16::wrapping_add);
        }
        for profile in start..wanted.start {
            self.change(&all[profile], u16::wrapping_sub);
        }
        for profile in end..wanted.end {
            self.change(&all[profile], u16::wrapping_add);
        }
        for profile in wanted.end..end {
            self.change(&all[profile], u16::wrapping_sub);
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
    taps: Taps<OUT>,
    above: Taps<OUT>,
}

impl<'a, T, const IN: usize, const OUT: usize> Rows<'a, T, IN, OUT> {
    /// With the projection's weights, and of each source row what is active.
    pub(crate) const fn new(
        field: FieldView<'a, IN, OUT>,
        weights: &'a [T],
        source: &'a [[T; IN]; IN],
        active: &'a [Extent; IN],
    ) -> Self {
        Self { field, weights, source, active, taps: Taps::new(), above: Taps::new() }
    }

    /// The units of row `i`.
    pub(crate) fn row(&mut self, i: usize) -> Row<'_, T, IN, OUT> {
        let span = self.field.span(i);
        let (first_row, rows) = (usize::from(span.first_row), usize::from(span.rows));
        let first = usize::from(span.profile);
        let seen = &self.active[first_row..first_row + rows];
        let start = seen.iter().position(|row| !row.is_empty()).unwrap_or(rows);
        let end = seen.iter().rposition(|row| !row.is_empty()).map_or(start, |last| last + 1);
        self.taps.count(self.field.all(), first..first + rows);
        self.above.count(self.field.all(), first..first + start);
        let active = &seen[start..end];
        let (mut dense, mut hull) = (Extent { start: 0, end: IN }, Extent { start: IN, end: 0 });
        for row in active {
            dense = Extent { start: dense.start.max(row.start), end: dense.end.min(row.end) };
            hull = Extent { start: hull.start.min(row.start), end: hull.end.max(row.end) };
        }
        Row {
            weights: &self.weights[span.first_weight as usize..],
            taps: &self.taps.taps,
            above: &self.above.taps,
            runs: &self.field.profiles(i)[start..end],
            cells: &self.source[first_row..][start..end],
            active,
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
    weights: &'a [T],
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

    /// Whether all cells that units `j` and `j + 1` see are active, or their neighbours are.
    pub(crate) fn is_dense(&self, j: usize) -> bool {
        self.middle.is_some_and(|(runs, _)| {
            let (left, right) = (runs[j].columns(), runs[j + 1].columns());
            self.dense.start <= left.start && right.end <= self.dense.end
        })
    }
}
