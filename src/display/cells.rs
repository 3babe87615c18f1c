//! Cells: squares of equal pixels.

use super::color::{ColorMap, HeatColor};
use core::iter::repeat_n;
use embedded_graphics::geometry::Point;

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

/// The colours of a grid of levels, pixel row by pixel row, each level a square of `scale` pixels.
pub(super) fn colors<C: HeatColor, R: Iterator<Item = u8> + Clone>(
    rows: impl Iterator<Item = R>,
    scale: u32,
    map: ColorMap,
) -> impl Iterator<Item = C> {
    let scale = scale as usize;
    let pixel_rows = rows.flat_map(move |row| repeat_n(row, scale));
    pixel_rows.enumerate().flat_map(move |(y, row)| {
        let levels = row.flat_map(move |level| repeat_n(level, scale));
        levels
            .enumerate()
            .map(move |(x, level)| C::heat(level, map, Point::new(x as i32, y as i32)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_graphics::pixelcolor::Gray8;
    use std::vec::Vec;

    #[test]
    fn a_cell_is_a_square() {
        let rows = [[1, 2], [3, 4]].into_iter().map(|row| row.into_iter());
        let colors: Vec<_> = colors::<Gray8, _>(rows, 2, ColorMap::Grey).collect();
        let expected = [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4];
        assert_eq!(colors, expected.map(Gray8::new));
        assert_eq!([scale(0), scale(3), scale(u32::MAX), gap(0)], [1, 3, MAX_PIXELS, 0]);
    }
}
