//! The chip's system timer.

use esp_hal::time::Instant;
use lissom_demo::Clock;

/// Microseconds.
#[derive(Clone, Copy)]
pub struct Time;

impl Clock for Time {
    const TICKS_PER_MILLISECOND: u32 = 1000;

    fn ticks(&mut self) -> u32 {
        Instant::now().duration_since_epoch().as_micros() as u32
    }
}
