//! Weights: what they are before learning, and what a sheet makes of its source through them.

mod initial;
mod profile;
mod exact;
mod projection;
mod disc;
mod dog_view;
mod dog;
mod pool;
#[cfg(feature = "alloc")]
mod owned;

pub use crate::geometry::DiscRow;
pub(crate) use disc::ExactDisc;
pub use disc::disc_taps;
pub use dog::SharedDog;
pub(crate) use dog_view::places;
pub use dog_view::{DogMemory, DogView};
pub(crate) use exact::Exact;
pub use initial::InitialWeights;
#[cfg(feature = "alloc")]
pub use owned::{OwnedDog, OwnedProjection};
pub use pool::Pool;
pub(crate) use pool::exact_pool;
#[cfg(feature = "alloc")]
pub use projection::InterleavedWeights;
pub use projection::{ConnectionField, Projection, ProjectionMut, Weights};
pub(crate) use projection::{OfActivity, check_length, fill};
