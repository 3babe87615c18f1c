//! A square of the display that remembers what it shows.

use crate::layout::{Square, Zoom};
use embedded_graphics::{
    prelude::*,
    primitives::{PrimitiveStyle, Rectangle},
};
use lissom::display::{ColorMap, HeatColor};

/// The most pixel squares in a row or rows of a panel that are compared with what is shown; sheets
/// with more are drawn anew each time.
const ROWS: usize = 48;

/// Draws sheets of levels into a [`Square`], the rows alone that have changed.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    square: Square,
    side: u32,
    shown: [u32; ROWS],
}

impl Panel {
    /// Without a place.
    pub(crate) const fn new() -> Self {
        Self { square: Square { corner: Point::zero(), pixels: 0 }, side: 0, shown: [0; ROWS] }
    }

    /// Takes a place where nothing is shown yet.
    pub(crate) fn place(&mut self, square: Square) {
        (self.square, self.side) = (square, 0);
    }

    /// A frame of one pixel around it.
    pub(crate) fn frame<D: DrawTarget<Color: HeatColor>>(
        &self,
        target: &mut D,
    ) -> Result<(), D::Error> {
        let color = D::Color::heat(64, ColorMap::Grey, Point::zero());
        let frame = Rectangle::new(
            self.square.corner - Point::new_equal(1),
            Size::new_equal(self.square.pixels + 2),
        );
        frame.into_styled(PrimitiveStyle::with_stroke(color, 1)).draw(target)
    }

    /// Shows the levels of a sheet of `side` units, in the middle of the square.
    pub(crate) fn draw<D: DrawTarget<Color: HeatColor>>(
        &mut self,
        side: usize,
        map: ColorMap,
        level: impl Fn(usize, usize) -> u8,
        target: &mut D,
    ) -> Result<(), D::Error> {
        if self.square.pixels == 0 {
            return Ok(()); // it has no place: the display failed before
        }
        let units = side as u32;
        let zoom = Zoom::fit(units, self.square.pixels);
        if self.side != units {
            let all = Rectangle::new(self.square.corner, Size::new_equal(self.square.pixels));
            target.fill_solid(&all, D::Color::DARK)?;
            (self.side, self.shown) = (units, [0; ROWS]);
        }
        let (scale, step) = match zoom {
            Zoom::In(pixels) => (pixels, 1),
            Zoom::Out(units) => (1, units as usize),
        };
        let pixels = zoom.pixels(units);
        let corner = self.square.corner + Size::new_equal(self.square.pixels - pixels) / 2;
        let mut row = [0; ROWS];
        let blocks = side.div_ceil(step);
        for block in 0..blocks {
            let block_level = |k: usize| brightest(&level, side, block * step, k * step, step);
            let top = block as u32 * scale;
            let strip =
                Rectangle::new(corner + Point::new(0, top as i32), Size::new(pixels, scale));
            let whole = blocks <= ROWS;
            if whole {
                for (k, slot) in row[..blocks].iter_mut().enumerate() {
                    *slot = block_level(k);
                }
                let hash = hash(&row[..blocks]);
                if core::mem::replace(&mut self.shown[block], hash) == hash {
                    continue;
                }
            }
            let (row, block_level) = (&row, &block_level);
            let colors = (0..scale).flat_map(move |y| {
                (0..blocks).flat_map(move |k| {
                    let level = if whole { row[k] } else { block_level(k) };
                    let left = k as u32 * scale;
                    (left..left + scale).map(move |x| {
                        D::Color::heat(level, map, Point::new(x as i32, (top + y) as i32))
                    })
                })
            });
            target.fill_contiguous(&strip, colors)?;
        }
        Ok(())
    }
}

/// The highest level of the units of a square.
fn brightest(
    level: impl Fn(usize, usize) -> u8,
    side: usize,
    row: usize,
    column: usize,
    step: usize,
) -> u8 {
    let rows = row..(row + step).min(side);
    let columns = column..(column + step).min(side);
    rows.flat_map(|row| columns.clone().map(move |column| (row, column)))
        .map(|(row, column)| level(row, column))
        .max()
        .unwrap_or(0)
}

/// 32-bit FNV-1a, never 0: that is of rows not shown yet.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    let fold = |hash: u32, &byte: &u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811c_9dc5, fold).max(1)
}
