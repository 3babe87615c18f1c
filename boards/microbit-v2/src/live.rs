//! The show on the 25 LEDs of a BBC micro:bit v2 with a live retina over its USB cable.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod leds;
mod uart;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_nrf::{
    gpio::{Input, Pull},
    pac::NVMC,
};
use leds::Leds;
use lissom::Fixed16;
use lissom_demo::{Button, Defmt, Embassy, Gallery, Pair, Show};
use lissom_serial::{Live, OrArrival, Port};
use panic_probe as _;
use uart::Uart;

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(core) = cortex_m::Peripherals::take() else { defmt::panic!("started twice") };
    let pins = embassy_nrf::init(Default::default()); // the core always runs at 64 MHz
    NVMC.icachecnf().write(|cache| cache.set_cacheen(true)); // flash has wait states
    let leds = Leds::new(leds::wiring!(pins), core.SYST);
    let port = Port::new(Uart::new(pins.P0_06, pins.P1_08));
    let a = Input::new(pins.P0_14, Pull::Up);
    let b = Input::new(pins.P0_23, Pull::Up);
    let (a, b) = (Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let buttons = OrArrival(Pair::new(a, b), &port);
    let mut pictures = Live::new(&port, Embassy, Gallery::new(&PICTURES), map::PARAMS.steps);
    let mut show = Show::new(leds, Embassy, buttons, Defmt).pace(0, 1500);
    let Ok(never) = show.run(&network(&WEIGHTS), &mut pictures, STATE);
    match never {}
}
