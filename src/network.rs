//! Whole networks.
//!
//! [`network!`](crate::network!) names one whose sides the compiler knows, for chips: types, tables
//! in flash and sizes. The module [`example`] is what
//! `lissom::network!(pub mod example = lissom::Params::notebook(8));` writes. With the feature
//! `alloc`, a `Network` owns one of any sides, for hosts.

#[cfg(feature = "alloc")]
mod amplification;
#[cfg(feature = "alloc")]
mod boxed;
mod constant;
#[cfg(feature = "alloc")]
mod course;
mod frozen;
mod lengths;
mod macros;
#[cfg(feature = "alloc")]
mod measure;
#[cfg(feature = "alloc")]
mod owner;
#[cfg(feature = "alloc")]
mod parts;
#[cfg(feature = "alloc")]
mod reduced;
mod sections;
pub mod tiled;
#[cfg(feature = "alloc")]
mod training;
#[cfg(feature = "alloc")]
mod pictures;

pub use crate::frozen::Frozen;
#[cfg(feature = "alloc")]
pub use amplification::Disturbance;
pub use constant::{Layout, Weights};
pub use lengths::{shared_rows, shared_taps, unshared};
#[cfg(feature = "alloc")]
pub use owner::Network;
#[cfg(feature = "alloc")]
pub use parts::ProjectionName;
#[cfg(feature = "alloc")]
pub use reduced::ReducedNetwork;
pub use sections::Sections;
#[cfg(feature = "alloc")]
pub use training::Training;

#[cfg(any(doc, test))]
crate::network!(
    /// What [`network!`](crate::network!) writes for `Params::notebook(8)`.
    pub mod example = crate::Params::notebook(8)
);
