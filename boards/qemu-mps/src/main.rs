//! A full LISSOM of 36×36 units a sheet on five emulated Cortex-M cores, shown on an OLED of 96×16.
//!
//! A build serves all boards of its target: the core's identity tells which of them it runs on.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod board;
mod i2c;
mod oled;

use board::Board;
use cortex_m_rt::entry;
use i2c::I2c;
use lissom::Fixed16;
use lissom_demo::{Defmt, Gallery, Show};
use lissom_qemu::Instructions;
use oled::Oled;

lissom_demo::network!();
static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let Some(board) = Board::of(core.CPUID.base.read()) else { panic!("a core unknown to it") };
    let oled = Oled::new(I2c::new(board.shield));
    let clock = Instructions::start(core.SYST, board.hertz);
    let mut show = Show::new(oled, clock, (), Defmt);
    let mut gallery = Gallery::new(&PICTURES);
    lissom_qemu::perform(&mut show, &network(&WEIGHTS), &mut gallery, STATE)
}
