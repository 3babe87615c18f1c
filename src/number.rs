//! Numbers: what a sheet holds ([`Activity`]) and what a projection holds ([`Weight`]).
//!
//! | weights | memory | activities | responses |
//! |---|---|---|---|
//! | `f64`, `f32` | 8 and 4 bytes | the same | the same |
//! | [`Fixed32`] | 4 bytes | `Fixed32` | [`FixedWide`] |
//! | [`Fixed16`] | 2 bytes | `Fixed16` | [`FixedWide`] |
//! | [`Fixed8`] | 1 byte | `Fixed16` | [`FixedWide`] |
//!
//! A network is named by its weights: `map::Weights<Fixed16>`. [`fixed`] says how fixed point stays
//! exact.

mod activity;
mod weight;
mod float;
pub mod fixed;
mod fixed8;

pub use crate::limits::{MAX_GAIN, MAX_RATE};
pub use activity::{Activity, Wide};
pub use fixed::{Fixed16, Fixed32, FixedSlope, FixedWide};
pub(crate) use fixed::{
    MAX_RESPONSE, fixed_exponent, fixed_magnitude, fixed_weight, fixed_wide, response,
};
pub use fixed8::Fixed8;
pub(crate) use weight::exponents;
pub use weight::{Extremes, Weight, WideOf};
