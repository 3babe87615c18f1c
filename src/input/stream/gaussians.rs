//! Elongated Gaussians.

use super::{
    PLACES, Stream,
    bounds::Bounds,
    place,
    spot::{HALF_TURN, Spot, turn},
};
use crate::{error::Error, math, number::Activity, random::Pcg32, sheet::SheetOf, side::Side};

/// The parameters of [`Gaussians`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GaussianParams {
    /// σ across the long axis, in cells; at least 0.5.
    pub sigma_across: f64,
    /// σ along the long axis, in cells; at least 0.5.
    pub sigma_along: f64,
    /// Gaussians in a picture, 1 or 2. Where two overlap, the brighter one shows.
    pub count: u8,
    /// The least distance between the centres of two Gaussians, in cells, 0..=10⁶.
    pub separation: f64,
    /// The least and the largest peak intensity, 0..=1; drawn uniformly for each Gaussian.
    pub contrast: [f64; 2],
}

/// Elongated Gaussians with random places and orientations. Centres lie anywhere on the retina, so
/// a picture may show only a part of a Gaussian.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaussians {
    pub(crate) random: Pcg32,
    /// log₂e/2σ² across and along, in 2⁻²⁴.
    falls: [u32; 2],
    count: u8,
    /// Squared, in (1/64 cell)².
    separation: u64,
    contrast: Bounds,
}

/// Attempts to respect `separation` before giving up.
const TRIES: u32 = 64;

impl Gaussians {
    /// The stream of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a parameter outside its range.
    pub const fn new(params: &GaussianParams, seed: u64) -> Result<Self, Error> {
        let GaussianParams { sigma_across, sigma_along, count, separation, contrast } = *params;
        let falls = match (fall("sigma_across", sigma_across), fall("sigma_along", sigma_along)) {
            (Ok(across), Ok(along)) => [across, along],
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        if let Err(error) = Error::within("count", count as f64, [1.0, 2.0], "1 or 2") {
            return Err(error);
        }
        let separation =
            match Error::within("separation", separation, [0.0, 1e6], "a number of 0..=1e6") {
                Ok(separation) => math::round(separation * PLACES as f64) as u64,
                Err(error) => return Err(error),
            };
        let contrast = match Bounds::contrast(contrast) {
            Ok(contrast) => contrast,
            Err(error) => return Err(error),
        };
        Ok(Self {
            random: Pcg32::new(seed, 2),
            falls,
            count,
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

/// log₂e/2σ² in 2⁻²⁴.
const fn fall(what: &'static str, sigma: f64) -> Result<u32, Error> {
    match Error::within(what, sigma, [0.5, f64::MAX], "a finite number ≥ 0.5") {
        Ok(sigma) => {
            let fall = core::f64::consts::LOG2_E / (2.0 * sigma * sigma);
            Ok(math::round(fall * 16_777_216.0) as u32)
        }
        Err(error) => Err(error),
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Gaussians {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let side = retina.side().get();
        let first = place(&mut self.random, side);
        let one = self.spot(first);
        let two = (self.count == 2).then(|| {
            let mut second = place(&mut self.random, side);
            for _ in 1..TRIES {
                let square = |axis: usize| u64::from(first[axis].abs_diff(second[axis])).pow(2);
                if square(0) + square(1) >= self.separation {
                    break;
                }
                second = place(&mut self.random, side);
            }
            self.spot(second)
        });
        retina.fill_with(|row, column| {
            let one = one.intensity(row, column);
            A::from_q24(two.map_or(one, |two| one.max(two.intensity(row, column))) << 9)
        });
    }
}
