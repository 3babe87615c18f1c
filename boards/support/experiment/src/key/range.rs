//! What the value of a key may be.

use std::fmt;

/// What a value may be, as the core takes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Between two numbers, both included.
    Within(f64, f64),
    /// The same, and whole.
    Whole(f64, f64),
    /// At least this, up to infinity.
    AtLeast(f64),
    /// At least this, and finite.
    Finite(f64),
    /// Finite and above 0.
    Positive,
    /// A least and a largest number of 0 to this; one number stands for both.
    Pair(f64),
    /// A rate for a connection or for all of a unit's.
    Rate,
    /// Any number of 64 bits.
    Seed,
    /// One of some names, or what else the words say.
    Words(&'static str),
}

impl Range {
    /// Whether it has this number.
    pub fn has(self, number: f64) -> bool {
        match self {
            Self::Within(least, most) => number >= least && number <= most,
            Self::Whole(least, most) => number >= least && number <= most && number.fract() == 0.0,
            Self::AtLeast(least) => number >= least,
            Self::Finite(least) => number >= least && number.is_finite(),
            Self::Positive => number > 0.0 && number.is_finite(),
            Self::Pair(most) => (0.0..=most).contains(&number),
            Self::Rate => (0.0..=lissom::number::MAX_RATE).contains(&number),
            Self::Seed | Self::Words(_) => true,
        }
    }
}

/// What is expected; with `#` in as few signs as possible.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_short = f.alternate();
        let start = match self {
            _ if is_short => "",
            Self::Within(..) | Self::AtLeast(_) | Self::Pair(_) => "a number ",
            Self::Whole(..) | Self::Seed => "a whole number ",
            Self::Finite(_) | Self::Positive => "a finite number ",
            Self::Rate | Self::Words(_) => "",
        };
        let of = if is_short { "" } else { "of " };
        f.write_str(start)?;
        match *self {
            Self::Within(least, most) | Self::Whole(least, most) => {
                write!(f, "{of}{least}..={most}")
            }
            Self::Seed => write!(f, "{of}0..={}", u64::MAX),
            Self::AtLeast(least) | Self::Finite(least) => write!(f, "≥ {least}"),
            Self::Positive => f.write_str("> 0"),
            Self::Pair(most) => write!(f, "{of}0..={most} or [least, largest]"),
            Self::Rate if is_short => {
                write!(f, "a field or a connection, 0..={}", lissom::number::MAX_RATE)
            }
            Self::Rate => {
                let most = lissom::number::MAX_RATE;
                write!(f, "{{ field = α }} or {{ connection = α }}, α 0..={most}")
            }
            Self::Words(words) => f.write_str(words),
        }
    }
}
