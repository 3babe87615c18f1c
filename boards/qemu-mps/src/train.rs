//! A LISSOM of 36×36 units a sheet that learns, on emulated Cortex-M3, M4F and M7 cores: its
//! orientation map develops on an OLED of 96×16.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod board;
mod i2c;
mod oled;

use board::Board;
use cortex_m_rt::entry;
use i2c::I2c;
use lissom_demo::{BoardTraining, Defmt, Development, Workspace};
use lissom_qemu::Instructions;
use oled::Oled;

lissom_demo::learner!();
#[cfg(not(feature = "faces"))]
static TRAINING: BoardTraining<Number, SIDE> = BoardTraining::new(PRESET);
#[cfg(feature = "faces")]
static TRAINING: BoardTraining<Number, SIDE, lissom::input::Faces> = BoardTraining::faces(PRESET);

type Memory = Workspace<SIDE, SIDE, SIDE>;

const _: () =
    BUDGET.hold(map::FLASH, size_of::<Weights>() + size_of::<Thresholds>() + size_of::<Memory>());

#[entry]
fn main() -> ! {
    static mut WEIGHTS: Weights = Weights::of_bytes(START);
    static mut THRESHOLDS: Thresholds = UNSET;
    static mut WORKSPACE: Memory = Memory::new();

    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let Some(board) = Board::of(core.CPUID.base.read()) else { panic!("a core unknown to it") };
    let oled = Oled::new(I2c::new(board.shield));
    let clock = Instructions::start(core.SYST, board.hertz);
    let mut show = Development::new(oled, clock, Defmt, TRAINING.probes);
    let (mut progress, mut pictures) = (TRAINING.start(THRESHOLDS), TRAINING.pictures.clone());
    let trainer = WEIGHTS.frozen_trainer(TRAINING.schedule(), &mut progress);
    let mut trainer = TRAINING.equip(trainer, THRESHOLDS);
    lissom_qemu::develop(&mut show, &mut trainer, &mut pictures, WORKSPACE)
}
