//! A network on a Raspberry Pi Pico 2 that learns from what its own sensor sees, a VL53L5CX or an
//! AMG8833. Its orientation map develops on a Pico Display Pack 2.0, and outlasts a power cut in
//! the last megabyte of the flash.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod screen;

use core::ops::Range;
use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_rp::{
    flash::{self, Flash},
    gpio::{Input, Pull},
    i2c::{self, I2c},
    peripherals::I2C1,
};
use embassy_time::{Duration, Instant, block_for};
use lissom::{Budget, display::ColorMap};
use lissom_demo::{
    BoardTraining, Button, Defmt, Development, Embassy, Keeper, Log, Pair, Sensed, Workspace,
};
use lissom_sensor::{Connected, Driver, Report};
use panic_probe as _;
use static_cell::{ConstStaticCell, StaticCell};

lissom_demo::learner!();
static TRAINING: BoardTraining<Number, SIDE, ()> = BoardTraining::with(PRESET, ());

const FLASH_SIZE: usize = 4 * 1024 * 1024;
/// Snapshots, two of up to 512 KB. The firmware ends before: the budget sees to that.
const KEPT: Range<u32> = 0x30_0000..FLASH_SIZE as u32;

/// The weights before learning, in flash.
static UNTRAINED: Weights = Weights::of_bytes(START);
static WEIGHTS: ConstStaticCell<Weights> = ConstStaticCell::new(Weights::new());
static THRESHOLDS: ConstStaticCell<Thresholds> = ConstStaticCell::new(UNSET);
static WORKSPACE: ConstStaticCell<Workspace<SIDE, SIDE, SIDE>> =
    ConstStaticCell::new(Workspace::new());
static DRIVER: StaticCell<Driver<I2c<'static, I2C1, i2c::Blocking>>> = StaticCell::new();

// of 4 MB snapshots take 1 MB and the firmware itself 256 KB; of 512 KB its buffers 2 KB and the
// stack 12 KB
const _: () = Budget { flash: 2816 * 1024, ram: 498 * 1024 }.hold(
    map::FLASH,
    size_of_val(&WEIGHTS)
        + size_of_val(&THRESHOLDS)
        + size_of_val(&WORKSPACE)
        + size_of_val(&DRIVER),
);

#[entry]
fn main() -> ! {
    let board = embassy_rp::init(Default::default()); // 150 MHz from the crystal
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);

    let mut config = i2c::Config::default();
    config.frequency = 400_000;
    let bus = I2c::new_blocking(board.I2C1, board.PIN_3, board.PIN_2, config);
    let sensor = match Connected::start(bus, &DRIVER) {
        Ok(sensor) => sensor,
        Err(fault) => defmt::panic!("no sensor on GP2 and GP3: {}", defmt::Debug2Format(&fault)),
    };
    let (name, least) = sensor.kind();
    Defmt.line(format_args!("sensor {name} after {} ms", Instant::now().as_millis()));
    let Ok(mut sensed) = Sensed::new(sensor, least) else { defmt::unreachable!() }; // it is not 0

    let (a, b) = (Input::new(board.PIN_12, Pull::Up), Input::new(board.PIN_13, Pull::Up));
    block_for(Duration::from_millis(1)); // for the pins to rise
    let mut goes_on = a.is_high();
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let mut show = Development::new(screen, Embassy, Defmt, TRAINING.probes)
        .color_map(ColorMap::Perceptual)
        .buttons(buttons.learning());
    let chip = Flash::<_, flash::Blocking, FLASH_SIZE>::new_blocking(board.FLASH);
    let Ok(mut keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        defmt::unreachable!() // the range is whole pages
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
