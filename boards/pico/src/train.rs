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
    flash::{self, Flash},
    gpio::{Input, Pull},
    peripherals::UART0,
    uart::{self, BufferedUartTx},
};
use lissom::{Budget, storage::StorageError};
use lissom_demo::{BoardTraining, Button, Development, Embassy, Keeper, Pair, Workspace};
use static_cell::ConstStaticCell;

lissom_demo::learner!();
static TRAINING: BoardTraining<Number, SIDE> = BoardTraining::new(PRESET);

/// Presentations after which the log says `done`, and the first snapshot is saved.
const DONE: u32 = 300;
/// Presentations from one snapshot to the next.
const SAVE: u32 = 1000;

const FLASH_SIZE: usize = 2 * 1024 * 1024;
/// Snapshots, two of up to 256 KB. The firmware ends before: the budget sees to that.
const KEPT: Range<u32> = 0x18_0000..FLASH_SIZE as u32;

/// The weights before learning, in flash.
static UNTRAINED: Weights = Weights::of_bytes(START);
static WEIGHTS: ConstStaticCell<Weights> = ConstStaticCell::new(Weights::new());
static THRESHOLDS: ConstStaticCell<Thresholds> = ConstStaticCell::new(UNSET);
static WORKSPACE: ConstStaticCell<Workspace<SIDE, SIDE, SIDE>> =
    ConstStaticCell::new(Workspace::new());

// of 2 MB snapshots take 512 KB and the firmware itself 128 KB; of 264 KB its buffers 2 KB and the
// stack 8 KB
const _: () = Budget { flash: 1408 * 1024, ram: 254 * 1024 }
    .hold(map::FLASH, size_of_val(&WEIGHTS) + size_of_val(&THRESHOLDS) + size_of_val(&WORKSPACE));

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
    let mut goes_on = a.is_high();
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let mut show = Development::new(screen, clock, log, TRAINING.probes)
        .color_map(screen::COLORS)
        .buttons(buttons.learning());
    let chip = Flash::<_, flash::Blocking, FLASH_SIZE>::new_blocking(board.FLASH);
    let Ok(mut keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        unreachable!() // the range is whole pages
    };

    let (weights, workspace) = (WEIGHTS.take(), WORKSPACE.take());
    let thresholds = THRESHOLDS.take();
    loop {
        weights.copy_from(&UNTRAINED);
        let (mut progress, mut pictures) = (TRAINING.start(thresholds), TRAINING.pictures.clone());
        let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
        let mut trainer = TRAINING.equip(trainer, thresholds);
        if core::mem::take(&mut goes_on) {
            let loaded = keeper.load(&mut trainer, &mut pictures);
            report(&mut show.log, "loaded", trainer.progress.presentations(), loaded);
        }
        while !show.asks_reset() {
            let before = trainer.progress.presentations();
            if show.turn(&mut trainer, &mut pictures, workspace).is_err() {
                show.log.line(format_args!("the display fails"));
            }
            let presentations = trainer.progress.presentations();
            if presentations == before {
                continue; // someone has asked that nothing is learned
            }
            if presentations == DONE || presentations.is_multiple_of(SAVE) {
                let saved = keeper.save(&trainer, &pictures).map(|()| true);
                report(&mut show.log, "saved", presentations, saved);
            }
            if presentations == DONE {
                show.log.line(format_args!("done"));
            }
        }
        show.log.line(format_args!("reset"));
    }
}

/// Tells of a snapshot, unless there was none.
fn report(
    log: &mut Log,
    what: &str,
    presentations: u32,
    outcome: Result<bool, StorageError<flash::Error>>,
) {
    match outcome {
        Ok(true) => log.line(format_args!("{what} {presentations}")),
        Ok(false) => {}
        Err(error) => log.line(format_args!("not {what}: {error}")),
    }
}
