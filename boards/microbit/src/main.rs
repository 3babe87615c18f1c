//! A full LISSOM on the first BBC micro:bit: 16 KB of RAM, and 25 LEDs for a display.
//!
//! A pixel is the brightest of 4×4 units. Retina, ON, OFF and V1 come one after the other.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod leds;

use clock::Timer0;
use cortex_m_rt::entry;
use embedded_hal::digital::InputPin;
use leds::Leds;
use lissom::Fixed16;
use lissom_demo::{Button, Defmt, Gallery, Pair, Show};
use microbit::Board;
#[cfg(feature = "probe")]
use {defmt_rtt as _, panic_probe as _};

lissom_demo::network!();
static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(board) = Board::take() else { unreachable!() };
    let clock = Timer0::start(&board.TIMER0);
    let leds = Leds::start(board.TIMER1, board.display_pins, board.NVIC);
    let (mut a, mut b) = (board.buttons.button_a, board.buttons.button_b);
    let buttons = Pair::new(
        Button::new(|| a.is_low() == Ok(true), Timer0),
        Button::new(|| b.is_low() == Ok(true), Timer0),
    );
    let show = Show::new(leds, clock, buttons, Defmt);
    let mut gallery = Gallery::new(&PICTURES);
    let lissom = network(&WEIGHTS);
    #[cfg(feature = "qemu")]
    lissom_qemu::perform(&mut { show }, &lissom, &mut gallery, STATE);
    #[cfg(not(feature = "qemu"))]
    {
        let Err(never) = show.pace(250, 2000).run(&lissom, &mut gallery, STATE);
        match never {}
    }
}
