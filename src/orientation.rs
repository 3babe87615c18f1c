//! Orientation maps: the preferred orientation of every unit, and measures of the map's quality.
//!
//! A [`Protocol`] shows gratings or moving bars of every orientation; a [`Tuning`] keeps three sums
//! per unit while the network responds, and computes an [`OrientationMap`] from them. With r_θ the
//! largest response to the orientation θ over all phases,
//!
//! ```text
//! v = Σ r_θ·(cos 2θ, sin 2θ)      preference = ½·angle v      selectivity = |v| / Σ r_θ
//! ```
//!
//! This is the weighted average of Topographica, as in Stevens et al., *Mechanisms for stable,
//! robust, and adaptive development of orientation maps in the primary visual cortex*, J.
//! Neurosci. 2013. It is computed in integers for every number format, with the same bits on every
//! machine; so are [`pinwheels`](OrientationMap::pinwheels) and
//! [`similarity`](OrientationMap::similarity). A [`Spectrum`], from which the map's period and its
//! pinwheel density follow, is computed in `f64`.
//!
//! ```
//! use lissom::{Fixed16, orientation::{OrientationMap, Probe, Protocol, Topology, Tuning}};
//! lissom::network!(mod map = lissom::Params::notebook(12));
//! static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
//! const PROTOCOL: Protocol = Protocol::new(Probe::grating(8.0), 4, 4);
//!
//! let lissom = WEIGHTS.frozen_lissom();
//! let (mut retina, mut state) = (map::Retina::new(), map::State::new());
//! let mut tuning = Tuning::new();
//! for presentation in PROTOCOL.presentations() {
//!     presentation.draw(&mut retina);
//!     tuning.record(&presentation, lissom.settle(&retina, &mut state, &mut ()));
//! }
//! let mut preferences = OrientationMap::new();
//! tuning.map(&mut preferences);
//! assert!(preferences.selectivity() < 1 << 14); // nothing has been learned yet
//! let pinwheels = preferences.pinwheels(Topology::Plane).count();
//! # assert!(pinwheels < 11 * 11);
//! ```

mod angle;
mod map;
mod peak;
mod pinwheels;
mod probe;
mod spectrum;
#[cfg(test)]
mod testing;
mod tuning;

pub use crate::math::integer_sine as sine;
pub use angle::Orientation;
pub use map::{OrientationMap, Preference, stability};
pub use peak::Peak;
pub use pinwheels::{Pinwheel, Topology};
pub use probe::{MAX_ORIENTATIONS, Presentation, Probe, Protocol};
pub use spectrum::Spectrum;
pub use tuning::Tuning;
