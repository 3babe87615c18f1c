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

/// Instructions that `work` takes.
#[inline(never)]
pub fn count(work: impl FnOnce()) -> u32 {
    let before = now();
    work();
    since(before)
}

/// A moment.
pub fn now() -> u32 {
    #[cfg(target_arch = "arm")]
    return cortex_m::peripheral::SYST::get_current();
    #[cfg(target_arch = "riscv32")]
    return riscv::register::minstret::read() as u32;
}

/// Instructions since a moment. SysTick has 24 bits of `TICK_NS` each, where one instruction takes
/// 8 ns (`-icount shift=3`); `minstret` counts them one by one.
pub fn since(before: u32) -> u32 {
    if cfg!(target_arch = "arm") {
        let tick_ns: u32 = if cfg!(feature = "dsp") { 50 } else { 40 };
        (before.wrapping_sub(now()) & 0xff_ffff) * tick_ns / 8
    } else {
        now().wrapping_sub(before)
    }
}
