//! A LISSOM of 36×36 units a sheet that learns on an emulated RISC-V core: its orientation map
//! develops in colour on 320×240 pixels.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod fw_cfg;
mod ramfb;

use core::cell::RefCell;
use critical_section::Mutex;
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{BoardTraining, Defmt, Development, Workspace};
use lissom_qemu::Instructions;
use ramfb::{Frame, RamFb};
use riscv_rt::entry;

lissom_demo::network!();
#[cfg(not(feature = "faces"))]
static TRAINING: BoardTraining = BoardTraining::new(&map::PARAMS);
#[cfg(feature = "faces")]
static TRAINING: BoardTraining<lissom::input::Faces> = BoardTraining::faces(&map::PARAMS);

/// The memory that changes.
struct Memory {
    weights: map::Weights<Fixed16>,
    workspace: Workspace<SIDE, SIDE, SIDE>,
}

const _: () = BUDGET.hold(map::FLASH, size_of::<Memory>());

static FRAME: Frame = Frame::new();
static MEMORY: Mutex<RefCell<Memory>> = Mutex::new(RefCell::new(Memory {
    weights: map::Weights::of_bytes(FILLED),
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
        let Memory { weights, workspace } = &mut *MEMORY.borrow_ref_mut(section);
        let (mut progress, mut pictures) = (TRAINING.start(), TRAINING.pictures.clone());
        let mut trainer = weights.frozen_trainer(&TRAINING.phases, &mut progress);
        lissom_qemu::develop(&mut show, &mut trainer, &mut pictures, workspace)
    })
}
