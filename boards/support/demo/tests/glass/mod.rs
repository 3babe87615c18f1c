//! A display for tests.

use embedded_graphics::{Pixel, prelude::*};
use lissom::display::HeatColor;
use lissom_demo::Screen;

/// A display that counts its pixels, or fails.
pub struct Glass<C> {
    pub pixels: Vec<C>,
    pub size: Size,
    pub drawn: Vec<bool>,
    pub flushed: usize,
    pub broken: bool,
    /// A place of `pixels`, and all that was drawn there.
    pub watched: Option<usize>,
    pub seen: Vec<C>,
}

const fn len(width: u32, height: u32) -> usize {
    (width * height) as usize
}

impl<C: HeatColor> Glass<C> {
    pub fn new(width: u32, height: u32) -> Self {
        let (pixels, drawn) = (vec![C::LIGHT; len(width, height)], vec![false; len(width, height)]);
        let (size, flushed, broken) = (Size::new(width, height), 0, false);
        Self { pixels, size, drawn, flushed, broken, watched: None, seen: Vec::new() }
    }
}

impl<C> OriginDimensions for Glass<C> {
    fn size(&self) -> Size {
        self.size
    }
}

impl<C: HeatColor> DrawTarget for Glass<C> {
    type Color = C;
    type Error = &'static str;

    fn draw_iter<I: IntoIterator<Item = Pixel<C>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Self::Error> {
        if self.broken {
            return Err("broken");
        }
        for Pixel(at, color) in pixels {
            if self.bounding_box().contains(at) {
                let place = at.y as usize * self.size.width as usize + at.x as usize;
                self.pixels[place] = color;
                self.drawn[place] = true;
                if self.watched == Some(place) {
                    self.seen.push(color);
                }
            }
        }
        Ok(())
    }
}

impl<C: HeatColor> Screen for Glass<C> {
    fn flush(&mut self) -> Result<(), Self::Error> {
        self.flushed += 1;
        Ok(())
    }
}
