//! The live retina on a board with USB: a serial port over which pictures come and settled activity
//! goes back, and the signs of life that a watchdog needs.
//!
//! A board runs [`talk`] and [`watch`] on an executor in an interrupt, above the show: settling
//! takes the core for tens of milliseconds, and a host gives up on a device that does not answer
//! its control transfers. The other way round nothing here takes longer than making one retina of
//! one picture. The show's pictures are a [`Live`], and its buttons are in [`OrArrival`];
//! [`perform`] is the show.
//!
//! Nothing here knows a chip; `boards/support/rp` knows Raspberry Pi's.
#![no_std]

#[cfg(test)]
extern crate std;

/// The tests' clock is everybody's: one of those that advance it runs at a time.
#[cfg(test)]
static CLOCK: std::sync::Mutex<()> = std::sync::Mutex::new(());

// in the order the data flows: a module imports only those above it
pub mod vitals;
pub mod patient;
pub mod pictures;
pub mod cable;
pub mod performance;

pub use cable::{Port, talk};
pub use patient::{Controller, Patient};
pub use performance::perform;
pub use pictures::{Buffers, COUNTERS, Live, OrArrival};
pub use vitals::{Fault, VITALS, Vitals, watch};
