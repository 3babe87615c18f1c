//! Endless training pictures, seeded: the same bits on every machine and in every number format,
//! without float.
//!
//! | stream | shows |
//! |---|---|
//! | [`Gaussians`] | one or two elongated Gaussians: LISSOM's and GCAL's |
//! | [`Faces`] | three dots, two eyes and a mouth |
//! | [`Patches`] | parts of images |
//!
//! Gaussians and dots are drawn with whole numbers: places in 1/64 cell, 1024 orientations of a half turn,
//! a sine table of 257 entries and a table of 65 powers of two. Intensities are multiples of 2⁻¹⁵ and
//! within 2⁻¹⁴ of the formula's.

mod bounds;
mod faces;
mod gaussians;
mod patches;
mod spot;

pub use faces::{FaceParams, Faces};
pub use gaussians::{GaussianParams, Gaussians};
pub use patches::Patches;

use crate::{number::Number, random::Pcg32, sheet::Sheet};

/// Draws one training picture after the other.
pub trait Stream<T: Number, const SIDE: usize> {
    /// Draws the next picture.
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>);
}

/// Steps of place in a cell.
const PLACES: i32 = 64;

/// A random row and column, in steps of place. The retina reaches half a cell beyond the outermost cells'
/// middles.
const fn place(random: &mut Pcg32, side: usize) -> [i32; 2] {
    let places = (side as i32 * PLACES) as u32;
    [random.below(places) as i32 - PLACES / 2, random.below(places) as i32 - PLACES / 2]
}
