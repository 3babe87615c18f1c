//! Parts of images at any orientation.

use super::{
    image::{GreyImage, Sample},
    stream::turn,
};
use crate::{error::Error, number::Activity, random::Pcg32, sheet::SheetOf, side::Side};

/// Places in an image are multiples of 1/256 pixel.
const PLACES: i64 = 256;

/// Turns of a whole circle.
const CIRCLE: u32 = 2048;

/// The most samples across a cell.
const MOST: usize = 8;

impl<P: Sample> GreyImage<'_, P> {
    /// Whether a square part of `window` × `window` pixels fits into it at every orientation: its
    /// diagonal, √2·`window`, is at most the image's smaller side less 1.
    ///
    /// # Errors
    ///
    /// [`Error::Window`] unless it does.
    pub const fn check_turned(&self, window: usize) -> Result<(), Error> {
        let (width, height) = (self.width(), self.height());
        let smaller = if width < height { width } else { height };
        // at most 32,767, so that both squares are below 2³²
        if window == 0 || window > smaller || 2 * window * window > (smaller - 1) * (smaller - 1) {
            return Err(Error::Window { row: 0, column: 0, height: window, width: window });
        }
        Ok(())
    }
}

impl<A: Activity, S: Side> SheetOf<A, S> {
    /// Shows a square part of `window` × `window` pixels at a random place and turned by a random
    /// angle, of 2048 in a circle. Each cell is the mean of up to 8 × 8 places in it, which are
    /// interpolated linearly between pixels; a cell of up to one pixel has one. No float but the
    /// last division of floats.
    ///
    /// # Errors
    ///
    /// [`Error::Window`] unless the part [fits at every orientation](GreyImage::check_turned);
    /// nothing is drawn then.
    pub fn show_turned<P: Sample>(
        &mut self,
        image: &GreyImage<'_, P>,
        window: usize,
        random: &mut Pcg32,
    ) -> Result<(), Error> {
        image.check_turned(window)?;
        let side = self.side().get();
        // the centre is half a diagonal from each border, and so is everything in the image
        let reach = ((2 * (window as u64 * 256).pow(2)).isqrt() / 2 + 1) as i64;
        let mut place = |size: usize| {
            let places = ((size as i64 - 1) * PLACES - 2 * reach).max(0) as u64 + 1;
            ((u64::from(random.next_u32()) * places) >> 32) as i64 + reach
        };
        let centre = [place(image.height()), place(image.width())];
        let angle = random.below(CIRCLE);
        let [sine, cosine] = turn(angle % (CIRCLE / 2));
        let sign = if angle < CIRCLE / 2 { 1 } else { -1 };
        let [sine, cosine] = [sine, cosine].map(|part| i64::from(sign * part));
        let fine = window.div_ceil(side).clamp(1, MOST);
        let steps = (side * fine) as i64;
        // the place of a sample from the part's middle, in 1/256 pixel
        let from_middle =
            |step: usize| (2 * step as i64 + 1 - steps) * window as i64 * PLACES / (2 * steps);
        let white: u16 = P::WHITE.into();
        let whole = u64::from(white) * (PLACES * PLACES) as u64 * (fine * fine) as u64;
        self.fill_with(|row, column| {
            let mut sum = 0;
            for down in (0..fine).map(|i| from_middle(row * fine + i)) {
                for right in (0..fine).map(|i| from_middle(column * fine + i)) {
                    let y = centre[0] + ((cosine * down + sine * right) >> 15);
                    let x = centre[1] + ((cosine * right - sine * down) >> 15);
                    sum += image.between(y, x);
                }
            }
            A::ratio(sum, whole)
        });
        Ok(())
    }
}

impl<P: Sample> GreyImage<'_, P> {
    /// Linearly between the four pixels around a place in 1/256 pixel, in 2⁻¹⁶ of a sample.
    fn between(&self, y: i64, x: i64) -> u64 {
        let (height, width) = (self.height() as i64, self.width() as i64);
        let split = |place: i64, size: i64| {
            let place = place.clamp(0, (size - 1) * PLACES);
            let low = (place / PLACES).min((size - 2).max(0));
            (low as usize, ((low + 1).min(size - 1)) as usize, (place - low * PLACES) as u64)
        };
        let ((above, below, down), (left, right, across)) = (split(y, height), split(x, width));
        let pixel = |row, column| {
            let value: u16 = self.pixel(row, column).into();
            u64::from(value)
        };
        let row = |row| (256 - across) * pixel(row, left) + across * pixel(row, right);
        (256 - down) * row(above) + down * row(below)
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
