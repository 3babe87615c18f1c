//! The core's cycles.

use cortex_m::peripheral::{SYST, syst::SystClkSource};
use embassy_rp::clocks;
use lissom_demo::Clock;

/// Cycles a second, embassy-rp's default for the RP2040.
pub const HERTZ: u32 = 125_000_000;

/// SysTick, which counts 24 bits down: 134 ms. Reading it more often than that makes 32 bits of
/// them.
pub struct Cycles {
    timer: SYST,
    last: u32,
    ticks: u32,
}

impl Cycles {
    const WRAP: u32 = 0xFF_FFFF;

    /// Starts it.
    pub fn start(mut timer: SYST) -> Self {
        assert!(clocks::clk_sys_freq() == HERTZ);
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(Self::WRAP);
        timer.clear_current();
        timer.enable_counter();
        let last = timer.cvr.read();
        Self { timer, last, ticks: 0 }
    }
}

impl Clock for Cycles {
    const TICKS_PER_MILLISECOND: u32 = HERTZ / 1000;

    fn ticks(&mut self) -> u32 {
        let now = self.timer.cvr.read();
        self.ticks = self.ticks.wrapping_add(self.last.wrapping_sub(now) & Self::WRAP);
        self.last = now;
        self.ticks
    }

    /// Sleeps until an interrupt; the buttons' timer is one every 10 ms.
    fn idle(&mut self) {
        cortex_m::asm::wfi();
    }
}
