//! The live retina's wire: pictures go to a board, its settled activity comes back.
//!
//! No heap, no `unsafe`, no hardware: bytes in, messages out, and back. A board reads what its USB
//! or serial port gives it, in pieces of any length, into a [`Receiver`], and sends a [`Frame`]
//! piece by piece; the host does the same.
//!
//! ```
//! use lissom::Fixed16;
//! use lissom_link::{Activity, Receiver, picture_bytes};
//!
//! lissom::network!(mod map = lissom::Params::notebook(12));
//! static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
//!
//! /// What a board does with the bytes of a packet.
//! fn packet(
//!     mut bytes: &[u8],
//!     receiver: &mut Receiver<{ picture_bytes(64) }>,
//!     retina: &mut map::Retina<Fixed16>,
//!     state: &mut map::State<Fixed16>,
//!     mut send: impl FnMut(&[u8]),
//! ) {
//!     while let Some(received) = receiver.show(&mut bytes, retina) {
//!         let frame = match received {
//!             Ok(sequence) => {
//!                 let v1 = WEIGHTS.frozen_lissom().settle(retina, state, &mut ());
//!                 let steps = map::PARAMS.steps;
//!                 let counters = receiver.counters();
//!                 Activity { steps, counters, ..Activity::new(sequence, v1) }.frame()
//!             }
//!             Err(refusal) => refusal.frame(),
//!         };
//!         let (mut wire, mut packet) = (frame.bytes(), [0; 64]);
//!         loop {
//!             match wire.fill(&mut packet) {
//!                 0 => break,
//!                 len => send(&packet[..len]),
//!             }
//!         }
//!     }
//! }
//! # use lissom_link::{Message, Picture, activity_bytes};
//! # let picture = Picture { sequence: 7, width: 12, height: 12, pixels: &[200; 144] };
//! # let there: Vec<u8> = picture.frame().bytes().collect();
//! # let (mut retina, mut state) = (map::Retina::new(), map::State::new());
//! # let mut back = Vec::new();
//! # packet(&there, &mut Receiver::new(), &mut retina, &mut state, |p| back.extend_from_slice(p));
//! # let mut receiver = Receiver::<{ activity_bytes(12) }>::new();
//! # let Some(Ok(Message::Activity(answer))) = receiver.receive(&mut &back[..]) else { panic!() };
//! # assert_eq!((answer.sequence, answer.side, answer.hash), (7, 12, state.v1().hash()));
//! # assert_eq!(answer.counters.shown, 1);
//! ```
//!
//! # On the wire
//!
//! `0`, the frame in COBS (Cheshire and Baker, 1999), `0`. A zero therefore stands between frames
//! only: after whatever was lost or added, the next zero is a new beginning. The zero in front
//! ends a frame that was cut, so that it costs itself alone. A frame is, all numbers little-endian:
//!
//! | at | bytes | |
//! |---|---|---|
//! | 0 | 1 | version, 1 |
//! | 1 | 1 | kind: 1 picture, 2 activity, 3 refusal |
//! | 2 | 2 | sequence: the host's number for a picture; a board's answer repeats it |
//! | 4 | 1 | width, in pixels or units; 0 in a refusal |
//! | 5 | 1 | height |
//! | 6 | 4 | n, the payload's bytes |
//! | 10 | n | payload |
//! | 10 + n | 4 | CRC-32 (ISO-HDLC, that of Ethernet) of all before |
//!
//! The payloads:
//!
//! | kind | bytes | |
//! |---|---|---|
//! | picture | width · height | a grey each, row by row, 0 black |
//! | activity | 4 | hash of V1, [`lissom::SheetOf::hash`] |
//! | | 4 | cycles that settling took, 0 if not measured |
//! | | 4 | cycles a second, 0 if not known |
//! | | 2 | settling steps |
//! | | 24 | counters: shown, crc, length, size, unknown, overrun, 4 bytes each |
//! | | 2 · side² | V1, row by row, the bits of [`lissom::Fixed16`] |
//! | refusal | 1 | cause: 1 crc, 2 length, 3 size, 4 unknown, 5 overrun |
//! | | 24 | counters |
//!
//! # What is dropped
//!
//! Whatever stands between two zeros and is not a good frame is dropped and counted once, by the
//! first [`Cause`] that applies: *overrun* if it is longer than the receiver's buffer; *length* if
//! COBS ends in the middle, or if it is not as long as it says; *crc*; *unknown* if another version
//! or kind; *size* if the picture is not what the retina takes. A board answers each with a
//! [`Refusal`].
#![no_std]

#[cfg(test)]
extern crate std;

// in the order the data flows: a module imports only those above it
pub mod counters;
pub mod units;
pub mod frame;
pub mod message;
pub mod receiver;

pub use counters::{Cause, Counters};
pub use frame::{BEFORE_V1, Bytes, CHECKSUM, Frame, HEADER, VERSION};
pub use message::{Activity, Message, Picture, Refusal};
pub use receiver::Receiver;
pub use units::Units;

/// The [`Receiver`]'s buffer for square pictures of up to this side.
pub const fn picture_bytes(side: u8) -> usize {
    HEADER + side as usize * side as usize + CHECKSUM
}

/// The [`Receiver`]'s buffer for the activity of V1s of up to this side.
pub const fn activity_bytes(side: u8) -> usize {
    HEADER + BEFORE_V1 + 2 * side as usize * side as usize + CHECKSUM
}
