//! Rotation of a picture as an image, as in pylissom.

use super::{Stimulus, bounded, turn};
use crate::math;

/// What lies beyond the border of a rotated image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Border {
    /// Intensity 0.
    #[default]
    Dark,
    /// The image mirrored at its outermost cells.
    Mirrored,
}

/// A stimulus that is sampled on a retina of side `side` and rotated about that image's centre with
/// bilinear interpolation, as in pylissom. Draw it on a retina of the same side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotated<S> {
    /// The upright picture.
    pub stimulus: S,
    /// The retina's side, in cells.
    pub side: usize,
    /// The rotation in degrees.
    pub degrees: f64,
    /// What lies beyond the border.
    pub border: Border,
}

impl<S: Stimulus> Rotated<S> {
    /// A rotated stimulus with a dark border.
    pub const fn new(stimulus: S, side: usize, degrees: f64) -> Self {
        Self { stimulus, side, degrees, border: Border::Dark }
    }

    fn cell(&self, row: i64, column: i64) -> f64 {
        let side = (self.side as u64).min(1 << 32) as i64;
        let mirror = |place: i64| {
            let place = place.rem_euclid((2 * side - 2).max(1));
            if place < side { place } else { 2 * side - 2 - place }
        };
        match self.border {
            Border::Dark if !((0..side).contains(&row) && (0..side).contains(&column)) => 0.0,
            Border::Dark => self.stimulus.at(row as f64, column as f64),
            Border::Mirrored => self.stimulus.at(mirror(row) as f64, mirror(column) as f64),
        }
    }
}

impl<S: Stimulus> Stimulus for Rotated<S> {
    fn at(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.degrees);
        let centre = self.side as f64 / 2.0 - 0.5;
        let (down, right) = (row - centre, column - centre);
        let source = |place: f64| {
            let place = place.clamp(-1e9, 1e9);
            let nearest = math::round(place);
            let low = if nearest as f64 > place { nearest - 1 } else { nearest };
            (low, place - low as f64)
        };
        let (x, right_share) = source(cos * right - sin * down + centre);
        let (y, lower_share) = source(sin * right + cos * down + centre);
        let between =
            |row| (1.0 - right_share) * self.cell(row, x) + right_share * self.cell(row, x + 1);
        bounded((1.0 - lower_share) * between(y) + lower_share * between(y + 1))
    }
}
