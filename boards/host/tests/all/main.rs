//! All tests of the tool in one program, which is linked once.

mod board;
mod cli;
mod command;
mod dense;
mod draw;
mod expectation;
mod export;
mod experiment;
mod figures;
mod folder;
mod inputs;
mod json;
mod kept;
mod link;
mod linked_board;
mod messages;
mod pictures;
mod reference;
mod shell;
mod streams;
mod sweep;
mod threads;
mod train;
mod watch;
