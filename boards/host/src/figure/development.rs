//! Maps beside each other, and one after the other.

use super::{Figure, MapPanel, Panel, Style, brightest};
use crate::picture::Picture;
use lissom::{orientation::OrientationMap, side::Dyn};
use lissom_experiment::{error::Error, measured_map::MeasuredMap};

/// A map, its title, and its period in units.
#[derive(Debug, Clone)]
pub struct Titled<'a> {
    /// The map.
    pub map: &'a OrientationMap<Dyn>,
    /// What is different from the others.
    pub title: String,
    /// The period, if there is one.
    pub period: Option<f64>,
}

impl<'a> Titled<'a> {
    /// A measured map.
    pub const fn of(map: &'a MeasuredMap, title: String) -> Self {
        Self { map: map.orientations(), title, period: map.period }
    }
}

/// All panels, with one scale of selectivity.
fn panels<'a>(maps: &[Titled<'a>]) -> Vec<Panel<'a>> {
    let most = maps.iter().map(|one| brightest(one.map)).fold(0.0, f64::max);
    let panel = |one| Panel::Map(MapPanel::of(one).with_brightest(most));
    maps.iter().map(panel).collect()
}

/// All maps in rows of up to three, with one scale of selectivity.
pub fn side_by_side<'a>(title: &str, maps: &[Titled<'a>]) -> Figure<'a> {
    Figure { title: title.to_owned(), panels: panels(maps), columns: 3 }
}

/// A picture for each map, all with one scale of selectivity.
pub fn one_by_one(title: &str, maps: &[Titled<'_>], style: &Style) -> Result<Vec<Picture>, Error> {
    let frame = |panel| {
        let figure = Figure { title: title.to_owned(), panels: vec![panel], columns: 1 };
        figure.picture(style)
    };
    panels(maps).into_iter().map(frame).collect()
}
