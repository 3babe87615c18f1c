//! The computer as one more board: what the command `lissom` is made of.

pub mod accuracy;
pub mod album;
pub mod cli;
pub mod compare;
pub mod cost;
pub mod course;
pub mod done;
pub mod failure;
pub mod figures;
pub mod files;
pub mod fit;
pub mod format;
pub mod heap;
pub mod image_file;
pub mod info;
pub mod live;
pub mod map;
pub mod measure;
pub mod picture;
pub mod pictures;
pub mod plan;
pub mod plot;
pub mod progress;
pub mod reference;
pub mod scene;
pub mod send;
pub mod settle;
pub mod size;
pub mod threads;
pub mod trace;
pub mod train;
pub mod training;
pub mod verify;
pub mod watch;
pub mod weights;

pub use lissom_npy as npy;
