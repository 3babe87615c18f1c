//! Cells of a sheet as coloured squares.

use crate::colors::Rgb;
use base64::{Engine, prelude::BASE64_STANDARD};
use image::{ImageFormat, RgbImage};
use lissom_experiment::error::Error;
use std::{fmt::Write, io::Cursor};

/// Cells in rows, each some pixels wide and high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Cells in a row.
    columns: u32,
    /// The cells, row by row.
    colors: Vec<Rgb>,
    /// Width and height of a cell.
    cell: (u32, u32),
}

impl Raster {
    /// Cells as wide as high.
    pub fn new(columns: usize, colors: Vec<Rgb>, cell: u32) -> Self {
        Self { columns: columns.max(1) as u32, colors, cell: (cell, cell) }
    }

    /// From one value to the other in `steps`, along a row or, with the largest at the top, a
    /// column of some pixels.
    pub fn ramp((width, height): (u32, u32), color: impl Fn(f64) -> Rgb) -> Self {
        let steps = width.max(height);
        let part = |step: u32| f64::from(step) / f64::from(steps.max(2) - 1);
        let colors = (0..steps)
            .map(|step| color(part(if width < height { steps - 1 - step } else { step })))
            .collect();
        if width < height {
            Self { columns: 1, colors, cell: (width, 1) }
        } else {
            Self { columns: steps, colors, cell: (1, height) }
        }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        let rows = self.colors.len() as u32 / self.columns;
        (self.columns * self.cell.0, rows * self.cell.1)
    }

    /// The same in larger pixels.
    fn image(&self, scale: u32) -> RgbImage {
        let (width, height) = self.size();
        let cell = (self.cell.0 * scale, self.cell.1 * scale);
        RgbImage::from_fn(width * scale, height * scale, |x, y| {
            let place = y / cell.1 * self.columns + x / cell.0;
            image::Rgb(self.colors[place as usize])
        })
    }

    /// Puts it on an image, as far as it is within that.
    pub fn paste(&self, image: &mut RgbImage, (x, y): (u32, u32), scale: u32) {
        image::imageops::replace(image, &self.image(scale), x.into(), y.into());
    }

    /// Writes it as an element of an SVG: a PNG within.
    pub fn embed(&self, svg: &mut String, (x, y): (u32, u32), scale: u32) -> Result<(), Error> {
        let mut png = Vec::new();
        let image = self.image(scale);
        image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png)?;
        let (width, height) = image.dimensions();
        let data = BASE64_STANDARD.encode(png);
        writeln!(
            svg,
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,{data}\"/>"
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_where_they_belong() {
        let colors = (0..6).map(|i| [i, 0, 0]).collect();
        let raster = Raster::new(3, colors, 2);
        assert_eq!(raster.size(), (6, 4));
        let image = raster.image(3);
        assert_eq!(image.dimensions(), (18, 12));
        for (x, y, pixel) in image.enumerate_pixels() {
            assert_eq!(u32::from(pixel.0[0]), y / 6 * 3 + x / 6);
        }
        let ramp = |size| Raster::ramp(size, |part| [(255.0 * part) as u8, 0, 0]).image(1);
        let [upright, flat] = [ramp((3, 9)), ramp((9, 3))];
        assert_eq!([upright.dimensions(), flat.dimensions()], [(3, 9), (9, 3)]);
        assert_eq!([upright.get_pixel(0, 0).0[0], upright.get_pixel(2, 8).0[0]], [255, 0]);
        assert_eq!([flat.get_pixel(0, 2).0[0], flat.get_pixel(8, 0).0[0]], [0, 255]);
    }
}
