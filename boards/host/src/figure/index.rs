//! An index of every unit, of −1 to 1.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    heat::{Bar, cell},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::signed;
use lissom::side::{Dyn, Side};
use plotters::prelude::DrawingBackend;

/// A sheet of indices with a bar of colours, white at 0.
#[derive(Debug, Clone)]
pub struct IndexPanel<'a> {
    title: String,
    side: usize,
    units: &'a [f64],
}

impl<'a> IndexPanel<'a> {
    /// Of the units of a sheet, row by row.
    pub fn new(title: String, side: Dyn, units: &'a [f64]) -> Self {
        Self { title, side: side.get(), units }
    }

    const BAR: Bar = Bar::even(-1.0, 1.0);

    fn sheet(&self) -> (u32, u32) {
        let pixels = self.side as u32 * cell(self.side);
        (pixels, pixels)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = self.sheet();
        (width + Bar::SIZE, TITLE + height)
    }

    /// The sheet and the bar.
    pub fn rasters(&self) -> Vec<Placed> {
        let cells = self.units.iter().map(|&index| signed(index)).collect();
        let sheet = Raster::new(self.side, cells, cell(self.side));
        vec![((0, TITLE), sheet), Self::BAR.raster(self.sheet(), |part| signed(2.0 * part - 1.0))]
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        canvas.fit((0, TITLE as i32 / 2), Anchor::Left, (self.size().0, 15), &self.title)?;
        canvas.frame((0, TITLE as i32), self.sheet())?;
        Self::BAR.draw(canvas, self.sheet())
    }
}
