//! How far numbers of any kind are from `f64`.

mod kind;
mod quantised;
mod sample;

pub use kind::{ACTIVITIES, FORMATS, Kind, ROUNDINGS, WEIGHTS};
pub use quantised::{Bits, Rounding};
pub use sample::{Far, Sample};
