//! Charts as SVG and PNG, with a font that is compiled in.

use crate::{
    figure::{FONT, with_font},
    files::Files,
    picture,
};
use lissom_experiment::error::Error;
use plotters::{
    coord::{
        Shift,
        ranged1d::{KeyPointHint, NoDefaultFormatting, ValueFormatter},
    },
    prelude::*,
    series::LineSeries,
};
use std::ops::Range;

/// An axis: numbers, or their logarithms.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What it shows, with its unit.
    pub label: String,
    /// Where it begins and ends.
    pub range: (f64, f64),
    /// The numbers that are written at it.
    pub ticks: Vec<f64>,
    /// Whether equal distances are equal ratios.
    pub log: bool,
}

impl Axis {
    /// Powers of ten, which hold all of some numbers.
    pub fn decades(label: &str, numbers: impl Iterator<Item = f64>) -> Self {
        let positive = numbers.filter(|&number| number > 0.0);
        let (least, most) =
            positive.fold((f64::MAX, f64::MIN_POSITIVE), |(a, b), x| (a.min(x), b.max(x)));
        let (first, last) = (least.log10().floor() as i32, most.log10().ceil() as i32);
        Self {
            label: label.to_owned(),
            range: (10_f64.powi(first), 10_f64.powi(last)),
            ticks: (first..=last).map(|power| 10_f64.powi(power)).collect(),
            log: true,
        }
    }

    /// The number's part of the way from the beginning to the end; below the beginning it is there.
    fn part(&self, number: f64) -> f64 {
        let place = |x: f64| if self.log { x.log10() } else { x };
        let (first, last) = (place(self.range.0), place(self.range.1));
        (place(number.max(self.range.0)) - first) / (last - first)
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, number: &f64, (first, last): (i32, i32)) -> i32 {
        first + (self.part(*number) * f64::from(last - first)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.0..self.range.1
    }
}

impl ValueFormatter<f64> for Axis {
    fn format(number: &f64) -> String {
        let power = number.log10().round();
        let is_power = *number > 0.0 && (number.log10() - power).abs() < 1e-9;
        if !is_power || power.abs() < 2.0 {
            return format!("{}", (number * 1e6).round() / 1e6);
        }
        let digits = |c: char| match c {
            '-' => '⁻',
            c => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][c as usize - '0' as usize],
        };
        format!("10{}", format!("{power}").chars().map(digits).collect::<String>())
    }

    /// Only an axis of decades has powers.
    fn format_ext(&self, number: &f64) -> String {
        if self.log { Self::format(number) } else { format!("{}", (number * 1e6).round() / 1e6) }
    }
}

/// Points with a name.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// What it is of.
    pub name: String,
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// From where to where half of what each point stands for lies, if it stands for several.
    pub spreads: Vec<[f64; 2]>,
}

/// Lines on common axes.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// What is the same for all lines; may be empty.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// From bottom to top, where it is not as in the other panels.
    pub y: Option<Axis>,
}

/// Panels side by side, whose axes are the same unless a panel has its own.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
    /// The panels; lines of the same place in them have the same colour.
    pub panels: Vec<Panel>,
}

/// Blue, vermilion, green, orange, purple, black: distinct for the colour-blind, too.
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(230, 159, 0),
    RGBColor(204, 121, 167),
    RGBColor(40, 40, 40),
];
const PANEL: u32 = 400;
const MARGIN: u32 = 190;
const HEIGHT: u32 = 440;
const GRID: RGBColor = RGBColor(215, 215, 215);

impl Chart {
    /// The same with other numbers at the axis from left to right.
    #[must_use]
    pub fn with_x_ticks(mut self, ticks: &[f64]) -> Self {
        self.x.ticks = ticks.to_vec();
        self
    }

    /// Adds `<name>.svg` and `<name>.png`.
    pub fn add_to(&self, files: &mut Files, name: &str) -> Result<(), Error> {
        with_font();
        let size = (PANEL * self.panels.len().max(1) as u32 + MARGIN, HEIGHT);
        let mut svg = String::new();
        let drawn = self.draw(&SVGBackend::with_string(&mut svg, size).into_drawing_area());
        drawn.map_err(|error| Error::new(format!("{name}.svg: {error}")))?;
        files.text(&format!("{name}.svg"), svg);
        let mut pixels = vec![0; 3 * (size.0 * size.1) as usize];
        let drawn = self.draw(&BitMapBackend::with_buffer(&mut pixels, size).into_drawing_area());
        drawn.map_err(|error| Error::new(format!("{name}.png: {error}")))?;
        files.png(name, picture::of_rgb(&pixels, size.0));
        Ok(())
    }

    fn draw<B: DrawingBackend>(
        &self,
        area: &DrawingArea<B, Shift>,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        area.fill(&WHITE)?;
        let title =
            area.margin(8, 0, 0, 0).titled(&self.title, (FONT, 19).into_font().color(&BLACK))?;
        let (panels, legend) = title.split_horizontally((PANEL * self.panels.len() as u32) as i32);
        for (area, panel) in panels.split_evenly((1, self.panels.len())).iter().zip(&self.panels) {
            self.panel(area, panel)?;
        }
        let lines = self.panels.first().map_or(&[][..], |panel| &panel.lines);
        for ((line, color), row) in lines.iter().zip(COLORS).zip(0..) {
            let y = 60 + 24 * row;
            legend.draw(&PathElement::new([(4, y), (28, y)], color.stroke_width(2)))?;
            legend.draw(&Circle::new((16, y), 4, color.filled()))?;
            let style = (FONT, 15).into_font().color(&BLACK);
            legend.draw(&Text::new(line.name.clone(), (36, y - 7), style))?;
        }
        area.present()
    }

    fn panel<B: DrawingBackend>(
        &self,
        area: &DrawingArea<B, Shift>,
        panel: &Panel,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let y = panel.y.as_ref().unwrap_or(&self.y);
        let mut chart = ChartBuilder::on(area)
            .caption(&panel.title, (FONT, 16))
            .margin(8)
            .x_label_area_size(46)
            .y_label_area_size(64)
            .build_cartesian_2d(self.x.clone(), y.clone())?;
        chart
            .configure_mesh()
            .x_desc(&self.x.label)
            .y_desc(&y.label)
            .axis_desc_style((FONT, 15))
            .label_style((FONT, 14))
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .draw()?;
        for (line, color) in panel.lines.iter().zip(COLORS) {
            chart.draw_series(LineSeries::new(line.points.clone(), color.stroke_width(2)))?;
            let dots = line.points.iter().map(|&point| Circle::new(point, 4, color.filled()));
            chart.draw_series(dots)?;
            let bar = |(&(x, _), &[low, high]): (&(f64, f64), &[f64; 2])| {
                PathElement::new([(x, low), (x, high)], color.stroke_width(1))
            };
            chart.draw_series(line.points.iter().zip(&line.spreads).map(bar))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decades_hold_all_numbers() {
        let axis = Axis::decades("error", [3e-4, 0.0, 0.02].into_iter());
        assert_eq!(axis.ticks.len(), 4);
        assert!((axis.range.0 - 1e-4).abs() < 1e-18 && (axis.range.1 - 0.1).abs() < 1e-15);
        assert_eq!([1e-4, 0.1, 12.0, 0.0].map(|x| Axis::format(&x)), ["10⁻⁴", "0.1", "12", "0"]);
        let linear = Axis { log: false, ..axis.clone() };
        assert_eq!([axis.format_ext(&100.0), linear.format_ext(&100.0)], ["10²", "100"]);
        assert_eq!([0.0, 1e-4, 1e-1].map(|x| axis.map(&x, (300, 0))), [300, 300, 0]);
    }
}
