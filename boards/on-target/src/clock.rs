//! Counts instructions: QEMU's `-icount shift=0` lets each take a nanosecond.

#[cfg(target_arch = "arm")]
mod counter {
    use cortex_m::peripheral::{Peripherals, SYST, syst::SystClkSource};

    /// SysTick counts down 24 bits at the core's clock.
    const WRAP: u32 = 0xFF_FFFF;

    pub fn start() {
        if let Some(core) = Peripherals::take() {
            let mut timer = core.SYST;
            timer.set_clock_source(SystClkSource::Core);
            timer.set_reload(WRAP);
            timer.clear_current();
            timer.enable_counter();
        }
    }

    pub fn read() -> u32 {
        SYST::get_current()
    }

    pub const fn ticks(from: u32, to: u32) -> u32 {
        from.wrapping_sub(to) & WRAP
    }
}

#[cfg(target_arch = "riscv32")]
mod counter {
    use riscv::register::minstret;

    pub fn start() {}

    /// Instructions themselves.
    pub fn read() -> u32 {
        minstret::read() as u32
    }

    pub const fn ticks(from: u32, to: u32) -> u32 {
        to.wrapping_sub(from)
    }
}

/// A stopwatch in the chip's ticks, for spans of less than 2²⁴.
pub struct Clock {
    since: u32,
    /// All spans so far.
    pub ticks: u32,
}

impl Clock {
    pub fn new() -> Self {
        counter::start();
        Self { since: counter::read(), ticks: 0 }
    }

    pub fn resume(&mut self) {
        self.since = counter::read();
    }

    pub fn pause(&mut self) {
        self.ticks += counter::ticks(self.since, counter::read());
    }
}
