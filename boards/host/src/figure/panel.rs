//! The parts of a figure.

use super::{
    canvas::{Canvas, Drawn},
    fields::FieldsPanel,
    histogram::HistogramPanel,
    index::IndexPanel,
    lateral::LateralPanel,
    map::MapPanel,
    raster::Raster,
    selectivity::SelectivityPanel,
    spectrum::SpectrumPanel,
};
use crate::colors::Colors;
use plotters::prelude::DrawingBackend;

/// A raster and the place of its upper left corner.
pub type Placed = ((u32, u32), Raster);

/// What a title takes.
pub const TITLE: u32 = 24;

/// A part of a figure.
#[derive(Debug, Clone)]
pub enum Panel<'a> {
    /// Preference and selectivity.
    Map(MapPanel<'a>),
    /// Selectivity alone.
    Selectivity(SelectivityPanel<'a>),
    /// An index of −1 to 1.
    Index(IndexPanel<'a>),
    /// The power of spatial frequencies.
    Spectrum(SpectrumPanel),
    /// Units by preference.
    Histogram(HistogramPanel),
    /// Afferent weights.
    Fields(FieldsPanel),
    /// A unit's weights within V1.
    Lateral(LateralPanel<'a>),
}

/// Does the same to any panel.
macro_rules! any {
    ($panel:expr, $one:ident => $what:expr) => {
        match $panel {
            Panel::Map($one) => $what,
            Panel::Selectivity($one) => $what,
            Panel::Index($one) => $what,
            Panel::Spectrum($one) => $what,
            Panel::Histogram($one) => $what,
            Panel::Fields($one) => $what,
            Panel::Lateral($one) => $what,
        }
    };
}

impl Panel<'_> {
    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        any!(self, one => one.size())
    }

    /// What lies below everything else.
    pub fn rasters(&self, colors: Colors) -> Vec<Placed> {
        match self {
            Self::Map(one) => one.rasters(),
            Self::Selectivity(one) => one.rasters(colors),
            Self::Index(one) => one.rasters(),
            Self::Spectrum(one) => one.rasters(colors),
            Self::Histogram(_) => Vec::new(),
            Self::Fields(one) => one.rasters(colors),
            Self::Lateral(one) => one.rasters(),
        }
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        any!(self, one => one.draw(canvas))
    }
}
