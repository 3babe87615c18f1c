//! Faces of three dots.

use super::{
    PLACES, Stream,
    bounds::Bounds,
    place,
    spot::{HALF_TURN, Spot, turn},
};
use crate::{error::Error, field::MAX_SIDE, math, number::Number, random::Pcg32, sheet::Sheet};

/// What the pictures of [`Faces`] have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct FaceParams {
    /// The size is drawn between these, in cells up to 255: the distance of the eyes from each other, and
    /// that of the mouth from the middle between them.
    pub size: [f64; 2],
    /// σ of each dot as a part of the size, up to 1. That of the smallest face's is at least 0.5 cells.
    pub sigma: f64,
    /// The face is turned by up to so many degrees to either side, 0..=180.
    pub tilt: f64,
    /// The peak intensity of all three dots is drawn between these, 0..=1.
    pub contrast: [f64; 2],
}

/// Faces of three dots, two eyes and a mouth, one in each picture. The middle between eyes and mouth is
/// anywhere on the retina, which may show a part of the face; where dots overlap the brightest shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Faces {
    pub(crate) random: Pcg32,
    /// In steps of place.
    size: Bounds,
    /// log₂e/2σ² times the squared size in steps of place, in 2⁻²⁴
    fall: u64,
    /// The most steps of orientation.
    tilt: u32,
    contrast: Bounds,
}

impl Faces {
    /// The pictures of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::Stream`] for a number out of its range.
    pub const fn new(params: &FaceParams, seed: u64) -> Result<Self, Error> {
        let FaceParams { size, sigma, tilt, contrast } = *params;
        let fine = sigma * size[0] >= 0.5 && sigma <= 1.0;
        if !(fine && tilt >= 0.0 && tilt <= 180.0) {
            return Err(Error::Stream);
        }
        let (Some(size), Some(contrast)) =
            (Bounds::new(size, MAX_SIDE as f64, PLACES as f64), Bounds::of_contrast(contrast))
        else {
            return Err(Error::Stream);
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

    /// Left eye, right eye and mouth.
    fn face(&mut self, side: usize) -> [Spot; 3] {
        let middle = place(&mut self.random, side);
        let size = self.size.draw(&mut self.random);
        let turned = self.random.below(2 * self.tilt + 1) as i32 - self.tilt as i32;
        let contrast = self.contrast.draw(&mut self.random);
        let [sine, cosine] = turn(turned.unsigned_abs());
        let sine = sine * turned.signum();
        let square = u64::from(size * size);
        let fall = ((self.fall + square / 2) / square) as u32;
        // in halves of the size, downwards and to the right of the middle
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

impl<T: Number, const SIDE: usize> Stream<T, SIDE> for Faces {
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>) {
        let face = self.face(SIDE);
        retina.fill_with(|row, column| {
            let brightest = face.iter().map(|dot| dot.intensity(row, column)).max();
            T::from_steps(brightest.unwrap_or(0) << 9)
        });
    }
}
