//! From levels to colours.

use crate::math;
use core::f64::consts::TAU;
use embedded_graphics::pixelcolor::Rgb888;

/// The colours of the levels 0 to 255. Grey and two-colour displays show all maps as grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum ColorMap {
    /// Black to white.
    #[default]
    Grey,
    /// Blue to white at 127 and 128 to red: for signed values, with
    /// [`Range::Symmetric`](super::Range::Symmetric).
    Diverging,
    /// Black to blue, green, pink and white, each level as bright as in grey: the cubehelix of
    /// Green (2011) with its default start ½, −1½ rotations, hue 1 and γ = 1.
    Perceptual,
}

impl ColorMap {
    /// The colour of a level.
    pub fn color(self, level: u8) -> Rgb888 {
        let [r, g, b] = self.channels(level);
        Rgb888::new(r, g, b)
    }

    /// Red, green and blue of a level.
    pub(super) const fn channels(self, level: u8) -> [u8; 3] {
        match self {
            Self::Grey => [level; 3],
            Self::Diverging if level < 128 => [2 * level + 1, 2 * level + 1, 255],
            Self::Diverging => [255, 2 * (255 - level) + 1, 2 * (255 - level) + 1],
            Self::Perceptual => cubehelix(level),
        }
    }
}

/// With λ from 0 to 1, φ = 2π(s/3 + 1 + rλ) and a = hλ(1 − λ)/2, s = ½, r = −1½, h = 1:
/// each colour is λ + a(p·cos φ + q·sin φ), p and q such that the brightness is λ.
const fn cubehelix(level: u8) -> [u8; 3] {
    let lambda = level as f64 / 255.0;
    let phi = TAU * (0.5 / 3.0 + 1.0 - 1.5 * lambda);
    let a = lambda * (1.0 - lambda) / 2.0;
    let (cos, sin) = (a * math::cos(phi), a * math::sin(phi));
    [
        channel(lambda - 0.14861 * cos + 1.78277 * sin),
        channel(lambda - 0.29227 * cos - 0.90649 * sin),
        channel(lambda + 1.97294 * cos),
    ]
}

const fn channel(x: f64) -> u8 {
    math::round(255.0 * x.clamp(0.0, 1.0)) as u8
}

#[cfg(all(test, lissom_repository))]
mod tests;
