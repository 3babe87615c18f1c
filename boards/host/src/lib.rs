//! The computer as one more board: what the command `lissom` is made of.

pub mod heap;
pub mod npy;
pub mod reference;
