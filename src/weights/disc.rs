//! A Gaussian over a disc that the border of a sheet may cut.

use crate::{error::Error, geometry::DiscRow, math, number::Extremes};

/// Cells of a disc that reaches no farther than across a sheet: the `TAPS` of a
/// [`SharedDog`](struct@crate::SharedDog).
pub const fn disc_taps(side: usize, radius: f64) -> usize {
    let (limit, mut taps, mut row) = (math::square_within(radius), 0, 0);
    while row < side && (row * row) as f64 <= limit {
        taps += (2 * half(side, limit, row) as usize + 1) * if row == 0 { 1 } else { 2 };
        row += 1;
    }
    taps
}

/// How far the disc reaches sideways at a distance from its middle row.
const fn half(side: usize, limit: f64, row: usize) -> u8 {
    let mut half = 0;
    while half + 1 < side && ((half + 1) * (half + 1) + row * row) as f64 <= limit {
        half += 1;
    }
    half as u8
}

/// A Gaussian over a disc, exactly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExactDisc<'a> {
    side: usize,
    limit: f64,
    profile: &'a [f64],
    /// The sum over the whole disc.
    pub full: f64,
}

impl<'a> ExactDisc<'a> {
    /// In the caller's memory, a number for each row of the sheet.
    pub(crate) const fn new(
        radius: f64,
        sigma: f64,
        profile: &'a mut [f64],
    ) -> Result<Self, Error> {
        let side = match Error::side(profile.len()) {
            Ok(side) => side,
            Err(error) => return Err(error),
        };
        if let Err(error) = Error::radius(radius) {
            return Err(error);
        }
        if let Err(error) = Error::sigma(sigma) {
            return Err(error);
        }
        let limit = math::square_within(radius);
        let mut d = 0;
        while d < side {
            let z = d as f64 / sigma;
            profile[d] = math::exp(-0.5 * z * z);
            d += 1;
        }
        let mut disc = Self { side, limit, profile, full: 0.0 };
        disc.full = disc.sum([side - 1; 4]);
        Ok(disc)
    }

    pub(crate) const fn reach(&self) -> usize {
        half(self.side, self.limit, 0) as usize
    }

    /// The weights of the whole disc, over their sum.
    pub(crate) const fn extremes(&self) -> Extremes {
        Extremes { peak: 1.0 / self.full, total: 1.0, mixed: 0 }
    }

    /// The row `0..2·reach + 1` of the disc, but for its `first` and the weights.
    pub(crate) const fn row(&self, row: usize) -> DiscRow {
        let half = half(self.side, self.limit, row.abs_diff(self.reach()));
        DiscRow { first: 0, half, widths: [0; 2] }
    }

    /// The weight in a row of the disc at a column `0..2·half + 1` of that row.
    pub(crate) const fn weight(&self, row: usize, column: usize) -> f64 {
        let from_middle = column.abs_diff(self.row(row).half as usize);
        self.profile[row.abs_diff(self.reach())] * self.profile[from_middle] / self.full
    }

    /// Z/ΣG of the unit `(row, column)`.
    pub(crate) const fn ratio(&self, row: usize, column: usize) -> f64 {
        let last = self.side - 1;
        self.full / self.sum([row, last - row, column, last - column])
    }

    /// The sum over a disc with this many cells above, below, left and right of its middle.
    const fn sum(&self, [above, below, left, right]: [usize; 4]) -> f64 {
        let (mut sum, mut d) = (0.0, 0);
        while d <= self.reach() {
            let half = half(self.side, self.limit, d) as usize;
            let (mut along, mut x) = (self.profile[0], 1);
            while x <= half {
                let sides = (x <= left) as u8 + (x <= right) as u8;
                along += self.profile[x] * sides as f64;
                x += 1;
            }
            let sides = if d == 0 { 1 } else { (d <= above) as u8 + (d <= below) as u8 };
            sum += along * self.profile[d] * sides as f64;
            d += 1;
        }
        sum
    }
}
