//! The weights of a projection as pictures.

use super::{
    cells::{self, Cells},
    color::HeatColor,
    color_map::ColorMap,
    part::draw_part,
    range::{Levels, Range},
};
use crate::{
    number::{Weight, Wide, WideOf},
    side::Side,
    weights::{ConnectionField, Projection},
};
use core::{iter::once, marker::PhantomData};
use embedded_graphics::{image::ImageDrawable, prelude::*, primitives::Rectangle};

/// The connection fields of a projection: for each unit, in its place, a tile of its weights, one
/// cell per source cell. A cell without connection counts as 0.
///
/// ```
/// use embedded_graphics::{image::Image, mock_display::MockDisplay, pixelcolor::Gray8, prelude::*};
/// use lissom::{Field, Weights, display::ConnectionFields, field};
/// type Afferent = field!(3, 2, 1.0);
/// static FIELD: Afferent = Field::new(1.0);
/// let mut weights = Weights::<f32, { Afferent::CONNECTIONS }>::new();
/// weights.load(&FIELD, &[3.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0])?;
/// let tiles = ConnectionFields::new(weights.on(&FIELD)).shared_range(true);
/// let mut display = MockDisplay::<Gray8>::new();
/// Image::new(&tiles, Point::zero()).draw(&mut display).unwrap();
/// display.assert_pattern(&[
///     "F500055", //
///     "5000005", //
///     "0000000", //
///     "0000000", //
///     "0000000", //
///     "5000005", //
///     "550005F", //
/// ]);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ConnectionFields<'a, W: Weight, I: Side, O: Side, C> {
    projection: Projection<'a, W, I, O>,
    scale: u32,
    gap: u32,
    shared: bool,
    symmetric: bool,
    color_map: ColorMap,
    color: PhantomData<C>,
}

impl<'a, W: Weight, I: Side, O: Side, C: HeatColor> ConnectionFields<'a, W, I, O, C> {
    /// In grey, one pixel per cell, one between tiles, each tile from its smallest weight to its
    /// largest.
    pub const fn new(projection: Projection<'a, W, I, O>) -> Self {
        Self {
            projection,
            scale: 1,
            gap: 1,
            shared: false,
            symmetric: false,
            color_map: ColorMap::Grey,
            color: PhantomData,
        }
    }

    /// Pixels per cell, clamped to 1..=1024; 1 by default.
    pub fn scale(self, pixels: u32) -> Self {
        Self { scale: cells::scale(pixels), ..self }
    }

    /// Pixels between tiles, at most 1024, in the darkest colour; 1 by default. There are none at
    /// the border.
    pub fn gap(self, pixels: u32) -> Self {
        Self { gap: cells::gap(pixels), ..self }
    }

    /// Whether all tiles share one range, so that they can be compared; not by default. Each
    /// drawing then costs a further pass over all weights, otherwise over those of the visible
    /// tiles.
    pub const fn shared_range(self, shared: bool) -> Self {
        Self { shared, ..self }
    }

    /// Makes the ranges [`Range::Symmetric`]: for weights of both signs, with
    /// [`ColorMap::Diverging`].
    pub const fn symmetric(self) -> Self {
        Self { symmetric: true, ..self }
    }

    /// The colours, [`ColorMap::Grey`] by default.
    pub const fn color_map(self, color_map: ColorMap) -> Self {
        Self { color_map, ..self }
    }

    /// Cells in a row of a tile, and tiles in a row.
    fn sides(&self) -> (usize, usize) {
        let field = self.projection.field();
        (field.input().get(), field.output().get())
    }

    /// The side of a tile in pixels.
    fn tile(&self) -> u32 {
        self.sides().0 as u32 * self.scale
    }

    fn fields(&self) -> impl Iterator<Item = ConnectionField<'a, W, I, O>> {
        let (projection, (_, tiles)) = (self.projection, self.sides());
        (0..tiles * tiles).map(move |unit| projection.connection_field(unit / tiles, unit % tiles))
    }

    fn levels(&self, values: impl Iterator<Item = WideOf<W>>) -> Levels<W::Activity> {
        Levels::new(if self.symmetric { Range::Symmetric } else { Range::Auto }, values)
    }

    fn draw_tile<D: DrawTarget<Color = C>>(
        &self,
        field: ConnectionField<'_, W, I, O>,
        levels: Levels<W::Activity>,
        place: Point,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let unconnected = levels.level(WideOf::<W>::ZERO);
        let cells = self.sides().0;
        let rows = (0..cells).map(|row| {
            let (start, run) = field.row(row).unwrap_or_default();
            (0..cells).map(move |column| {
                let weight = column.checked_sub(start).and_then(|k| run.get(k));
                weight.map_or(unconnected, |weight| levels.level(weight.widen()))
            })
        });
        let color = |level, at| C::heat(level, self.color_map, at);
        Cells::new(place, cells).scale(self.scale).draw(rows, color, target)
    }
}

/// The stored weights of a tile, wide: in one projection they share the exponent.
fn values<W: Weight, I: Side, O: Side>(
    field: ConnectionField<'_, W, I, O>,
) -> impl Iterator<Item = WideOf<W>> {
    let (weights, side) = (field.weights(), field.side());
    let unconnected = once(WideOf::<W>::ZERO).filter(move |_| weights.len() < side * side);
    weights.iter().map(|weight| weight.widen()).chain(unconnected)
}

impl<W: Weight, I: Side, O: Side, C: HeatColor> OriginDimensions
    for ConnectionFields<'_, W, I, O, C>
{
    fn size(&self) -> Size {
        let tiles = self.sides().1 as u32;
        Size::new_equal(tiles * self.tile() + tiles.saturating_sub(1) * self.gap)
    }
}

impl<W: Weight, I: Side, O: Side, C: HeatColor> ImageDrawable for ConnectionFields<'_, W, I, O, C> {
    type Color = C;

    fn draw<D: DrawTarget<Color = C>>(&self, target: &mut D) -> Result<(), D::Error> {
        let shared = self.shared.then(|| self.levels(self.fields().flat_map(values)));
        let (side, step) = (self.size().width, self.tile() + self.gap);
        let (tiles, visible) = (self.sides().1, target.bounding_box());
        for (unit, field) in self.fields().enumerate() {
            let (row, column) = ((unit / tiles) as u32, (unit % tiles) as u32);
            let place = Point::new((column * step) as i32, (row * step) as i32);
            let area = Rectangle::new(place, Size::new_equal(self.tile()));
            if !visible.intersection(&area).is_zero_sized() {
                let levels = shared.unwrap_or_else(|| self.levels(values(field)));
                self.draw_tile(field, levels, place, target)?;
            }
            if self.gap > 0 && column + 1 < tiles as u32 {
                let right = Point::new(place.x + self.tile() as i32, place.y);
                target.fill_solid(
                    &Rectangle::new(right, Size::new(self.gap, self.tile())),
                    C::DARK,
                )?;
            }
            if self.gap > 0 && column == 0 && row + 1 < tiles as u32 {
                let below = Point::new(0, place.y + self.tile() as i32);
                target.fill_solid(&Rectangle::new(below, Size::new(side, self.gap)), C::DARK)?;
            }
        }
        Ok(())
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
        field,
        geometry::Field,
        number::{Fixed16, Fixed32},
        weights::Weights,
    };
    use embedded_graphics::pixelcolor::*;

    type Shape = field!(3, 2, 1.0);
    static SHAPE: Shape = Field::new(1.0);
    const CONNECTIONS: usize = Shape::CONNECTIONS;

    fn weights<W: Weight>(values: [f64; CONNECTIONS]) -> Weights<W, CONNECTIONS> {
        let mut weights = Weights::new();
        weights.load(&SHAPE, &values.map(|value| value / 64.0)).unwrap();
        weights
    }

    const RISING: [f64; CONNECTIONS] =
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 12.0, 14.0, 15.0];

    #[test]
    fn every_format_draws_the_same() {
        fn check<W: Weight>() {
            let weights = weights::<W>(RISING);
            let tiles = ConnectionFields::<_, _, _, Gray8>::new(weights.on(&SHAPE));
            drawn(&tiles.shared_range(true)).assert_pattern(&[
                "1200045", //
                "3000006", //
                "0000000", //
                "0000000", //
                "0000000", //
                "700000C", //
                "89000EF", //
            ]);
            let each = drawn(&tiles.gap(0));
            let at = |x, y| each.get_pixel(Point::new(x, y)).map(|color| color.luma());
            assert_eq!([at(0, 0), at(1, 0), at(2, 2)], [Some(85), Some(170), Some(0)]);
            assert_eq!([at(5, 1), at(1, 5), at(5, 5)], [Some(255); 3]);
            check_clipping(&tiles.scale(3).gap(2));
            check_clipping(&tiles.scale(2).gap(5).shared_range(true));
        }
        [check::<f32>, check::<f64>, check::<Fixed16>, check::<Fixed32>]
            .iter()
            .for_each(|check| check());
    }

    #[test]
    fn cells_are_the_weights() {
        type Wide = field!(9, 4, 2.5);
        static WIDE: Wide = Field::new(2.5);
        let mut weights = Weights::<f64, { Wide::CONNECTIONS }>::new();
        let values: std::vec::Vec<_> =
            (0..Wide::CONNECTIONS).map(|i| (i % 13) as f64 / 255.0).collect();
        weights.load(&WIDE, &values).unwrap();
        let projection = weights.on(&WIDE);
        let picture =
            drawn(&ConnectionFields::<_, _, _, Gray8>::new(projection).gap(3).shared_range(true));
        for (unit, cell) in (0..16).flat_map(|unit| (0..81).map(move |cell| (unit, cell))) {
            let (i, j, row, column) = (unit / 4, unit % 4, cell / 9, cell % 9);
            let at = Point::new((12 * j + column) as i32, (12 * i + row) as i32);
            let level =
                projection.connection_field(i, j).weight(row, column) * 255.0 / 12.0 * 255.0;
            assert_eq!(f64::from(picture.get_pixel(at).unwrap().luma()), libm::round(level));
        }
    }

    #[test]
    fn signed_weights() {
        let mut values = [0.0; CONNECTIONS];
        (values[0], values[1], values[3]) = (-4.0, 2.0, 1.0);
        let weights = weights::<Fixed16>(values);
        let tiles = ConnectionFields::<_, _, _, Rgb888>::new(weights.on(&SHAPE))
            .symmetric()
            .color_map(ColorMap::Diverging);
        for (tiles, second) in [(tiles, 1), (tiles.shared_range(true), 191)] {
            let picture = drawn(&tiles);
            let at = |x, y| picture.get_pixel(Point::new(x, y)).unwrap();
            assert_eq!(
                [at(0, 0), at(2, 2), at(3, 0)],
                [Rgb888::new(1, 1, 255), Rgb888::WHITE, Rgb888::BLACK]
            );
            assert_eq!(at(1, 0), Rgb888::new(255, 129, 129));
            assert_eq!(at(5, 0), Rgb888::new(255, second, second));
            check_clipping(&tiles);
        }
    }

    #[test]
    fn empty_and_odd() {
        let zero = Weights::<Fixed16, CONNECTIONS>::new();
        let tiles = ConnectionFields::<_, _, _, BinaryColor>::new(zero.on(&SHAPE)).scale(0);
        drawn(&tiles).assert_pattern(&["......."; 7]);
        type Point1 = field!(1, 1, 0.5);
        static POINT: Point1 = Field::new(0.5);
        let one = Weights::<f32, { Point1::CONNECTIONS }>::new();
        let tiles = ConnectionFields::<_, _, _, Gray8>::new(one.on(&POINT)).gap(9).scale(2);
        drawn(&tiles).assert_pattern(&["00", "00"]);
    }
}
