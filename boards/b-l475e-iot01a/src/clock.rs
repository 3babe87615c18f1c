//! One timer for two things: it counts the core's cycles and calls for a row of the matrix.

use crate::matrix;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use cortex_m::peripheral::{SYST, syst::SystClkSource};
use cortex_m_rt::exception;
use lissom_demo::Clock;

/// Cycles of 80 MHz between two rows: 800 rows a second are 100 pictures.
const PERIOD: u32 = 100_000;

static PERIODS: AtomicU32 = AtomicU32::new(0);
/// Cycles spent on the matrix.
static SCANNING: AtomicU32 = AtomicU32::new(0);

/// SysTick at 80 MHz; what the matrix takes is not counted.
pub struct SysTick;

impl SysTick {
    /// Starts it, and the matrix.
    pub fn start(mut timer: SYST) -> Self {
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(PERIOD - 1);
        timer.clear_current();
        timer.enable_interrupt();
        timer.enable_counter();
        Self
    }
}

impl Clock for SysTick {
    const TICKS_PER_MILLISECOND: u32 = 80_000;

    fn ticks(&mut self) -> u32 {
        loop {
            let periods = PERIODS.load(Relaxed);
            let (since, scanning) = (since_period(), SCANNING.load(Relaxed));
            if periods == PERIODS.load(Relaxed) {
                return periods.wrapping_mul(PERIOD).wrapping_add(since).wrapping_sub(scanning);
            }
        }
    }

    fn idle(&mut self) {
        cortex_m::asm::wfi();
    }
}

fn since_period() -> u32 {
    PERIOD - 1 - SYST::get_current()
}

#[exception]
fn SysTick() {
    PERIODS.store(PERIODS.load(Relaxed).wrapping_add(1), Relaxed);
    matrix::scan();
    SCANNING.store(SCANNING.load(Relaxed).wrapping_add(since_period()), Relaxed);
}
