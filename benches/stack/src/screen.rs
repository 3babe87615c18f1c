//! A display that shows nothing.

use embedded_graphics::{Pixel, pixelcolor::Rgb565, prelude::*};
use std::{convert::Infallible, hint::black_box};

/// A display that shows nothing of all that it receives.
#[derive(Debug)]
pub struct Screen;

impl OriginDimensions for Screen {
    fn size(&self) -> Size {
        Size::new(4096, 4096)
    }
}

impl DrawTarget for Screen {
    type Color = Rgb565;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb565>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        pixels.into_iter().for_each(|pixel| {
            black_box(pixel);
        });
        Ok(())
    }
}
