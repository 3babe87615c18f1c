#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(test)]
extern crate std;

// in the order the data flows: a module imports only those above it
pub mod math;
mod limits;
pub mod error;
pub mod field;
mod row;
pub mod interleaved;
#[allow(unsafe_code)]
mod dot;
pub mod number;
pub mod random;
pub mod sheet;
pub mod kernel;
pub mod halves;
pub mod projection;
pub mod disc;
pub mod dog;
pub mod sigmoid;
pub mod stimulus;
pub mod image;
pub mod stream;
pub mod observe;
pub mod params;
pub mod pool;
pub mod gain_control;
pub mod lgn;
pub mod cortex;
pub mod learn;
mod death;
pub mod homeostasis;
pub mod schedule;
pub mod train;
pub mod lissom;
mod report;
pub mod flash;
pub mod network;
pub mod budget;
pub mod orientation;
pub mod export;
pub mod snapshot;
#[cfg(feature = "storage")]
pub mod storage;
#[cfg(feature = "embedded-graphics")]
pub mod display;

pub use budget::Budget;
pub use cortex::{Cortex, CortexActivity, Dynamics, Excitation};
pub use dog::{DogView, SharedDog};
pub use error::Error;
pub use field::{Field, FieldView};
pub use halves::Halves;
pub use kernel::Kernel;
pub use lgn::{Lgn, LgnActivity, LgnDynamics};
pub use lissom::{Activity, Lissom};
pub use number::{Fixed8, Fixed16, Fixed32, Number};
pub use observe::{Observer, Recorder, Signal, Stage};
pub use params::Params;
pub use projection::{ConnectionField, Projection, ProjectionMut, Weights};
pub use sheet::Sheet;
pub use sigmoid::PiecewiseSigmoid;
pub use stimulus::Stimulus;
