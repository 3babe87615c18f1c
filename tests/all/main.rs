//! All tests of the core in one program, which is linked once: `cargo test --test all settle` runs
//! those of `settle.rs`.

#![cfg(lissom_repository)] // the package does without these tests and their data

#[cfg(feature = "embedded-graphics")]
mod display;
mod fast;
mod fields;
mod helpers;
mod images;
#[cfg(feature = "alloc")]
mod interleaved;
mod join;
mod learn;
mod learned;
mod npy;
#[cfg(feature = "alloc")]
mod published;
mod orientation;
mod resume;
mod settle;
mod sides;
mod snapshot;
mod steps;
mod streams;
mod training;
mod weights;
