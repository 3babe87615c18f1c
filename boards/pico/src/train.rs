//! A LISSOM of 24×24 units a sheet that learns on a Raspberry Pi Pico: its orientation map develops on
//! a Pico Display or an SSD1306.
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
use embassy_rp::{
    bind_interrupts,
    peripherals::UART0,
    uart::{self, BufferedUartTx},
};
use lissom::{Budget, Fixed16};
use lissom_demo::{Bench, Curriculum, Development};
use static_cell::ConstStaticCell;

lissom_demo::network!(24);
static CURRICULUM: Curriculum = Curriculum::new(&map::PARAMS);

/// Presentations after which the log says `done`.
const DONE: u32 = 300;

/// cortex-m-rt copies the weights to RAM at start.
static WEIGHTS: ConstStaticCell<map::Weights<Fixed16>> =
    ConstStaticCell::new(map::Weights::of_bytes(FILLED));
static TABLE: ConstStaticCell<Bench<SIDE, SIDE, SIDE>> = ConstStaticCell::new(Bench::new());

// of 2 MB the firmware itself takes 128 KB, of 264 KB its buffers 2 KB and the stack 8 KB
const _: () = Budget { flash: 1920 * 1024, ram: 254 * 1024 }
    .hold(map::FLASH, size_of_val(&WEIGHTS) + size_of_val(&TABLE));

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
    let mut show =
        Development::new(screen, clock, log, CURRICULUM.probes).color_map(screen::COLORS);

    let (weights, table) = (WEIGHTS.take(), TABLE.take());
    let (mut progress, mut pictures) = (CURRICULUM.start(), CURRICULUM.pictures.clone());
    let mut trainer = weights.frozen_trainer(&CURRICULUM.phases, &mut progress);
    while trainer.progress.presentations() < CURRICULUM.presentations {
        if show.turn(&mut trainer, &mut pictures, table).is_err() {
            show.log.line(format_args!("the display fails"));
        }
        if trainer.progress.presentations() == DONE {
            show.log.line(format_args!("done"));
        }
    }
    loop {
        cortex_m::asm::wfi();
    }
}
