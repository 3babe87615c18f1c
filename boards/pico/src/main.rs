//! LISSOM on a Raspberry Pi Pico, with a Pico Display or an SSD1306, and a live retina over USB.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod buttons;
mod log;
mod panic;
#[cfg_attr(feature = "ssd1306", path = "ssd1306.rs")]
#[cfg_attr(not(feature = "ssd1306"), path = "st7789.rs")]
mod screen;

use crate::{buttons::Buttons, clock::Cycles, log::Log};
use embassy_rp::{
    Peri, bind_interrupts,
    flash::Flash,
    gpio::{Input, Pull},
    peripherals::{FLASH, UART0},
    uart::{self, BufferedUartTx},
};
use lissom::Fixed16;
use lissom_demo::Show;
use lissom_live::{OrArrival, Port, perform};
use lissom_rp::Dog;
use static_cell::ConstStaticCell;

lissom_demo::network!();
lissom_rp::live!();

#[cfg(not(feature = "weights-in-ram"))]
static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

/// What may change lies in RAM; cortex-m-rt copies it there at start.
#[cfg(feature = "weights-in-ram")]
static WEIGHTS: ConstStaticCell<map::Weights<Number>> =
    ConstStaticCell::new(map::Weights::of_bytes(FILLED));
#[cfg(feature = "weights-in-ram")]
const _: () = BUDGET
    .hold(map::flash::<Number>(), map::RAM + size_of::<ConstStaticCell<map::Weights<Number>>>());

bind_interrupts!(struct Irqs {
    UART0_IRQ => uart::BufferedInterruptHandler<UART0>;
});

/// The flash chip's number, which no other has; 0 if it cannot be read.
fn number(flash: Peri<'static, FLASH>) -> u64 {
    let mut chip = Flash::<_, _, { 2 * 1024 * 1024 }>::new_blocking(flash);
    let mut number = [0; 8];
    chip.blocking_unique_id(&mut number).map_or(0, |()| u64::from_be_bytes(number))
}

#[cortex_m_rt::entry]
fn main() -> ! {
    static STATE: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());
    static LINES: ConstStaticCell<[u8; 1024]> = ConstStaticCell::new([0; 1024]);

    let board = embassy_rp::init(Default::default());
    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };

    let uart =
        BufferedUartTx::new(board.UART0, Irqs, board.PIN_0, LINES.take(), Default::default());
    let mut log = Log(uart);
    let dog = Dog::new(board.WATCHDOG, &mut log);
    let serial = number(board.FLASH);
    let screen = screen::new(screen::wiring!(board));
    let port = Port { serial, power: 100, steps: map::PARAMS.steps, clock: clock::HERTZ };
    let (mut pictures, spawner) = live::plug_in(board.USB, dog, port);
    let [a, b] = [Input::new(board.PIN_12, Pull::Up), Input::new(board.PIN_13, Pull::Up)];
    let Ok(press) = buttons::watch([a, b]) else {
        unreachable!() // it is spawned once
    };
    spawner.spawn(press);

    let mut show = Show::new(screen, Cycles::start(core.SYST), OrArrival(Buttons), log)
        .color_map(screen::COLORS)
        .pace(0, 1500);
    #[cfg(feature = "weights-in-ram")]
    let weights = &*WEIGHTS.take();
    #[cfg(not(feature = "weights-in-ram"))]
    let weights = &WEIGHTS;
    perform(&mut show, &network(weights), &mut pictures, STATE.take())
}
