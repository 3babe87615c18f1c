//! Sheets side by side.

use super::{
    cells,
    color::HeatColor,
    color_map::ColorMap,
    heat_map::{HeatMap, activities},
    part::draw_part,
    range::Range,
};
use crate::{model::Signal, number::Activity};
use core::{marker::PhantomData, num::NonZeroUsize};
use embedded_graphics::{
    image::{Image, ImageDrawable},
    mono_font::{MonoFont, MonoTextStyle, ascii::FONT_5X8},
    prelude::*,
    primitives::Rectangle,
    text::{Baseline, renderer::TextRenderer},
};

const FONT: MonoFont<'static> = FONT_5X8;

/// The height of a title, with the pixel row below it.
const TITLE: u32 = FONT.character_size.height + 1;

/// A sheet of [`Stages`], with its title.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'a, A: Activity> {
    /// The text above the sheet, in ASCII, cut to the width of the panel's column.
    pub title: &'a str,
    /// The sheet, of activities or responses.
    pub signal: Signal<'a, A>,
    /// The values of the lowest and the highest level.
    pub range: Range<A::Wide>,
    /// The colours.
    pub color_map: ColorMap,
}

impl<'a, A: Activity> Panel<'a, A> {
    /// In grey, from 0 to 1.
    pub fn new(title: &'a str, signal: impl Into<Signal<'a, A>>) -> Self {
        Self { title, signal: signal.into(), range: activities::<A>(), color_map: ColorMap::Grey }
    }
}

/// Several sheets side by side, each below its title, in a grid filled row by row. A row is as
/// high as its largest sheet, a column as wide as its largest; the rest has the darkest colour.
///
/// ```
/// use embedded_graphics::{image::Image, mock_display::MockDisplay, pixelcolor::Gray8, prelude::*};
/// use lissom::{Sheet, Signal, display::{Panel, Range, Stages}};
/// let activity = Sheet::from_rows([[0.0, 0.2], [0.6, 1.0]]);
/// let response = Sheet::from_rows([[5.0, 0.0], [0.0, 5.0]]);
/// let panels = [
///     Panel::<f32>::new("V1", &activity),
///     Panel { range: Range::Auto, ..Panel::new("E", Signal::response(&response)) },
/// ];
/// let mut display = MockDisplay::<Gray8>::new();
/// Image::new(&Stages::new(&panels).scale(5), Point::zero()).draw(&mut display)?;
/// assert_eq!(display.affected_area().size, Size::new(24, 19)); // 10 + gap 4 + 10, title 9 + 10
/// # Ok::<(), core::convert::Infallible>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Stages<'a, A: Activity, C> {
    panels: &'a [Panel<'a, A>],
    scale: u32,
    columns: NonZeroUsize,
    gap: u32,
    color: PhantomData<C>,
}

impl<'a, A: Activity, C: HeatColor> Stages<'a, A, C> {
    /// In one row, one pixel per unit, four pixels between panels.
    pub const fn new(panels: &'a [Panel<'a, A>]) -> Self {
        Self { panels, scale: 1, columns: NonZeroUsize::MAX, gap: 4, color: PhantomData }
    }

    /// Pixels per unit, clamped to 1..=1024; 1 by default.
    pub fn scale(self, pixels: u32) -> Self {
        Self { scale: cells::scale(pixels), ..self }
    }

    /// Panels in a row, at least 1; all panels by default.
    pub fn columns(self, panels: u32) -> Self {
        Self { columns: NonZeroUsize::new(panels as usize).unwrap_or(NonZeroUsize::MIN), ..self }
    }

    /// Pixels between panels, at most 1024; 4 by default. There are none at the border.
    pub fn gap(self, pixels: u32) -> Self {
        Self { gap: cells::gap(pixels), ..self }
    }

    /// The side of a panel's sheet, in pixels.
    fn side(&self, panel: &Panel<'_, A>) -> u32 {
        panel.signal.side() as u32 * self.scale
    }

    fn column_width(&self, column: usize) -> u32 {
        let panels = self.panels.iter().skip(column).step_by(self.columns.get());
        panels.map(|panel| self.side(panel)).max().unwrap_or(0)
    }

    fn row_height(&self, row: &[Panel<'_, A>]) -> u32 {
        TITLE + row.iter().map(|panel| self.side(panel)).max().unwrap_or(0)
    }

    /// Fills `cell` with a panel.
    fn draw_panel<D: DrawTarget<Color = C>>(
        &self,
        panel: &Panel<'a, A>,
        cell: Rectangle,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let side = self.side(panel);
        let glyph = FONT.character_size;
        let mut style = MonoTextStyle::new(&FONT, C::LIGHT);
        style.background_color = Some(C::DARK);
        let title = cut(panel.title, (cell.size.width / glyph.width) as usize);
        let title_width = title.chars().count() as u32 * glyph.width;
        style.draw_string(title, cell.top_left, Baseline::Top, target)?;
        let heat_map = HeatMap::new(panel.signal)
            .range(panel.range)
            .scale(self.scale)
            .color_map(panel.color_map);
        Image::new(&heat_map, cell.top_left + Size::new(0, TITLE)).draw(target)?;
        let Size { width, height } = cell.size;
        let rest = [
            (title_width, 0, width - title_width, glyph.height),
            (0, glyph.height, width, TITLE - glyph.height),
            (side, TITLE, width - side, side),
            (0, TITLE + side, width, height - TITLE - side),
        ];
        for (x, y, width, height) in rest {
            fill(cell.top_left + Size::new(x, y), Size::new(width, height), target)?;
        }
        Ok(())
    }
}

fn fill<D: DrawTarget<Color: HeatColor>>(
    place: Point,
    size: Size,
    target: &mut D,
) -> Result<(), D::Error> {
    let area = Rectangle::new(place, size);
    if area.is_zero_sized() { Ok(()) } else { target.fill_solid(&area, D::Color::DARK) }
}

/// At most the first `characters`.
fn cut(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

impl<A: Activity, C: HeatColor> OriginDimensions for Stages<'_, A, C> {
    fn size(&self) -> Size {
        let columns = self.columns.get().min(self.panels.len());
        let rows = self.panels.chunks(self.columns.get());
        let gaps = |panels: usize| panels.saturating_sub(1) as u32 * self.gap;
        Size::new(
            gaps(columns) + (0..columns).map(|column| self.column_width(column)).sum::<u32>(),
            gaps(rows.len()) + rows.map(|row| self.row_height(row)).sum::<u32>(),
        )
    }
}

impl<A: Activity, C: HeatColor> ImageDrawable for Stages<'_, A, C> {
    type Color = C;

    fn draw<D: DrawTarget<Color = C>>(&self, target: &mut D) -> Result<(), D::Error> {
        let columns = self.columns.get().min(self.panels.len());
        let width = self.size().width;
        let mut place = Point::zero();
        for (i, row) in self.panels.chunks(self.columns.get()).enumerate() {
            if i > 0 {
                fill(place, Size::new(width, self.gap), target)?;
                place.y += self.gap as i32;
            }
            let height = self.row_height(row);
            for column in 0..columns {
                if column > 0 {
                    fill(place, Size::new(self.gap, height), target)?;
                    place.x += self.gap as i32;
                }
                let cell = Rectangle::new(place, Size::new(self.column_width(column), height));
                match row.get(column) {
                    Some(panel) => self.draw_panel(panel, cell, target)?,
                    None => fill(place, cell.size, target)?,
                }
                place.x += cell.size.width as i32;
            }
            place = Point::new(0, place.y + height as i32);
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
