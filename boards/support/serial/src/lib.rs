//! The live retina of a board that reads its serial port itself: pictures come, settled activity
//! goes, without an executor. The port must make the host wait while nobody reads, as USB does, or
//! keep [`LONGEST`] bytes that come meanwhile, as a [`Uart`]'s driver does in its interrupt.
//!
//! A byte that has come is as good as a press for the next picture ([`OrArrival`]); the show then
//! looks at its [`Pictures`](lissom_demo::Pictures), [`Live`], which reads the rest of the frame.
//! Each good picture is answered once, whatever is no good frame is dropped, counted and answered
//! with the cause.
#![no_std]

#[cfg(test)]
extern crate std;

// in the order the data flows: a module imports only those above it
mod port;
mod uart;
mod live;

pub use live::{LONGEST, Live, answer_bytes};
pub use port::{OrArrival, Port, Wire};
pub use uart::Uart;
