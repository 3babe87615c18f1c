//! A square of the display that remembers what it shows.

use crate::{
    ink::{self, Ink},
    layout::Square,
    shown::{ROWS, Shown, hash},
    zoom::{Zoom, first_unit},
};
use core::{iter::once, ops::Range};
use embedded_graphics::{
    mono_font::{MonoTextStyle, ascii::FONT_4X6},
    prelude::*,
    primitives::Rectangle,
    text::{Baseline, Text},
};
use lissom::display::{Cells, HeatColor};

/// The level of the unit in a row and a column. Not generic: drawing is compiled once.
pub(crate) type Level<'a> = &'a dyn Fn(usize, usize) -> u8;

/// Draws sheets of levels into a [`Square`], the parts of rows alone that have changed.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    square: Square,
    /// The sheet's number.
    sheet: usize,
    side: u32,
}

impl Panel {
    /// Without a place.
    pub(crate) const fn new() -> Self {
        Self { square: Square { corner: Point::zero(), pixels: 0 }, sheet: 0, side: 0 }
    }

    /// Takes a place for a sheet, where nothing is shown yet.
    pub(crate) fn place(&mut self, sheet: usize, square: Square) {
        *self = Self { square, sheet, side: 0 };
    }

    /// A frame of one pixel around it.
    pub(crate) fn frame<D: DrawTarget<Color: HeatColor>>(
        &self,
        bright: bool,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let Square { corner, pixels } = self.square;
        let (first, last) = (corner - Point::new_equal(1), corner + Size::new_equal(pixels));
        let across =
            (first.x..=last.x).flat_map(|x| [Point::new(x, first.y), Point::new(x, last.y)]);
        let down = (first.y..=last.y).flat_map(|y| [Point::new(first.x, y), Point::new(last.x, y)]);
        let pixel = |at| Pixel(at, ink::frame(at, bright));
        target.draw_iter(across.chain(down).map(pixel))
    }

    /// A letter in the middle of the square, which is dark else.
    pub(crate) fn letter<D: DrawTarget<Color: HeatColor>>(
        &mut self,
        letter: &str,
        ink: Ink,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let Square { corner, pixels } = self.square;
        target.fill_solid(&Rectangle::new(corner, Size::new_equal(pixels)), D::Color::DARK)?;
        self.side = 0;
        let style = MonoTextStyle::new(&FONT_4X6, ink.color(u8::MAX, Point::zero()));
        // a glyph has 3 × 5 pixels
        let free = Size::new(pixels.saturating_sub(3), pixels.saturating_sub(5));
        let at = corner + free / 2;
        Text::with_baseline(letter, at, style, Baseline::Top).draw(target).map(drop)
    }

    /// A dot on the square's border, `place` pixels clockwise from its upper left corner.
    pub(crate) fn dot<D: DrawTarget<Color: HeatColor>>(
        &mut self,
        place: u16,
        target: &mut D,
    ) -> Result<(), D::Error> {
        self.side = 0;
        let last = self.square.pixels.saturating_sub(1).max(1);
        let (edge, along) = (u32::from(place) / last % 4, u32::from(place) % last);
        let (x, y) = match edge {
            0 => (along, 0),
            1 => (last, along),
            2 => (last - along, last),
            _ => (0, last - along),
        };
        let at = self.square.corner + Size::new(x, y);
        target.fill_solid(&Rectangle::new(at, Size::new_equal(1)), D::Color::LIGHT)
    }

    /// Shows the levels of a sheet of `side` units, in the middle of the square.
    pub(crate) fn draw<D: DrawTarget<Color: HeatColor>>(
        &mut self,
        side: usize,
        ink: Ink,
        level: Level<'_>,
        shown: &mut Shown,
        target: &mut D,
    ) -> Result<(), D::Error> {
        if self.square.pixels == 0 {
            return Ok(()); // it has no place: the display failed before
        }
        let units = side as u32;
        let zoom = Zoom::fit(units, self.square.pixels);
        let (scale, blocks) = match zoom {
            Zoom::In(pixels) => (pixels, side),
            Zoom::Out(pixels) => (1, pixels as usize),
        };
        let shown = shown.of(self.sheet, blocks);
        if self.side != units {
            let all = Rectangle::new(self.square.corner, Size::new_equal(self.square.pixels));
            target.fill_solid(&all, D::Color::DARK)?;
            self.side = units;
            shown.fill(0);
        }
        let covered = |block: usize| {
            let first = |block| first_unit(block as u32, units, blocks as u32) as usize;
            first(block)..first(block + 1)
        };
        let pixels = zoom.pixels(units);
        let corner = self.square.corner + Size::new_equal(self.square.pixels - pixels) / 2;
        let number = ink.number() | (self.sheet as u32) << 16;
        let parts = shown.len() / blocks.max(1); // of a row, unless there are none
        let part = blocks.div_ceil(parts.max(1)).max(1);
        let mut row = [0; ROWS];
        for (block, first) in
            (0..blocks).flat_map(|y| (0..blocks).step_by(ROWS).map(move |x| (y, x)))
        {
            let known = row.get_mut(..(blocks - first).min(ROWS)).unwrap_or_default();
            for (k, slot) in (first..).zip(&mut *known) {
                *slot = match zoom {
                    Zoom::In(_) => level(block, k),
                    Zoom::Out(_) => brightest(level, covered(block), covered(k)),
                };
            }
            let mut changed = 0..known.len();
            if let Some(shown) = shown.get_mut(block * parts..).filter(|_| parts > 0) {
                changed = blocks..0;
                for (k, (levels, shown)) in known.chunks(part).zip(shown).enumerate() {
                    let hash = hash(number, levels);
                    if core::mem::replace(shown, hash) != hash {
                        let start = k * part;
                        changed = changed.start.min(start)..start + levels.len();
                    }
                }
            }
            let offset = [first + changed.start, block].map(|cells| (cells as u32 * scale) as i32);
            let offset = Point::from(offset);
            if let Some(levels) = known.get(changed) {
                Cells::new(corner + offset, levels.len()).scale(scale).draw(
                    once(levels.iter().copied()),
                    |level, at| ink.color(level, at + offset),
                    target,
                )?;
            }
        }
        Ok(())
    }
}

/// The highest level of the units of a rectangle.
pub(crate) fn brightest(level: Level<'_>, rows: Range<usize>, columns: Range<usize>) -> u8 {
    let mut most = 0;
    for row in rows {
        for column in columns.clone() {
            most = level(row, column).max(most);
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_graphics::{mock_display::MockDisplay, pixelcolor::Gray8};
    use lissom::display::ColorMap;

    /// Where is drawn for a sheet of 24 units a side that has one other unit than before.
    fn drawn(panel: &mut Panel, shown: &mut Shown, other: (usize, usize)) -> Rectangle {
        let mut display = MockDisplay::<Gray8>::new();
        display.set_allow_overdraw(true);
        let level = |row, column| if (row, column) == other { 200 } else { 10 };
        panel.draw(24, Ink::Map(ColorMap::Grey), &level, shown, &mut display).unwrap();
        display.affected_area()
    }

    #[test]
    fn parts_of_rows_that_have_changed_are_drawn() {
        let (mut panels, mut shown) = ([const { Panel::new() }; 4], Shown::new());
        for (sheet, panel) in panels.iter_mut().enumerate() {
            panel.place(sheet, Square { corner: Point::zero(), pixels: 50 });
            let whole = Rectangle::new(Point::zero(), Size::new_equal(50));
            assert_eq!(drawn(panel, &mut shown, (5, 13)), whole);
        }
        for (sheet, panel) in panels.iter_mut().enumerate() {
            assert!(drawn(panel, &mut shown, (5, 13)).is_zero_sized(), "{sheet}");
            // five units at a time of the large sheet, rows of the others; a margin of one pixel
            let (left, width) = if sheet == 3 { (21, 10) } else { (1, 48) };
            let part = Rectangle::new(Point::new(left, 11), Size::new(width, 2));
            assert_eq!(drawn(panel, &mut shown, (24, 0)), part, "{sheet}");
        }
    }

    #[test]
    fn sheets_of_many_rows_are_drawn_anew() {
        let (mut panel, mut shown) = (Panel::new(), Shown::new());
        panel.place(0, Square { corner: Point::zero(), pixels: 60 });
        let level = |row, column| ((4 * row) ^ (3 * column)) as u8;
        for _ in 0..2 {
            let mut display = MockDisplay::<Gray8>::new();
            display.set_allow_overdraw(true);
            panel.draw(60, Ink::Map(ColorMap::Grey), &level, &mut shown, &mut display).unwrap();
            for at in Rectangle::new(Point::zero(), Size::new_equal(60)).points() {
                let expected = Gray8::new(level(at.y as usize, at.x as usize));
                assert_eq!(display.get_pixel(at), Some(expected), "{at}");
            }
        }
    }
}
