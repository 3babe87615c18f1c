//! The presets of networks, and changes to single parameters.

use crate::error::{Error, finite};
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

macro_rules! fields {
    ($($field:ident)*) => {
        const KEYS: &[&str] = &[$(stringify!($field)),*];

        fn slot<'a>(params: &'a mut Params, key: &str) -> Option<&'a mut f64> {
            match key {
                $(stringify!($field) => Some(&mut params.$field),)*
                _ => None,
            }
        }
    };
}
fields!(
    r_a r_e r_i r_l sigma_a sigma_e sigma_i sigma_center sigma_surround gamma_a gamma_e gamma_i
    gamma_l theta_lower theta_upper lgn_theta_lower lgn_theta_upper
);

/// Sets a parameter, as `KEY=VALUE` says.
pub fn set(params: &mut Params, assignment: &str) -> Result<(), Error> {
    let (key, value) = assignment
        .split_once('=')
        .ok_or_else(|| Error::new(format!("--set {assignment}: not KEY=VALUE")))?;
    let slot = slot(params, key).ok_or_else(|| {
        Error::new(format!("--set {key}: no such parameter; there are {}", KEYS.join(" ")))
    })?;
    *slot = value
        .parse()
        .map_err(|_| Error::new(format!("--set {key}={value}: {value:?} is not a number")))?;
    if slot.is_nan() {
        return finite(key, *slot).map(|_| ());
    }
    Ok(())
}
