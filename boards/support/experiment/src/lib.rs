//! An experiment as numbers: what a file or options say of it, what it shows, and what is measured.
//!
//! A file and options become [assignments](experiment::Assignment) of [keys](key), and these an
//! [`Experiment`](experiment::Experiment): a [preset](preset::Preset)'s network of some
//! [sides](sides::Sides) and a [number format](format::Format), with its [pictures] in
//! the order of its [course]. What V1 [answers](responses) to the gratings of a
//! [method](method::Method) becomes a [map](measured_map::MeasuredMap).
//!
//! Nothing here runs a training: `lissom-lab` does on a computer, and `boards/web` in a browser.

// in the order the data flows: a module imports only those above it
pub mod error;
pub mod bounded;
pub mod format;
pub mod arrays;
pub mod sides;
pub mod preset;
pub mod grey;
pub mod framing;
pub mod part;
pub mod leaves;
pub mod image_set;
pub mod image_stream;
pub mod picture_stream;
pub mod waves;
pub mod pictures;
pub mod course;
pub mod method;
pub mod key;
pub mod experiment;
pub mod responses;
pub mod pinwheel;
pub mod ring;
pub mod unit_tuning;
pub mod measured_map;
pub mod firmware;
