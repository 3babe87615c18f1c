//! A Gaussian along the rows and columns of a source sheet, as each unit sees it.

use crate::{
    error::Error,
    geometry::{Grid, Table},
    math,
};

/// exp(−(y − c_i)²/2σ²) of each source row y and exp(−(x − c_j)²/2σ²) of each source column x for
/// the unit `(i, j)`, whose weight at `(y, x)` is their product.
///
/// Where c_i is i for all units, they share one table by distance. Else a unit has its own, so that
/// the memory is in proportion to a row of the source, not to a sheet.
pub(super) struct Profile<'a> {
    grid: Grid,
    sigma: f64,
    pub(super) values: &'a mut [f64],
    /// The row of units whose source rows `values` has.
    row: Option<usize>,
    /// Where source row 0 and source column 0 are in `values`.
    pub(super) down: usize,
    pub(super) across: usize,
}

impl<'a> Profile<'a> {
    pub(super) const fn new(
        table: Table<'_>,
        sigma: f64,
        values: &'a mut [f64],
    ) -> Result<Self, Error> {
        if let Err(error) = Error::sigma(sigma) {
            return Err(error);
        }
        let (grid, input) = (table.grid, table.grid.input);
        if grid.is_aligned() {
            let mut d = 0;
            while d < input {
                let value = gauss(d as f64, 0.0, sigma);
                values[input - 1 + d] = value;
                values[input - 1 - d] = value;
                d += 1;
            }
        }
        Ok(Self { grid, sigma, values, row: None, down: 0, across: 0 })
    }

    /// Goes to unit `(row, column)`.
    pub(super) const fn enter(&mut self, row: usize, column: usize) {
        let input = self.grid.input;
        if self.grid.is_aligned() {
            self.down = input - 1 - row;
            self.across = input - 1 - column;
            return;
        }
        if !matches!(self.row, Some(current) if current == row) {
            self.row = Some(row);
            self.set(0, row);
        }
        self.across = input;
        self.set(input, column);
    }

    /// Sets the values from `first` on to those around the place of a row or column of units.
    const fn set(&mut self, first: usize, index: usize) {
        let (place, mut x) = (self.grid.place(index), 0);
        while x < self.grid.input {
            self.values[first + x] = gauss(x as f64, place, self.sigma);
            x += 1;
        }
    }

    /// The sum over the connection field of unit `(row, column)`, which it has entered.
    pub(super) const fn sum(&self, table: Table<'_>, row: usize, column: usize) -> f64 {
        let span = table.span(row);
        let down = self.down + span.first_row as usize;
        let (mut sum, mut k) = (0.0, 0);
        while k < span.rows as usize {
            let run = table.run(row, k, column);
            let (mut along, mut x) = (0.0, self.across + run.start as usize);
            let end = x + run.len as usize;
            while x < end {
                along += self.values[x];
                x += 1;
            }
            sum += along * self.values[down + k];
            k += 1;
        }
        sum
    }
}

const fn gauss(x: f64, place: f64, sigma: f64) -> f64 {
    let d = (x - place) / sigma;
    math::exp(-0.5 * d * d)
}
