//! The presets of networks.

use clap::{
    ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use lissom::Params;

/// A preset of [`Params`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// The notebook's Lissom: retina, LGN and V1.
    Notebook,
    /// The notebook's ReducedLissom: no LGN.
    Reduced,
    /// pylissom's default configuration: LGN 24, V1 96.
    Config,
    /// LISSOM's orientation map of the book: two afferent sheets, shrinking excitation.
    LissomOr,
    /// The notebook's network with LISSOM's schedule: what boards learn by default.
    NotebookOr,
    /// GCAL: gain control in the LGN, thresholds by homeostasis.
    Gcal,
}

/// Those that a network can be built from alone.
pub const NETWORKS: [Preset; 4] =
    [Preset::Notebook, Preset::Reduced, Preset::Config, Preset::LissomOr];
/// Those that have a training.
pub const TRAININGS: [Preset; 4] =
    [Preset::LissomOr, Preset::Gcal, Preset::Notebook, Preset::NotebookOr];
/// Those that boards learn.
pub const BOARDS: [Preset; 3] = [Preset::NotebookOr, Preset::LissomOr, Preset::Gcal];

/// Reads the name of one of some presets.
pub fn one_of(presets: &'static [Preset]) -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(presets.iter().filter_map(Preset::to_possible_value))
        .try_map(|name| Preset::from_str(&name, false))
}

impl Preset {
    /// The name.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The parameters for equal sides.
    pub const fn params(self, side: usize) -> Params {
        match self {
            Self::Notebook | Self::Config | Self::NotebookOr => Params::notebook(side),
            Self::Reduced => Params::reduced(side),
            Self::LissomOr => Params::lissom_or(side),
            Self::Gcal => Params::gcal(side),
        }
    }
}
