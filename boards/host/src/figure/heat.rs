//! A sheet of values with the bar that tells which colour is which value.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::Rgb;
use plotters::prelude::DrawingBackend;

/// Pixels that a sheet is about as wide and as high as.
pub const SHEET: u32 = 288;

/// Pixels for a unit of a sheet of this side.
pub fn cell(side: usize) -> u32 {
    let side = side.max(1) as u32;
    ((SHEET + side / 2) / side).max(1)
}

/// A bar of colours to the right of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    /// The values at its lower end, in its middle and at its upper end.
    pub values: [f64; 3],
}

const GAP: u32 = 12;
const WIDTH: u32 = 12;
const LABELS: u32 = 46;

impl Bar {
    /// Values that rise evenly.
    pub const fn even(low: f64, high: f64) -> Self {
        Self { values: [low, low + (high - low) / 2.0, high] }
    }

    /// What it takes to the right of a sheet.
    pub const SIZE: u32 = GAP + WIDTH + LABELS;

    /// Its colours, beside a sheet of this size.
    pub fn raster(&self, (width, height): (u32, u32), color: impl Fn(f64) -> Rgb) -> Placed {
        ((width + GAP, TITLE), Raster::ramp((WIDTH, height), color))
    }

    /// Its frame, and the values at its ends and in its middle.
    pub fn draw<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        (width, height): (u32, u32),
    ) -> Drawn<B> {
        let (left, top) = ((width + GAP) as i32, TITLE as i32);
        canvas.frame((left, top), (WIDTH, height))?;
        // a text's middle is at its place: at the ends, inwards
        let places = [height as i32 - 6, height as i32 / 2, 6];
        for (value, y) in self.values.into_iter().zip(places) {
            let at = (left + WIDTH as i32 + 5, top + y);
            canvas.fit(at, Anchor::Left, (LABELS - 5, 12), &number(value))?;
        }
        Ok(())
    }
}

/// A number with two digits that tell, or the whole number.
pub fn number(value: f64) -> String {
    let size = value.abs();
    let text = if size != 0.0 && size < 1e-3 {
        format!("{value:.1e}")
    } else {
        let digits = if size < 0.1 { 1e4 } else { 1e2 };
        format!("{}", (value * digits).round() / digits)
    };
    text.replace('-', "−")
}

/// The least of 1, 1½, 2, 3, 4, 5, 6, 8 and 10 times a power of ten that is not below a number > 0;
/// 1 for others.
pub fn nice(most: f64) -> f64 {
    if !(most > 0.0 && most.is_finite()) {
        return 1.0;
    }
    let power = most.log10().floor() as i32;
    // divided by a whole number, as its digits say it
    let scaled = |step: f64| match power {
        0.. => step * 10_f64.powi(power),
        _ => step / 10_f64.powi(-power),
    };
    let steps = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0];
    let fits = steps.into_iter().map(scaled).find(|&number| number >= most * (1.0 - 1e-12));
    fits.unwrap_or_else(|| scaled(10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_end_at_short_numbers() {
        assert_eq!(
            [0.93, 1.0, 0.12, 37.0, 0.061, 0.0].map(nice),
            [1.0, 1.0, 0.15, 40.0, 0.08, 1.0]
        );
        let texts = [0.15, -0.5, 2e-5, 0.0, 12.34567].map(number);
        assert_eq!(texts, ["0.15", "−0.5", "2.0e−5", "0", "12.35"]);
        assert_eq!([48, 36, 24, 160, 255, 1].map(cell), [6, 8, 12, 2, 1, 288]);
    }
}
