//! A full LISSOM on an emulated Cortex-M3, shown on its OLED step by step.
//!
//! Weights, tables and pictures are made by the compiler and lie in flash; no float is left.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

mod oled;

use cortex_m_rt::entry;
use lissom::Fixed16;
use lissom_demo::{Defmt, Gallery, Show};
use lissom_qemu::SysTick;
use oled::{Frame, Oled};

lissom_demo::network!();
static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

/// The clock after reset.
type Clock = SysTick<12_500_000>;

#[entry]
fn main() -> ! {
    static mut FRAME: Frame = Frame::new();
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let mut show = Show::new(Oled::new(FRAME), Clock::start(core.SYST), (), Defmt);
    let mut gallery = Gallery::new(&PICTURES);
    lissom_qemu::perform(&mut show, &network(&WEIGHTS), &mut gallery, STATE)
}
