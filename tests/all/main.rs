//! All tests of the core in one program, which is linked once: `cargo test --test all settle` runs those
//! of `settle.rs`.

#[cfg(feature = "embedded-graphics")]
mod display;
mod export;
mod fast;
mod fields;
mod halves;
mod interleaved;
mod learn;
mod npy;
mod orientation;
mod resume;
mod settle;
mod snapshot;
mod steps;
mod streams;
mod training;
mod weights;
