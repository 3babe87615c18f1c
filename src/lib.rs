// where the README's links lead in the documentation: of two definitions the first counts
#![cfg_attr(
    doc,
    doc = concat!(
        "[development]: data:image/gif;base64,",
        include_str!("../docs/map.gif.base64")
    ),
    // a line of text, as the figure would make the package too large
    doc = "[figure]: data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIzMDAiIGhlaWdodD0iMjAiPjx0ZXh0IHk9IjE1IiBmaWxsPSJncmF5IiBmb250LWZhbWlseT0ic2Fucy1zZXJpZiIgZm9udC1zaXplPSIxNCI+ZG9jcy9maWd1cmUucG5nIGluIHRoZSByZXBvc2l0b3J5PC90ZXh0Pjwvc3ZnPg=="
)]
#![cfg_attr(
    all(doc, feature = "alloc"),
    doc = "[tour]: guide::tour\n[boards]: guide::boards\n[memory]: guide::memory",
    doc = "[formats]: guide::formats\n[speed]: guide::speed\n[training]: guide::training",
    doc = "[numpy]: guide::numpy\n[from_pylissom]: guide::from_pylissom\n"
)]
// its code needs both features
#![cfg_attr(
    any(not(doctest), all(feature = "alloc", feature = "embedded-graphics")),
    doc = include_str!("../README.md")
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]

#[cfg(test)]
extern crate std;

#[cfg(feature = "alloc")]
extern crate alloc;

// in the order the data flows: a module imports only those above it
mod limits;
mod message;
mod math;
mod hash;
mod error;
pub mod random;
pub mod side;
mod join;
pub mod number;
pub mod sheet;
pub mod geometry;
#[allow(unsafe_code)]
mod engine;
pub mod weights;
pub mod input;
pub mod model;
pub mod learning;
mod frozen;
mod budget;
pub mod orientation;
pub mod snapshot;
pub mod network;
#[cfg(feature = "storage")]
pub mod storage;
#[cfg(feature = "embedded-graphics")]
pub mod display;
#[cfg(all(feature = "alloc", any(doc, doctest)))] // its code is for hosts
#[cfg_attr(docsrs, doc(auto_cfg = false))]
pub mod guide;

pub use budget::Budget;
pub use engine::{Engine, Pooled};
pub use error::Error;
pub use geometry::{Field, FieldView};
pub use input::Stimulus;
pub use join::Join;
pub use model::{
    Cortex, CortexState, Dynamics, Excitation, Lgn, LgnDynamics, LgnState, Lissom, Observer,
    Params, PiecewiseSigmoid, Recorder, Signal, Stage, State,
};
#[cfg(feature = "alloc")]
pub use network::Network;
pub use number::{Fixed8, Fixed16, Fixed32};
#[cfg(feature = "alloc")]
pub use sheet::DynSheet;
pub use sheet::{Sheet, SheetOf};
pub use weights::{
    ConnectionField, DogView, InitialWeights, Projection, ProjectionMut, SharedDog, Weights,
};
