//! The show that every board runs: pictures come to the retina of a network, and retina, LGN and V1
//! are seen on a display while V1 settles, or the connection fields of its most active unit.
//!
//! Nothing here knows hardware. A board gives a [`Show`] its display (any `embedded-graphics` one,
//! as a [`Screen`]), a [`Clock`], [`Buttons`] and a [`Log`], and each turn the next of its
//! [`Pictures`]: stored ones ([`Gallery`]) or a camera's. The [`Layout`] follows from the display's
//! size, from 5 × 5 pixels upwards, and only what has changed is drawn.
//!
//! ```
//! use embedded_graphics::{mock_display::MockDisplay, pixelcolor::Gray4};
//! use lissom::Fixed16;
//! use lissom_demo::{Direct, Gallery, Show, Stimulus};
//! lissom::network!(mod map = lissom::Params::notebook(12));
//! static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
//! static PICTURES: [Stimulus<12>; 4] = lissom_demo::stimuli();
//!
//! let mut display = MockDisplay::<Gray4>::new(); // 64 × 64
//! display.set_allow_overdraw(true);
//! let mut show = Show::new(Direct(display), (), (), ());
//! let mut gallery = Gallery::new(&PICTURES);
//! let mut state = map::State::new();
//! show.turn(&WEIGHTS.frozen_lissom(), &mut gallery, &mut state)?;
//! # Ok::<(), core::convert::Infallible>(())
//! ```
#![no_std]

#[cfg(test)]
extern crate std;

// in the order the data flows: a module imports only those above it
mod network;
mod preset;
mod gcal;
mod board;
mod button;
mod pictures;
mod sensor;
mod zoom;
mod arrangement;
mod layout;
mod text;
mod fact;
mod title;
mod ink;
mod view;
mod shown;
mod panel;
mod shrunk;
mod scene;
mod show;
mod identity;
mod training;
mod workspace;
mod development;
#[cfg(feature = "storage")]
mod keeper;
#[cfg(feature = "storage")]
mod course;

#[cfg(feature = "defmt")]
pub use board::Defmt;
#[cfg(feature = "embassy-time")]
pub use board::Embassy;
pub use board::{Buttons, Clock, Direct, Log, Press, Screen};
pub use button::{Button, Pair};
#[cfg(feature = "storage")]
pub use course::{learn, learn_and};
pub use development::Development;
#[cfg(feature = "storage")]
pub use embedded_storage::nor_flash::NorFlash;
pub use gcal::FrozenGcal;
#[cfg(feature = "storage")]
pub use keeper::{Keeper, KeeperError};
pub use layout::{Layout, Square};
pub use lissom;
pub use pictures::{Gallery, Picture, Pictures, Stimulus, gaussians, stimuli};
pub use preset::Preset;
pub use sensor::{Frame, NEARNESS, Sensed, Sensor, WARMTH, nearness, warmth};
pub use show::Show;
pub use training::{BoardTraining, SEED};
pub use view::View;
pub use workspace::Workspace;
pub use zoom::Zoom;
