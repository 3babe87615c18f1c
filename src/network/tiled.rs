//! A V1 of any area from one tile of weights.
//!
//! V1 is laid with tiles of `period` × `period` units. Units a period apart use the same connection
//! field and learn into it together, so that the map repeats as hypercolumns do, and the weights
//! take the memory of one tile whatever the area. The model is GCAL with shared afferent weights
//! (BMC Neuroscience 14(Suppl 1):P424, 2013); here the inhibitory weights and θ are shared, too.
//!
//! **What a unit computes** is what a unit of any other V1 does. For each tile the cells that its
//! units see are copied to a *window*, no field is cut in it, and a [`Projection`] from the window
//! to one tile answers: a tile's weights are rows like any others, in every number format. What
//! lies beyond V1 the [`Border`] says. Around V1 LGN and retina have a margin
//! ([`Params::extended`]), so that the border cuts no afferent field. Lateral excitation is GCAL's,
//! one kernel for all units.
//!
//! **What a tile learns**: after settling, one copy of the tile after another, row by row from the
//! upper left, learns by the ordinary rule from its windows and its own units, afferent weights
//! first, then inhibitory ones, then θ and η̄. A presentation to *n* copies is so *n* presentations
//! to the tile, and rates, β and λ mean what they mean there. One step by the copies' mean would
//! differ from this in terms of the second order of the rate. Units beyond V1 neither learn nor
//! count.
//!
//! [`tiled_network!`](crate::tiled_network!) names one whose sides the compiler knows; with the
//! feature `alloc`, `TiledNetwork` and `TiledTraining` own one of any sides.
//!
//! [`Projection`]: crate::Projection
//! [`Params::extended`]: crate::Params::extended

mod constant;
mod lissom;
mod macros;
#[cfg(feature = "alloc")]
mod owner;
mod sides;
mod tiling;
mod trainer;

pub use constant::{TiledLayout, TiledWeights};
pub use lissom::{TiledLissom, TiledState};
#[cfg(feature = "alloc")]
pub use owner::{TiledNetwork, TiledTraining};
#[cfg(feature = "alloc")]
pub use sides::DynSides;
pub use sides::{ConstSides, Sides};
pub use tiling::{Border, Lattice, Tiling};
pub use trainer::TiledTrainer;

#[cfg(all(test, feature = "alloc", lissom_repository))]
mod tests;
