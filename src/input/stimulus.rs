//! Stimuli: pictures as functions of the place on the retina.
//!
//! A place is `(row, column)` in retina cells; cell (0, 0) is the top left one. Intensities are
//! 0..=1 for any parameters, 0 where these give no number. All arithmetic is that of [`math`], so a
//! picture has the same bits on every machine.
//!
//! # Two conventions of orientation
//!
//! An [`OrientedGaussian`] is rotated about *its own centre*, as a formula. pylissom samples the
//! upright picture on the grid and rotates *that image about the image's centre*, with bilinear
//! interpolation; [`Rotated`] does the same to any stimulus. For a stimulus in the image's centre
//! the two agree up to the interpolation. Both rotate by positive angles in the same direction,
//! counterclockwise as seen on a display.

mod rotated;

pub use rotated::{Border, Rotated};

use crate::{math, number::Activity, sheet::SheetOf, side::Side};

/// A picture.
pub trait Stimulus {
    /// The intensity at a place, 0..=1.
    fn at(&self, row: f64, column: f64) -> f64;
}

impl<S: Stimulus + ?Sized> Stimulus for &S {
    fn at(&self, row: f64, column: f64) -> f64 {
        (**self).at(row, column)
    }
}

impl<A: Activity, S: Side> SheetOf<A, S> {
    /// Samples a stimulus at every cell.
    ///
    /// ```
    /// use lissom::{Sheet, input::OrientedGaussian};
    /// let mut retina = Sheet::<f32, 36>::new();
    /// retina.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
    /// assert_eq!(retina.0[18][18], 1.0);
    /// ```
    pub fn draw(&mut self, stimulus: &impl Stimulus) {
        self.fill_with(|row, column| A::from_f64(stimulus.at(row as f64, column as f64)));
    }
}

/// An elongated Gaussian: exp(−u²/2σ_u² − v²/2σ_v²), with u and v along the rows' and columns' axes
/// rotated by `orientation`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct OrientedGaussian {
    /// Row of the centre, in cells.
    pub row: f64,
    /// Column of the centre, in cells.
    pub column: f64,
    /// σ_u: width along the rows' axis (downwards) at orientation 0, in cells; above 0.
    pub sigma_row: f64,
    /// σ_v: width along the columns' axis (to the right) at orientation 0, in cells; above 0.
    pub sigma_column: f64,
    /// Orientation in degrees.
    pub orientation: f64,
}

impl OrientedGaussian {
    /// A round Gaussian: both widths are `sigma`.
    pub const fn round(row: f64, column: f64, sigma: f64) -> Self {
        Self { row, column, sigma_row: sigma, sigma_column: sigma, orientation: 0.0 }
    }

    /// The intensity at a place, 0..=1.
    pub const fn intensity(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.orientation);
        let (down, right) = (row - self.row, column - self.column);
        let u = (cos * down + sin * right) / self.sigma_row;
        let v = (cos * right - sin * down) / self.sigma_column;
        bounded(math::exp(-0.5 * u * u - 0.5 * v * v))
    }
}

impl Stimulus for OrientedGaussian {
    fn at(&self, row: f64, column: f64) -> f64 {
        self.intensity(row, column)
    }
}

/// What is shown of a number: 0..=1, and nothing where parameters give none.
const fn bounded(intensity: f64) -> f64 {
    if intensity.is_nan() { 0.0 } else { intensity.clamp(0.0, 1.0) }
}

/// (sin, cos) of an angle in degrees.
const fn turn(degrees: f64) -> (f64, f64) {
    let angle = degrees % 360.0 * (core::f64::consts::PI / 180.0);
    (math::sin(angle), math::cos(angle))
}

/// Several stimuli at once: each place shows the brightest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brightest<'a, S>(pub &'a [S]);

impl<S: Stimulus> Stimulus for Brightest<'_, S> {
    fn at(&self, row: f64, column: f64) -> f64 {
        self.0.iter().map(|stimulus| stimulus.at(row, column)).fold(0.0, f64::max)
    }
}

/// pylissom's face of three round Gaussians: two eyes, 5 columns left and right of `(row, column)`,
/// and a mouth 10 rows below it. Wrap it in [`Rotated`] to tilt it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ThreeDots {
    /// Row of the middle between the eyes, in cells.
    pub row: f64,
    /// Column of the middle between the eyes, in cells.
    pub column: f64,
    /// σ of each dot, in cells; above 0.
    pub sigma: f64,
}

impl Stimulus for ThreeDots {
    fn at(&self, row: f64, column: f64) -> f64 {
        let dot =
            |down, right| OrientedGaussian::round(self.row + down, self.column + right, self.sigma);
        Brightest(&[dot(0.0, 5.0), dot(0.0, -5.0), dot(10.0, 0.0)]).at(row, column)
    }
}

/// A sine grating over the whole retina: 0.5 + 0.5·sin(f·y + φ), where y runs from −π in the first
/// row to π in the last at orientation 0. Other orientations rotate it about the retina's centre.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Grating {
    /// The retina's side, in cells; 2 or more.
    pub side: usize,
    /// f: spatial frequency, in periods across the retina.
    pub frequency: f64,
    /// φ: phase, in radians.
    pub phase: f64,
    /// Orientation in degrees.
    pub orientation: f64,
}

impl Stimulus for Grating {
    fn at(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.orientation);
        let middle = (self.side as f64 - 1.0) / 2.0;
        let down = cos * (row - middle) + sin * (column - middle);
        let y = down * core::f64::consts::PI / middle.max(0.5);
        let angle = self.frequency * y + self.phase;
        let angle = if angle.abs() > 1e5 { angle % core::f64::consts::TAU } else { angle };
        bounded(0.5 + 0.5 * math::sin(angle))
    }
}

/// A bar whose edges fade linearly over one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Bar {
    /// Row of the centre, in cells.
    pub row: f64,
    /// Column of the centre, in cells.
    pub column: f64,
    /// Size along the rows' axis at orientation 0, in cells.
    pub width: f64,
    /// Size along the columns' axis at orientation 0, in cells; infinite for a bar across the
    /// retina.
    pub length: f64,
    /// Orientation in degrees.
    pub orientation: f64,
}

impl Stimulus for Bar {
    fn at(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.orientation);
        let (down, right) = (row - self.row, column - self.column);
        let across = (cos * down + sin * right).abs();
        let along = (cos * right - sin * down).abs();
        let inside = |size: f64, distance: f64| (size / 2.0 + 0.5 - distance).clamp(0.0, 1.0);
        bounded(inside(self.width, across) * inside(self.length, along))
    }
}

/// pylissom's horizontal bar: a line across the retina in row `side / 2 + shift`, blurred over 7
/// rows. The border cuts the blurred line before the shift moves it. The peak is 9/32.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct BlurredLine {
    /// The retina's side, in cells.
    pub side: usize,
    /// Shift from the middle row, in rows downwards.
    pub shift: isize,
}

impl Stimulus for BlurredLine {
    fn at(&self, row: f64, _: f64) -> f64 {
        const PROFILE: [f64; 4] = [9.0, 7.0, 3.5, 1.0];
        let middle = (self.side / 2) as f64;
        let unshifted = row - self.shift as f64;
        let distance = (unshifted - middle).abs();
        let in_image = unshifted >= 0.0 && unshifted < self.side as f64;
        match PROFILE.get(distance as usize) {
            Some(intensity) if in_image && distance == math::round(distance) as f64 => {
                intensity / 32.0
            }
            _ => 0.0,
        }
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
