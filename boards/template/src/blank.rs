//! No display: what is drawn is not seen.

use core::convert::Infallible;
use embedded_graphics::{pixelcolor::BinaryColor, prelude::*};

/// A display of 64 × 32 pixels that nobody sees.
pub struct Blank;

impl OriginDimensions for Blank {
    fn size(&self) -> Size {
        Size::new(64, 32)
    }
}

impl DrawTarget for Blank {
    type Color = BinaryColor;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(
        &mut self,
        _: I,
    ) -> Result<(), Infallible> {
        Ok(())
    }
}

impl lissom_demo::Screen for Blank {}
