//! A network that learns on a Raspberry Pi Pico: its orientation map develops on a Pico Display or
//! an SSD1306, and outlasts a power cut in the last 512 KB of the flash.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod log;
mod panic;
#[cfg_attr(feature = "ssd1306", path = "ssd1306.rs")]
#[cfg_attr(not(feature = "ssd1306"), path = "st7789.rs")]
mod screen;

use crate::{clock::Cycles, log::Log};
use core::ops::Range;
use embassy_rp::{
    bind_interrupts,
    flash::{Blocking, Flash},
    gpio::{Input, Pull},
    peripherals::UART0,
    uart::{self, BufferedUartTx},
};
use lissom_demo::{Button, Development, Embassy, Keeper, Pair};
use static_cell::ConstStaticCell;

lissom_demo::learner!();
lissom_demo::course!();

const FLASH_SIZE: usize = 2 * 1024 * 1024;
/// Snapshots, two of up to 256 KB. The firmware ends before: the budget sees to that.
const KEPT: Range<u32> = 0x18_0000..FLASH_SIZE as u32;

const _: () = BUDGET.hold(map::FLASH, size_of::<Course>());

bind_interrupts!(struct Irqs {
    UART0_IRQ => uart::BufferedInterruptHandler<UART0>;
});

#[cortex_m_rt::entry]
fn main() -> ! {
    static LINES: ConstStaticCell<[u8; 512]> = ConstStaticCell::new([0; 512]);

    let board = embassy_rp::init(Default::default());
    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let uart =
        BufferedUartTx::new(board.UART0, Irqs, board.PIN_0, LINES.take(), Default::default());
    let screen = screen::new(screen::wiring!(board));
    let (clock, log) = (Cycles::start(core.SYST), Log(uart));
    let (a, b) = (Input::new(board.PIN_12, Pull::Up), Input::new(board.PIN_13, Pull::Up));
    cortex_m::asm::delay(clock::HERTZ / 1000); // for the pins to rise
    let goes_on = a.is_high();
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let show = Development::new(screen, clock, log, TRAINING.probes)
        .color_map(screen::COLORS)
        .buttons(buttons.learning());
    let chip = Flash::<_, Blocking, FLASH_SIZE>::new_blocking(board.FLASH);
    let Ok(keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        unreachable!() // the range is whole pages
    };
    learn(show, keeper, goes_on)
}
