//! The figure.

use embedded_graphics::{image::Image, pixelcolor::Rgb888, prelude::*};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use lissom::{
    DynSheet, Fixed16,
    display::{ColorMap, HeatMap, HueMap},
    orientation::{OrientationMap, Topology},
    side::Dyn,
};
use std::{error::Error, path::Path};

/// Pixels across a panel, and between two.
const PANEL: i32 = 384;
const GAP: i32 = 12;

/// Three panels across and two down.
#[derive(Debug)]
pub struct Figure(SimulatorDisplay<Rgb888>);

impl Figure {
    /// Nothing on white.
    pub fn new() -> Self {
        let size = Size::new((3 * PANEL + 4 * GAP) as u32, (2 * PANEL + 3 * GAP) as u32);
        let mut display = SimulatorDisplay::new(size);
        let _ = display.clear(Rgb888::WHITE);
        Self(display)
    }

    /// A map whose selectivity is shown `gain` times as bright.
    pub fn map(&mut self, at: [i32; 2], map: &OrientationMap<Dyn>, gain: u8) {
        let scale = scale_of(map.units().len());
        let picture = HueMap::new(map).scale(scale).gain(gain).pinwheels(Topology::Plane);
        let _ = Image::new(&picture, place(at)).draw(&mut self.0);
    }

    /// Activity: of the retina in grey, of V1 in colours.
    pub fn sheet(&mut self, at: [i32; 2], sheet: &DynSheet<Fixed16>, colors: ColorMap) {
        let scale = scale_of(sheet.units().len());
        let picture = HeatMap::new(sheet).scale(scale).color_map(colors);
        let _ = Image::new(&picture, place(at)).draw(&mut self.0);
    }

    /// Writes a PNG file.
    pub fn write(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let settings = OutputSettingsBuilder::new().build();
        self.0.to_rgb_output_image(&settings).save_png(path)?;
        Ok(())
    }
}

fn place([row, column]: [i32; 2]) -> Point {
    Point::new(GAP + column * (PANEL + GAP), GAP + row * (PANEL + GAP))
}

/// Pixels of a unit.
const fn scale_of(units: usize) -> u32 {
    PANEL as u32 / units.isqrt() as u32
}
