//! Figures of a training, as one can publish them: PNG in any resolution, or SVG.

mod canvas;
mod caption;
mod connections;
mod development;
mod fields;
mod folder;
mod heat;
mod histogram;
mod index;
mod lateral;
mod map;
mod measured;
mod panel;
mod raster;
mod selectivity;
mod spectrum;

pub use canvas::{FONT, with_font};
pub use caption::Caption;
pub use connections::Connections;
pub use development::{Titled, one_by_one, side_by_side};
pub use fields::FieldsPanel;
pub use folder::{Folder, SavedMap};
pub use histogram::HistogramPanel;
pub use index::IndexPanel;
pub use lateral::LateralPanel;
pub use map::{MapPanel, brightest};
pub use measured::{add_map, add_second};
pub use panel::Panel;
pub use selectivity::SelectivityPanel;
pub use spectrum::SpectrumPanel;

use crate::{
    colors::Colors,
    files::Files,
    picture::{self, Picture},
};
use canvas::{Anchor, Canvas, Drawn};
use clap::{Args, ValueEnum, value_parser};
use image::RgbImage;
use lissom_experiment::error::Error;
use plotters::{coord::Shift, prelude::*};
use std::fmt::Write;

/// The kind of a figure's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Kind {
    /// Pixels
    #[default]
    Png,
    /// Lines and text, with the sheets as pictures within
    Svg,
}

/// How figures are drawn.
#[derive(Debug, Clone, Copy, Args)]
pub struct Style {
    /// The kind of file
    #[arg(long, value_enum, default_value = "png")]
    pub format: Kind,
    /// Pixels for a point, 1 to 8: 2 for a page, 4 for a poster
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(1..=8))]
    pub scale: u32,
    /// The colours of selectivity, of power, and of weights without a sign
    #[arg(long, value_enum, default_value = "inferno")]
    pub colors: Colors,
}

impl Default for Style {
    fn default() -> Self {
        Self { format: Kind::default(), scale: 1, colors: Colors::default() }
    }
}

/// Panels in rows below a title.
#[derive(Debug, Clone)]
pub struct Figure<'a> {
    /// What it is of.
    pub title: String,
    /// The panels, row by row.
    pub panels: Vec<Panel<'a>>,
    /// The most panels in a row.
    pub columns: usize,
}

const GAP: u32 = 18;
const HEADING: u32 = 34;

impl Figure<'_> {
    /// The places of all panels, and the size of the whole.
    fn layout(&self) -> (Vec<(u32, u32)>, (u32, u32)) {
        let columns = self.columns.clamp(1, self.panels.len().max(1));
        let sizes: Vec<_> = self.panels.iter().map(Panel::size).collect();
        let widths: Vec<_> = (0..columns)
            .map(|column| sizes.iter().skip(column).step_by(columns).map(|size| size.0).max())
            .map(Option::unwrap_or_default)
            .collect();
        let (mut places, mut y) = (Vec::new(), HEADING);
        for row in sizes.chunks(columns) {
            let mut x = GAP;
            for width in widths.iter().take(row.len()) {
                places.push((x, y));
                x += width + GAP;
            }
            y += row.iter().map(|size| size.1).max().unwrap_or(0) + GAP;
        }
        (places, (widths.iter().map(|width| width + GAP).sum::<u32>() + GAP, y))
    }

    fn rasters(&self, colors: Colors) -> impl Iterator<Item = panel::Placed> {
        let (places, _) = self.layout();
        self.panels.iter().zip(places).flat_map(move |(panel, (left, top))| {
            let rasters = panel.rasters(colors).into_iter();
            rasters.map(move |((x, y), raster)| ((left + x, top + y), raster))
        })
    }

    /// Everything but the rasters, which are below it.
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, scale: u32) -> Drawn<B> {
        let canvas = Canvas::new(area, scale);
        let (places, (width, _)) = self.layout();
        let room = width.saturating_sub(2 * GAP);
        canvas.fit((GAP as i32, 19), Anchor::Left, (room, 17), &self.title)?;
        for (panel, place) in self.panels.iter().zip(places) {
            panel.draw(&canvas.at(place))?;
        }
        area.present()
    }

    /// As pixels.
    pub fn picture(&self, style: &Style) -> Result<Picture, Error> {
        with_font();
        let (_, (width, height)) = self.layout();
        let (width, height) = (width * style.scale, height * style.scale);
        let mut image = RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
        for ((x, y), raster) in self.rasters(style.colors) {
            raster.paste(&mut image, (x * style.scale, y * style.scale), style.scale);
        }
        let backend = BitMapBackend::with_buffer(&mut image, (width, height));
        let drawn = self.draw(&backend.into_drawing_area(), style.scale);
        drawn.map_err(|error| Error::new(format!("the figure: {error}")))?;
        Ok(picture::of_rgb(&image, width))
    }

    /// As SVG.
    pub fn svg(&self, style: &Style) -> Result<String, Error> {
        with_font();
        let (_, (width, height)) = self.layout();
        let size @ (width, height) = (width * style.scale, height * style.scale);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n"
        );
        for ((x, y), raster) in self.rasters(style.colors) {
            raster.embed(&mut svg, (x * style.scale, y * style.scale), style.scale)?;
        }
        let mut above = String::new();
        let backend = SVGBackend::with_string(&mut above, size);
        let drawn = self.draw(&backend.into_drawing_area(), style.scale);
        drawn.map_err(|error| Error::new(format!("the figure: {error}")))?;
        writeln!(svg, "{above}</svg>")?;
        Ok(svg)
    }

    /// Adds `<name>.png` or `<name>.svg`.
    pub fn add_to(&self, files: &mut Files, name: &str, style: &Style) -> Result<(), Error> {
        match style.format {
            Kind::Png => files.png(name, self.picture(style)?),
            Kind::Svg => files.text(&format!("{name}.svg"), self.svg(style)?),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_graphics::{
        geometry::{OriginDimensions, Point},
        pixelcolor::{Rgb888, RgbColor},
    };
    use lissom::{
        geometry::OwnedField,
        orientation::{Orientation, OrientationMap, Preference},
        side::Dyn,
    };

    fn map(side: usize) -> OrientationMap<Dyn> {
        let mut map = OrientationMap::with_side(Dyn::new(side).unwrap());
        map.fill_with(|row, column| Preference {
            orientation: Orientation((row * row * 4001 + column * 15_013) as u16),
            selectivity: (row * 7919 + column * 104_729) as u16,
        });
        map
    }

    fn weights(side: usize, radius: f64) -> Connections {
        let side = Dyn::new(side).unwrap();
        let field = OwnedField::new(side, side, radius).unwrap();
        let weights = (0..field.view().connections()).map(|i| (i % 97) as f64 * 1e-4).collect();
        Connections::new(field, weights).unwrap()
    }

    fn figure(map: &OrientationMap<Dyn>, side: usize, period: Option<f64>) -> Figure<'_> {
        let [on, off] = [weights(side, 5.0), weights(side, 5.0)];
        let titled = Titled { map, title: "preference × selectivity".to_owned(), period };
        let panels = vec![
            Panel::Map(MapPanel::of(&titled)),
            Panel::Selectivity(SelectivityPanel::new(map)),
            Panel::Spectrum(SpectrumPanel::new(map, period)),
            Panel::Histogram(HistogramPanel::new(map)),
            Panel::Fields(FieldsPanel::new(&[on.clone(), off]).unwrap()),
            Panel::Lateral(LateralPanel::new((map, 0), "inhibitory", &on, [side - 1, 0])),
        ];
        let title = "lissom-or 160 LGN 160 retina 255 faces fixed16, seeds \
            18446744073709551615 18446744073709551614 18446744073709551613, \
            after 4294967295 presentations";
        Figure { title: title.to_owned(), panels, columns: 2 }
    }

    #[test]
    fn nothing_is_cut() {
        for (side, period) in [(1, None), (13, Some(13.0)), (150, Some(41.2))] {
            let map = map(side);
            let figure = figure(&map, side, period);
            let picture = figure.picture(&Style::default()).unwrap();
            let size = picture.size();
            assert!(size.width < 1000 && size.height < 1400, "{side}: {size}");
            let (right, below) = (size.width as i32, size.height as i32);
            for edge in 0..4 {
                let across = (0..right).flat_map(|x| [(x, edge), (x, below - 1 - edge)]);
                let down = (0..below).flat_map(|y| [(edge, y), (right - 1 - edge, y)]);
                for (x, y) in across.chain(down) {
                    assert_eq!(
                        picture.get_pixel(Point::new(x, y)),
                        Rgb888::WHITE,
                        "{side} {x} {y}"
                    );
                }
            }
        }
    }

    #[test]
    fn scale_enlarges_the_whole() {
        let map = map(9);
        let titled = Titled { map: &map, title: "a map".to_owned(), period: Some(4.0) };
        let panels = vec![Panel::Map(MapPanel::of(&titled))];
        let figure = Figure { title: "small".to_owned(), panels, columns: 1 };
        let [one, three] =
            [1, 3].map(|scale| figure.picture(&Style { scale, ..Style::default() }).unwrap());
        assert_eq!(three.size(), one.size() * 3);
        // the middle of a unit, below no pinwheel
        let unit = |scale: i32| Point::new(34 * scale, (HEADING + 40) as i32 * scale);
        assert_eq!(one.get_pixel(unit(1)), three.get_pixel(unit(3)));
        assert_ne!(one.get_pixel(unit(1)), Rgb888::WHITE);
    }

    /// Names of elements in the order of their tags: none is open at the end.
    fn is_balanced(svg: &str) -> bool {
        let mut open = Vec::new();
        for tag in svg.split('<').skip(1) {
            let Some((tag, _)) = tag.split_once('>') else { return false };
            let name = tag.split([' ', '/']).find(|name| !name.is_empty());
            match (tag.starts_with('/'), tag.ends_with('/')) {
                (true, _) if open.pop() != name => return false,
                (false, false) => open.extend(name),
                _ => {}
            }
        }
        open.is_empty()
    }

    #[test]
    fn an_svg_is_whole_and_small() {
        let map = map(48);
        let mut figure = figure(&map, 48, Some(12.0));
        figure.title = "a < b & \"c\"".to_owned();
        let svg = figure.svg(&Style::default()).unwrap();
        assert!(is_balanced(&svg) && !is_balanced(&svg[..svg.len() - 8]));
        assert!(svg.len() < 400_000, "{}", svg.len());
        assert!(svg.contains("a &lt; b &amp; &quot;c&quot;") && !svg.contains("a < b"));
        assert_eq!(svg.matches("data:image/png;base64,").count(), 10);
        for text in ["157.5°", "Λ 12.0 units", "selectivity, mean", "ON − OFF", "√weight"] {
            assert!(svg.contains(text), "{text}");
        }
    }
}
