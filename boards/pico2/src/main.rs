//! The show on a Raspberry Pi Pico 2 under a Pico Display Pack 2.0.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod screen;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_rp::gpio::{Input, Pull};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Defmt, Embassy, Gallery, Pair, Show};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let pins = embassy_rp::init(Default::default()); // 150 MHz from the crystal
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(pins), &mut buffer);
    let a = Input::new(pins.PIN_12, Pull::Up);
    let b = Input::new(pins.PIN_13, Pull::Up);
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let mut show =
        Show::new(screen, Embassy, buttons, Defmt).color_map(ColorMap::Perceptual).pace(120, 1500);
    let Err(_) = show.run(&network(&WEIGHTS), &mut Gallery::new(&PICTURES), STATE);
    defmt::panic!("the display failed")
}
