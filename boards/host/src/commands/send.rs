//! `send`: shows pictures to a board.

use crate::{
    commands::watch::board::{Answer, Board, Wiring},
    commands::watch::screen::Screen,
    framing_args::FramingArgs,
    outcome::Outcome,
};
use clap::Args;
use lissom_experiment::{
    error::{Error, finite},
    framing::{Framing, USUAL},
};
use lissom_lab::{image_file, whole_file};
use lissom_link::Picture;
use std::{
    fmt::Write,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// The options of `send`.
#[derive(Debug, Clone, Args)]
pub struct Sending {
    #[command(flatten)]
    wiring: Wiring,
    /// PNG, JPEG, WebP, GIF, PBM, PGM, PPM, PAM or raw files, or folders of them. Colours become
    /// their luma by Rec. 709
    #[arg(required = true, value_name = "FILE_OR_DIR")]
    paths: Vec<PathBuf>,
    /// The most pictures a second [default: as many as the board can take]
    #[arg(long, allow_negative_numbers = true)]
    fps: Option<f64>,
    /// Begin again after the last
    #[arg(long)]
    repeat: bool,
    /// End after this many pictures
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    frames: Option<u32>,
    /// Scale the pictures to this side, 1 to 255 [default: as they are, at most 64]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u8).range(1..))]
    size: Option<u8>,
    /// Pixels in a row of raw files [default: they are square]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..))]
    width: Option<u32>,
    #[command(flatten)]
    framing: FramingArgs,
    /// Show the activity in the terminal
    #[arg(long)]
    watch: bool,
    /// Write each activity as PNG into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// A square picture in the 8 bits that the wire takes.
struct Square {
    /// The file's name.
    name: String,
    side: u8,
    pixels: Vec<u8>,
}

impl Square {
    /// Reads a file; to be as large as it is, up to [`USUAL`], where no side is given.
    fn read(
        path: &Path,
        width: Option<u32>,
        framing: Framing,
        side: Option<u8>,
    ) -> Result<Self, Error> {
        let grey = image_file::read(path, width, framing.background)?;
        let square = framing.square(grey, |own| side.unwrap_or(own.min(USUAL.into()) as u8));
        let square = square.map_err(|error| error.of(path))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { name, side: square.size()[0] as u8, pixels: square.to_8_bits() })
    }
}

/// What has become of the pictures.
#[derive(Default)]
struct Tally {
    shown: u64,
    refused: u64,
}

impl Sending {
    /// Sends the pictures one by one, each after the answer to the one before. Exit code 1 if the
    /// board refused any.
    pub fn run(&self) -> Result<Outcome, Error> {
        let period = self.period()?;
        let framing = self.framing.framing()?;
        let read = |path: &PathBuf| Square::read(path, self.width, framing, self.size);
        self.out.iter().try_for_each(|folder| whole_file::check(folder))?;
        let files = image_file::files(&self.paths)?;
        if self.width.is_some() && !files.iter().any(|file| image_file::is_raw(file)) {
            return Err(Error::new("--width: no effect, for none of the files ends with .raw"));
        }
        let pictures = files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let mut board = Board::connect(&self.wiring)?;
        let (mut screen, mut tally) = (Screen::default(), Tally::default());
        // starts anywhere, so that late answers to somebody before are not taken for ours
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.subsec_micros());
        let mut sequence = now as u16;
        let rounds = if self.repeat { usize::MAX } else { 1 };
        let all = (0..rounds)
            .flat_map(|_| &pictures)
            .take(self.frames.map_or(usize::MAX, |frames| frames as usize));
        let mut due = Instant::now();
        for picture in all {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            due = Instant::now() + period;
            sequence = sequence.wrapping_add(1);
            if !self.show(picture, sequence, &mut board, &mut screen, &mut tally)? {
                break;
            }
        }
        let Tally { shown, refused } = tally;
        let text = format!("shown {shown} refused {refused}\n{}", board.skipped());
        Ok(Outcome::new(text).exit((refused > 0).into()))
    }

    /// Between pictures.
    fn period(&self) -> Result<Duration, Error> {
        let Some(fps) = self.fps else { return Ok(Duration::ZERO) };
        match finite("--fps", fps)? {
            fps if (1e-3..=1e3).contains(&fps) => Ok(Duration::from_secs_f64(1.0 / fps)),
            _ => Err(Error::new(format!("--fps {fps} is outside 0.001..=1000"))),
        }
    }

    /// Sends one picture and waits for the answer. Returns whether anybody reads the output.
    fn show(
        &self,
        picture: &Square,
        sequence: u16,
        board: &mut Board,
        screen: &mut Screen,
        tally: &mut Tally,
    ) -> Result<bool, Error> {
        let Square { name, side, pixels } = picture;
        let sent = Instant::now();
        board.send(&Picture { sequence, width: *side, height: *side, pixels })?;
        let deadline = board.deadline();
        let number = tally.shown + tally.refused + 1;
        let mut line = format!("{number} {name} {side}x{side} ");
        loop {
            let answer = board.answer(deadline)?;
            let ms = 1e3 * sent.elapsed().as_secs_f64();
            match answer {
                None => return Err(board.late(&format!("no answer to {name}"))),
                Some(Answer::Shown(shown)) if shown.sequence == sequence => {
                    tally.shown += 1;
                    writeln!(line, "{shown} answer-ms {ms:.1} {}", shown.counters)?;
                    if let Some(folder) = &self.out {
                        shown.save(folder, &format!("{number:05}"))?;
                    }
                    if self.watch {
                        return screen.draw(&shown.cells(), &line);
                    }
                    return screen.print(&line);
                }
                Some(Answer::Refused(refusal)) if refusal.sequence == sequence => {
                    tally.refused += 1;
                    let (cause, counters) = (refusal.cause.name(), refusal.counters);
                    writeln!(line, "refused {cause} answer-ms {ms:.1} {counters}")?;
                    return screen.print(&line);
                }
                // about what was on the wire before
                Some(Answer::Refused(refusal)) => {
                    let (cause, counters) = (refusal.cause.name(), refusal.counters);
                    if !screen.print(&format!("dropped {cause} {counters}\n"))? {
                        return Ok(false);
                    }
                }
                Some(Answer::Shown(_)) => {}
            }
        }
    }
}
