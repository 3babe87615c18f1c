//! A sheet as a picture.

use super::{
    cells::{self, Cells},
    color::HeatColor,
    color_map::ColorMap,
    part::draw_part,
    range::{Levels, Range},
};
use crate::{
    model::Signal,
    number::{Activity, Wide},
};
use core::marker::PhantomData;
use embedded_graphics::{image::ImageDrawable, prelude::*, primitives::Rectangle};

/// A sheet of activities or responses: each unit is a square in the colour of its level.
///
/// ```
/// use embedded_graphics::{image::Image, mock_display::MockDisplay, pixelcolor::Gray8, prelude::*};
/// use lissom::{Sheet, display::HeatMap};
/// let sheet = Sheet::from_rows([[0.0, 0.2], [0.6, 1.0_f32]]);
/// let mut display = MockDisplay::<Gray8>::new();
/// Image::new(&HeatMap::new(&sheet).scale(2), Point::new(1, 0)).draw(&mut display)?;
/// display.assert_pattern(&[
///     " 0033", //
///     " 0033", //
///     " 99FF", //
///     " 99FF", //
/// ]);
/// # Ok::<(), core::convert::Infallible>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct HeatMap<'a, A: Activity, C> {
    signal: Signal<'a, A>,
    range: Range<A::Wide>,
    scale: u32,
    color_map: ColorMap,
    color: PhantomData<C>,
}

/// The range of activities, 0 to 1.
pub(super) fn activities<A: Activity>() -> Range<A::Wide> {
    Range::Fixed(A::Wide::ZERO, A::ONE.widen())
}

impl<'a, A: Activity, C: HeatColor> HeatMap<'a, A, C> {
    /// In grey, from 0 to 1, one pixel per unit. For responses pass [`Signal::response`].
    pub fn new(signal: impl Into<Signal<'a, A>>) -> Self {
        Self {
            signal: signal.into(),
            range: activities::<A>(),
            scale: 1,
            color_map: ColorMap::Grey,
            color: PhantomData,
        }
    }

    /// The values of the lowest and the highest level, 0 and 1 by default. Unless they are fixed,
    /// each drawing costs a further pass over the units.
    pub const fn range(self, range: Range<A::Wide>) -> Self {
        Self { range, ..self }
    }

    /// Pixels per unit, clamped to 1..=1024; 1 by default.
    pub fn scale(self, pixels: u32) -> Self {
        Self { scale: cells::scale(pixels), ..self }
    }

    /// The colours, [`ColorMap::Grey`] by default.
    pub const fn color_map(self, color_map: ColorMap) -> Self {
        Self { color_map, ..self }
    }
}

impl<A: Activity, C: HeatColor> HeatMap<'_, A, C> {
    fn draw_units<T: Copy, D: DrawTarget<Color = C>>(
        &self,
        units: &[T],
        level: impl Fn(T) -> u8 + Copy,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let side = self.signal.side();
        let rows = units.chunks_exact(side.max(1)).take(side);
        Cells::new(Point::zero(), side).scale(self.scale).draw(
            rows.map(move |row| row.iter().map(move |&unit| level(unit))),
            |level, at| C::heat(level, self.color_map, at),
            target,
        )
    }
}

impl<A: Activity, C: HeatColor> OriginDimensions for HeatMap<'_, A, C> {
    fn size(&self) -> Size {
        Size::new_equal(self.signal.side() as u32 * self.scale)
    }
}

impl<A: Activity, C: HeatColor> ImageDrawable for HeatMap<'_, A, C> {
    type Color = C;

    fn draw<D: DrawTarget<Color = C>>(&self, target: &mut D) -> Result<(), D::Error> {
        let (signal, side) = (self.signal, self.signal.side());
        let levels = Levels::<A>::new(self.range, signal.iter().take(side * side));
        match signal {
            Signal::Activity(units) => {
                self.draw_units(units, move |x| levels.level(x.widen()), target)
            }
            Signal::Response(units) => self.draw_units(units, move |x| levels.level(x), target),
        }
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
