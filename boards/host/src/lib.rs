//! The `lissom` command-line tool: what its commands take, show and draw. What they compute is of
//! `lissom-lab`.

// in the order the data flows: a module imports only those above it
mod usage;
mod outcome;
mod interrupt;
pub mod progress;
pub mod preset_name;
pub mod side_args;
pub mod thread_args;
pub mod framing_args;
pub mod picture_args;
pub mod measurement;
pub mod changes;
pub mod choice;
pub mod network_args;
pub mod choice_args;
pub mod view;
pub mod colors;
pub mod picture;
pub mod files;
pub mod figure;
pub mod plot;
mod jobs;
mod fit;
pub mod commands;
pub mod cli;
