//! A target on which things are drawn smaller.

use crate::zoom::first_unit;
use embedded_graphics::{prelude::*, primitives::Rectangle};

/// Draws `side` × `side` pixels as `pixels` × `pixels`: of those that fall on one, the upper left.
#[derive(Debug)]
pub(crate) struct Shrunk<'a, D> {
    target: &'a mut D,
    side: u32,
    pixels: u32,
}

impl<'a, D> Shrunk<'a, D> {
    pub(crate) const fn new(target: &'a mut D, side: u32, pixels: u32) -> Self {
        Self { target, side, pixels }
    }
}

/// The pixel whose first unit this is.
fn place(unit: i32, side: u32, pixels: u32) -> Option<i32> {
    let unit = u32::try_from(unit).ok()?;
    let pixel = (unit * pixels).div_ceil(side.max(1));
    (first_unit(pixel, side, pixels) == unit).then_some(pixel as i32)
}

impl<D: DrawTarget> Dimensions for Shrunk<'_, D> {
    fn bounding_box(&self) -> Rectangle {
        Rectangle::new(Point::zero(), Size::new_equal(self.side))
    }
}

impl<D: DrawTarget> DrawTarget for Shrunk<'_, D> {
    type Color = D::Color;
    type Error = D::Error;

    fn draw_iter<I: IntoIterator<Item = Pixel<D::Color>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), D::Error> {
        let Self { side, pixels: fewer, .. } = *self;
        let place = |unit| place(unit, side, fewer);
        self.target.draw_iter(pixels.into_iter().filter_map(|Pixel(at, color)| {
            Some(Pixel(Point::new(place(at.x)?, place(at.y)?), color))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_graphics::{mock_display::MockDisplay, pixelcolor::Rgb888};
    use lissom::{
        display::HueMap,
        orientation::{Orientation, OrientationMap, Preference},
        side::Const,
    };

    #[test]
    fn the_first_of_each_pixel_is_drawn() {
        let mut map = OrientationMap::<Const<7>>::new();
        let first = |unit| [0, 2, 4].iter().position(|&first| first == unit);
        map.fill_with(|row, column| match (first(row), first(column)) {
            (Some(row), Some(column)) => Preference {
                orientation: Orientation::step((row + column) as u16 % 2, 2),
                selectivity: u16::MAX,
            },
            _ => Preference { orientation: Orientation::step(0, 2), selectivity: 0 },
        });
        let mut display = MockDisplay::<Rgb888>::new();
        let mut small = Shrunk::new(&mut display, 7, 3);
        embedded_graphics::image::Image::new(&HueMap::new(&map), Point::zero())
            .draw(&mut small)
            .unwrap();
        display.assert_pattern(&["RCR", "CRC", "RCR"]);
    }
}
