//! Limits of a uniformly drawn parameter.

use super::PLACES;
use crate::{error::Error, geometry::MAX_SIDE, math, random::Pcg32};

/// An integer from `least` to `least + more`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    least: u32,
    more: u32,
}

impl Bounds {
    /// From `low` to `high`, both times `scale`, if 0 ≤ `low` ≤ `high` ≤ `most`; `most · scale` is
    /// below 2³².
    const fn new(
        what: &'static str,
        [low, high]: [f64; 2],
        [most, scale]: [f64; 2],
        allowed: &'static str,
    ) -> Result<Self, Error> {
        let checked = match Error::within(what, low, [0.0, most], allowed) {
            Ok(low) => Error::within(what, high, [low, most], allowed),
            error => error,
        };
        match checked {
            Ok(high) => {
                let least = math::round(low * scale) as u32;
                Ok(Self { least, more: math::round(high * scale) as u32 - least })
            }
            Err(error) => Err(error),
        }
    }

    /// Contrasts, 0..=1, in 2⁻¹⁵.
    pub(super) const fn contrast(contrast: [f64; 2]) -> Result<Self, Error> {
        Self::new("contrast", contrast, [1.0, 32_768.0], "one of two rising numbers of 0..=1")
    }

    /// Sizes in cells, 0..=255, in 1/64 cell.
    pub(super) const fn size(size: [f64; 2]) -> Result<Self, Error> {
        let limits = [MAX_SIDE as f64, PLACES as f64];
        Self::new("size", size, limits, "one of two rising numbers of 0..=255")
    }

    pub(super) const fn draw(self, random: &mut Pcg32) -> u32 {
        self.least + random.below(self.more + 1)
    }
}
