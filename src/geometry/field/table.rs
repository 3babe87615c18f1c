//! The table of connection fields, with sides as numbers: what the compiler and the host both walk.

use super::{Run, Span, rows_of, run};
use crate::{error::Error, geometry::placement::Grid, math};

/// The runs of all columns in a source row at that squared distance.
const fn fill_profile(grid: Grid, profile: usize, across: f64, limit: f64, runs: &mut [Run]) {
    let mut j = 0;
    while j < grid.output {
        runs[profile * grid.output + j] = run(grid.input, grid.middle(j), across, limit);
        j += 1;
    }
}

/// Connection fields whose sides are numbers. `const` code cannot call a trait, so what is also
/// done by the compiler is written over this.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    pub(crate) grid: Grid,
    pub(crate) connections: usize,
    pub(crate) spans: &'a [Span],
    /// Profile after profile, of each the run of every column.
    pub(crate) runs: &'a [Run],
}

impl<'a> Table<'a> {
    /// Builds a table in the caller's memory: a span for each row of units, and as many profiles as
    /// [`rows_of`] says.
    pub(crate) const fn build(
        grid: Grid,
        radius: f64,
        spans: &'a mut [Span],
        runs: &'a mut [Run],
    ) -> Result<Self, Error> {
        let Grid { input, output, placement } = match grid.check() {
            Ok(grid) => grid,
            Err(error) => return Err(error),
        };
        if let Err(error) = Error::radius(radius) {
            return Err(error);
        }
        let rows = rows_of(placement, input, output, radius);
        if spans.len() != output {
            return Err(Error::Length { expected: output, found: spans.len() });
        }
        if runs.len() != rows * output {
            return Err(Error::Length { expected: rows * output, found: runs.len() });
        }
        let limit = math::square_within(radius);
        let (mut weight, mut profile, mut i) = (0, 0, 0);
        if grid.is_aligned() {
            while profile < rows {
                let d = profile.abs_diff(rows / 2);
                fill_profile(grid, profile, (d * d) as f64, limit, runs);
                profile += 1;
            }
        }
        while i < output {
            let middle = grid.middle(i);
            let span = run(input, middle, 0.0, limit);
            if grid.is_aligned() {
                profile = rows / 2 + span.start as usize - i;
            }
            spans[i] = Span {
                first_weight: weight as u32,
                profile: profile as u16,
                first_row: span.start,
                rows: span.len,
            };
            let mut row = 0;
            while row < span.len as usize {
                if !grid.is_aligned() {
                    let d = (span.start as usize + row) as f64 - middle;
                    fill_profile(grid, profile, d * d, limit, runs);
                }
                let mut j = 0;
                while j < output {
                    weight += runs[profile * output + j].len as usize;
                    j += 1;
                }
                profile += 1;
                row += 1;
            }
            i += 1;
        }
        let table = Self { grid, connections: weight, spans, runs };
        let mut unit = 0;
        while !grid.is_aligned() && unit < output * output {
            let (row, column) = (unit / output, unit % output);
            if table.taps(row, column) == 0 {
                return Err(Error::EmptyField { row, column });
            }
            unit += 1;
        }
        Ok(table)
    }

    /// The source rows that the units of a row see.
    #[inline(always)]
    pub(crate) const fn span(self, row: usize) -> Span {
        self.spans[row]
    }

    /// The run of unit `(row, column)` in the `k`-th source row of its span.
    #[inline(always)]
    pub(crate) const fn run(self, row: usize, k: usize, column: usize) -> Run {
        self.runs[(self.span(row).profile as usize + k) * self.grid.output + column]
    }

    /// Connections of unit `(row, column)`.
    #[inline(always)]
    pub(crate) const fn taps(self, row: usize, column: usize) -> usize {
        let (mut taps, mut k) = (0, 0);
        while k < self.span(row).rows as usize {
            taps += self.run(row, k, column).len as usize;
            k += 1;
        }
        taps
    }

    /// Index of the first weight of unit `(row, column)` in packed order.
    #[inline(always)]
    pub(crate) const fn first_weight(self, row: usize, column: usize) -> usize {
        let span = self.span(row);
        let (mut first, mut k) = (span.first_weight as usize, 0);
        while k < span.rows as usize {
            let (_, runs) = self.runs.split_at((span.profile as usize + k) * self.grid.output);
            let (left, _) = runs.split_at(column);
            let mut j = 0;
            while j < left.len() {
                first += left[j].len as usize;
                j += 1;
            }
            k += 1;
        }
        first
    }
}
