//! Faces of three dots.

use super::{
    PLACES, Stream,
    bounds::Bounds,
    place,
    spot::{HALF_TURN, Spot, turn},
};
use crate::{error::Error, math, number::Activity, random::Pcg32, sheet::SheetOf, side::Side};

/// The parameters of [`Faces`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct FaceParams {
    /// The least and the largest size, in cells, 0..=255; drawn uniformly. The size is the distance
    /// between the eyes, and from the middle between them to the mouth.
    pub size: [f64; 2],
    /// σ of each dot relative to the size, at most 1; in the smallest face σ is at least 0.5 cells.
    pub sigma: f64,
    /// The largest rotation to either side, in degrees, 0..=180; drawn uniformly.
    pub tilt: f64,
    /// The least and the largest peak intensity of the dots, 0..=1; drawn uniformly, one for all
    /// three.
    pub contrast: [f64; 2],
}

/// Faces of three dots, two eyes and a mouth, one in each picture. The middle between eyes and
/// mouth lies anywhere on the retina, so a picture may show only a part of the face. Where dots
/// overlap, the brightest shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Faces {
    pub(crate) random: Pcg32,
    /// In 1/64 cell.
    size: Bounds,
    /// log₂e/2σ² times the squared size in 1/64 cell, in 2⁻²⁴.
    fall: u64,
    /// The largest rotation, in 1/1024 half turn.
    tilt: u32,
    contrast: Bounds,
}

impl Faces {
    /// The stream of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a parameter outside its range.
    pub const fn new(params: &FaceParams, seed: u64) -> Result<Self, Error> {
        let FaceParams { size, sigma, tilt, contrast } = *params;
        let smallest = size[0];
        let size = match Bounds::size(size) {
            Ok(size) => size,
            Err(error) => return Err(error),
        };
        if !(sigma * smallest >= 0.5 && sigma <= 1.0) {
            let allowed = "a number from 0.5 / the smallest size to 1";
            return Err(Error::OutOfRange { what: "sigma", value: sigma, allowed });
        }
        if let Err(error) = Error::within("tilt", tilt, [0.0, 180.0], "a number of 0..=180") {
            return Err(error);
        }
        let contrast = match Bounds::contrast(contrast) {
            Ok(contrast) => contrast,
            Err(error) => return Err(error),
        };
        // σ is at least 1/510 of the size, so this is below 2⁵⁴
        let fall = core::f64::consts::LOG2_E / (2.0 * sigma * sigma);
        let steps = (PLACES * PLACES) as f64;
        Ok(Self {
            random: Pcg32::new(seed, 5),
            size,
            fall: math::round(fall * steps * 16_777_216.0) as u64,
            tilt: math::round(tilt / 180.0 * HALF_TURN as f64) as u32,
            contrast,
        })
    }

    /// The next face: left eye, right eye and mouth.
    fn face(&mut self, side: usize) -> [Spot; 3] {
        let middle = place(&mut self.random, side, 0);
        let size = self.size.draw(&mut self.random);
        let turned = self.random.below(2 * self.tilt + 1) as i32 - self.tilt as i32;
        let contrast = self.contrast.draw(&mut self.random);
        let [sine, cosine] = turn(turned.unsigned_abs());
        let sine = sine * turned.signum();
        let square = u64::from(size * size);
        let fall = ((self.fall + square / 2) / square) as u32;
        // in half sizes, downwards and to the right of the middle
        [[-1, -1], [-1, 1], [1, 0]].map(|place| {
            let [down, right] = place.map(|halves| halves * size as i32);
            // below 2³¹: the size is below 2¹⁴, and sine and cosine add up to less than 2¹⁶
            let centre = [
                middle[0] + ((cosine * down - sine * right + (1 << 15)) >> 16),
                middle[1] + ((sine * down + cosine * right + (1 << 15)) >> 16),
            ];
            Spot { centre, sine: 0, cosine: 1 << 15, falls: [fall; 2], contrast }
        })
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Faces {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let face = self.face(retina.side().get());
        retina.fill_with(|row, column| {
            let brightest = face.iter().map(|dot| dot.intensity(row, column)).max();
            A::from_q24(brightest.unwrap_or(0) << 9)
        });
    }
}
