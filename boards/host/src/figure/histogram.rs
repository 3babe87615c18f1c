//! How many units prefer each orientation.

use super::{
    canvas::{Anchor, Canvas, Drawn, FONT, rgb},
    panel::TITLE,
};
use lissom::{orientation::OrientationMap, side::Dyn};
use lissom_experiment::measured_map::BINS;
use plotters::prelude::*;

/// Units by preference, and how many there would be if all were preferred alike.
#[derive(Debug, Clone)]
pub struct HistogramPanel {
    units: [u32; BINS],
}

const SIZE: (u32, u32) = (370, 340);
const BARS: RGBColor = RGBColor(120, 120, 120);
const UNIFORM: [u8; 3] = [204, 36, 29];

impl HistogramPanel {
    /// Those of a map.
    pub fn new(map: &OrientationMap<Dyn>) -> Self {
        Self { units: map.histogram() }
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        SIZE
    }

    fn uniform(&self) -> f64 {
        f64::from(self.units.iter().sum::<u32>()) / BINS as f64
    }

    /// All of it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let scale = canvas.scale();
        let points = |size: u32| size * scale;
        let text = |size| (FONT, points(size)).into_font();
        let uniform = self.uniform();
        let title = format!("preferences; line: all alike, {uniform:.0} units in each bin");
        canvas.fit((0, TITLE as i32 / 2), Anchor::Left, (SIZE.0, 15), &title)?;
        let most = self.units.iter().max().copied().unwrap_or(0).max(1);
        let degrees = (0..180_u32).with_key_points(vec![0, 45, 90, 135, 180]);
        let area = canvas.chart((0, TITLE as i32), (SIZE.0, SIZE.1 - TITLE));
        let mut chart = ChartBuilder::on(&area)
            .margin(points(4))
            .margin_right(points(16))
            .x_label_area_size(points(44))
            .y_label_area_size(points(54))
            .build_cartesian_2d(degrees, 0.0..f64::from(most) * 1.08)?;
        chart
            .configure_mesh()
            .disable_mesh()
            .x_desc("preferred orientation (°)")
            .y_desc("units")
            .y_label_formatter(&|units| format!("{units:.0}"))
            .y_labels(6)
            .axis_desc_style(text(13))
            .label_style(text(12))
            .draw()?;
        let width = 180 / BINS as u32;
        let bars = self.units.iter().zip(0..).map(|(&units, bin)| {
            let (left, right) = (bin * width, (bin + 1) * width);
            Rectangle::new([(left, 0.0), (right, f64::from(units))], BARS.filled())
        });
        chart.draw_series(bars)?;
        let line = [(0, uniform), (180, uniform)];
        let style = rgb(UNIFORM).stroke_width(points(2));
        chart.draw_series([PathElement::new(line, style)])?;
        Ok(())
    }
}
