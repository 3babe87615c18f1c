//! An orientation map as a picture.

use super::{
    cells,
    color::{ColorMap, HeatColor},
};
use crate::orientation::{OrientationMap, Preference, Topology};
use core::marker::PhantomData;
use embedded_graphics::{image::ImageDrawable, prelude::*, primitives::Rectangle};

/// The preferences of a sheet, each unit a square: its hue is the orientation, its brightness the
/// selectivity. On grey and two-colour displays horizontal is as bright as the selectivity, vertical
/// dark; [`bars`](Self::bars) tell orientations apart there.
///
/// ```
/// use embedded_graphics::{image::Image, mock_display::MockDisplay, pixelcolor::Rgb888, prelude::*};
/// use lissom::{display::HueMap, orientation::{Orientation, OrientationMap, Preference}};
/// let mut map = OrientationMap::<2>::new();
/// map.fill_with(|row, column| Preference {
///     orientation: Orientation::from_degrees(90.0 * column as f64),
///     selectivity: if row == 0 { u16::MAX } else { 0 },
/// });
/// let mut display = MockDisplay::<Rgb888>::new();
/// Image::new(&HueMap::new(&map), Point::zero()).draw(&mut display)?;
/// display.assert_pattern(&["RC", "KK"]); // red, cyan, and nothing
/// # Ok::<(), core::convert::Infallible>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct HueMap<'a, C, const SIDE: usize> {
    map: &'a OrientationMap<SIDE>,
    scale: u32,
    gain: u32,
    bars: bool,
    pinwheels: Option<Topology>,
    color: PhantomData<C>,
}

impl<'a, C: HeatColor, const SIDE: usize> HueMap<'a, C, SIDE> {
    /// One pixel per unit, as bright as it is selective.
    pub const fn new(map: &'a OrientationMap<SIDE>) -> Self {
        Self { map, scale: 1, gain: 1, bars: false, pinwheels: None, color: PhantomData }
    }

    /// Pixels per unit, 1 to 1024; less and more count as these.
    pub fn scale(self, pixels: u32) -> Self {
        Self { scale: cells::scale(pixels), ..self }
    }

    /// Selectivities of 1/`gain` and above have full brightness; 1 to 255.
    pub fn gain(self, gain: u8) -> Self {
        Self { gain: u32::from(gain.max(1)), ..self }
    }

    /// Instead of a square of colour each unit shows a line as it prefers, as bright as its
    /// selectivity. From 4 pixels per unit on, better 7.
    pub const fn bars(self) -> Self {
        Self { bars: true, ..self }
    }

    /// Marks pinwheels where four units meet: one sign light, the other dark. On a torus those
    /// across the border are marked on the lower and right one.
    pub const fn pinwheels(self, topology: Topology) -> Self {
        Self { pinwheels: Some(topology), ..self }
    }

    /// A pixel of unit `(row, column)`, `(down, right)` from the unit's upper left corner.
    fn pixel(&self, row: usize, down: u32, column: usize, right: u32) -> C {
        let unit = self.map.0[row][column];
        let at = Point::new(
            (column as u32 * self.scale + right) as i32,
            (row as u32 * self.scale + down) as i32,
        );
        if let Some(sign) = self.mark(row, down, column, right) {
            return if sign > 0 { C::LIGHT } else { C::DARK };
        }
        let level = ((u32::from(unit.selectivity) * self.gain + 128) / 257).min(255) as u8;
        if !self.bars {
            C::hue((unit.orientation.0 >> 8) as u8, level, at)
        } else if self.is_on_line(unit, down, right) {
            C::heat(level, ColorMap::Grey, at)
        } else {
            C::DARK
        }
    }

    fn is_on_line(&self, unit: Preference, down: u32, right: u32) -> bool {
        let (cos, sin) = unit.orientation.direction();
        // from the unit's middle, in half pixels
        let centred = |x: u32| (2 * x + 1) as i32 - self.scale as i32;
        let (down, right) = (centred(down), centred(right));
        let across = i64::from(cos) * i64::from(down) + i64::from(sin) * i64::from(right);
        let inside = down * down + right * right < self.scale.pow(2) as i32;
        inside && across.unsigned_abs() <= 1 << 24
    }

    /// The sign of the pinwheel in whose mark a pixel lies: half a unit wide, two pixels at least.
    fn mark(&self, row: usize, down: u32, column: usize, right: u32) -> Option<i8> {
        let topology = self.pinwheels?;
        let half = (self.scale / 4).max(1);
        // the loop's upper left unit, if the pixel is near the middle of its four
        let near = |unit: usize, pixel: u32| {
            if pixel + half >= self.scale {
                Some(unit)
            } else if pixel < half {
                unit.checked_sub(1)
            } else {
                None
            }
        };
        self.map.sign(near(row, down)?, near(column, right)?, topology)
    }
}

impl<C: HeatColor, const SIDE: usize> OriginDimensions for HueMap<'_, C, SIDE> {
    fn size(&self) -> Size {
        Size::new_equal(SIDE as u32 * self.scale)
    }
}

impl<C: HeatColor, const SIDE: usize> ImageDrawable for HueMap<'_, C, SIDE> {
    type Color = C;

    fn draw<D: DrawTarget<Color = C>>(&self, target: &mut D) -> Result<(), D::Error> {
        let cells = || (0..SIDE).flat_map(|unit| (0..self.scale).map(move |pixel| (unit, pixel)));
        let pixels = cells().flat_map(|(row, down)| {
            cells().map(move |(column, right)| self.pixel(row, down, column, right))
        });
        target.fill_contiguous(&self.bounding_box(), pixels)
    }

    fn draw_sub_image<D: DrawTarget<Color = C>>(
        &self,
        target: &mut D,
        area: &Rectangle,
    ) -> Result<(), D::Error> {
        self.draw(&mut target.translated(-area.top_left).clipped(area))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        display::testing::{check_clipping, drawn},
        orientation::Orientation,
    };
    use core::f64::consts::PI;
    use embedded_graphics::pixelcolor::*;

    fn pinwheel<const SIDE: usize>(sign: f64) -> OrientationMap<SIDE> {
        let middle = (SIDE as f64 - 1.0) / 2.0;
        let mut map = OrientationMap::new();
        map.fill_with(|row, column| {
            let angle = libm::atan2(row as f64 - middle, column as f64 - middle);
            let orientation = Orientation::from_degrees(sign * angle * 90.0 / PI);
            Preference { orientation, selectivity: u16::MAX }
        });
        map
    }

    #[test]
    fn every_color_draws() {
        fn check<C: HeatColor>() {
            let map = pinwheel::<6>(1.0);
            for scale in [1, 3, 8] {
                let picture = HueMap::<C, 6>::new(&map).scale(scale);
                check_clipping(&picture);
                check_clipping(&picture.bars().pinwheels(Topology::Plane));
            }
        }
        check::<BinaryColor>();
        check::<Gray2>();
        check::<Gray8>();
        check::<Rgb565>();
        check::<Rgb888>();
    }

    #[test]
    fn pinwheels_are_marked() {
        for (sign, color) in [(1.0, Rgb888::WHITE), (-1.0, Rgb888::BLACK)] {
            let map = pinwheel::<4>(sign);
            let picture =
                drawn(&HueMap::<Rgb888, 4>::new(&map).scale(4).pinwheels(Topology::Plane));
            let marked = Rectangle::new(Point::zero(), Size::new_equal(16))
                .points()
                .filter(|&at| picture.get_pixel(at) == Some(color));
            assert!(marked.eq(Rectangle::new(Point::new(7, 7), Size::new(2, 2)).points()));
        }
    }

    #[test]
    fn bars_lie_as_preferred() {
        let mut map = OrientationMap::<2>::new();
        map.fill_with(|row, column| Preference {
            orientation: Orientation::step((2 * row + column) as u16, 4),
            selectivity: u16::MAX,
        });
        drawn(&HueMap::<BinaryColor, 2>::new(&map).scale(7).bars()).assert_pattern(&[
            "..............", //
            "............#.", //
            "...........#..", //
            "#######...#...", //
            ".........#....", //
            "........#.....", //
            "..............", //
            "...#..........", //
            "...#....#.....", //
            "...#.....#....", //
            "...#......#...", //
            "...#.......#..", //
            "...#........#.", //
            "...#..........", //
        ]);
    }

    #[test]
    fn brightness_is_selectivity() {
        let mut map = OrientationMap::<4>::new();
        map.fill_with(|row, column| Preference {
            orientation: Orientation::step(row as u16, 4),
            selectivity: (u16::MAX / 3) * column as u16,
        });
        let grey = |picture: HueMap<Gray8, 4>| {
            let picture = drawn(&picture);
            let at = |x, y| picture.get_pixel(Point::new(x, y)).map_or(0, |color| color.luma());
            [0, 1, 2, 3].map(|y| [0, 1, 2, 3].map(|x| at(x, y)))
        };
        let levels = [[0, 85, 170, 255], [0, 42, 85, 127], [0, 0, 1, 1], [0, 42, 85, 127]];
        assert_eq!(grey(HueMap::new(&map)), levels);
        let levels = [[0, 255, 255, 255], [0, 127, 127, 127], [0, 1, 1, 1], [0, 127, 127, 127]];
        assert_eq!(grey(HueMap::new(&map).gain(3)), levels);
    }
}
