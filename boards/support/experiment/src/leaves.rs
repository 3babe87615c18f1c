//! Synthetic natural images: dead leaves.
//!
//! Discs of all sizes cover one another, as things do in a scene (Lee, Mumford and Huang 2001):
//! radii by the power −3 between two bounds, and greys at random. Edges occlude, no scale is
//! favoured, and the power falls about as the square of the frequency, as that of photographs does.
//! No photograph is needed, and every machine makes the same bits.

use crate::{
    error::Error,
    grey::{Grey, Samples},
    part::PartParams,
};
use lissom::random::Pcg32;

/// What a training sees of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeafParams {
    /// How many images, 1 to 100.
    pub images: u32,
    /// Pixels across and down an image, 16 to 1024.
    pub pixels: u32,
    /// What is shown of them.
    pub parts: PartParams,
}

/// The radius of the smallest disc, in pixels.
const LEAST: f64 = 1.5;

impl LeafParams {
    /// All images.
    pub fn images(&self) -> Result<Vec<Grey>, Error> {
        (0..self.images).map(|number| image(self.pixels as usize, number.into())).collect()
    }
}

/// One image, from the front to the back until all is covered.
fn image(side: usize, seed: u64) -> Result<Grey, Error> {
    let mut random = Pcg32::new(seed, 9);
    let (mut pixels, mut bare) = (vec![None; side * side], side * side);
    // only +, −, ×, ÷ and √: the same bits everywhere
    let most = side as f64 / 4.0;
    let fall = 1.0 - (LEAST / most).powi(2);
    while bare > 0 {
        let radius = LEAST / (1.0 - fall * random.next_f64()).sqrt();
        let place = |random: &mut Pcg32| (side as f64 + 2.0 * radius) * random.next_f64() - radius;
        let (row, column) = (place(&mut random), place(&mut random));
        let grey = (random.next_u32() >> 24) as u8;
        let within = |centre: f64, reach: f64| {
            let [first, end] = [centre - reach, centre + reach + 1.0];
            (first.max(0.0) as usize).min(side)..(end.max(0.0) as usize).min(side)
        };
        for y in within(row, radius) {
            let rest = radius * radius - (y as f64 - row).powi(2);
            if rest < 0.0 {
                continue;
            }
            let half = rest.sqrt();
            for x in within(column, half) {
                if (x as f64 - column).abs() <= half && pixels[y * side + x].is_none() {
                    pixels[y * side + x] = Some(grey);
                    bare -= 1;
                }
            }
        }
    }
    let pixels = pixels.into_iter().map(Option::unwrap_or_default).collect();
    Grey::new(Samples::Eight(pixels), side, side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    /// The power at the frequency (k, l) of a whole image.
    fn power(pixels: &[u8], side: usize, k: usize, l: usize) -> f64 {
        let (mut re, mut im) = (0.0, 0.0);
        for (i, &pixel) in pixels.iter().enumerate() {
            let (y, x) = (i / side, i % side);
            // a window, so that the border is no edge
            let window = |at: usize| 0.5 - 0.5 * (TAU * (at as f64 + 0.5) / side as f64).cos();
            let angle = TAU * (k * y + l * x) as f64 / side as f64;
            let value = (f64::from(pixel) - 127.5) * window(y) * window(x);
            (re, im) = (re + value * angle.cos(), im + value * angle.sin());
        }
        re * re + im * im
    }

    /// The power falls by the square of the frequency, as that of photographs (1.8 to 2.3), and
    /// every grey is as likely.
    #[test]
    fn the_spectrum_is_natural() {
        const SIDE: usize = 64;
        let frequencies = [3_usize, 4, 6, 8, 11, 15];
        let mut means = [0.0; 6];
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
        for seed in 0..24 {
            let image = image(SIDE, seed).unwrap().to_8_bits();
            for &pixel in &image {
                let pixel = f64::from(pixel) / 255.0;
                (sum, squares, count) = (sum + pixel, squares + pixel * pixel, count + 1.0);
            }
            for (mean, &f) in means.iter_mut().zip(&frequencies) {
                let near = (f as f64 / 2.0_f64.sqrt()).round() as usize;
                *mean += power(&image, SIDE, f, 0)
                    + power(&image, SIDE, 0, f)
                    + 2.0 * power(&image, SIDE, near, near);
            }
        }
        let points = frequencies.iter().zip(means).map(|(&f, mean)| ((f as f64).ln(), mean.ln()));
        let points: Vec<_> = points.collect();
        let n = points.len() as f64;
        let [x, y] = [0, 1].map(|axis| {
            points.iter().map(|point| if axis == 0 { point.0 } else { point.1 }).sum::<f64>() / n
        });
        let slope = points.iter().map(|(a, b)| (a - x) * (b - y)).sum::<f64>()
            / points.iter().map(|(a, _)| (a - x).powi(2)).sum::<f64>();
        assert!((-2.4..-1.6).contains(&slope), "{slope}");
        let (mean, deviation) = (sum / count, (squares / count - (sum / count).powi(2)).sqrt());
        assert!((mean - 0.5).abs() < 0.05, "{mean}");
        assert!((deviation - 1.0 / 12.0_f64.sqrt()).abs() < 0.04, "{deviation}");
    }
}
