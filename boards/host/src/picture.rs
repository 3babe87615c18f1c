//! Pictures of sheets and weights, drawn as on a display.

use crate::trace::{Record, Trace, Values, title};
use embedded_graphics::{
    image::{Image, ImageDrawable, ImageDrawableExt},
    mono_font::{MonoFont, MonoTextStyle, ascii::FONT_8X13},
    pixelcolor::Rgb888,
    prelude::*,
    primitives::{PrimitiveStyle, Rectangle},
    text::{Baseline, Text},
};
use embedded_graphics_simulator::SimulatorDisplay;
use lissom::{
    Projection, Signal, Stage,
    display::{ColorMap, ConnectionFields, HeatMap, Panel, Range, Stages},
    number::{Activity, Weight},
    side::{Dyn, Side},
};

/// A picture in memory.
pub type Picture = SimulatorDisplay<Rgb888>;

const BACKGROUND: Rgb888 = Rgb888::new(24, 26, 32);
const LINES: Rgb888 = Rgb888::new(70, 76, 90);
const GAP: u32 = 8;
const FONT: MonoFont<'static> = FONT_8X13;
const TITLE: u32 = FONT.character_size.height + 2;
/// Pixels above a sheet in a row of stages.
const STAGE_TITLE: u32 = 9;

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

/// Rows one below the other, each with a distance from the left, and a frame around each sheet.
fn stack(rows: &[(u32, Row)]) -> Picture {
    let width = rows.iter().map(|(left, row)| left + row.picture.size().width).max();
    let height = rows.iter().map(|(_, row)| row.picture.size().height + GAP).sum::<u32>();
    let size = Size::new(width.unwrap_or(0) + 2 * GAP, height + GAP);
    let mut all = Picture::with_default_color(size, Rgb888::BLACK);
    let mut y = GAP;
    for (left, row) in rows {
        let place = Point::new((left + GAP) as i32, y as i32);
        paste(&row.picture, place, &mut all);
        for sheet in &row.sheets {
            let frame = sheet.translate(place).offset(1);
            let style = PrimitiveStyle::with_stroke(LINES, 1);
            let Ok(()) = frame.into_styled(style).draw(&mut all);
        }
        y += row.picture.size().height + GAP;
    }
    all
}

/// The widest picture of tiles, in pixels.
const WIDEST: u32 = 9600;

/// The tiles of a projection, with lines between them, and how many there are in a row: those of
/// the middle units where all would be wider than 9600 pixels.
pub fn tiles<W: Weight>(
    projection: Projection<'_, W, Dyn, Dyn>,
    scale: u32,
    shared: bool,
    signed: bool,
) -> (Picture, usize) {
    middle_tiles(WIDEST, projection, scale, shared, signed)
}

fn middle_tiles<W: Weight>(
    widest: u32,
    projection: Projection<'_, W, Dyn, Dyn>,
    scale: u32,
    shared: bool,
    signed: bool,
) -> (Picture, usize) {
    let map = if signed { ColorMap::Diverging } else { ColorMap::Grey };
    let fields = ConnectionFields::new(projection).scale(scale).gap(1);
    let fields = fields.shared_range(shared).color_map(map);
    let fields = if signed { fields.symmetric() } else { fields };
    let [input, output] =
        [projection.field().input(), projection.field().output()].map(|side| side.get() as u32);
    let step = input * scale + 1;
    let shown = output.min((widest + 1) / step).max(1);
    let (first, side) = (((output - shown) / 2 * step) as i32, shown * step - 1);
    let middle = Rectangle::new(Point::new(first, first), Size::new_equal(side));
    let mut picture = alone(&fields.sub_image(&middle));
    for line in (1..shown).map(|tile| tile * step - 1) {
        for (x, y, width, height) in [(line, 0, 1, side), (0, line, side, 1)] {
            let area = Rectangle::new(Point::new(x as i32, y as i32), Size::new(width, height));
            let Ok(()) = picture.fill_solid(&area, LINES);
        }
    }
    (picture, shown as usize)
}

/// Activities from 0 to 1.
pub fn activity<A: Activity>(signal: Signal<'_, A>, pixels: u32) -> Picture {
    let map = HeatMap::new(signal).color_map(ColorMap::Perceptual);
    alone(&map.scale(scale(signal.side(), pixels)))
}

/// Values of both signs around 0, row by row.
pub fn signed(values: &[f64], pixels: u32) -> Picture {
    let signal = Signal::<f64>::Activity(values);
    let map = HeatMap::new(signal).range(Range::Symmetric).color_map(ColorMap::Diverging);
    alone(&map.scale(scale(signal.side(), pixels)))
}

fn panel<'a, A: Activity>(title: &'a str, values: &'a Values<A>) -> Panel<'a, A> {
    let plain = Panel::new(title, values.signal());
    let range = match values {
        Values::Activity(_) => plain.range,
        Values::Response(_) => Range::Auto,
    };
    Panel { range, color_map: ColorMap::Perceptual, ..plain }
}

/// Stages side by side, and where their sheets are.
struct Row {
    picture: Picture,
    sheets: Vec<Rectangle>,
}

/// Each about `pixels` wide.
fn row<A: Activity>(panels: &[(String, &Values<A>)], pixels: u32) -> Row {
    let stage = |(title, values): &(String, &Values<A>)| {
        let panels = [panel(title, values)];
        alone(&Stages::new(&panels).scale(scale(values.signal().side(), pixels)))
    };
    let stages: Vec<_> = panels.iter().map(stage).collect();
    let width = stages.iter().map(|stage| stage.size().width + GAP).sum::<u32>();
    let height = stages.iter().map(|stage| stage.size().height).max().unwrap_or(0);
    let mut row = Row {
        picture: Picture::new(Size::new(width.saturating_sub(GAP), height)),
        sheets: Vec::new(),
    };
    let mut place = Point::zero();
    for stage in &stages {
        paste(stage, place, &mut row.picture);
        let sheet = stage.size().saturating_sub(Size::new(0, STAGE_TITLE));
        row.sheets.push(Rectangle::new(place + Size::new(0, STAGE_TITLE), sheet));
        place.x += (stage.size().width + GAP) as i32;
    }
    row
}

/// The most steps from the beginning and to the end that a picture shows.
const STEPS: u16 = 6;

/// All stages: the way to V1 in the first row, below it V1, excitation and inhibition step by step.
/// It shows the first and last six steps where there are more than twelve. Responses have a range
/// of their own.
pub fn stages<A: Activity>(trace: &Trace<A>, pixels: u32) -> Picture {
    let steps = trace.steps();
    let seen = |step: u16| step <= STEPS || step + STEPS > steps;
    let of = |wanted: fn(Stage) -> Option<u16>| -> Vec<_> {
        let records = trace.records.iter().filter(|record| wanted(record.stage).is_some_and(seen));
        records.map(|record| (title(record.stage), &record.output)).collect()
    };
    let first = of(|stage| match stage {
        Stage::V1(_) | Stage::Excitatory(_) | Stage::Inhibitory(_) => None,
        _ => Some(0),
    });
    let v1 = of(|stage| if let Stage::V1(step) = stage { Some(step) } else { None });
    let excitatory =
        of(|stage| if let Stage::Excitatory(step) = stage { Some(step) } else { None });
    let inhibitory =
        of(|stage| if let Stage::Inhibitory(step) = stage { Some(step) } else { None });
    let left = trace.v1().map_or(0, |record| {
        let side = record.output.signal().side();
        side as u32 * scale(side, pixels) + GAP
    });
    let mut rows = vec![(0, row(&first, pixels)), (0, row(&v1, pixels))];
    if !excitatory.is_empty() {
        rows.push((left, row(&excitatory, pixels)));
        rows.push((left, row(&inhibitory, pixels)));
    }
    stack(&rows)
}

/// Inputs above outputs of every module, the lateral ones at the last step.
pub fn modules<A: Activity>(trace: &Trace<A>, pixels: u32) -> Picture {
    let steps = trace.steps();
    let records = trace.records.iter().filter(|record| match record.stage {
        Stage::V1(step) | Stage::Excitatory(step) | Stage::Inhibitory(step) => step == steps,
        stage => stage != Stage::Retina,
    });
    let records: Vec<_> = records.collect();
    let titled = |record: &Record<A>, what| format!("{} {what}", title(record.stage));
    let inputs: Vec<_> =
        records.iter().map(|record| (titled(record, "in"), &record.input)).collect();
    let outputs: Vec<_> =
        records.iter().map(|record| (titled(record, "out"), &record.output)).collect();
    stack(&[(0, row(&inputs, pixels)), (0, row(&outputs, pixels))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{InitialWeights, weights::OwnedProjection};

    #[test]
    fn wide_pictures_show_the_middle() {
        let [input, output] = [6, 7].map(|side| Dyn::new(side).unwrap());
        let initial = InitialWeights::cortex(2.0, Some(1));
        let projection = OwnedProjection::<f64>::new(input, output, 2.0, initial).unwrap();
        let tiles = |widest| middle_tiles(widest, projection.view(), 2, false, false);
        let ((all, seven), (middle, three)) = (tiles(90), tiles(40));
        assert_eq!((seven, all.size()), (7, Size::new_equal(7 * 13 - 1)));
        assert_eq!((three, middle.size()), (3, Size::new_equal(3 * 13 - 1)));
        for point in middle.bounding_box().points() {
            assert_eq!(middle.get_pixel(point), all.get_pixel(point + Size::new_equal(2 * 13)));
        }
        assert_eq!(tiles(1).1, 1);
    }
}
