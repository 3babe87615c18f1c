//! The `lissom` command-line tool; without the feature `tool` what other boards use of it.

#[cfg(feature = "tool")]
pub mod any_network;
pub mod arrays;
mod bounded;
#[cfg(feature = "tool")]
pub mod chosen;
#[cfg(feature = "tool")]
pub mod cli;
#[cfg(feature = "tool")]
pub mod colors;
#[cfg(feature = "tool")]
pub mod commands;
pub mod course;
#[cfg(feature = "tool")]
mod decode;
pub mod error;
#[cfg(feature = "tool")]
pub mod expectation;
pub mod experiment;
#[cfg(feature = "tool")]
pub mod figure;
#[cfg(feature = "tool")]
pub mod files;
pub mod firmware;
#[cfg(feature = "tool")]
pub mod fit;
#[cfg(feature = "tool")]
pub mod flash;
pub mod format;
pub mod framing;
pub mod grey;
#[cfg(feature = "tool")]
pub mod image_file;
pub mod image_set;
#[cfg(feature = "tool")]
pub mod interrupt;
#[cfg(feature = "tool")]
pub mod kept;
pub mod key;
pub mod leaves;
pub mod measured_map;
pub mod measurement;
#[cfg(feature = "tool")]
pub mod outcome;
#[cfg(feature = "tool")]
pub mod picture;
pub mod picture_stream;
pub mod pictures;
pub mod pinwheel;
#[cfg(feature = "tool")]
pub mod plan;
#[cfg(feature = "tool")]
pub mod plot;
#[cfg(feature = "tool")]
mod pnm;
pub mod preset;
#[cfg(feature = "tool")]
pub mod progress;
#[cfg(feature = "tool")]
pub mod projection;
#[cfg(feature = "tool")]
pub mod reference;
pub mod responses;
#[cfg(feature = "tool")]
pub mod results;
pub mod ring;
#[cfg(feature = "tool")]
pub mod saved;
#[cfg(feature = "tool")]
pub mod scene;
pub mod sides;
#[cfg(feature = "tool")]
pub mod size;
#[cfg(feature = "tool")]
mod snapshot_file;
#[cfg(feature = "tool")]
pub mod second_map;
#[cfg(feature = "tool")]
pub mod sweep;
#[cfg(feature = "tool")]
pub mod threads;
#[cfg(feature = "tool")]
pub mod trace;
#[cfg(feature = "tool")]
pub mod training;
#[cfg(feature = "tool")]
mod several;
#[cfg(feature = "tool")]
mod usage;
#[cfg(feature = "tool")]
pub mod view;
pub mod unit_tuning;
#[cfg(feature = "tool")]
pub mod whole_file;

pub use lissom_npy as npy;
