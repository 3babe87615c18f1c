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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        display::testing::{check_clipping, drawn},
        number::{Fixed16, Fixed32, FixedWide},
        sheet::Sheet,
    };
    use embedded_graphics::pixelcolor::*;

    fn sixteenths<A: Activity>() -> Sheet<A, 4> {
        let mut sheet = Sheet::new();
        sheet.fill_with(|row, column| A::ratio((4 * row + column) as u64, 15));
        sheet
    }

    #[test]
    fn every_format_draws_the_same() {
        fn check<A: Activity>() {
            let sheet = sixteenths::<A>();
            let heat_map = HeatMap::<_, Gray8>::new(&sheet);
            drawn(&heat_map).assert_pattern(&["0123", "4567", "89AB", "CDEF"]);
            drawn(&heat_map.range(Range::Auto)).assert_pattern(&["0123", "4567", "89AB", "CDEF"]);
            let tripled = drawn(&heat_map.scale(3));
            for at in Rectangle::new(Point::zero(), Size::new_equal(12)).points() {
                assert_eq!(tripled.get_pixel(at), drawn(&heat_map).get_pixel(at / 3));
            }
            check_clipping(&heat_map.scale(3));
        }
        [check::<f32>, check::<f64>, check::<Fixed16>, check::<Fixed32>]
            .iter()
            .for_each(|check| check());
    }

    #[test]
    fn every_color_draws() {
        fn check<C: HeatColor>() {
            let sheet = sixteenths::<Fixed16>();
            for map in [ColorMap::Grey, ColorMap::Diverging, ColorMap::Perceptual] {
                let heat_map = HeatMap::<_, C>::new(&sheet).scale(3).color_map(map);
                assert_eq!(drawn(&heat_map).affected_area().size, Size::new_equal(12));
                check_clipping(&heat_map);
            }
        }
        check::<BinaryColor>();
        [check::<Gray2>, check::<Gray4>, check::<Gray8>].iter().for_each(|check| check());
        [check::<Rgb555>, check::<Rgb565>, check::<Rgb666>, check::<Rgb888>]
            .iter()
            .for_each(|check| check());
        [check::<Bgr555>, check::<Bgr565>, check::<Bgr666>, check::<Bgr888>]
            .iter()
            .for_each(|check| check());
    }

    #[test]
    fn dithers() {
        let sheet = Sheet::from_rows([[0.0, 0.25], [0.5, 1.0_f32]]);
        drawn(&HeatMap::<_, BinaryColor>::new(&sheet).scale(4)).assert_pattern(&[
            "....#.#.", //
            "........", //
            "....#.#.", //
            "........", //
            "#.#.####", //
            ".#.#####", //
            "#.#.####", //
            ".#.#####", //
        ]);
    }

    #[test]
    fn responses_and_their_ranges() {
        let sheet = Sheet::from_rows([[-4, -2], [0, 4]].map(|row| row.map(FixedWide::from_num)));
        let heat_map = HeatMap::<Fixed16, Gray8>::new(Signal::response(&sheet));
        drawn(&heat_map).assert_pattern(&["00", "0F"]);
        let auto = drawn(&heat_map.range(Range::Auto));
        assert_eq!(auto.get_pixel(Point::new(1, 0)), Some(Gray8::new(64)));
        let heat_map = HeatMap::<Fixed16, Rgb888>::new(Signal::response(&sheet));
        let symmetric = drawn(&heat_map.range(Range::Symmetric).color_map(ColorMap::Diverging));
        assert_eq!(symmetric.get_pixel(Point::new(0, 1)), Some(Rgb888::WHITE));
        assert_eq!(symmetric.get_pixel(Point::new(1, 1)), Some(Rgb888::new(255, 1, 1)));
    }

    #[test]
    fn odd_sheets() {
        let constant = Sheet::<f32, 2>::filled(0.5);
        drawn(&HeatMap::<_, Gray8>::new(&constant).range(Range::Auto).scale(0))
            .assert_pattern(&["00", "00"]);
        let nan = Sheet::from_rows([[f32::NAN, 1.0], [0.0, f32::INFINITY]]);
        drawn(&HeatMap::<_, Gray8>::new(&nan)).assert_pattern(&["0F", "0F"]);
        drawn(&HeatMap::<f32, Gray8>::new(Signal::Activity(&[]))).assert_pattern(&[]);
        // what does not fill a square is left out
        let five = [1.0, 0.0, 0.0, 1.0, 9.0_f32];
        let heat_map = HeatMap::<f32, Gray8>::new(Signal::Activity(&five)).range(Range::Auto);
        drawn(&heat_map).assert_pattern(&["F0", "0F"]);
    }
}
