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

/// Draws rows of cells, the first one's corner at `place`, each a square of `scale` pixels.
///
/// `color` is asked once for each cell; of colours that dither, once for each pixel, whose place
/// counts from `place`. Rows that the target does not show are not computed.
pub(super) fn draw<T: Copy + Default, R: Iterator<Item = T>, D: DrawTarget<Color: HeatColor>>(
    rows: impl ExactSizeIterator<Item = R>,
    columns: usize,
    scale: u32,
    place: Point,
    color: impl Fn(T, Point) -> D::Color,
    target: &mut D,
) -> Result<(), D::Error> {
    let shape = Shape { place, columns, scale };
    if D::Color::DITHERS {
        return shape.draw(rows, &mut [T::default(); BLOCK], color, target);
    }
    let rows = rows.map(|row| row.map(|cell| color(cell, Point::zero())));
    shape.draw(rows, &mut [D::Color::DARK; BLOCK], |color, _| color, target)
}

/// Where rows of cells lie, and how large they are.
struct Shape {
    place: Point,
    columns: usize,
    scale: u32,
}

impl Shape {
    /// `buffer` holds as many rows as there is room for, else a part of one.
    fn draw<T: Copy, R: Iterator<Item = T>, D: DrawTarget>(
        &self,
        rows: impl ExactSizeIterator<Item = R>,
        buffer: &mut [T; BLOCK],
        pixel: impl Fn(T, Point) -> D::Color,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let Self { place, columns, scale } = *self;
        let (count, visible) = (rows.len(), target.bounding_box().rows());
        let pixels = |cells: usize| cells as u32 * scale;
        let is_visible = |row| {
            let top = place.y + pixels(row) as i32;
            row < count && top < visible.end && top + scale as i32 > visible.start
        };
        let (mut first, mut filled) = (0, 0);
        for (index, mut row) in rows.enumerate().filter(|&(index, _)| is_visible(index)) {
            let mut left = 0;
            while left < columns {
                if filled == 0 {
                    first = index;
                }
                let width = (columns - left).min(BLOCK);
                for (slot, cell) in buffer[filled..].iter_mut().zip(row.by_ref().take(width)) {
                    *slot = cell;
                }
                filled += width;
                if filled + columns > BLOCK || !is_visible(index + 1) {
                    let corner = Point::new(pixels(left) as i32, pixels(first) as i32);
                    let area = Rectangle::new(
                        place + corner,
                        Size::new(pixels(width), pixels(index + 1 - first)),
                    );
                    let cells = &buffer[..filled];
                    target
                        .fill_contiguous(&area, Pixels::new(cells, width, scale, corner, &pixel))?;
                    filled = 0;
                }
                left += width;
            }
        }
        Ok(())
    }
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
    /// At least one cell.
    fn new(cells: &'a [T], columns: usize, scale: u32, corner: Point, pixel: F) -> Self {
        Self {
            row: cells[..columns].iter(),
            cells,
            columns,
            scale,
            below: scale - 1,
            cell: cells[0],
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
        let rows = (self.cells.len() / self.columns - 1) * scale + self.below as usize;
        let left = self.left as usize + self.row.len() * scale + rows * row;
        (left, Some(left))
    }
}

impl<T: Copy, C, F: Fn(T, Point) -> C> ExactSizeIterator for Pixels<'_, T, F> {}
