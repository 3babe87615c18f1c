//! The show on a NUCLEO-H743ZI under a shield with an ILI9341.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clocks;
mod screen;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_stm32::gpio::{Input, Pull};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Defmt, Embassy, Gallery, Show};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(mut core) = cortex_m::Peripherals::take() else { defmt::panic!("started twice") };
    core.SCB.enable_icache();
    core.SCB.enable_dcache(&mut core.CPUID); // no DMA: nothing else writes memory
    let board = clocks::start();
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let user = Input::new(board.PC13, Pull::None); // the board pulls it down
    let button = Button::new(|| user.is_high(), Embassy);
    let mut show =
        Show::new(screen, Embassy, button, Defmt).color_map(ColorMap::Perceptual).pace(120, 1500);
    let Err(_) = show.run(&network(&WEIGHTS), &mut Gallery::new(&PICTURES), STATE);
    defmt::panic!("the display failed")
}
