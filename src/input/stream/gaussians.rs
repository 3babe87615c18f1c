//! Elongated Gaussians.

use super::{
    PLACES, Stream,
    bounds::Bounds,
    place,
    spot::{self, HALF_TURN, Spot, turn},
};
use crate::{
    error::Error, geometry::MAX_SIDE, math, number::Activity, random::Pcg32, sheet::SheetOf,
    side::Side,
};

/// The parameters of [`Gaussians`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GaussianParams {
    /// σ across the long axis, in cells; at least 0.5.
    pub sigma_across: f64,
    /// σ along the long axis, in cells; at least 0.5.
    pub sigma_along: f64,
    /// Gaussians in a picture, 1 to 8. Where some overlap, the brightest one shows.
    pub count: u8,
    /// The least distance between the centres of two Gaussians, in cells, 0..=10⁶.
    pub separation: f64,
    /// The least distance of a centre from the retina's border, in cells, 0..=255; 0 shows parts of
    /// Gaussians at the border.
    pub margin: f64,
    /// The least and the largest peak intensity, 0..=1; drawn uniformly for each Gaussian.
    pub contrast: [f64; 2],
}

/// Elongated Gaussians with random places and orientations. Without a margin their centres lie
/// anywhere on the retina, and a picture may show only a part of a Gaussian.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaussians {
    pub(crate) random: Pcg32,
    /// log₂e/2σ² across and along, in 2⁻²⁴.
    falls: [u32; 2],
    count: u8,
    /// Squared, in (1/64 cell)².
    separation: u64,
    /// In 1/64 cell.
    margin: u32,
    contrast: Bounds,
}

/// The most Gaussians in a picture.
const MOST: usize = 8;

/// Attempts to respect `separation` before giving up.
const TRIES: u32 = 64;

impl Gaussians {
    /// The stream of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a parameter outside its range.
    pub const fn new(params: &GaussianParams, seed: u64) -> Result<Self, Error> {
        let GaussianParams { sigma_across, sigma_along, count, separation, margin, contrast } =
            *params;
        let falls = match (fall("sigma_across", sigma_across), fall("sigma_along", sigma_along)) {
            (Ok(across), Ok(along)) => [across, along],
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        if let Err(error) = Error::within("count", count as f64, [1.0, MOST as f64], "1 to 8") {
            return Err(error);
        }
        let separation =
            match Error::within("separation", separation, [0.0, 1e6], "a number of 0..=1e6") {
                Ok(separation) => math::round(separation * PLACES as f64) as u64,
                Err(error) => return Err(error),
            };
        let most = MAX_SIDE as f64;
        let margin = match Error::within("margin", margin, [0.0, most], "a number of 0..=255") {
            Ok(margin) => math::round(margin * PLACES as f64) as u32,
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
            margin,
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
        Ok(sigma) => Ok(spot::fall(sigma)),
        Err(error) => Err(error),
    }
}

impl Gaussians {
    /// Draws the next Gaussians, and into the other sheets the same one moment before, two moments
    /// before and so on: in each, a Gaussian moves by `speed` cells, 0..=255, across its long axis,
    /// to either side.
    #[cfg(feature = "alloc")]
    pub fn draw_moving<A: Activity, S: Side>(&mut self, speed: f64, retinas: &mut [SheetOf<A, S>]) {
        let Some(now) = retinas.first() else { return };
        let mut spots = self.spots(now.side().get());
        let speed = math::round(speed.clamp(0.0, MAX_SIDE as f64) * PLACES as f64) as i32;
        let step = |spot: &Spot| {
            let moved = if self.random.next_u32() >> 31 == 0 { speed } else { -speed };
            [spot.cosine, spot.sine].map(|direction| (direction * moved) >> 15)
        };
        let steps: heapless::Vec<_, MOST> = spots.iter().map(step).collect();
        for retina in retinas {
            show(&spots, retina);
            for (spot, step) in spots.iter_mut().zip(&steps) {
                spot.centre = [0, 1].map(|axis| spot.centre[axis] - step[axis]);
            }
        }
    }

    #[inline(always)] // one caller on a chip
    fn spots(&mut self, side: usize) -> heapless::Vec<Spot, MOST> {
        let mut spots = heapless::Vec::<Spot, MOST>::new();
        for _ in 0..self.count {
            let mut centre = place(&mut self.random, side, self.margin);
            for _ in 1..TRIES {
                let is_near = |other: &Spot| {
                    let square =
                        |axis: usize| u64::from(other.centre[axis].abs_diff(centre[axis])).pow(2);
                    square(0) + square(1) < self.separation
                };
                if !spots.iter().any(is_near) {
                    break;
                }
                centre = place(&mut self.random, side, self.margin);
            }
            let spot = self.spot(centre);
            let _ = spots.push(spot);
        }
        spots
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Gaussians {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        show(&self.spots(retina.side().get()), retina);
    }
}

/// Pictures of many times as many [`Gaussians`]: for a retina of many times the area.
#[derive(Debug, Clone, PartialEq)]
pub struct ManyGaussians {
    /// Those of a part; their separation is one within a part.
    pub gaussians: Gaussians,
    /// How many parts lie on one another, over the whole retina; at least 1.
    pub times: u16,
}

impl<A: Activity, S: Side> Stream<A, S> for ManyGaussians {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        self.gaussians.draw(retina);
        for _ in 1..self.times {
            let spots = self.gaussians.spots(retina.side().get());
            for (row, cells) in retina.rows_mut().iter_mut().enumerate() {
                for (column, cell) in cells.as_mut().iter_mut().enumerate() {
                    let brightest = spots.iter().map(|spot| spot.intensity(row, column)).max();
                    let next = A::from_q24(brightest.unwrap_or(0) << 9);
                    *cell = if next > *cell { next } else { *cell };
                }
            }
        }
    }
}

/// Shows the brightest of all spots in each cell.
#[inline(always)]
fn show<A: Activity, S: Side>(spots: &[Spot], retina: &mut SheetOf<A, S>) {
    retina.fill_with(|row, column| {
        let brightest = spots.iter().map(|spot| spot.intensity(row, column)).max();
        A::from_q24(brightest.unwrap_or(0) << 9)
    });
}
