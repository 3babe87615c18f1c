//! How far long work is, on stderr: a bar on a terminal, elsewhere a line now and then.

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use lissom_lab::notice::is_quiet;
use std::{
    fmt,
    io::{self, IsTerminal, Write},
    time::Duration,
};

/// A bar with the time that remains, or lines with it. It begins after a second, or after ten
/// without a terminal, and goes when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    shows: Shows,
    note: String,
}

#[derive(Debug, Clone, Copy)]
enum Shows {
    Nothing,
    /// A bar, which is there or not yet.
    Bar(bool),
    /// Lines, the next one after so long.
    Lines(Duration),
}

const TEMPLATE: &str = "{bar:30} {pos}/{len} {rate} ETA {eta} {wide_msg}";
const SECOND: Duration = Duration::from_secs(1);
/// The first line comes after so long.
const FIRST: Duration = Duration::from_secs(10);
/// The most time between two lines.
const RARE: Duration = Duration::from_secs(300);

impl Progress {
    /// Nothing done yet of `length` parts.
    pub fn new(length: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            let rate = |state: &ProgressState, text: &mut dyn fmt::Write| {
                let _ = write!(text, "{:.0}/s", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate));
        }
        let shows = if is_quiet() {
            Shows::Nothing
        } else if io::stderr().is_terminal() {
            Shows::Bar(false)
        } else {
            Shows::Lines(FIRST)
        };
        Self { bar, shows, note: String::new() }
    }

    /// So many parts are done, and what comes next.
    pub fn at(&mut self, done: u64, next: &str) {
        self.bar.set_position(done);
        let elapsed = self.bar.elapsed();
        match self.shows {
            Shows::Nothing => {}
            Shows::Bar(is_there) => {
                if !is_there && elapsed > SECOND {
                    self.shows = Shows::Bar(true);
                    self.bar.set_draw_target(ProgressDrawTarget::stderr());
                }
                self.bar.set_message(format!("{next}{}", self.note));
            }
            Shows::Lines(due) => {
                if elapsed >= due {
                    self.shows = Shows::Lines(elapsed + pause(elapsed));
                    let length = self.bar.length().unwrap_or(0);
                    let line = line([done, length], elapsed, next, &self.note);
                    let _ = writeln!(io::stderr(), "{line}");
                }
            }
        }
    }

    /// One more part is done, and what comes next.
    pub fn next(&mut self, next: &str) {
        self.at(self.bar.position() + 1, next);
    }

    /// What comes between two parts.
    pub fn between(&mut self, now: &str) {
        self.at(self.bar.position(), now);
    }

    /// What is known so far, and shown from now on.
    pub fn note(&mut self, note: &str) {
        self.note = format!(", {note}");
    }

    /// So many parts remain, and what comes next; the first call says how many there are.
    pub fn remaining(&mut self, remaining: u64, next: &str) {
        let length = self.bar.length().unwrap_or(0).max(remaining);
        self.bar.set_length(length);
        self.at(length - remaining, next);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Lines become rarer, the longer the work takes.
fn pause(elapsed: Duration) -> Duration {
    (elapsed / 2).clamp(FIRST, RARE)
}

fn line([done, length]: [u64; 2], elapsed: Duration, now: &str, note: &str) -> String {
    let seconds = elapsed.as_secs_f64();
    let rate = done as f64 / seconds.max(1e-3);
    let mut line = format!("{done}/{length} {rate:.0}/s");
    if done > 0 && done <= length {
        let remain = Duration::from_secs_f64((length - done) as f64 / rate);
        line += &format!(" ETA {}", HumanDuration(remain));
    }
    format!("{line} {now}{note}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_and_how_long() {
        let ten = Duration::from_secs(10);
        assert_eq!(
            line([500, 2000], ten, "learning", ", rho 2.86"),
            "500/2000 50/s ETA 30 seconds learning, rho 2.86"
        );
        assert_eq!(line([0, 2000], ten, "learning", ""), "0/2000 0/s learning");
    }

    #[test]
    fn lines_become_rarer() {
        assert_eq!(pause(Duration::from_secs(10)), FIRST);
        assert_eq!(pause(Duration::from_secs(100)), Duration::from_secs(50));
        assert_eq!(pause(Duration::from_secs(100_000)), RARE);
    }
}
