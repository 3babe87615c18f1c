//! Connection fields without their lengths in the type.

use super::{Run, Span, Table};
use crate::{
    error::Error,
    geometry::{Placement, placement::Grid},
    side::{Const, Rows, Side},
};

/// A [`Field`](struct@crate::Field) whose lengths are not in its type; or one built in the caller's
/// memory, of sides known at run time.
///
/// Units are named by row and column; each method panics for one that is outside the sheet.
#[derive(Debug, PartialEq)]
pub struct FieldView<'a, I: Side, O: Side> {
    pub(crate) radius: f64,
    pub(crate) placement: Placement,
    pub(crate) connections: usize,
    pub(crate) spans: &'a O::Row<Span>,
    pub(crate) profiles: Rows<'a, Run, O>,
    pub(crate) input: I,
}

impl<I: Side, O: Side> Clone for FieldView<'_, I, O> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Side, O: Side> Copy for FieldView<'_, I, O> {}

impl<'a, I: Side, O: Side> FieldView<'a, I, O> {
    /// Builds a table in the caller's memory: [`rows_of`](super::rows_of) profiles of a run for
    /// each column.
    ///
    /// # Errors
    ///
    /// As [`Field::build`](crate::Field::build).
    pub fn build(
        input: I,
        output: O,
        placement: Placement,
        radius: f64,
        spans: &'a mut O::Row<Span>,
        profiles: &'a mut [O::Block<Run>],
    ) -> Result<Self, Error> {
        let grid = Grid { input: input.get(), output: output.get(), placement };
        let table = Table::build(grid, radius, spans.as_mut(), O::flat_mut(profiles))?;
        let connections = table.connections;
        let profiles = Rows { blocks: profiles, side: output };
        Ok(Self { radius, placement, connections, spans, profiles, input })
    }

    /// The radius in source cells.
    pub const fn radius(&self) -> f64 {
        self.radius
    }

    /// Where the units lie.
    pub const fn placement(&self) -> Placement {
        self.placement
    }

    /// The side of the source sheet.
    #[inline(always)]
    pub const fn input(&self) -> I {
        self.input
    }

    /// The side of the sheet of units.
    #[inline(always)]
    pub const fn output(&self) -> O {
        self.profiles.side
    }

    /// The source row or column in the middle of the fields of a row or column of units.
    pub fn centre(&self, index: usize) -> f64 {
        self.grid().middle(index)
    }

    /// Connections of all units together.
    pub const fn connections(&self) -> usize {
        self.connections
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        size_of::<(f64, Placement)>()
            + size_of_val(self.spans.as_ref())
            + size_of_val(self.profiles.flat())
    }

    #[inline(always)]
    pub(crate) fn grid(&self) -> Grid {
        let (input, output) = (self.input.get(), self.output().get());
        Grid { input, output, placement: self.placement }
    }

    #[inline(always)]
    pub(crate) fn table(&self) -> Table<'a> {
        Table {
            grid: self.grid(),
            connections: self.connections,
            spans: self.spans.as_ref(),
            runs: self.profiles.flat(),
        }
    }

    /// The source rows that the units of a row see.
    #[inline(always)]
    pub fn span(&self, row: usize) -> Span {
        self.table().span(row)
    }

    /// The runs of a row's units in each of the source rows of its span.
    #[inline(always)]
    pub fn profiles(&self, row: usize) -> Rows<'a, Run, O> {
        let span = self.span(row);
        let first = usize::from(span.profile);
        self.profiles.range(first..first + usize::from(span.rows))
    }

    /// The runs of the units of any row in the source row that is their own, and the length of a
    /// run that the border does not cut. `None` unless unit `(i, j)` lies on cell `(i, j)`.
    #[inline(always)]
    pub(crate) fn middle(&self) -> Option<(&'a O::Row<Run>, usize)> {
        let whole = self.profiles.len();
        let middle = self.profiles.range(whole / 2..whole).iter().next()?;
        self.grid().is_aligned().then_some((middle, whole))
    }

    /// The run of unit `(row, column)` in the `k`-th source row of its span.
    #[inline]
    pub fn run(&self, row: usize, k: usize, column: usize) -> Run {
        self.table().run(row, k, column)
    }

    /// Connections of unit `(row, column)`.
    pub fn taps(&self, row: usize, column: usize) -> usize {
        self.table().taps(row, column)
    }

    /// Connections of each unit, row by row.
    pub fn all_taps(self) -> impl Iterator<Item = usize> + use<'a, I, O> {
        let side = self.output().get();
        (0..side * side).map(move |unit| self.taps(unit / side, unit % side))
    }

    /// Index of the first weight of unit `(row, column)` in packed order. Cost: the units left of
    /// it.
    pub fn first_weight(&self, row: usize, column: usize) -> usize {
        self.table().first_weight(row, column)
    }
}

impl<'a, const IN: usize, const OUT: usize> FieldView<'a, Const<IN>, Const<OUT>> {
    /// [`table`](Self::table) in `const`.
    pub(crate) const fn const_table(&self) -> Table<'a> {
        Table {
            grid: Grid { input: IN, output: OUT, placement: self.placement },
            connections: self.connections,
            spans: self.spans,
            runs: self.profiles.blocks.as_flattened(),
        }
    }
}
