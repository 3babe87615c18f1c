//! Noisy discs: retinal waves before the eyes open.

use super::{PLACES, Stream, bounds::Bounds, spot};
use crate::{
    error::Error, geometry::MAX_SIDE, math, number::Activity, random::Pcg32, sheet::SheetOf,
    side::Side,
};

/// The parameters of [`NoisyDiscs`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct NoisyDiscParams {
    /// The disc's radius, in cells, 0.5..=255.
    pub radius: f64,
    /// σ of the Gaussian by which its edge fades outside the radius, in cells: 0 for a sharp edge,
    /// or 0.5..=255.
    pub edge: f64,
    /// How far a centre may lie beyond the retina's border, in cells, 0..=255.
    pub beyond: f64,
    /// The largest noise, as a part of the disc's intensity, 0..=4.
    pub noise: f64,
    /// The least and the largest intensity of disc and noise together, 0..=1; drawn uniformly.
    pub contrast: [f64; 2],
}

/// One disc a picture at a random place, and uniform noise of every cell added to it: c·(d +
/// n·u)/(1 + n), where d is the disc, n the noise and c the contrast.
#[derive(Debug, Clone, PartialEq)]
pub struct NoisyDiscs {
    pub(crate) random: Pcg32,
    /// In 1/64 cell.
    radius: u32,
    /// log₂e/2σ² of the edge, in 2⁻²⁴; none for a sharp one.
    fall: Option<u32>,
    /// In 1/64 cell.
    beyond: u32,
    /// 1/(1 + n), in 2⁻¹⁶.
    share: u32,
    contrast: Bounds,
}

impl NoisyDiscs {
    /// The stream of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a parameter outside its range.
    pub const fn new(params: &NoisyDiscParams, seed: u64) -> Result<Self, Error> {
        let NoisyDiscParams { radius, edge, beyond, noise, contrast } = *params;
        let most = MAX_SIDE as f64;
        let radius = match Error::within("radius", radius, [0.5, most], "a number of 0.5..=255") {
            Ok(radius) => math::round(radius * PLACES as f64) as u32,
            Err(error) => return Err(error),
        };
        let fall = if edge == 0.0 {
            None
        } else {
            match Error::within("edge", edge, [0.5, most], "0, or a number of 0.5..=255") {
                Ok(edge) => Some(spot::fall(edge)),
                Err(error) => return Err(error),
            }
        };
        let beyond = match Error::within("beyond", beyond, [0.0, most], "a number of 0..=255") {
            Ok(beyond) => math::round(beyond * PLACES as f64) as u32,
            Err(error) => return Err(error),
        };
        let share = match Error::within("noise", noise, [0.0, 4.0], "a number of 0..=4") {
            Ok(noise) => math::round(65_536.0 / (1.0 + noise)) as u32,
            Err(error) => return Err(error),
        };
        let contrast = match Bounds::contrast(contrast) {
            Ok(contrast) => contrast,
            Err(error) => return Err(error),
        };
        Ok(Self { random: Pcg32::new(seed, 6), radius, fall, beyond, share, contrast })
    }

    /// The disc at a squared distance from its centre in (1/64 cell)², in 2⁻¹⁶.
    fn disc(&self, square: u32) -> u32 {
        let outside = square.isqrt().saturating_sub(self.radius);
        match self.fall {
            _ if outside == 0 => 1 << 16,
            // in 2⁻¹² of a squared cell, times 2⁻²⁴: the whole in 2⁻³⁶
            Some(fall) => {
                spot::half_to_the((u64::from(outside).pow(2)).saturating_mul(fall.into()) >> 20)
            }
            None => 0,
        }
    }
}

impl<A: Activity, S: Side> Stream<A, S> for NoisyDiscs {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let places = retina.side().get() as u32 * PLACES as u32 + 2 * self.beyond;
        let first = -(PLACES / 2) - self.beyond as i32;
        let mut place = || self.random.below(places) as i32 + first;
        let centre = [place(), place()];
        let contrast = self.contrast.draw(&mut self.random);
        retina.fill_with(|row, column| {
            // distances below 2¹⁵
            let square = |cell: usize, axis: usize| {
                (cell as i32 * PLACES - centre[axis]).unsigned_abs().pow(2)
            };
            let disc = self.disc(square(row, 0) + square(column, 1));
            let noise = self.random.next_u32() >> 16;
            // both shares in 2⁻¹⁶ of numbers in 2⁻¹⁶
            let sum = u64::from(self.share) * u64::from(disc)
                + u64::from(65_536 - self.share) * u64::from(noise);
            let intensity = ((sum >> 16) * u64::from(contrast) + (1 << 15)) >> 16;
            A::from_q24((intensity << 9) as i32)
        });
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
