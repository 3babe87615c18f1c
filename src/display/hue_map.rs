//! An orientation map as a picture.

use super::{
    cells::{self, Cells},
    color::HeatColor,
    color_map::ColorMap,
    part::draw_part,
};
use crate::{
    orientation::{OrientationMap, Preference, Topology},
    side::Side,
};
use core::marker::PhantomData;
use embedded_graphics::{image::ImageDrawable, prelude::*, primitives::Rectangle};

/// The preferences of a sheet, each unit a square: its hue is the orientation, its brightness the
/// selectivity. On grey and two-colour displays 0° is as bright as the selectivity and 90° dark;
/// [`bars`](Self::bars) tell orientations apart there.
///
/// ```
/// use embedded_graphics::{
///     image::Image, mock_display::MockDisplay, pixelcolor::Rgb888, prelude::*,
/// };
/// use lissom::{
///     display::HueMap,
///     orientation::{Orientation, OrientationMap, Preference},
///     side::Const,
/// };
/// let mut map = OrientationMap::<Const<2>>::new();
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
pub struct HueMap<'a, C, S: Side> {
    map: &'a OrientationMap<S>,
    scale: u32,
    gain: u32,
    bars: bool,
    pinwheels: Option<Topology>,
    color: PhantomData<C>,
}

impl<'a, C: HeatColor, S: Side> HueMap<'a, C, S> {
    /// One pixel per unit, its brightness the selectivity.
    pub const fn new(map: &'a OrientationMap<S>) -> Self {
        Self { map, scale: 1, gain: 1, bars: false, pinwheels: None, color: PhantomData }
    }

    /// Pixels per unit, clamped to 1..=1024; 1 by default.
    pub fn scale(self, pixels: u32) -> Self {
        Self { scale: cells::scale(pixels), ..self }
    }

    /// Brightness is selectivity times `gain`, at most full. A gain of 0 counts as 1, the default.
    pub fn gain(self, gain: u8) -> Self {
        Self { gain: u32::from(gain.max(1)), ..self }
    }

    /// Draws each unit as a line of its preferred orientation, its brightness the selectivity.
    /// Needs 4 pixels per unit, better 7.
    pub const fn bars(self) -> Self {
        Self { bars: true, ..self }
    }

    /// Marks pinwheels where four units meet: those of sign 1 light, of sign −1 dark. On a torus,
    /// those across the border are marked at the lower or right border.
    pub const fn pinwheels(self, topology: Topology) -> Self {
        Self { pinwheels: Some(topology), ..self }
    }

    /// A pixel of unit `(row, column)`, `(down, right)` from the unit's upper left corner.
    fn pixel(&self, row: usize, down: u32, column: usize, right: u32) -> C {
        let unit = self.map.unit(row, column);
        let at = Point::new(
            (column as u32 * self.scale + right) as i32,
            (row as u32 * self.scale + down) as i32,
        );
        if let Some(sign) = self.mark(row, down, column, right) {
            return if sign > 0 { C::LIGHT } else { C::DARK };
        }
        if !self.bars {
            C::hue(hue(unit), level(unit, self.gain), at)
        } else if self.is_on_line(unit, down, right) {
            C::heat(level(unit, self.gain), ColorMap::Grey, at)
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

/// A unit's brightness.
fn level(unit: Preference, gain: u32) -> u8 {
    let bright = (u32::from(unit.selectivity) * gain).min(u16::MAX.into());
    ((bright * 255 + 32_895) >> 16) as u8
}

/// A unit's orientation, 0 to 255 for 0° to 180°.
fn hue(unit: Preference) -> u8 {
    (unit.orientation.0 >> 8) as u8
}

impl<C: HeatColor, S: Side> OriginDimensions for HueMap<'_, C, S> {
    fn size(&self) -> Size {
        Size::new_equal(self.map.side().get() as u32 * self.scale)
    }
}

impl<C: HeatColor, S: Side> ImageDrawable for HueMap<'_, C, S> {
    type Color = C;

    fn draw<D: DrawTarget<Color = C>>(&self, target: &mut D) -> Result<(), D::Error> {
        let side = self.map.side().get();
        if !self.bars && self.pinwheels.is_none() {
            let gain = self.gain;
            let cell = move |unit: &Preference| (hue(*unit), level(*unit, gain));
            let rows = self.map.units().chunks_exact(side.max(1)).map(|row| row.iter().map(cell));
            let color = |(hue, level), at| C::hue(hue, level, at);
            return Cells::new(Point::zero(), side).scale(self.scale).draw(rows, color, target);
        }
        let cells = || (0..side).flat_map(|unit| (0..self.scale).map(move |pixel| (unit, pixel)));
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
        draw_part(self, target, area)
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
