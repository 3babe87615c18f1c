//! What is measured of V1, as figures and arrays in files.

use super::{Caption, Figure, IndexPanel, MapPanel, Panel, Style, Titled};
use crate::files::Files;
use lissom::side::Side;
use lissom_experiment::{error::Error, measured_map::MeasuredMap};
use lissom_lab::second_map::SecondMap;
use std::fmt::Display;

/// Adds a map's figure and arrays of it: [some](MeasuredMap::plain_arrays) or
/// [all](MeasuredMap::arrays).
pub fn add_map(
    files: &mut Files,
    name: &str,
    caption: &Caption,
    map: &MeasuredMap,
    arrays: impl IntoIterator<Item = (impl Display, Vec<u64>, Vec<f64>)>,
) -> Result<(), Error> {
    let panel = MapPanel::of(&Titled::of(map, "preference × selectivity".to_owned()));
    let (title, panels) = (caption.to_string(), vec![Panel::Map(panel)]);
    let figure = Figure { title, panels, columns: 1 };
    figure.add_to(files, &format!("{name}-map"), &Style::default())?;
    for (what, shape, numbers) in arrays {
        files.npy(&format!("{name}-{what}"), shape, numbers);
    }
    Ok(())
}

/// Adds the figure and the arrays of the eye or the direction that V1 prefers.
pub fn add_second(
    files: &mut Files,
    name: &str,
    caption: &Caption,
    second: &SecondMap,
) -> Result<(), Error> {
    let shape = vec![second.side().get() as u64; 2];
    let (what, panels) = match second {
        SecondMap::Dominance { side, index } => {
            let title = "ocular dominance".to_owned();
            ("ocular-dominance", vec![Panel::Index(IndexPanel::new(title, *side, index))])
        }
        SecondMap::Direction { map, .. } => {
            let degrees = map.units().iter().map(|unit| 2.0 * unit.orientation.degrees());
            files.npy(&format!("{name}-direction"), shape.clone(), degrees.collect());
            let title = "half the direction × selectivity".to_owned();
            let titled = Titled { map, title, period: None };
            ("direction-index", vec![Panel::Map(MapPanel::of(&titled))])
        }
    };
    files.npy(&format!("{name}-{what}"), shape, second.index().clone());
    let figure = Figure { title: caption.to_string(), panels, columns: 1 };
    let drawn = what.trim_end_matches("-index");
    figure.add_to(files, &format!("{name}-{drawn}-map"), &Style::default())
}
