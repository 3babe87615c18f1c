//! Pictures of sheets and weights.

mod stages;

pub use stages::{modules, stages};

use crate::colors::{self, Colors, Rgb};
use embedded_graphics::{
    image::{Image, ImageDrawable},
    mono_font::{MonoFont, MonoTextStyle, ascii::FONT_8X13},
    pixelcolor::Rgb888,
    prelude::*,
    primitives::Rectangle,
    text::{Baseline, Text},
};
use embedded_graphics_simulator::SimulatorDisplay;
use lissom_lab::any_projection::AnyProjection;

/// A picture in memory.
pub type Picture = SimulatorDisplay<Rgb888>;

const BACKGROUND: Rgb888 = Rgb888::new(24, 26, 32);
const LINES: Rgb888 = Rgb888::new(70, 76, 90);
const GAP: u32 = 8;
const FONT: MonoFont<'static> = FONT_8X13;
const TITLE: u32 = FONT.character_size.height + 2;

/// Pixels per unit that make a sheet about `pixels` wide.
pub fn scale(side: usize, pixels: u32) -> u32 {
    (pixels / side.max(1) as u32).max(1)
}

/// A drawable by itself.
pub fn alone(drawable: &impl ImageDrawable<Color = Rgb888>) -> Picture {
    let mut picture = Picture::new(drawable.size());
    let Ok(()) = Image::new(drawable, Point::zero()).draw(&mut picture);
    picture
}

/// A picture of three bytes for each pixel, row by row.
pub fn of_rgb(bytes: &[u8], width: u32) -> Picture {
    let (pixels, _) = bytes.as_chunks();
    let size = Size::new(width, pixels.len() as u32 / width.max(1));
    let mut picture = Picture::new(size);
    let colors = pixels.iter().map(|&[red, green, blue]| Rgb888::new(red, green, blue));
    let Ok(()) = picture.fill_contiguous(&picture.bounding_box(), colors);
    picture
}

fn paste(source: &Picture, at: Point, target: &mut Picture) {
    let area = Rectangle::new(at, source.size());
    let colors = source.bounding_box().points().map(|point| source.get_pixel(point));
    let Ok(()) = target.fill_contiguous(&area, colors);
}

/// Pictures below their titles, from left to right in rows up to `width` pixels wide.
pub fn flow(pictures: &[(String, &Picture)], width: u32) -> Picture {
    let (mut x, mut y, mut row, mut widest) = (GAP, GAP, 0, 0);
    let mut places = Vec::new();
    for (title, picture) in pictures {
        let size = picture.size();
        let cell = size.width.max(title.chars().count() as u32 * FONT.character_size.width);
        if x > GAP && x + cell + GAP > width {
            (x, y, row) = (GAP, y + row + GAP, 0);
        }
        places.push(Point::new(x as i32, y as i32));
        x += cell + GAP;
        row = row.max(size.height + TITLE);
        widest = widest.max(x);
    }
    let size = Size::new(widest, y + row + GAP);
    let mut sheet = Picture::with_default_color(size, BACKGROUND);
    for ((title, picture), place) in pictures.iter().zip(places) {
        let style = MonoTextStyle::new(&FONT, Rgb888::WHITE);
        let Ok(_) = Text::with_baseline(title, place, style, Baseline::Top).draw(&mut sheet);
        paste(picture, place + Size::new(0, TITLE), &mut sheet);
    }
    sheet
}

/// The widest picture of tiles, in pixels.
const WIDEST: u32 = 9600;

/// The tiles of a projection, with lines between them, and how many there are in a row: those of
/// the middle units where all would be wider than 9600 pixels.
pub fn tiles(
    projection: &dyn AnyProjection,
    scale: u32,
    shared: bool,
    signed: bool,
) -> (Picture, usize) {
    middle_tiles(WIDEST, projection, scale, shared, signed)
}

fn middle_tiles(
    widest: u32,
    projection: &dyn AnyProjection,
    scale: u32,
    shared: bool,
    signed: bool,
) -> (Picture, usize) {
    let [input, output] = projection.sides();
    let step = input as u32 * scale + 1;
    let shown = (output as u32).min((widest + 1) / step).max(1);
    let first = (output - shown as usize) / 2;
    let largest = |weights: &mut dyn Iterator<Item = f64>| {
        weights.fold(f64::MIN_POSITIVE, |most, weight| most.max(weight.abs()))
    };
    let common = if shared { Some(largest(&mut *projection.packed())) } else { None };
    let mut picture = Picture::with_default_color(Size::new_equal(shown * step - 1), LINES);
    for (row, column) in (0..shown).flat_map(|row| (0..shown).map(move |column| (row, column))) {
        let cells = projection.field(first + row as usize, first + column as usize);
        let largest = common.unwrap_or_else(|| largest(&mut cells.iter().copied()));
        let colors = cells.iter().map(|weight| {
            let part = weight / largest;
            if signed { colors::signed(part) } else { Colors::Grey.of(part) }
        });
        let colors: Vec<_> =
            colors.map(|[red, green, blue]| Rgb888::new(red, green, blue)).collect();
        let area = Rectangle::new(
            Point::new((column * step) as i32, (row * step) as i32),
            Size::new_equal(step - 1),
        );
        let cell = |at: u32| (at / scale) as usize;
        let pixels = (0..step - 1).flat_map(|y| (0..step - 1).map(move |x| (x, y)));
        let pixels = pixels.map(|(x, y)| colors[cell(y) * input + cell(x)]);
        let Ok(()) = picture.fill_contiguous(&area, pixels);
    }
    (picture, shown as usize)
}

/// A square sheet of some values, about `pixels` wide.
fn sheet(values: &[f64], pixels: u32, color: impl Fn(f64) -> Rgb) -> Picture {
    let side = values.len().isqrt();
    let cell = scale(side, pixels) as usize;
    let mut bytes = Vec::with_capacity(3 * values.len() * cell * cell);
    for row in values.chunks_exact(side.max(1)) {
        let row: Vec<_> =
            row.iter().flat_map(|&value| [color(value)].repeat(cell)).flatten().collect();
        bytes.extend(row.repeat(cell));
    }
    of_rgb(&bytes, (side * cell) as u32)
}

/// Activities from 0 to 1.
pub fn activity(values: &[f64], pixels: u32) -> Picture {
    sheet(values, pixels, |value| Colors::default().of(value))
}

/// A picture on the retina, in grey.
pub fn retina(values: &[f64], pixels: u32) -> Picture {
    sheet(values, pixels, |value| Colors::Grey.of(value))
}

/// Values of both signs around 0, row by row.
pub fn signed(values: &[f64], pixels: u32) -> Picture {
    let largest = values.iter().fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
    sheet(values, pixels, |value| colors::signed(value / largest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{InitialWeights, side::Dyn, weights::OwnedProjection};

    #[test]
    fn wide_pictures_show_the_middle() {
        let [input, output] = [6, 7].map(|side| Dyn::new(side).unwrap());
        let initial = InitialWeights::cortex(2.0, Some(1));
        let projection = OwnedProjection::<f64>::new(input, output, 2.0, initial).unwrap();
        let tiles = |widest| middle_tiles(widest, &projection, 2, false, false);
        let ((all, seven), (middle, three)) = (tiles(90), tiles(40));
        assert_eq!((seven, all.size()), (7, Size::new_equal(7 * 13 - 1)));
        assert_eq!((three, middle.size()), (3, Size::new_equal(3 * 13 - 1)));
        for point in middle.bounding_box().points() {
            assert_eq!(middle.get_pixel(point), all.get_pixel(point + Size::new_equal(2 * 13)));
        }
        assert_eq!(tiles(1).1, 1);
    }
}
