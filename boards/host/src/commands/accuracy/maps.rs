//! The maps that the formats learn from the same pictures.

use crate::{
    figure::{Style, Titled, side_by_side},
    files::Files,
    measurement::Measurement,
    progress::Progress,
};
use lissom_experiment::{
    error::Error, experiment::Experiment, format::Format, measured_map::MeasuredMap,
};
use lissom_lab::{any_training::AnyTraining, threads::Parts, training::begin};
use std::fmt::Write;

/// The formats, the one that all are compared with first.
const FORMATS: [Format; 5] =
    [Format::F64, Format::F32, Format::Fixed32, Format::Fixed16, Format::Fixed8];

/// Trains in every format; adds the maps side by side and a table as CSV, and returns it as text
/// and as CSV.
pub fn compare(
    experiment: &Experiment,
    seed: u64,
    presentations: u32,
    measurement: &Measurement,
    files: &mut Files,
) -> Result<(String, String), Error> {
    let mut parts = Parts::default();
    let method = measurement.method(experiment)?;
    let mut bar = Progress::new(u64::from(presentations) * FORMATS.len() as u64);
    let mut maps: Vec<(String, MeasuredMap, Vec<f64>)> = Vec::new();
    let all = |training: &dyn AnyTraining| -> Vec<f64> {
        training
            .projections()
            .into_iter()
            .flat_map(|one| one.weights.packed().collect::<Vec<_>>())
            .collect()
    };
    for (format, round) in FORMATS.into_iter().zip(0_u64..) {
        let mut training = begin(experiment, format, seed.into())?;
        for done in 0..presentations {
            bar.at(round * u64::from(presentations) + u64::from(done), format.name());
            training.present(&mut parts)?;
        }
        let map = training.measure(&method, &mut parts, &mut || ())?;
        maps.push((format.name().to_owned(), map, all(&*training)));
        if format == Format::Fixed16 && experiment.homeostasis.is_none() {
            let mut frozen = begin(experiment, Format::Fixed8, seed.into())?;
            frozen.take(&*training)?;
            let name = "fixed8 of fixed16".to_owned();
            let map = frozen.measure(&method, &mut parts, &mut || ())?;
            maps.push((name, map, all(&*frozen)));
        }
    }
    drop(bar);
    let title = format!("{} after {presentations} presentations, seed {seed}", experiment.name());
    let mut text = format!(
        "{title}: every format's map, and against that of f64 its similarity\n\
         (1 is equal, 0 is chance) and the root mean square difference of all weights over their mean;\n\
         fixed8 of fixed16 has learned in 16 bits and is frozen with 8-bit weights\n\n\
         format             selectivity  pinwheels  rho   similarity  weights\n"
    );
    let mut csv = "format,selectivity,pinwheels,rho,similarity,weights\n".to_owned();
    let Some((_, first, exact)) = maps.first() else { return Ok((text, csv)) };
    for (name, map, weights) in &maps {
        let similarity = map.similarity(first)?;
        let squares: f64 = weights.iter().zip(exact).map(|(a, b)| (a - b) * (a - b)).sum();
        let mean = exact.iter().sum::<f64>() / exact.len() as f64;
        let drift = (squares / exact.len() as f64).sqrt() / mean;
        let MeasuredMap { selectivity, rho, .. } = map;
        let pinwheels = map.pinwheels.len();
        let rho = rho.map_or("none".to_owned(), |rho| format!("{rho:.2}"));
        writeln!(
            text,
            "{name:17}  {selectivity:11.4}  {pinwheels:9}  {rho:4}  {similarity:10.4}  {drift:7.4}"
        )?;
        writeln!(csv, "{name},{selectivity},{pinwheels},{rho},{similarity},{drift}")?;
    }
    let titled: Vec<_> = maps.iter().map(|(name, map, _)| Titled::of(map, name.clone())).collect();
    side_by_side(&title, &titled).add_to(files, "maps", &Style::default())?;
    files.text("maps.csv", csv.clone());
    Ok((text, csv))
}
