//! Cells: squares of equal pixels, which every drawable consists of.

use super::color::HeatColor;
use core::slice::Iter;
use embedded_graphics::{prelude::*, primitives::Rectangle};

/// The largest scale and gap: the sides of the largest picture stay far inside `i32`.
const MAX_PIXELS: u32 = 1024;

/// Clamps pixels per cell, at least 1.
pub(super) fn scale(pixels: u32) -> u32 {
    pixels.clamp(1, MAX_PIXELS)
}

/// Clamps pixels between neighbours, at least 0.
pub(super) fn gap(pixels: u32) -> u32 {
    pixels.min(MAX_PIXELS)
}

/// Cells whose colours are computed, and their pixels sent, at a time.
const BLOCK: usize = 64;

/// Rows of cells, each a square of equal pixels, as every drawable of this module draws them: for
/// pictures of one's own, or for the rows alone that have changed.
///
/// The pixels of 64 cells at a time go to
/// [`fill_contiguous`](embedded_graphics::draw_target::DrawTarget::fill_contiguous); their colours
/// take 64 times a colour's size of the stack. The iterator of pixels knows its exact size.
///
/// ```
/// use embedded_graphics::{mock_display::MockDisplay, pixelcolor::Gray8, prelude::*};
/// use lissom::display::Cells;
/// let mut display = MockDisplay::<Gray8>::new();
/// let rows = [[0x00, 0x77], [0xaa, 0xff]].into_iter();
/// Cells::new(Point::new(1, 0), 2).scale(2).draw(
///     rows.map(|row| row.into_iter()),
///     |level, _| Gray8::new(level),
///     &mut display,
/// )?;
/// display.assert_pattern(&[
///     " 0077", //
///     " 0077", //
///     " AAFF", //
///     " AAFF", //
/// ]);
/// # Ok::<(), core::convert::Infallible>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cells {
    place: Point,
    columns: usize,
    scale: u32,
}

impl Cells {
    /// Of one pixel each, the first one at `place`, with `columns` in a row.
    pub const fn new(place: Point, columns: usize) -> Self {
        Self { place, columns, scale: 1 }
    }

    /// Pixels of a cell's side, clamped to 1..=1024; 1 by default.
    pub fn scale(self, pixels: u32) -> Self {
        Self { scale: scale(pixels), ..self }
    }

    /// Draws as many rows as there are.
    ///
    /// `color` is asked once for each cell, at the origin; of a colour that
    /// [dithers](HeatColor::DITHERS) once for each pixel, which counts from the first cell's
    /// corner. Rows that the target does not show are not computed.
    ///
    /// # Errors
    ///
    /// The target's.
    pub fn draw<T: Copy + Default, R: Iterator<Item = T>, D: DrawTarget<Color: HeatColor>>(
        self,
        rows: impl ExactSizeIterator<Item = R>,
        color: impl Fn(T, Point) -> D::Color,
        target: &mut D,
    ) -> Result<(), D::Error> {
        if D::Color::DITHERS {
            let show = |area: &Rectangle,
                        [columns, left, top]: [usize; 3],
                        cells: &[T],
                        target: &mut D| {
                let corner = Point::new(left as i32, top as i32);
                let pixels = Pixels::new(cells, T::default(), columns, self.scale, corner, &color);
                target.fill_contiguous(area, pixels)
            };
            return self.blocks(rows, T::default(), target, show);
        }
        let color = |cell| color(cell, Point::zero());
        let rows = rows.map(|row| row.map(&color));
        self.blocks(rows, D::Color::DARK, target, |area, [columns, ..], colors, target| {
            if self.scale == 1 {
                return target.fill_contiguous(area, colors.iter().copied());
            }
            let (dark, zero, pixel) = (D::Color::DARK, Point::zero(), |color, _| color);
            let pixels = Pixels::new(colors, dark, columns, self.scale, zero, pixel);
            target.fill_contiguous(area, pixels)
        })
    }

    /// Calls `show` with blocks of as many rows as there is room for, else of parts of a row: the
    /// area, the columns and the left and upper pixel, and the cells. `empty` is any.
    fn blocks<T: Copy, R: Iterator<Item = T>, D: DrawTarget>(
        self,
        rows: impl ExactSizeIterator<Item = R>,
        empty: T,
        target: &mut D,
        mut show: impl FnMut(&Rectangle, [usize; 3], &[T], &mut D) -> Result<(), D::Error>,
    ) -> Result<(), D::Error> {
        let Self { place, columns, scale } = self;
        let (count, visible) = (rows.len(), target.bounding_box().rows());
        let pixels = |cells: usize| cells as u32 * scale;
        let is_visible = |row| {
            let top = place.y + pixels(row) as i32;
            row < count && top < visible.end && top + scale as i32 > visible.start
        };
        let mut block = [empty; BLOCK];
        let (mut first, mut filled) = (0, 0);
        for (index, mut row) in rows.enumerate() {
            if !is_visible(index) {
                continue;
            }
            let mut left = 0;
            while left < columns {
                if filled == 0 {
                    first = index;
                }
                let width = (columns - left).min(BLOCK);
                let free = block.get_mut(filled..).unwrap_or_default();
                fill(free.get_mut(..width).unwrap_or_default(), &mut row);
                filled += width;
                if filled + columns > BLOCK || !is_visible(index + 1) {
                    let [x, y] = [left, first].map(pixels);
                    let size = Size::new(pixels(width), pixels(index + 1 - first));
                    let area = Rectangle::new(place + Size::new(x, y), size);
                    let cells = block.get(..filled).unwrap_or_default();
                    show(&area, [width, x as usize, y as usize], cells, target)?;
                    filled = 0;
                }
                left += width;
            }
        }
        Ok(())
    }
}

/// Fills a block with what an iterator has. A function of its own, which has all registers.
#[inline(never)]
fn fill<T>(block: &mut [T], from: &mut impl Iterator<Item = T>) {
    block.iter_mut().zip(from).for_each(|(slot, value)| *slot = value);
}

/// The pixels of cells, pixel row by pixel row.
struct Pixels<'a, T, F> {
    /// What follows in the row of cells.
    row: Iter<'a, T>,
    /// The row of cells, and those below it.
    cells: &'a [T],
    columns: usize,
    scale: u32,
    /// Pixel rows that follow of the row of cells.
    below: u32,
    /// The last cell that was begun, how many of its pixels follow, and where they end.
    cell: T,
    left: u32,
    end: Point,
    start: i32,
    pixel: F,
}

impl<'a, T: Copy, F> Pixels<'a, T, F> {
    /// `cell` is any.
    fn new(cells: &'a [T], cell: T, columns: usize, scale: u32, corner: Point, pixel: F) -> Self {
        Self {
            row: cells.get(..columns).unwrap_or_default().iter(),
            cells,
            columns,
            scale,
            below: scale - 1,
            cell,
            left: 0,
            end: corner,
            start: corner.x,
            pixel,
        }
    }

    /// Goes to the next cell, if there is one.
    #[inline]
    fn advance(&mut self) -> Option<()> {
        let cell = match self.row.next() {
            Some(cell) => cell,
            None => self.next_row()?,
        };
        self.cell = *cell;
        self.left = self.scale;
        self.end.x += self.scale as i32;
        Some(())
    }

    /// The first cell of the next pixel row.
    #[inline]
    fn next_row(&mut self) -> Option<&'a T> {
        if self.below == 0 {
            self.cells = self.cells.get(self.columns..)?;
            self.below = self.scale;
        }
        self.below -= 1;
        self.row = self.cells.get(..self.columns)?.iter();
        self.end = Point::new(self.start, self.end.y + 1);
        self.row.next()
    }
}

impl<T: Copy, C, F: Fn(T, Point) -> C> Iterator for Pixels<'_, T, F> {
    type Item = C;

    #[inline]
    fn next(&mut self) -> Option<C> {
        if self.left == 0 {
            self.advance()?;
        }
        let at = Point::new(self.end.x - self.left as i32, self.end.y);
        self.left -= 1;
        Some((self.pixel)(self.cell, at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let scale = self.scale as usize;
        let row = self.columns * scale;
        let below = self.cells.len().checked_div(self.columns).unwrap_or(0).saturating_sub(1);
        let rows = below * scale + self.below as usize;
        let left = self.left as usize + self.row.len() * scale + rows * row;
        (left, Some(left))
    }
}

impl<T: Copy, C, F: Fn(T, Point) -> C> ExactSizeIterator for Pixels<'_, T, F> {}
