//! A canvas's pixels as a display.

use embedded_graphics::{image::Image, pixelcolor::Rgb888, prelude::*, primitives::Rectangle};
use std::convert::Infallible;

/// Red, green, blue and opacity of each pixel, row by row, as a canvas's `ImageData` has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rgba {
    size: Size,
    pixels: Vec<u8>,
}

impl Rgba {
    /// What a drawable shows at the origin.
    pub fn of(drawable: &impl ImageDrawable<Color = Rgb888>) -> Self {
        let size = drawable.size();
        let pixels = [0, 0, 0, u8::MAX].repeat((size.width * size.height) as usize);
        let mut new = Self { size, pixels };
        let Ok(()) = Image::new(drawable, Point::zero()).draw(&mut new);
        new
    }

    /// Pixels in a row.
    pub const fn width(&self) -> u32 {
        self.size.width
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.pixels
    }
}

impl OriginDimensions for Rgba {
    fn size(&self) -> Size {
        self.size
    }
}

impl DrawTarget for Rgba {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        let inside = self.bounding_box();
        for Pixel(place, color) in pixels {
            if inside.contains(place) {
                let at = 4 * (place.y as usize * self.size.width as usize + place.x as usize);
                self.pixels[at..at + 3].copy_from_slice(&[color.r(), color.g(), color.b()]);
            }
        }
        Ok(())
    }

    fn fill_contiguous<I: IntoIterator<Item = Rgb888>>(
        &mut self,
        area: &Rectangle,
        colors: I,
    ) -> Result<(), Infallible> {
        if area.intersection(&self.bounding_box()) != *area {
            let pixels = area.points().zip(colors);
            return self.draw_iter(pixels.map(|(place, color)| Pixel(place, color)));
        }
        let [left, top] = [area.top_left.x as usize, area.top_left.y as usize];
        let (row, columns) = (4 * self.size.width as usize, area.size.width as usize);
        let mut colors = colors.into_iter();
        let rows = self.pixels.chunks_exact_mut(row).skip(top);
        for pixels in rows.take(area.size.height as usize) {
            let pixels = pixels[4 * left..].chunks_exact_mut(4).take(columns);
            for (pixel, color) in pixels.zip(&mut colors) {
                pixel[..3].copy_from_slice(&[color.r(), color.g(), color.b()]);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{
        Signal,
        display::{ColorMap, HeatMap},
    };

    #[test]
    fn a_heat_map_is_opaque_pixels() {
        let values = [0.0, 1.0, 0.5, 0.25];
        let map = HeatMap::<f64, Rgb888>::new(Signal::Response(&values)).scale(2);
        let picture = Rgba::of(&map);
        assert_eq!(picture.width(), 4);
        let bytes = picture.into_bytes();
        assert_eq!(bytes.len(), 64);
        let white = ColorMap::Grey.color(255);
        assert_eq!(bytes[8..12], [white.r(), white.g(), white.b(), 255]);
        assert_eq!(bytes[..8], [0, 0, 0, 255, 0, 0, 0, 255]);
    }

    #[test]
    fn what_lies_outside_is_cut() {
        let values = [1.0; 4];
        let map = HeatMap::<f64, Rgb888>::new(Signal::Response(&values));
        let mut picture = Rgba::of(&map);
        let corner = Rectangle::new(Point::new(1, 1), Size::new(3, 3));
        let Ok(()) = picture.fill_contiguous(&corner, [Rgb888::RED; 9]);
        assert_eq!(picture.into_bytes()[8..], [255, 255, 255, 255, 255, 0, 0, 255]);
    }
}
