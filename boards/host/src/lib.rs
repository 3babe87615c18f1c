//! The computer as one more board: what the command `lissom` is made of.

pub mod cli;
pub mod compare;
pub mod course;
pub mod failure;
pub mod figures;
pub mod files;
pub mod format;
pub mod heap;
pub mod info;
pub mod live;
pub mod map;
pub mod measure;
pub mod npy;
pub mod picture;
pub mod plan;
pub mod progress;
pub mod reference;
pub mod scene;
pub mod send;
pub mod settle;
pub mod trace;
pub mod train;
pub mod training;
pub mod verify;
pub mod watch;
pub mod weights;
