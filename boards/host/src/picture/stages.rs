//! The stages of a presentation, each with its name and its range.

use super::{GAP, LINES, Picture, paste, sheet};
use crate::colors::Colors;
use embedded_graphics::{
    mono_font::{MonoFont, MonoTextStyle, ascii::FONT_6X10},
    pixelcolor::Rgb888,
    prelude::*,
    primitives::{PrimitiveStyle, Rectangle},
    text::{Baseline, Text},
};
use lissom::Stage;
use lissom_lab::trace::{Record, Trace, Values, title};

/// The font of a stage's name above its sheet, and of its range below.
const SMALL: MonoFont<'static> = FONT_6X10;
const LINE: u32 = SMALL.character_size.height + 1;

/// A stage's sheet with its name and the values of its darkest and its lightest colour.
struct Panel {
    title: String,
    sheet: Picture,
    range: String,
}

impl Panel {
    /// Activities are from 0 to 1, in grey on the retina; responses in the range that they have.
    fn new(title: String, stage: Stage, values: &Values, pixels: u32) -> Self {
        let Values { numbers, is_activity } = values;
        let (low, high) = match is_activity {
            true => (0.0, 1.0),
            false => numbers
                .iter()
                .fold((f64::MAX, f64::MIN), |(low, high), &x| (low.min(x), high.max(x))),
        };
        let colors = if stage == Stage::Retina { Colors::Grey } else { Colors::default() };
        let width = (high - low).max(f64::MIN_POSITIVE);
        let sheet = sheet(numbers, pixels, |value| colors.of((value - low) / width));
        let range = match is_activity {
            true => "0 to 1".to_owned(),
            false => format!("{low:.3} to {high:.3}"),
        };
        Self { title, sheet, range }
    }

    fn width(&self) -> u32 {
        let longest = self.title.len().max(self.range.len()) as u32;
        self.sheet.size().width.max(longest * SMALL.character_size.width)
    }
}

/// Panels in rows, all columns as wide as the widest, each row some columns from the left.
fn table(rows: &[(u32, Vec<Panel>)]) -> Picture {
    let panels = || rows.iter().flat_map(|(_, row)| row);
    let column = panels().map(Panel::width).max().unwrap_or(0) + GAP;
    let columns = rows.iter().map(|(first, row)| first + row.len() as u32).max().unwrap_or(0);
    let high = |row: &[Panel]| row.iter().map(|panel| panel.sheet.size().height).max().unwrap_or(0);
    let height = rows.iter().map(|(_, row)| high(row) + 2 * LINE + GAP).sum::<u32>();
    let size = Size::new(columns * column + GAP, height + GAP);
    let mut all = Picture::with_default_color(size, Rgb888::BLACK);
    let style = MonoTextStyle::new(&SMALL, Rgb888::WHITE);
    let mut y = GAP;
    for (first, row) in rows {
        for (index, panel) in (*first..).zip(row) {
            let place = Point::new((GAP + index * column) as i32, y as i32);
            let top = place + Size::new(0, LINE);
            let below = top + Size::new(0, panel.sheet.size().height + 2);
            for (text, at) in [(&panel.title, place), (&panel.range, below)] {
                let Ok(_) = Text::with_baseline(text, at, style, Baseline::Top).draw(&mut all);
            }
            paste(&panel.sheet, top, &mut all);
            let frame = Rectangle::new(top, panel.sheet.size()).offset(1);
            let Ok(()) = frame.into_styled(PrimitiveStyle::with_stroke(LINES, 1)).draw(&mut all);
        }
        y += high(row) + 2 * LINE + GAP;
    }
    all
}

/// The most steps from the beginning and to the end that a picture shows.
const STEPS: u16 = 6;

/// All stages: the way to V1 in the first row, below it V1, excitation and inhibition step by step.
/// It shows the first and last six steps where there are more than twelve. The range of each stage
/// stands below it.
pub fn stages(trace: &Trace, pixels: u32) -> Picture {
    let steps = trace.steps();
    let seen = |step: u16| step <= STEPS || step + STEPS > steps;
    let of = |wanted: fn(Stage) -> Option<u16>| -> Vec<_> {
        let records = trace.records.iter().filter(|record| wanted(record.stage).is_some_and(seen));
        let panel = |Record { stage, output, .. }: &Record| {
            Panel::new(title(*stage), *stage, output, pixels)
        };
        records.map(panel).collect()
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
    let mut rows = vec![(0, first), (0, v1)];
    if !excitatory.is_empty() {
        rows.extend([(1, excitatory), (1, inhibitory)]);
    }
    table(&rows)
}

/// Inputs above outputs of every module, the lateral ones at the last step.
pub fn modules(trace: &Trace, pixels: u32) -> Picture {
    let steps = trace.steps();
    let records = trace.records.iter().filter(|record| match record.stage {
        Stage::V1(step) | Stage::Excitatory(step) | Stage::Inhibitory(step) => step == steps,
        stage => stage != Stage::Retina,
    });
    let records: Vec<_> = records.collect();
    let [inputs, outputs] = ["in", "out"].map(|what| {
        let panel = |Record { stage, input, output }: &&Record| {
            let title = format!("{} {what}", title(*stage));
            // the retina is what the first modules receive
            let is_retina = what == "in" && matches!(stage, Stage::LgnOn | Stage::LgnOff);
            let stage = if is_retina { Stage::Retina } else { *stage };
            Panel::new(title, stage, if what == "in" { input } else { output }, pixels)
        };
        records.iter().map(panel).collect()
    });
    table(&[(0, inputs), (0, outputs)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Params;
    use lissom_experiment::{format::Format, preset::Preset};
    use lissom_lab::{plan::Plan, scene::Scene};

    #[test]
    fn ranges_stand_below_the_stages() {
        let plan = Plan::new(Preset::Notebook, Params { steps: 1, ..Params::notebook(12) });
        let trace = plan.run(Format::Fixed16, &Scene::gaussian(12, 2.0)).unwrap();
        let record = |stage| trace.get(stage).unwrap();
        let panel = |stage| Panel::new(title(stage), stage, &record(stage).output, 24);
        let [retina, afferent] = [Stage::Retina, Stage::Afferent(0)].map(panel);
        let values = &record(Stage::Afferent(0)).output.numbers;
        let (least, most) =
            values.iter().fold((1.0_f64, 0.0_f64), |(a, b), &x| (a.min(x), b.max(x)));
        assert_eq!(
            [&*retina.range, &*afferent.range],
            ["0 to 1", &format!("{least:.3} to {most:.3}")]
        );
        for (place, value) in values.iter().enumerate() {
            let at = Point::new(place as i32 % 12 * 2, place as i32 / 12 * 2);
            let [r, g, b] = Colors::default().of((value - least) / (most - least));
            assert_eq!(afferent.sheet.get_pixel(at), Rgb888::new(r, g, b), "{place}");
            let grey = retina.sheet.get_pixel(at);
            assert!(grey.r() == grey.g() && grey.g() == grey.b(), "{place}: {grey:?}");
        }
        // a name is wider than its sheet, and the next column begins behind it
        let width = stages(&trace, 24).size().width;
        assert!(width >= 4 * afferent.width() && afferent.width() > 24, "{width}");
    }
}
