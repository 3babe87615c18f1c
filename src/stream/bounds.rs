//! Between what a number of a picture is drawn.

use crate::{math, random::Pcg32};

/// A whole number from `least` to `least + more`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    least: u32,
    more: u32,
}

impl Bounds {
    /// Between two rising numbers of `0..=most`, times `scale`; the product of the last two is below 2³².
    pub(super) const fn new([low, high]: [f64; 2], most: f64, scale: f64) -> Option<Self> {
        if !(low >= 0.0 && low <= high && high <= most) {
            return None;
        }
        let [least, last] = [math::round(low * scale) as u32, math::round(high * scale) as u32];
        Some(Self { least, more: last - least })
    }

    /// Of contrasts, 0..=1, in 2⁻¹⁵.
    pub(super) const fn of_contrast(contrast: [f64; 2]) -> Option<Self> {
        Self::new(contrast, 1.0, 32_768.0)
    }

    pub(super) const fn draw(self, random: &mut Pcg32) -> u32 {
        self.least + random.below(self.more + 1)
    }
}
