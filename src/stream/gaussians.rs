//! Elongated Gaussians.

use super::{
    PLACES, Stream,
    bounds::Bounds,
    place,
    spot::{HALF_TURN, Spot, turn},
};
use crate::{error::Error, math, number::Number, random::Pcg32, sheet::Sheet};

/// What the pictures of [`Gaussians`] have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GaussianParams {
    /// σ across, in cells; from 0.5.
    pub sigma_across: f64,
    /// σ along, in cells; from 0.5.
    pub sigma_along: f64,
    /// Gaussians in a picture, 1 or 2; at each place the brighter one shows.
    pub count: u8,
    /// The least distance of their centres, in cells.
    pub separation: f64,
    /// The peak intensity is drawn between these, 0..=1.
    pub contrast: [f64; 2],
}

/// Elongated Gaussians of random place and orientation, of which the retina may show a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaussians {
    pub(crate) random: Pcg32,
    /// log₂e/2σ² across and along, in 2⁻²⁴
    falls: [u32; 2],
    count: u8,
    /// Squared, in (1/64 cell)².
    separation: u64,
    contrast: Bounds,
}

/// After so many tries two centres may be too close.
const TRIES: u32 = 64;

impl Gaussians {
    /// The pictures of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::Sigma`] for a σ below 0.5 or not finite, [`Error::Stream`] for another parameter.
    pub const fn new(params: &GaussianParams, seed: u64) -> Result<Self, Error> {
        let sigmas = [params.sigma_across, params.sigma_along];
        let mut falls = [0; 2];
        let mut axis = 0;
        while axis < 2 {
            let sigma = sigmas[axis];
            if !(sigma >= 0.5 && sigma < f64::INFINITY) {
                return Err(Error::Sigma(sigma));
            }
            let fall = core::f64::consts::LOG2_E / (2.0 * sigma * sigma);
            falls[axis] = math::round(fall * 16_777_216.0) as u32;
            axis += 1;
        }
        let count = params.count == 1 || params.count == 2;
        if !(count && params.separation >= 0.0 && params.separation <= 1e6) {
            return Err(Error::Stream);
        }
        let Some(contrast) = Bounds::of_contrast(params.contrast) else {
            return Err(Error::Stream);
        };
        let separation = math::round(params.separation * PLACES as f64) as u64;
        Ok(Self {
            random: Pcg32::new(seed, 2),
            falls,
            count: params.count,
            separation: separation * separation,
            contrast,
        })
    }

    fn spot(&mut self, centre: [i32; 2]) -> Spot {
        let [sine, cosine] = turn(self.random.below(HALF_TURN));
        let contrast = self.contrast.draw(&mut self.random);
        Spot { centre, sine, cosine, falls: self.falls, contrast }
    }
}

impl<T: Number, const SIDE: usize> Stream<T, SIDE> for Gaussians {
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>) {
        let first = place(&mut self.random, SIDE);
        let one = self.spot(first);
        let two = (self.count == 2).then(|| {
            let mut second = place(&mut self.random, SIDE);
            for _ in 1..TRIES {
                let square = |axis: usize| u64::from(first[axis].abs_diff(second[axis])).pow(2);
                if square(0) + square(1) >= self.separation {
                    break;
                }
                second = place(&mut self.random, SIDE);
            }
            self.spot(second)
        });
        retina.fill_with(|row, column| {
            let one = one.intensity(row, column);
            T::from_steps(two.map_or(one, |two| one.max(two.intensity(row, column))) << 9)
        });
    }
}
