//! Nothing: `cargo bench` runs the programs beside this file. They stand apart from the crate, so
//! that its tests need not wait for Criterion.
