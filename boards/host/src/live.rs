//! A board at work on the other end of a wire.

pub mod board;
pub mod grey;
pub mod port;
pub mod screen;
