//! A progress bar for what takes over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar with the time that remains. It appears on stderr, if that is a terminal, after a second,
/// and goes when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    hidden: bool,
}

const TEMPLATE: &str = "{wide_bar} {pos}/{len} ETA {eta} {msg:40!}";

impl Progress {
    /// Nothing done yet of `length` parts.
    pub fn new(length: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        Self { bar, hidden: true }
    }

    /// So many parts are done, and what comes next.
    pub fn at(&mut self, done: u64, next: impl Into<String>) {
        if self.hidden && self.bar.elapsed() > Duration::from_secs(1) {
            self.hidden = false;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done);
        self.bar.set_message(next.into());
    }

    /// One more part is done, and what comes next.
    pub fn next(&mut self, next: &str) {
        self.at(self.bar.position() + 1, next);
    }

    /// What comes between two parts.
    pub fn between(&mut self, now: &str) {
        self.at(self.bar.position(), now);
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
