//! A network on a Raspberry Pi Pico that learns from what its own sensor sees, a VL53L5CX or an
//! AMG8833, shown on a Pico Display or an SSD1306.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod log;
mod panic;
mod sensors;
#[cfg_attr(feature = "ssd1306", path = "ssd1306.rs")]
#[cfg_attr(not(feature = "ssd1306"), path = "st7789.rs")]
mod screen;

use crate::{clock::Cycles, log::Log, sensors::Connected};
use embassy_rp::{
    bind_interrupts,
    i2c::{self, I2c},
    peripherals::UART0,
    uart::{self, BufferedUartTx},
};
use embassy_time::Instant;
use lissom::Budget;
use lissom_demo::{BoardTraining, Development, Sensed, Workspace};
use static_cell::ConstStaticCell;

lissom_demo::learner!();
static TRAINING: BoardTraining<Number, SIDE, ()> = BoardTraining::with(PRESET, ());

/// Frames after which the log says `done`.
const DONE: u32 = 12;

/// cortex-m-rt copies the weights to RAM at start.
static WEIGHTS: ConstStaticCell<Weights> = ConstStaticCell::new(Weights::of_bytes(START));
static THRESHOLDS: ConstStaticCell<Thresholds> = ConstStaticCell::new(UNSET);
static WORKSPACE: ConstStaticCell<Workspace<SIDE, SIDE, SIDE>> =
    ConstStaticCell::new(Workspace::new());

// of 264 KB of RAM buffers take 2 KB and the stack 10 KB; of 2 MB of flash the firmware takes
// 256 KB
const _: () = Budget { flash: 1792 * 1024, ram: 252 * 1024 }.hold(
    map::FLASH,
    size_of_val(&WEIGHTS)
        + size_of_val(&THRESHOLDS)
        + size_of_val(&WORKSPACE)
        + size_of_val(&sensors::DRIVER),
);

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
    let mut log = Log(uart);

    let mut config = i2c::Config::default();
    config.frequency = 400_000;
    let bus = I2c::new_blocking(board.I2C1, board.PIN_3, board.PIN_2, config);
    let sensor = match Connected::start(bus) {
        Ok(sensor) => sensor,
        Err(fault) => panic!("no sensor on GP2 and GP3: {fault:?}"),
    };
    let (name, least) = sensor.kind();
    log.line(format_args!("sensor {name} after {} ms", Instant::now().as_millis()));
    let Ok(mut sensed) = Sensed::new(sensor, least) else { unreachable!() }; // it is not 0

    let mut show = Development::new(screen, Cycles::start(core.SYST), log, TRAINING.probes)
        .color_map(screen::COLORS);
    // lest the compiler makes a local of it: the stack has no room for it, and the linker would not say so
    let (weights, workspace) = (core::hint::black_box(WEIGHTS.take()), WORKSPACE.take());
    let thresholds = THRESHOLDS.take();
    let mut progress = TRAINING.start(thresholds);
    let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
    let mut trainer = TRAINING.equip(trainer, thresholds);
    let (mut failures, mut first) = (0, Instant::now());
    loop {
        if show.turn(&mut trainer, &mut sensed, workspace).is_err() {
            show.log.line(format_args!("the display fails"));
        }
        if core::mem::replace(&mut failures, sensed.failures) != sensed.failures {
            show.log.line(format_args!("failures {failures}"));
        }
        let (frames, trace) = (trainer.progress.presentations(), trainer.progress.trace());
        let shown = sensed.shown;
        show.log.line(format_args!("frame {frames} {shown:08x} {trace:08x}"));
        if frames == 1 {
            first = Instant::now(); // the map is measured before
        }
        if frames == DONE {
            let hundredths = u64::from(100 * (DONE - 1)) * 1_000_000 / first.elapsed().as_micros();
            let (whole, part) = (hundredths / 100, hundredths % 100);
            show.log.line(format_args!("rate {whole}.{part:02} frames a second"));
            show.log.line(format_args!("done"));
        }
    }
}
