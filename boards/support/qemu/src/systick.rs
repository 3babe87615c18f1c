//! The clocks of an emulated Cortex-M.

use cortex_m::peripheral::{SYST, syst::SystClkSource};
use lissom_demo::Clock;
use semihosting::process;

/// Counts the core's clock in 24 bits, downwards.
struct Counter {
    timer: SYST,
    last: u32,
}

impl Counter {
    const WRAP: u32 = 0xFF_FFFF;

    fn start(mut timer: SYST) -> Self {
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(Self::WRAP);
        timer.clear_current();
        timer.enable_counter();
        let last = timer.cvr.read();
        Self { timer, last }
    }

    /// Ticks since the last call, which must not be longer ago than it takes to wrap.
    fn elapsed(&mut self) -> u32 {
        let now = self.timer.cvr.read();
        let elapsed = self.last.wrapping_sub(now) & Self::WRAP;
        self.last = now;
        elapsed
    }
}

/// SysTick at `HERTZ`, the core's clock as it is after reset. With QEMU's `-icount shift=0` an
/// instruction takes a nanosecond, so ticks count instructions: 10⁹ / `HERTZ` each.
///
/// SysTick counts 24 bits down; reading it more often than it wraps makes 32 bits of them.
pub struct SysTick<const HERTZ: u32> {
    counter: Counter,
    ticks: u32,
}

impl<const HERTZ: u32> SysTick<HERTZ> {
    /// Starts it.
    pub fn start(timer: SYST) -> Self {
        Self { counter: Counter::start(timer), ticks: 0 }
    }
}

impl<const HERTZ: u32> Clock for SysTick<HERTZ> {
    const TICKS_PER_MILLISECOND: u32 = HERTZ / 1000;

    fn ticks(&mut self) -> u32 {
        self.ticks = self.ticks.wrapping_add(self.counter.elapsed());
        self.ticks
    }
}

/// SysTick in nanoseconds, which with QEMU's `-icount shift=0` are instructions, for firmware that
/// finds out at run time how fast the core's clock is. Exact to a tick of SysTick.
pub struct Instructions {
    counter: Counter,
    quarters_of_a_tick: u32,
    quarters: u64,
}

impl Instructions {
    /// Starts it, on a core of `hertz` Hz: a divisor of 4·10⁹, so that a tick is a whole number
    /// of quarters of a nanosecond.
    pub fn start(timer: SYST, hertz: u32) -> Self {
        debug_assert!(4_000_000_000_u32.is_multiple_of(hertz));
        let quarters_of_a_tick = 4_000_000_000 / hertz;
        Self { counter: Counter::start(timer), quarters_of_a_tick, quarters: 0 }
    }
}

impl Clock for Instructions {
    const TICKS_PER_MILLISECOND: u32 = 1_000_000;

    fn ticks(&mut self) -> u32 {
        self.quarters += u64::from(self.counter.elapsed()) * u64::from(self.quarters_of_a_tick);
        (self.quarters / 4) as u32
    }
}

/// A fault ends the run as a panic does; cortex-m-rt's own handler would wait for ever.
#[cortex_m_rt::exception]
#[allow(unsafe_code)] // asked for by cortex-m-rt
unsafe fn HardFault(frame: &cortex_m_rt::ExceptionFrame) -> ! {
    defmt::error!("hard fault at {=u32:08x}", frame.pc());
    process::exit(139)
}
