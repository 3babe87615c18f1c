//! The kinds of numbers that are compared with `f64`.

use super::quantised::{Bits, Quantised, QuantisedWeight, Rounding};
use crate::reference::Case;
use lissom_experiment::{by_format, error::Error, format::Format};

/// Bits of weights in the study.
pub const WEIGHTS: [u32; 4] = [8, 10, 12, 16];
/// Bits of activities in the study.
pub const ACTIVITIES: [u32; 3] = [8, 12, 15];
/// Roundings in the study.
pub const ROUNDINGS: [(&str, Rounding); 4] = [
    ("prefix", Rounding::Prefix),
    ("dithered", Rounding::Dithered),
    ("nearest", Rounding::Nearest),
    ("down", Rounding::Down),
];
/// Formats of the crate in the study.
pub const FORMATS: [Format; 4] = [Format::Fixed8, Format::Fixed16, Format::Fixed32, Format::F32];

/// What a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A format of the crate.
    Format(Format),
    /// Any bits.
    Bits(Bits),
}

impl Kind {
    /// All of the study.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = FORMATS.map(Self::Format).into();
        for weight in WEIGHTS {
            for activity in ACTIVITIES {
                let bits = |(_, rounding)| Self::Bits(Bits { weight, activity, rounding });
                all.extend(ROUNDINGS.map(bits));
            }
        }
        all
    }

    /// V1 in a case at all its steps, one after the other, row by row.
    pub fn v1(self, case: &Case) -> Result<Vec<f64>, Error> {
        let v1 = match self {
            Self::Format(format) => by_format!(format, W => case.v1::<W>()),
            Self::Bits(bits) => {
                Quantised::set(bits);
                case.v1::<QuantisedWeight>()
            }
        };
        v1.map_err(|error| Error::new(format!("{}: {}", case.id, error.line())))
    }
}
