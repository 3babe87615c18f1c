//! The show on the 25 LEDs of a BBC micro:bit v2.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod leds;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_nrf::{
    gpio::{Input, Pull},
    pac::NVMC,
};
use leds::Leds;
use lissom::Fixed16;
use lissom_demo::{Button, Defmt, Embassy, Gallery, Pair, Show};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(core) = cortex_m::Peripherals::take() else { defmt::panic!("started twice") };
    let pins = embassy_nrf::init(Default::default()); // the core always runs at 64 MHz
    NVMC.icachecnf().write(|cache| cache.set_cacheen(true)); // flash has wait states
    let leds = Leds::new(leds::wiring!(pins), core.SYST);
    let a = Input::new(pins.P0_14, Pull::Up);
    let b = Input::new(pins.P0_23, Pull::Up);
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let mut show = Show::new(leds, Embassy, buttons, Defmt).pace(120, 1500);
    let Ok(never) = show.run(&network(&WEIGHTS), &mut Gallery::new(&PICTURES), STATE);
    match never {}
}
