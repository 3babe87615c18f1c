//! The network of main.rs in QEMU, which has the chip's core but not its display: hashes, and the
//! instructions that settling takes.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod blank;

use blank::Blank;
use cortex_m_rt::entry;
use lissom::Fixed16;
use lissom_demo::{Defmt, Gallery, Show};
use lissom_qemu::SysTick;

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

/// As QEMU clocks the core.
type Clock = SysTick<168_000_000>;

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let mut show = Show::new(Blank, Clock::start(core.SYST), (), Defmt);
    let mut gallery = Gallery::new(&PICTURES);
    lissom_qemu::perform(&mut show, &network(&WEIGHTS), &mut gallery, STATE)
}
