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

#[cfg(all(test, lissom_repository))]
mod tests;
