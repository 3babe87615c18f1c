//! The names of presets that an option takes.

use clap::{
    ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use lissom_experiment::preset::Preset;

/// Reads the name of one of some presets.
pub fn one_of(presets: &'static [Preset]) -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(presets.iter().filter_map(Preset::to_possible_value))
        .try_map(|name| Preset::from_str(&name, false))
}
