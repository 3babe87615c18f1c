//! A target on which things are drawn smaller.

use embedded_graphics::{prelude::*, primitives::Rectangle};

/// Draws the upper left pixel of each square of `step` × `step`, as one pixel.
#[derive(Debug)]
pub(crate) struct Shrunk<'a, D> {
    target: &'a mut D,
    step: u32,
}

impl<'a, D> Shrunk<'a, D> {
    pub(crate) const fn new(target: &'a mut D, step: u32) -> Self {
        Self { target, step }
    }
}

impl<D: DrawTarget> Dimensions for Shrunk<'_, D> {
    fn bounding_box(&self) -> Rectangle {
        let all = self.target.bounding_box();
        Rectangle::new(all.top_left * self.step as i32, all.size * self.step)
    }
}

impl<D: DrawTarget> DrawTarget for Shrunk<'_, D> {
    type Color = D::Color;
    type Error = D::Error;

    fn draw_iter<I: IntoIterator<Item = Pixel<D::Color>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), D::Error> {
        let step = self.step as i32;
        self.target.draw_iter(pixels.into_iter().filter_map(|Pixel(at, color)| {
            let kept = at.x % step == 0 && at.y % step == 0;
            kept.then(|| Pixel(at / step, color))
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
    fn every_third_is_kept() {
        let mut map = OrientationMap::<Const<7>>::new();
        map.fill_with(|row, column| Preference {
            orientation: Orientation::step((row / 3 + column / 3) as u16 % 2, 2),
            selectivity: if row % 3 + column % 3 == 0 { u16::MAX } else { 0 },
        });
        let mut display = MockDisplay::<Rgb888>::new();
        let mut small = Shrunk::new(&mut display, 3);
        embedded_graphics::image::Image::new(&HueMap::new(&map), Point::zero())
            .draw(&mut small)
            .unwrap();
        display.assert_pattern(&["RCR", "CRC", "RCR"]);
    }
}
