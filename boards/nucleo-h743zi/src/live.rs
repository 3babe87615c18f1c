//! The show on a NUCLEO-H743ZI with a live retina over its ST-LINK's serial port.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clocks;
mod screen;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_stm32::{
    bind_interrupts,
    gpio::{Input, Pull},
    peripherals::USART3,
    usart::{BufferedInterruptHandler, BufferedUart, Config},
};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Defmt, Embassy, Gallery, Show};
use lissom_serial::{LONGEST, Live, OrArrival, Port, Uart, answer_bytes};
use panic_probe as _;

lissom_demo::network!();

bind_interrupts!(struct Interrupts {
    USART3 => BufferedInterruptHandler<USART3>;
});

/// With room for a whole answer, nothing waits for the wire.
const ANSWER: usize = answer_bytes(SIDE as u8);

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();
    static mut COME: [u8; LONGEST] = [0; LONGEST];
    static mut GOES: [u8; ANSWER] = [0; ANSWER];

    let Some(mut core) = cortex_m::Peripherals::take() else { defmt::panic!("started twice") };
    core.SCB.enable_icache();
    core.SCB.enable_dcache(&mut core.CPUID); // no DMA: nothing else writes memory
    let board = clocks::start();
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let (rx, tx) = (board.PD9, board.PD8);
    let uart = BufferedUart::new(board.USART3, rx, tx, GOES, COME, Interrupts, Config::default());
    let Ok(uart) = uart else { defmt::unreachable!() }; // 115 200 baud of 100 MHz
    let (tx, rx) = uart.split();
    let port = Port::new(Uart(rx, tx));
    let user = Input::new(board.PC13, Pull::None); // the board pulls it down
    let buttons = OrArrival(Button::new(|| user.is_high(), Embassy), &port);
    let mut pictures = Live::new(&port, Embassy, Gallery::new(&PICTURES), map::PARAMS.steps);
    let mut show =
        Show::new(screen, Embassy, buttons, Defmt).color_map(ColorMap::Perceptual).pace(0, 1500);
    let Err(_) = show.run(&network(&WEIGHTS), &mut pictures, STATE);
    defmt::panic!("the display failed")
}
