//! A LISSOM of 36×36 units a sheet that learns on an emulated RISC-V core: its orientation map
//! develops in colour on 320×240 pixels.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod fw_cfg;
mod ramfb;

use core::cell::RefCell;
use critical_section::Mutex;
use lissom::display::ColorMap;
use lissom_demo::{BoardTraining, Defmt, Development, Workspace};
use lissom_qemu::Instructions;
use ramfb::{Frame, RamFb};
use riscv_rt::entry;

lissom_demo::learner!();
#[cfg(not(feature = "faces"))]
static TRAINING: BoardTraining<Number, SIDE> = BoardTraining::new(PRESET);
#[cfg(feature = "faces")]
static TRAINING: BoardTraining<Number, SIDE, lissom::input::Faces> = BoardTraining::faces(PRESET);

/// The memory that changes.
struct Memory {
    weights: Weights,
    thresholds: Thresholds,
    workspace: Workspace<SIDE, SIDE, SIDE>,
}

const _: () = BUDGET.hold(map::FLASH, size_of::<Memory>());

static FRAME: Frame = Frame::new();
static MEMORY: Mutex<RefCell<Memory>> = Mutex::new(RefCell::new(Memory {
    weights: Weights::of_bytes(START),
    thresholds: UNSET,
    workspace: Workspace::new(),
}));

#[entry]
fn main() -> ! {
    // there are no interrupts to be kept waiting
    critical_section::with(|section| {
        let Some(screen) = RamFb::new(&FRAME) else {
            panic!("QEMU was started without -device ramfb")
        };
        let mut show = Development::new(screen, Instructions, Defmt, TRAINING.probes)
            .color_map(ColorMap::Perceptual);
        let Memory { weights, thresholds, workspace } = &mut *MEMORY.borrow_ref_mut(section);
        let (mut progress, mut pictures) = (TRAINING.start(thresholds), TRAINING.pictures.clone());
        let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
        let mut trainer = TRAINING.equip(trainer, thresholds);
        lissom_qemu::develop(&mut show, &mut trainer, &mut pictures, workspace)
    })
}
