//! The show on a Raspberry Pi Pico 2 with a live retina over USB, and a watchdog.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod screen;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_rp::{
    gpio::{Input, Pull},
    otp,
};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Clock, Defmt, Embassy, Pair, Show};
use lissom_live::{OrArrival, Port, perform};
use lissom_rp::Dog;
use panic_probe as _;

lissom_demo::network!();
lissom_rp::live!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let board = embassy_rp::init(Default::default()); // 150 MHz from the crystal
    let dog = Dog::new(board.WATCHDOG, &mut Defmt);
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let port = Port {
        serial: otp::get_chipid().unwrap_or(0), // the chip's own number
        power: 150,
        steps: map::PARAMS.steps,
        clock: 1000 * Embassy::TICKS_PER_MILLISECOND,
    };
    let (mut pictures, _) = live::plug_in(board.USB, dog, port);

    let a = Input::new(board.PIN_12, Pull::Up);
    let b = Input::new(board.PIN_13, Pull::Up);
    let (a, b) = (Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let buttons = OrArrival(Pair::new(a, b));
    let mut show =
        Show::new(screen, Embassy, buttons, Defmt).color_map(ColorMap::Perceptual).pace(0, 1500);
    perform(&mut show, &network(&WEIGHTS), &mut pictures, STATE)
}
