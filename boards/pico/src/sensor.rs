//! A network on a Raspberry Pi Pico that learns from what its own sensor sees, a VL53L5CX or an
//! AMG8833. Its orientation map develops on a Pico Display or an SSD1306, and outlasts a power cut
//! in the last 512 KB of the flash.
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
    i2c::{self, I2c},
    peripherals::{I2C1, UART0},
    uart::{self, BufferedUartTx},
};
use embassy_time::Instant;
use lissom::Budget;
use lissom_demo::{
    BoardTraining, Button, Development, Embassy, Keeper, Log as _, Pair, Sensed, Workspace,
};
use lissom_sensor::{Connected, Driver, Report};
use static_cell::{ConstStaticCell, StaticCell};

lissom_demo::learner!();
static TRAINING: BoardTraining<Number, SIDE, ()> = BoardTraining::with(PRESET, ());

const FLASH_SIZE: usize = 2 * 1024 * 1024;
/// Snapshots, two of up to 256 KB. The firmware ends before: the budget sees to that.
const KEPT: Range<u32> = 0x18_0000..FLASH_SIZE as u32;

/// The weights before learning, in flash.
static UNTRAINED: Weights = Weights::of_bytes(START);
static WEIGHTS: ConstStaticCell<Weights> = ConstStaticCell::new(Weights::new());
static THRESHOLDS: ConstStaticCell<Thresholds> = ConstStaticCell::new(UNSET);
static WORKSPACE: ConstStaticCell<Workspace<SIDE, SIDE, SIDE>> =
    ConstStaticCell::new(Workspace::new());
static DRIVER: StaticCell<Driver<I2c<'static, I2C1, i2c::Blocking>>> = StaticCell::new();

// of 2 MB snapshots take 512 KB and the firmware itself 256 KB; of 264 KB of RAM its buffers 2 KB
// and the stack 10 KB
const _: () = Budget { flash: 1280 * 1024, ram: 252 * 1024 }.hold(
    map::FLASH,
    size_of_val(&WEIGHTS)
        + size_of_val(&THRESHOLDS)
        + size_of_val(&WORKSPACE)
        + size_of_val(&DRIVER),
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
    let sensor = match Connected::start(bus, &DRIVER) {
        Ok(sensor) => sensor,
        Err(fault) => panic!("no sensor on GP2 and GP3: {fault:?}"),
    };
    let (name, least) = sensor.kind();
    log.line(format_args!("sensor {name} after {} ms", Instant::now().as_millis()));
    let Ok(mut sensed) = Sensed::new(sensor, least) else { unreachable!() }; // it is not 0

    let (a, b) = (Input::new(board.PIN_12, Pull::Up), Input::new(board.PIN_13, Pull::Up));
    cortex_m::asm::delay(clock::HERTZ / 1000); // for the pins to rise
    let mut goes_on = a.is_high();
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let mut show = Development::new(screen, Cycles::start(core.SYST), log, TRAINING.probes)
        .color_map(screen::COLORS)
        .buttons(buttons.learning());
    let chip = Flash::<_, flash::Blocking, FLASH_SIZE>::new_blocking(board.FLASH);
    let Ok(mut keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        unreachable!() // the range is whole pages
    };

    let (weights, workspace, thresholds) = (WEIGHTS.take(), WORKSPACE.take(), THRESHOLDS.take());
    let mut report = Report::new();
    loop {
        weights.copy_from(&UNTRAINED);
        let mut progress = TRAINING.start(thresholds);
        let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
        let mut trainer = TRAINING.equip(trainer, thresholds);
        let loads = core::mem::take(&mut goes_on);
        lissom_demo::learn_and(
            &mut show,
            &mut keeper,
            loads,
            &mut trainer,
            &mut sensed,
            workspace,
            |log, sensed, progress| report.frame(log, sensed, progress),
        );
    }
}
