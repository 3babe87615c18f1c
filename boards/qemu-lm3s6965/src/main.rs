//! A full LISSOM on an emulated Cortex-M3, shown on its OLED step by step.
//!
//! Weights, tables and pictures are made by the compiler and lie in flash; no float is left.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

mod oled;

use cortex_m_rt::entry;
use lissom::{Budget, Fixed16, Params};
use lissom_demo::{Defmt, Gallery, Show, Stimulus};
use lissom_qemu::SysTick;
use oled::{Frame, Oled};

const SIDE: usize = lissom_demo::side(option_env!("LISSOM_SIDE"), 24);
lissom::network!(pub mod map = Params::notebook(SIDE));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
static PICTURES: [Stimulus<SIDE>; 4] = lissom_demo::stimuli();

// the firmware itself, fonts and pictures take 24 KB of the 256, stack and frame 8 KB of the 64
const _: () = Budget { flash: 232 * 1024, ram: 56 * 1024 }.hold(map::FLASH, map::RAM);

/// The clock after reset.
type Clock = SysTick<12_500_000>;

#[entry]
fn main() -> ! {
    static mut FRAME: Frame = Frame::new();
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let mut show = Show::new(Oled::new(FRAME), Clock::start(core.SYST), (), Defmt);
    let mut gallery = Gallery::new(&PICTURES);
    lissom_qemu::perform(&mut show, &WEIGHTS.frozen_lissom(), &mut gallery, STATE)
}
