//! What is measured.

use crate::{
    call::Call,
    constant::{side12, side24, side36, side255},
    dynamic,
};
use lissom::Fixed16;
use std::fmt;

/// Functions of networks of constant and of run-time sides, in the order of the tables.
pub const FUNCTIONS: [&str; 26] = [
    "Weights::boxed",
    "Weights::fill",
    "Network::new",
    "OwnedField::new",
    "Network::interleave",
    "draw",
    "show",
    "Gaussians::draw",
    "Presentation::draw",
    "Lgn::respond",
    "GainControl::new",
    "Lgn::respond, gain control",
    "Cortex::settle",
    "settle",
    "settle, interleaved",
    "present",
    "snapshot::save",
    "snapshot::load",
    "Storage::save",
    "Storage::load",
    "Tuning::record, map",
    "Spectrum::of",
    "pinwheels",
    "HeatMap, HueMap",
    "Stages",
    "ConnectionFields",
];

/// Constant sides, then run-time ones.
pub const SIDES: [&str; 6] = ["12", "24", "36", "255", "Dyn 24", "Dyn 255"];

/// Number formats.
pub const NUMBERS: [&str; 2] = ["fixed16", "f64"];

/// A function of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Case {
    pub function: &'static str,
    pub side: &'static str,
    pub number: &'static str,
}

impl Case {
    /// Every function of every network that has it.
    pub fn all() -> impl Iterator<Item = Self> {
        NUMBERS.into_iter().flat_map(|number| {
            FUNCTIONS.into_iter().flat_map(move |function| {
                SIDES.into_iter().map(move |side| Self { function, side, number })
            })
        })
    }

    /// The case of that [name](fmt::Display).
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|case| case.to_string() == name)
    }

    /// What calls the function, if the network has it; all that it works on is made before.
    pub fn call(self) -> Option<Call> {
        match self.number {
            "fixed16" => match self.side {
                "12" => side12::call::<Fixed16>(self.function),
                "24" => side24::call::<Fixed16>(self.function),
                "36" => side36::call::<Fixed16>(self.function),
                "255" => side255::call::<Fixed16>(self.function),
                "Dyn 24" => dynamic::call::<Fixed16>(24, self.function),
                _ => dynamic::call::<Fixed16>(255, self.function),
            },
            _ => match self.side {
                "12" => side12::call::<f64>(self.function),
                "24" => side24::call::<f64>(self.function),
                "36" => side36::call::<f64>(self.function),
                "255" => side255::call::<f64>(self.function),
                "Dyn 24" => dynamic::call::<f64>(24, self.function),
                _ => dynamic::call::<f64>(255, self.function),
            },
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {} | {}", self.number, self.side, self.function)
    }
}
