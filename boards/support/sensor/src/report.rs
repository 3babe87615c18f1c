//! What the log says of a sensor's frames.

use embassy_time::Instant;
use lissom::learning::Progress;
use lissom_demo::{Log, Sensed};

/// Frames after which the log says how many come in a second.
const MEASURED: u32 = 12;

/// Tells of each frame.
#[derive(Debug, Default)]
pub struct Report {
    frames: u32,
    failures: u32,
    /// When the first one was learned from: the map is measured before.
    first: Option<Instant>,
}

impl Report {
    /// Of no frame yet.
    pub const fn new() -> Self {
        Self { frames: 0, failures: 0, first: None }
    }

    /// After a frame: `frame <presentations> <retina's hash> <trace of V1>`, `failures <n>` if that
    /// has grown, and after twelve `rate <n> frames a second`.
    pub fn frame<S>(&mut self, log: &mut impl Log, sensed: &Sensed<S>, progress: &Progress) {
        let failures = sensed.failures;
        if core::mem::replace(&mut self.failures, failures) != failures {
            log.line(format_args!("failures {failures}"));
        }
        let (presentations, trace) = (progress.presentations(), progress.trace());
        log.line(format_args!("frame {presentations} {:08x} {trace:08x}", sensed.shown));
        let first = *self.first.get_or_insert_with(Instant::now);
        self.frames = self.frames.saturating_add(1);
        if self.frames == MEASURED {
            let micros = first.elapsed().as_micros().max(1);
            let hundredths = u64::from(100 * (MEASURED - 1)) * 1_000_000 / micros;
            let (whole, part) = (hundredths / 100, hundredths % 100);
            log.line(format_args!("rate {whole}.{part:02} frames a second"));
        }
    }
}
