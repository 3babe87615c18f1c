//! Figures 6 to 9 of Stevens, Law, Antolík and Bednar (2013), from their simulations on:
//! selectivity, stability and map metric of the models L, AL, GCL and GCAL over contrasts.

use crate::{
    figure::{Style, Titled, side_by_side},
    files::Files,
    jobs::run_all,
    outcome::{Outcome, rows},
    plot::{Axis, Chart, Line, Panel},
};
use lissom_experiment::error::Error;
use lissom_lab::sweep::{Grid, Row, Sweep, quartiles};
use std::path::Path;

/// How the figure is made.
#[derive(Debug)]
pub(super) struct Stevens2013<'a> {
    /// Whether the simulations are fewer, shorter and coarser: 100 of them.
    pub(super) small: bool,
    /// How many run side by side; one for each core.
    pub(super) jobs: Option<u16>,
    /// The folder for results and figures.
    pub(super) out: &'a Path,
}

const WHOLE: &str = include_str!("stevens2013.toml");
const SMALL: &str = include_str!("stevens2013-small.toml");

/// The models, by their presets.
const MODELS: [(&str, &str); 4] =
    [("l-2013", "L"), ("al-2013", "AL"), ("gcl-2013", "GCL"), ("gcal-2013", "GCAL")];

/// What is drawn: a column, a title, and whether 1 is its largest value.
const MEASURES: [(&str, &str, bool); 3] = [
    ("selectivity", "selectivity", false),
    ("stability", "stability: similarity of earlier maps to the last", true),
    ("metric", "map metric: how near pinwheel density is to π", true),
];

/// The grid of the simulations.
pub(super) const fn grid(small: bool) -> &'static str {
    if small { SMALL } else { WHOLE }
}

impl Stevens2013<'_> {
    /// Simulates what is missing, and draws.
    pub(super) fn run(&self) -> Result<Outcome, Error> {
        let text = grid(self.small);
        let sweep = Sweep::new(Grid::parse(Path::new("stevens2013.toml"), text)?, self.out);
        sweep.prepare()?;
        let outcome = run_all(&sweep, &sweep.missing()?, self.jobs)?;
        if outcome.code != 0 {
            return Ok(outcome);
        }
        let table = sweep.table()?;
        let results = results(&sweep)?;
        let mut files = Files::default();
        chart(&results).add_to(&mut files, "stevens2013")?;
        maps(&results, &mut files)?;
        files.text("stevens2013.csv", table.clone());
        let count = files.write(self.out)?;
        let text = format!("{}{count} files in {}\n", summary(&results), self.out.display());
        Ok(Outcome::new(text).with(rows(&table)))
    }
}

/// A simulation: its model, its contrast, its seed, and its results.
struct Simulation {
    model: &'static str,
    contrast: f64,
    seed: String,
    row: Row,
}

fn results(sweep: &Sweep) -> Result<Vec<Simulation>, Error> {
    let mut all = Vec::new();
    for index in 0..sweep.grid.len() {
        let point = sweep.grid.point(index)?;
        let [preset, contrast, seed] = point.values.as_slice() else { continue };
        let model = MODELS.iter().find(|(name, _)| name == preset).map_or("", |(_, model)| model);
        let contrast = contrast.parse().unwrap_or_default();
        if let Some(row) = sweep.row(&point)? {
            all.push(Simulation { model, contrast, seed: seed.clone(), row });
        }
    }
    Ok(all)
}

fn contrasts(all: &[Simulation]) -> Vec<f64> {
    let mut contrasts: Vec<_> = all.iter().map(|one| one.contrast).collect();
    contrasts.sort_by(f64::total_cmp);
    contrasts.dedup();
    contrasts
}

/// Lower quartile, median and upper quartile over the seeds, where there are any numbers. A map
/// without a ring has no metric, and counts as 0.
fn spread(all: &[Simulation], model: &str, contrast: f64, column: &str) -> Option<[f64; 3]> {
    let own = all.iter().filter(|one| one.model == model && one.contrast == contrast);
    let mut numbers: Vec<_> = own.map(|one| one.row.number(column).unwrap_or_default()).collect();
    quartiles(&mut numbers)
}

fn chart(all: &[Simulation]) -> Chart {
    let contrasts = contrasts(all);
    let axis = |label: &str, most: f64, steps: u32| Axis {
        label: label.to_owned(),
        range: (0.0, most),
        ticks: (0..=steps).map(|step| most * f64::from(step) / f64::from(steps)).collect(),
        log: false,
    };
    let panel = |(column, title, is_part): (&str, &str, bool)| {
        let line = |(_, model): (&str, &str)| {
            let points = contrasts.iter().filter_map(|&contrast| {
                Some((100.0 * contrast, spread(all, model, contrast, column)?))
            });
            let points: Vec<_> = points.collect();
            Line {
                name: model.to_owned(),
                points: points.iter().map(|&(x, [_, median, _])| (x, median)).collect(),
                spreads: points.iter().map(|&(_, [low, _, high])| [low, high]).collect(),
            }
        };
        let lines: Vec<_> = MODELS.into_iter().map(line).collect();
        let most = lines.iter().flat_map(|line| &line.spreads).map(|spread| spread[1]);
        let most = if is_part { 1.0 } else { (most.fold(0.05, f64::max) * 10.0).ceil() / 10.0 };
        Panel { title: title.to_owned(), lines, y: Some(axis("", most, 5)) }
    };
    Chart {
        title: "Models over contrasts: medians and quartiles over seeds".to_owned(),
        x: axis("contrast, %", 105.0, 21),
        y: axis("", 1.0, 5),
        panels: MEASURES.map(panel).into(),
    }
    .with_x_ticks(&[0.0, 25.0, 50.0, 75.0, 100.0])
}

/// The maps of the first seed at the least, a middle and the largest contrast, if they were kept.
fn maps(all: &[Simulation], files: &mut Files) -> Result<(), Error> {
    let contrasts = contrasts(all);
    let Some((&first, &last)) = contrasts.first().zip(contrasts.last()) else { return Ok(()) };
    let middle = contrasts.get(contrasts.len() / 2).copied().unwrap_or(last);
    let mut kept = Vec::new();
    for (_, model) in MODELS {
        for contrast in [first, middle, last] {
            let found = all
                .iter()
                .find(|one| one.model == model && one.contrast == contrast && one.seed == "1");
            let Some((one, map)) = found.and_then(|one| Some((one, one.row.map()?))) else {
                continue;
            };
            kept.push((
                format!("{model}, {:.0} %", 100.0 * contrast),
                map,
                one.row.number("period"),
            ));
        }
    }
    if kept.is_empty() {
        return Ok(());
    }
    let titled: Vec<_> = kept
        .iter()
        .map(|(title, map, period)| Titled { map, title: title.clone(), period: *period })
        .collect();
    let figure = side_by_side("Maps of the first seed", &titled);
    figure.add_to(files, "stevens2013-maps", &Style::default())
}

/// Medians with quartiles, for people.
fn summary(all: &[Simulation]) -> String {
    let mut text = format!("{:5} {:>8}", "model", "contrast");
    for (column, ..) in MEASURES {
        text += &format!("  {column:>20}");
    }
    text += "  (median, quartiles)\n";
    for (_, model) in MODELS {
        for contrast in contrasts(all) {
            text += &format!("{model:5} {:6.0} %", 100.0 * contrast);
            for (column, ..) in MEASURES {
                if let Some([low, median, high]) = spread(all, model, contrast, column) {
                    text += &format!("  {median:6.3} ({low:.3}, {high:.3})");
                }
            }
            text.push('\n');
        }
    }
    text
}
