//! How selective every unit is.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    heat::{Bar, cell},
    map::brightest,
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::Colors;
use lissom::{
    orientation::OrientationMap,
    side::{Dyn, Side},
};
use plotters::prelude::DrawingBackend;

/// Selectivities with a bar of colours.
#[derive(Debug, Clone)]
pub struct SelectivityPanel<'a> {
    map: &'a OrientationMap<Dyn>,
    bar: Bar,
}

impl<'a> SelectivityPanel<'a> {
    /// Those of a map, from 0.
    pub fn new(map: &'a OrientationMap<Dyn>) -> Self {
        Self { map, bar: Bar::even(0.0, brightest(map)) }
    }

    fn sheet(&self) -> (u32, u32) {
        let side = self.map.side().get();
        let pixels = side as u32 * cell(side);
        (pixels, pixels)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = self.sheet();
        (width + Bar::SIZE, TITLE + height)
    }

    /// The sheet and the bar.
    pub fn rasters(&self, colors: Colors) -> Vec<Placed> {
        let side = self.map.side().get();
        let [_, _, most] = self.bar.values;
        let units = self.map.units().iter();
        let units = units.map(|unit| colors.of(f64::from(unit.selectivity) / 65_535.0 / most));
        let sheet = Raster::new(side, units.collect(), cell(side));
        vec![((0, TITLE), sheet), self.bar.raster(self.sheet(), |part| colors.of(part))]
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let mean = f64::from(self.map.selectivity()) / 65_535.0;
        let title = format!("selectivity, mean {mean:.3}");
        canvas.fit((0, TITLE as i32 / 2), Anchor::Left, (self.size().0, 15), &title)?;
        canvas.frame((0, TITLE as i32), self.sheet())?;
        self.bar.draw(canvas, self.sheet())
    }
}
