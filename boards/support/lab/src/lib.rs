//! Where experiments are run: networks and trainings of any number format, their files, sweeps and
//! references.
//!
//! Number formats are types of the core, and names here: all that computes in one is behind
//! functions and trait objects without a type parameter, so that the core's code is compiled once
//! for each format, in this crate.

// in the order the data flows: a module imports only those above it
pub mod notice;
pub mod whole_file;
mod pnm;
mod decode;
pub mod image_file;
pub mod images;
pub mod scene;
pub mod threads;
pub mod any_projection;
pub mod trace;
pub mod any_network;
pub mod plan;
pub mod projection;
pub mod size;
pub mod expectation;
pub mod hebbian;
mod snapshot_file;
pub mod flash;
pub mod kept;
pub mod second_map;
mod several;
pub mod any_training;
pub mod training;
pub mod saved;
pub mod chosen;
pub mod learned_arrays;
pub mod results;
pub mod sweep;
pub mod reference;
pub mod accuracy;
