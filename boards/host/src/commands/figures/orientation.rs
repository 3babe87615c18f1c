//! *Orientation maps*: what V1 of a side of 24 learns of Gaussians or faces.

use super::{Figures, PIXELS};
use crate::{
    figure::{Caption, Figure, HistogramPanel, MapPanel, Panel, Style, Titled, side_by_side},
    picture,
    progress::Progress,
};
use clap::{
    ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use lissom_experiment::{
    error::Error, experiment::Experiment, format::Format, measured_map::MeasuredMap,
    pictures::Kind, preset::Preset, sides::Sides,
};
use lissom_lab::{threads::Parts, training::begin};
use std::fmt::Write;

/// The notebook's pictures.
pub(super) const PRESENTATIONS: u32 = 10_000;
const SIDE: usize = 24;
/// How many of the pictures are shown.
const SHOWN: usize = 5;
const KINDS: [Kind; 2] = [Kind::Gaussians, Kind::Faces];

/// Reads which pictures.
pub(super) fn kind() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(KINDS.iter().filter_map(Kind::to_possible_value))
        .try_map(|name| Kind::from_str(&name, false))
}

/// A map before its training and after it.
fn develop(
    experiment: &Experiment,
    format: Format,
    progress: &mut Progress,
) -> Result<[MeasuredMap; 2], Error> {
    let (mut training, mut parts) =
        (begin(experiment, format, experiment.seeds)?, Parts::default());
    let method = experiment.analysis.method(experiment.params.cortex)?;
    let before = training.measure(&method, &mut parts, &mut || ())?;
    for _ in 0..experiment.presentations {
        training.present(&mut parts)?;
        progress.next(format.name());
    }
    Ok([before, training.measure(&method, &mut parts, &mut || ())?])
}

/// The notebook's experiment, with these pictures.
fn experiment(side: usize, kind: Kind, presentations: u32) -> Result<Experiment, Error> {
    let experiment = Experiment::new(Preset::LissomOr, Sides::equal(side), kind, &[])?;
    Ok(Experiment { presentations, ..experiment })
}

/// Some pictures, and the maps before and after the training in 16 bits and in `f64`.
pub(super) fn maps(figures: &mut Figures, kind: Kind, presentations: u32) -> Result<(), Error> {
    draw(figures, &experiment(SIDE, kind, presentations)?)
}

fn draw(figures: &mut Figures, experiment: &Experiment) -> Result<(), Error> {
    let presentations = experiment.presentations;
    let (seed, side) = (experiment.seeds.pictures, experiment.params.retina);
    let pictures = experiment.pictures.first(SHOWN, seed, side)?;
    let pictures: Vec<_> = pictures.iter().map(|one| picture::retina(one, PIXELS)).collect();
    let shown: Vec<_> = pictures.iter().map(|picture| (String::new(), picture)).collect();
    let title = format!("{}: the first pictures", experiment.name());
    figures.figure("orientation-pictures", &title, picture::flow(&shown, u32::MAX));

    let mut progress = Progress::new(2 * u64::from(presentations));
    let [before, ours] = develop(experiment, Format::Fixed16, &mut progress)?;
    let [_, exact] = develop(experiment, Format::F64, &mut progress)?;
    drop(progress);
    let after = Caption::new(experiment, Format::Fixed16, true, presentations);
    let titled = [
        Titled::of(&before, format!("fixed16, {}", after.at(0).moment())),
        Titled::of(&ours, format!("fixed16, {}", after.moment())),
        Titled::of(&exact, format!("f64, {}", after.moment())),
    ];
    let title = format!("{}, {}", experiment.name(), experiment.seed_name());
    let maps = side_by_side(&title, &titled).picture(&Style::default())?;
    figures.figure("orientation-maps", "Orientation maps", maps);
    let [_, ours_titled, exact_titled] = &titled;
    let panels = [ours_titled, exact_titled]
        .map(|one| [Panel::Map(MapPanel::of(one)), Panel::Histogram(HistogramPanel::new(one.map))]);
    let histograms = Figure { title, panels: panels.into_iter().flatten().collect(), columns: 2 };
    let picture = histograms.picture(&Style::default())?;
    figures.figure("orientation-histograms", "Maps and their histograms", picture);
    for (name, map) in [("before", &before), ("fixed16", &ours), ("f64", &exact)] {
        writeln!(figures.table, "map {name}: {}", map.summary())?;
    }
    let similarity = ours.similarity(&exact)?;
    writeln!(figures.table, "map fixed16 against f64: similarity {similarity:.4}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom_experiment::method::Analysis;

    #[test]
    fn both_formats_learn_the_same_map() {
        for kind in KINDS {
            let experiment = experiment(12, kind, 20).unwrap();
            let analysis = Analysis { orientations: 4, phases: 2, ..experiment.analysis.clone() };
            let mut figures = Figures::default();
            draw(&mut figures, &Experiment { analysis, ..experiment }).unwrap();
            let table = &figures.table;
            let of = |name: &str| {
                let line = table.lines().find_map(|line| line.strip_prefix(name));
                line.unwrap_or_else(|| panic!("{name} in {table}"))
            };
            assert_ne!(of("map before: "), of("map fixed16: "));
            let similarity: f64 = of("map fixed16 against f64: similarity ").parse().unwrap();
            assert!(similarity > 0.9, "{table}");
            assert_eq!(figures.names.len(), 3);
            for (file, _) in &figures.names {
                assert!(figures.files.picture(file).is_some(), "{file}");
            }
        }
    }
}
