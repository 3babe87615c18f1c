//! A LISSOM of 24×24 units a sheet that learns on a Raspberry Pi Pico: its orientation map develops
//! on a Pico Display or an SSD1306.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod log;
mod panic;
mod keeper;
#[cfg_attr(feature = "ssd1306", path = "ssd1306.rs")]
#[cfg_attr(not(feature = "ssd1306"), path = "st7789.rs")]
mod screen;

use crate::{clock::Cycles, keeper::Keeper, log::Log};
use embassy_rp::{
    bind_interrupts,
    gpio::{Input, Pull},
    peripherals::UART0,
    uart::{self, BufferedUartTx},
};
use lissom::{Budget, Fixed16};
use lissom_demo::{BoardTraining, Development, Workspace};
use static_cell::ConstStaticCell;

lissom_demo::network!();
static TRAINING: BoardTraining = BoardTraining::new(&map::PARAMS);

/// Presentations after which the log says `done`, and the first snapshot is saved.
const DONE: u32 = 300;
/// Presentations from one snapshot to the next.
const SAVE: u32 = 1000;

/// cortex-m-rt copies the weights to RAM at start.
static WEIGHTS: ConstStaticCell<map::Weights<Fixed16>> =
    ConstStaticCell::new(map::Weights::of_bytes(FILLED));
static WORKSPACE: ConstStaticCell<Workspace<SIDE, SIDE, SIDE>> =
    ConstStaticCell::new(Workspace::new());

// of 2 MB snapshots take 512 KB and the firmware itself 128 KB; of 264 KB its buffers 2 KB and the
// stack 8 KB
const _: () = Budget { flash: 1408 * 1024, ram: 254 * 1024 }
    .hold(map::FLASH, size_of_val(&WEIGHTS) + size_of_val(&WORKSPACE));

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
    let mut show = Development::new(screen, clock, log, TRAINING.probes).color_map(screen::COLORS);

    // lest the compiler makes a local of it: the stack has no room for it, and the linker would not say so
    let (weights, workspace) = (core::hint::black_box(WEIGHTS.take()), WORKSPACE.take());
    let (mut progress, mut pictures) = (TRAINING.start(), TRAINING.pictures.clone());
    let Some(mut keeper) = Keeper::new(board.FLASH) else { unreachable!() }; // its range is whole pages
    let anew = Input::new(board.PIN_12, Pull::Up);
    cortex_m::asm::delay(clock::HERTZ / 1000); // for the pin to rise
    if anew.is_high() {
        let loaded = keeper.load(weights, &mut progress, &mut pictures);
        report(&mut show.log, "loaded", progress.presentations(), loaded);
    }
    while progress.presentations() < TRAINING.presentations {
        let mut trainer = weights.frozen_trainer(&TRAINING.phases, &mut progress);
        if show.turn(&mut trainer, &mut pictures, workspace).is_err() {
            show.log.line(format_args!("the display fails"));
        }
        let presentations = progress.presentations();
        if presentations == DONE || presentations.is_multiple_of(SAVE) {
            let saved = keeper.save(weights, &progress, &pictures).map(|()| true);
            report(&mut show.log, "saved", presentations, saved);
        }
        if presentations == DONE {
            show.log.line(format_args!("done"));
        }
    }
    loop {
        cortex_m::asm::wfi();
    }
}

/// Tells of a snapshot, unless there was none.
fn report(log: &mut Log, what: &str, presentations: u32, outcome: Result<bool, keeper::Error>) {
    match outcome {
        Ok(true) => log.line(format_args!("{what} {presentations}")),
        Ok(false) => {}
        Err(error) => log.line(format_args!("not {what}: {error}")),
    }
}
