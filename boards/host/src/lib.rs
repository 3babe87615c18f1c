//! The `lissom` command-line tool.

pub mod any_network;
pub mod arrays;
mod bounded;
pub mod cli;
pub mod commands;
pub mod error;
pub mod expectation;
pub mod experiment;
pub mod files;
pub mod fit;
pub mod flash;
pub mod format;
pub mod image_file;
pub mod image_set;
pub mod interrupt;
pub mod kept;
pub mod key;
pub mod measured_map;
pub mod outcome;
pub mod picture;
pub mod pictures;
pub mod plan;
pub mod plot;
pub mod preset;
pub mod progress;
pub mod projection;
pub mod reference;
pub mod results;
pub mod scene;
pub mod sides;
pub mod size;
pub mod threads;
pub mod trace;
pub mod training;
pub mod whole_file;

pub use lissom_npy as npy;
