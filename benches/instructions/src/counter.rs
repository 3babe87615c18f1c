//! Instructions, counted by the emulator.

/// Starts the count.
#[cfg(target_arch = "arm")]
pub fn start() {
    use cortex_m::peripheral::syst::SystClkSource;
    let mut systick = cortex_m::Peripherals::take().expect("taken once").SYST;
    systick.set_clock_source(SystClkSource::Core);
    systick.set_reload(0xff_ffff);
    systick.clear_current();
    systick.enable_counter();
}

/// Starts the count.
#[cfg(target_arch = "riscv32")]
pub const fn start() {}

/// Instructions that `work` takes. SysTick has 24 bits of `TICK_NS` each, where one instruction
/// takes 8 ns (`-icount shift=3`); `minstret` counts them one by one.
#[inline(never)]
pub fn count(work: impl FnOnce()) -> u32 {
    #[cfg(target_arch = "arm")]
    {
        use cortex_m::peripheral::SYST;
        let tick_ns: u32 = if cfg!(feature = "dsp") { 50 } else { 40 };
        let before = SYST::get_current();
        work();
        let ticks = before.wrapping_sub(SYST::get_current()) & 0xff_ffff;
        ticks * tick_ns / 8
    }
    #[cfg(target_arch = "riscv32")]
    {
        let before = riscv::register::minstret::read();
        work();
        (riscv::register::minstret::read() - before) as u32
    }
}
