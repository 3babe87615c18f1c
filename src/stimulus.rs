//! Pictures to show to a retina, as functions of the place on it.
//!
//! Places are `(row, column)` in retina cells, cell (0, 0) in the corner; intensities are 0..=1.
//! All arithmetic is that of [`math`], so a picture has the same bits everywhere.
//!
//! # Two conventions of orientation
//!
//! An [`OrientedGaussian`] is rotated about *its own centre*, as a formula. pylissom samples the
//! upright picture on the grid and rotates *that image about the image's centre*, with bilinear
//! interpolation: [`Rotated`] does the same to any stimulus. The two agree, but for the
//! interpolation, where the stimulus lies in the image's centre. Angles turn the same way: from
//! upright towards the lower right corner's row.

mod rotated;

pub use rotated::{Border, Rotated};

use crate::{math, number::Number, sheet::Sheet};

/// A picture.
pub trait Stimulus {
    /// The intensity at a place.
    fn at(&self, row: f64, column: f64) -> f64;
}

impl<S: Stimulus + ?Sized> Stimulus for &S {
    fn at(&self, row: f64, column: f64) -> f64 {
        (**self).at(row, column)
    }
}

impl<T: Number, const SIDE: usize> Sheet<T, SIDE> {
    /// Samples a stimulus at every cell.
    ///
    /// ```
    /// use lissom::{stimulus::OrientedGaussian, Sheet};
    /// let mut retina = Sheet::<f32, 36>::new();
    /// retina.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
    /// assert_eq!(retina.0[18][18], 1.0);
    /// ```
    pub fn draw(&mut self, stimulus: &impl Stimulus) {
        self.fill_with(|row, column| T::from_f64(stimulus.at(row as f64, column as f64)));
    }
}

/// exp(−u²/2σ_u² − v²/2σ_v²), u and v along its own axes: rows and columns turned by `orientation`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct OrientedGaussian {
    /// Row of the centre.
    pub row: f64,
    /// Column of the centre.
    pub column: f64,
    /// σ along the rows' axis (downwards).
    pub sigma_row: f64,
    /// σ along the columns' axis (to the right).
    pub sigma_column: f64,
    /// Degrees.
    pub orientation: f64,
}

impl OrientedGaussian {
    /// A round one.
    pub const fn round(row: f64, column: f64, sigma: f64) -> Self {
        Self { row, column, sigma_row: sigma, sigma_column: sigma, orientation: 0.0 }
    }

    /// The intensity at a place.
    pub const fn intensity(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.orientation);
        let (down, right) = (row - self.row, column - self.column);
        let u = (cos * down + sin * right) / self.sigma_row;
        let v = (cos * right - sin * down) / self.sigma_column;
        math::exp(-0.5 * u * u - 0.5 * v * v)
    }
}

impl Stimulus for OrientedGaussian {
    fn at(&self, row: f64, column: f64) -> f64 {
        self.intensity(row, column)
    }
}

/// (sin, cos) of an angle in degrees.
const fn turn(degrees: f64) -> (f64, f64) {
    let angle = degrees % 360.0 * (core::f64::consts::PI / 180.0);
    (math::sin(angle), math::cos(angle))
}

/// Several pictures at once: at each place the brightest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brightest<'a, S>(pub &'a [S]);

impl<S: Stimulus> Stimulus for Brightest<'_, S> {
    fn at(&self, row: f64, column: f64) -> f64 {
        self.0.iter().map(|stimulus| stimulus.at(row, column)).fold(0.0, f64::max)
    }
}

/// pylissom's face: two eyes 5 columns left and right of `(row, column)` and a mouth 10 rows below,
/// all round Gaussians. Wrap it in [`Rotated`] to tilt it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ThreeDots {
    /// Row between the eyes.
    pub row: f64,
    /// Column between the eyes.
    pub column: f64,
    /// σ of each dot.
    pub sigma: f64,
}

impl Stimulus for ThreeDots {
    fn at(&self, row: f64, column: f64) -> f64 {
        let dot =
            |down, right| OrientedGaussian::round(self.row + down, self.column + right, self.sigma);
        Brightest(&[dot(0.0, 5.0), dot(0.0, -5.0), dot(10.0, 0.0)]).at(row, column)
    }
}

/// A sine grating over the whole retina: 0.5 + 0.5·sin(f·y + φ) with y from −π to π across `side`
/// cells, downwards at orientation 0, turned about the retina's centre otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Grating {
    /// The retina's side, 2 or more.
    pub side: usize,
    /// f: periods across the retina.
    pub frequency: f64,
    /// φ, radians.
    pub phase: f64,
    /// Degrees.
    pub orientation: f64,
}

impl Stimulus for Grating {
    fn at(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.orientation);
        let middle = (self.side as f64 - 1.0) / 2.0;
        let down = cos * (row - middle) + sin * (column - middle);
        let y = down * core::f64::consts::PI / middle.max(0.5);
        0.5 + 0.5 * math::sin(self.frequency * y + self.phase)
    }
}

/// A bar with edges that fade linearly over one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Bar {
    /// Row of the centre.
    pub row: f64,
    /// Column of the centre.
    pub column: f64,
    /// Cells along the rows' axis at orientation 0.
    pub width: f64,
    /// Cells along the columns' axis at orientation 0; infinite for a bar across the retina.
    pub length: f64,
    /// Degrees.
    pub orientation: f64,
}

impl Stimulus for Bar {
    fn at(&self, row: f64, column: f64) -> f64 {
        let (sin, cos) = turn(self.orientation);
        let (down, right) = (row - self.row, column - self.column);
        let across = (cos * down + sin * right).abs();
        let along = (cos * right - sin * down).abs();
        let inside = |size: f64, distance: f64| (size / 2.0 + 0.5 - distance).clamp(0.0, 1.0);
        inside(self.width, across) * inside(self.length, along)
    }
}

/// pylissom's horizontal bar: a line across the retina at row `side / 2 + shift`, blurred over 7
/// rows and cut at the border before it is shifted. Its peak is 9/32.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct BlurredLine {
    /// The retina's side.
    pub side: usize,
    /// Rows from the middle, downwards.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_conventions_agree_in_the_centre() {
        let side = 35; // its centre is a cell
        let upright = |orientation| OrientedGaussian {
            row: 17.0,
            column: 17.0,
            sigma_row: 2.5,
            sigma_column: 5.0,
            orientation,
        };
        for degrees in [0.0, 30.0, 90.0, 135.0, -60.0, 390.0] {
            let sampled = Rotated::new(upright(0.0), side, degrees);
            for (row, column) in (0..side * side).map(|cell| (cell / side, cell % side)) {
                let (row, column) = (row as f64, column as f64);
                let difference = sampled.at(row, column) - upright(degrees).at(row, column);
                assert!(difference.abs() < 0.04, "{degrees}° ({row}, {column}): {difference}");
            }
        }
    }

    #[test]
    fn bars_have_their_size() {
        let bar = Bar { row: 8.0, column: 8.0, width: 3.0, length: 7.0, orientation: 0.0 };
        let sum = |bar: Bar| {
            (0..17 * 17).map(|cell| bar.at((cell / 17) as f64, (cell % 17) as f64)).sum::<f64>()
        };
        assert_eq!(sum(bar), 21.0);
        assert_eq!(sum(Bar { orientation: 90.0, ..bar }).round(), 21.0);
        assert_eq!(bar.at(8.0, 11.0), 1.0);
        assert_eq!(bar.at(11.0, 8.0), 0.0);
    }

    #[test]
    fn odd_angles_and_places_do_not_panic() {
        for degrees in [f64::NAN, f64::INFINITY, -1e308, 1e17] {
            let line = BlurredLine { side: 8, shift: -3 };
            for border in [Border::Dark, Border::Mirrored] {
                let rotated = Rotated { stimulus: line, side: 8, degrees, border };
                rotated.at(3.0, 4.0);
                rotated.at(1e300, f64::NEG_INFINITY);
            }
            Grating { side: 1, frequency: 1e300, phase: degrees, orientation: degrees }
                .at(0.0, 0.0);
        }
    }
}
