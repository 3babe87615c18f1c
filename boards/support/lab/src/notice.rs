//! Lines on stderr about what goes on all the same.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering},
};

static QUIET: AtomicBool = AtomicBool::new(false);

/// Says nothing from now on.
pub fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Whether nothing is to be said.
pub fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// A line on stderr.
pub fn tell(line: &str) {
    if !is_quiet() {
        let _ = writeln!(io::stderr(), "lissom: {line}");
    }
}
