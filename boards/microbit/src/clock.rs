//! TIMER0, 32 bits at 16 MHz, the core's clock.
#![allow(unsafe_code)] // the peripheral access crate takes raw bits only so

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use lissom_demo::Clock;
use microbit::pac::TIMER0;

/// Ticks spent on the LEDs.
static SCANNING: AtomicU32 = AtomicU32::new(0);

/// Counts the core's cycles; what the LEDs take is not counted.
pub struct Timer0;

impl Timer0 {
    /// Starts it from 0.
    pub fn start(timer: &TIMER0) -> Self {
        timer.bitmode.write(|w| w.bitmode()._32bit());
        // SAFETY: a prescaler of 2⁰ and the trigger of a task are values the data sheet allows
        unsafe {
            timer.prescaler.write(|w| w.bits(0));
            timer.tasks_clear.write(|w| w.bits(1));
            timer.tasks_start.write(|w| w.bits(1));
        }
        Self
    }
}

impl Clock for Timer0 {
    const TICKS_PER_MILLISECOND: u32 = 16_000;

    fn ticks(&mut self) -> u32 {
        captured::<0>().wrapping_sub(SCANNING.load(Relaxed))
    }

    fn idle(&mut self) {
        cortex_m::asm::wfi();
    }
}

/// Runs an interrupt's work off the clock.
pub fn off_the_clock(work: impl FnOnce()) {
    let since = captured::<1>();
    work();
    let taken = captured::<1>().wrapping_sub(since);
    SCANNING.store(SCANNING.load(Relaxed).wrapping_add(taken), Relaxed);
}

/// The count, by way of a register that either the program has for itself, 0, or the interrupt, 1.
fn captured<const REGISTER: usize>() -> u32 {
    // SAFETY: a capture into a register of one's own changes nothing else in the timer
    let timer = unsafe { &*TIMER0::ptr() };
    // SAFETY: the trigger of a task
    unsafe { timer.tasks_capture[REGISTER].write(|w| w.bits(1)) };
    timer.cc[REGISTER].read().bits()
}
