//! What each command of the tool does.

pub mod accuracy;
pub mod board;
pub mod compare;
pub mod cost;
pub mod draw;
pub mod export;
pub mod figures;
pub mod info;
pub mod map;
pub mod params;
pub mod send;
pub mod settle;
pub mod shell;
pub mod sweep;
pub mod train;
pub mod verify;
pub mod watch;
pub mod weights;
