//! A display that checks what is drawn on it.

use embedded_graphics::{prelude::*, primitives::Rectangle};
use std::convert::Infallible;

/// An area of a display, each pixel of which may be drawn once.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen<C> {
    area: Rectangle,
    /// Where pixels may be drawn.
    allowed: Rectangle,
    pixels: Vec<Option<C>>,
}

impl<C: PixelColor> Screen<C> {
    /// Nothing is drawn; pixels outside of `allowed` will panic.
    pub fn new(area: Rectangle, allowed: Rectangle) -> Self {
        let Size { width, height } = area.size;
        Self { area, allowed, pixels: vec![None; width as usize * height as usize] }
    }

    /// The colour of a pixel; none where nothing was drawn or outside.
    pub fn get(&self, at: Point) -> Option<C> {
        let place = self.area.contains(at).then(|| self.place(at))?;
        self.pixels[place]
    }

    /// Pixels that were drawn.
    pub fn drawn(&self) -> usize {
        self.pixels.iter().flatten().count()
    }

    fn place(&self, at: Point) -> usize {
        let Point { x, y } = at - self.area.top_left;
        y as usize * self.area.size.width as usize + x as usize
    }
}

impl<C: PixelColor> Dimensions for Screen<C> {
    fn bounding_box(&self) -> Rectangle {
        self.area
    }
}

impl<C: PixelColor> DrawTarget for Screen<C> {
    type Color = C;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<C>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, color) in pixels {
            assert!(self.allowed.contains(at), "{at:?} is outside {:?}", self.allowed);
            if self.area.contains(at) {
                let place = self.place(at);
                assert!(self.pixels[place].is_none(), "{at:?} is drawn twice");
                self.pixels[place] = Some(color);
            }
        }
        Ok(())
    }
}
