//! A LISSOM of 36×36 units a sheet that learns on an emulated RISC-V core: its orientation map
//! develops in colour on 320×240 pixels.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod fw_cfg;
mod ramfb;

use core::cell::RefCell;
use critical_section::Mutex;
use lissom::{Budget, Fixed16, display::ColorMap};
use lissom_demo::{Bench, Curriculum, Defmt, Development};
use lissom_qemu::Instructions;
use ramfb::{Frame, RamFb};
use riscv_rt::entry;

lissom_demo::network!(36);
#[cfg(not(feature = "faces"))]
static CURRICULUM: Curriculum = Curriculum::new(&map::PARAMS);
#[cfg(feature = "faces")]
static CURRICULUM: Curriculum<lissom::stream::Faces> = Curriculum::faces(&map::PARAMS);

/// The memory that changes.
struct State {
    weights: map::Weights<Fixed16>,
    bench: Bench<SIDE, SIDE, SIDE>,
}

// of 4 MB and 4 MB the firmware itself and fonts take 64 KB, stack and frame 308 KB
const _: () = Budget { flash: 4032 * 1024, ram: 3788 * 1024 }.hold(map::FLASH, size_of::<State>());

static FRAME: Frame = Frame::new();
static STATE: Mutex<RefCell<State>> = Mutex::new(RefCell::new(State {
    weights: map::Weights::of_bytes(FILLED),
    bench: Bench::new(),
}));

#[entry]
fn main() -> ! {
    // there are no interrupts to be kept waiting
    critical_section::with(|section| {
        let Some(screen) = RamFb::new(&FRAME) else {
            panic!("QEMU was started without -device ramfb")
        };
        let mut show = Development::new(screen, Instructions, Defmt, CURRICULUM.probes)
            .color_map(ColorMap::Perceptual);
        let State { weights, bench } = &mut *STATE.borrow_ref_mut(section);
        let (mut progress, mut pictures) = (CURRICULUM.start(), CURRICULUM.pictures.clone());
        let mut trainer = weights.frozen_trainer(&CURRICULUM.phases, &mut progress);
        lissom_qemu::develop(&mut show, &mut trainer, &mut pictures, bench)
    })
}
