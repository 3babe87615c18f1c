//! Endless, seeded streams of training pictures: the same bits on every machine and in every number
//! format, without float.
//!
//! | stream | shows |
//! |---|---|
//! | [`Gaussians`] | one or two elongated Gaussians: LISSOM's and GCAL's |
//! | [`Faces`] | three dots, two eyes and a mouth |
//! | [`Patches`] | parts of images, upright or turned |
//! | [`NoisyDiscs`] | a disc and noise: waves in the retina before the eyes open |
//!
//! Gaussians and dots are drawn in integers: positions are multiples of 1/64 cell, orientations of
//! 1/1024 half turn; sines and powers of two come from tables. Intensities are multiples of 2⁻¹⁵
//! and within 2⁻¹⁴ of the formula's.

mod bounds;
mod discs;
mod faces;
mod gaussians;
mod patches;
mod spot;

pub use discs::{NoisyDiscParams, NoisyDiscs};
pub use faces::{FaceParams, Faces};
pub use gaussians::{GaussianParams, Gaussians, ManyGaussians};
pub use patches::Patches;
pub(super) use spot::turn;

use crate::{number::Activity, random::Pcg32, sheet::SheetOf, side::Side};

/// Draws one training picture after another.
pub trait Stream<A: Activity, S: Side> {
    /// Draws the next picture.
    fn draw(&mut self, retina: &mut SheetOf<A, S>);
}

/// Positions are multiples of 1/64 cell.
const PLACES: i32 = 64;

/// A random row and column, in 1/64 cell, at least a margin from the border; in the middle where
/// the margin is wider. The retina extends half a cell beyond the centres of its outermost cells.
const fn place(random: &mut Pcg32, side: usize, margin: u32) -> [i32; 2] {
    let all = (side as i32 * PLACES) as u32;
    let most = all.saturating_sub(1) / 2;
    let margin = if margin < most { margin } else { most };
    let (places, first) = (all - 2 * margin, margin as i32 - PLACES / 2);
    [random.below(places) as i32 + first, random.below(places) as i32 + first]
}
