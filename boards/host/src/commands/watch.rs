//! `watch`: shows what a board at the other end of a wire sends, or the map of a training.

pub mod board;
pub mod cells;
pub mod port;
pub mod screen;
mod training;

use crate::outcome::Outcome;
use board::{Answer, Board, Wiring};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::whole_file;
use screen::Screen;
use std::path::PathBuf;

/// The options of `watch`.
#[derive(Debug, Clone, Args)]
pub struct Watching {
    /// The folder of a training, at work or complete, to show the map of its newest snapshot in
    /// place of a board: red 0°, green 60°, blue 120°, the brighter, the more selective
    #[arg(value_name = "DIR", conflicts_with_all = ["port", "baud", "timeout", "out"])]
    training: Option<PathBuf>,
    #[command(flatten)]
    wiring: Wiring,
    /// Write each activity as PNG into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// End after this many activities or maps
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    frames: Option<u32>,
    /// End after one
    #[arg(long, conflicts_with = "frames")]
    once: bool,
}

impl Watching {
    /// Shows activity until there is enough, or none comes any more.
    pub fn run(&self) -> Result<Outcome, Error> {
        let frames = if self.once { Some(1) } else { self.frames };
        if let Some(folder) = &self.training {
            training::watch(folder, frames)?;
            return Ok(Outcome::new(String::new()));
        }
        self.out.iter().try_for_each(|folder| whole_file::check(folder))?;
        let mut board = Board::connect(&self.wiring)?;
        let mut screen = Screen::default();
        let (mut count, mut deadline) = (0, board.deadline());
        while frames.is_none_or(|frames| count < frames) {
            let read = match board.answer(deadline)? {
                None => return Err(board.late("no activity")),
                Some(Answer::Refused(refusal)) => {
                    let (cause, counters) = (refusal.cause.name(), refusal.counters);
                    screen.print(&format!("dropped {cause} {counters}\n"))?
                }
                Some(Answer::Shown(shown)) => {
                    (count, deadline) = (count + 1, board.deadline());
                    if let Some(folder) = &self.out {
                        shown.save(folder, &format!("{count:05}"))?;
                    }
                    let (sequence, counters) = (shown.sequence, shown.counters);
                    screen
                        .draw(&shown.cells(), &format!("picture {sequence} {shown} {counters}\n"))?
                }
            };
            if !read {
                break;
            }
        }
        Ok(Outcome::new(board.skipped()))
    }
}
