//! Orientation maps: what every unit prefers, and how good the map is.
//!
//! A [`Protocol`] shows gratings or moving bars of every orientation; a [`Tuning`] keeps three sums
//! a unit while the network answers, and becomes an [`OrientationMap`]. With r_θ the largest
//! response to the orientation θ over all phases,
//!
//! ```text
//! v = Σ r_θ·(cos 2θ, sin 2θ)      preference = ½·angle v      selectivity = |v| / Σ r_θ
//! ```
//!
//! (the weighted average of Topographica, as in Stevens et al., *Mechanisms for stable, robust, and
//! adaptive development of orientation maps in the primary visual cortex*, J. Neurosci. 2013). That
//! is all integers, whatever the number format, and gives the same bits on every machine.
//! [`pinwheels`](OrientationMap::pinwheels) and [`similarity`](OrientationMap::similarity) are
//! integers too; a [`Spectrum`], from which the map's period and its pinwheel density follow, takes
//! `f64`.
//!
//! ```
//! use lissom::{Fixed16, orientation::{OrientationMap, Probe, Protocol, Topology, Tuning}};
//! lissom::network!(mod map = lissom::Params::notebook(16));
//! static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
//! const PROTOCOL: Protocol = Protocol::new(Probe::grating(8.0), 4, 4);
//!
//! let lissom = WEIGHTS.frozen_lissom();
//! let (mut retina, mut activity) = (map::Retina::new(), map::Activity::new());
//! let mut tuning = Tuning::new();
//! for presentation in PROTOCOL.presentations() {
//!     presentation.draw(&mut retina);
//!     tuning.record(&presentation, lissom.settle(&retina, &mut activity, &mut ()));
//! }
//! let mut preferences = OrientationMap::new();
//! tuning.map(&mut preferences);
//! assert!(preferences.selectivity() < 1 << 14); // nothing has been learned yet
//! let pinwheels = preferences.pinwheels(Topology::Plane).count();
//! # assert!(pinwheels < 15 * 15);
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

pub use angle::{Orientation, sine};
pub use map::{OrientationMap, Preference, stability};
pub use peak::Peak;
pub use pinwheels::{Pinwheel, Topology};
pub use probe::{MAX_ORIENTATIONS, Presentation, Probe, Protocol};
pub use spectrum::Spectrum;
pub use tuning::Tuning;
