//! A full LISSOM on the B-L475E-IOT01A, shown on an 8×8 LED matrix.
//!
//! A pixel is the brightest of 4×4 units. Retina, ON, OFF and V1 come one after the other.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod matrix;

use clock::SysTick;
use cortex_m_rt::entry;
use lissom::Fixed16;
use lissom_demo::{Button, Defmt, Gallery, Show};
use matrix::{Matrix, Scanner};
use stm32l4xx_hal::{pac, prelude::*};
#[cfg(feature = "probe")]
use {defmt_rtt as _, panic_probe as _};

lissom_demo::network!();
static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let (Some(core), Some(chip)) = (cortex_m::Peripherals::take(), pac::Peripherals::take()) else {
        unreachable!()
    };
    let mut rcc = chip.RCC.constrain();
    let mut flash = chip.FLASH.constrain();
    let mut power = chip.PWR.constrain(&mut rcc.apb1r1);
    rcc.cfgr.sysclk(80.MHz()).freeze(&mut flash.acr, &mut power);
    let mut a = chip.GPIOA.split(&mut rcc.ahb2);
    let mut b = chip.GPIOB.split(&mut rcc.ahb2);
    let mut c = chip.GPIOC.split(&mut rcc.ahb2);
    macro_rules! output {
        ($port:ident . $pin:ident) => {
            $port.$pin.into_push_pull_output(&mut $port.moder, &mut $port.otyper).erase()
        };
    }
    matrix::start(Scanner {
        rows: [
            output!(b.pb2),
            output!(a.pa15),
            output!(a.pa2),
            output!(a.pa7),
            output!(a.pa6),
            output!(a.pa5),
            output!(b.pb0),
            output!(a.pa3),
        ],
        data: output!(a.pa4),
        clock: output!(b.pb1),
        reset: output!(c.pc3),
        latch: output!(c.pc4),
        bank: output!(c.pc5),
        row: 0,
    });
    let blue = c.pc13.into_pull_up_input(&mut c.moder, &mut c.pupdr);
    let clock = SysTick::start(core.SYST);
    let button = Button::new(|| blue.is_low(), SysTick);
    let show = Show::new(Matrix, clock, button, Defmt);
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
