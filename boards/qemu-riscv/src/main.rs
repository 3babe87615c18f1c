//! A full LISSOM of 36×36 units a sheet on an emulated RISC-V core, in colour on 320×240 pixels.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod fw_cfg;
mod ramfb;

use core::cell::RefCell;
use critical_section::Mutex;
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Defmt, Gallery, Show};
use lissom_qemu::Instructions;
use ramfb::{Frame, RamFb};
use riscv_rt::entry;

lissom_demo::network!();
static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

static FRAME: Frame = Frame::new();
static STATE: Mutex<RefCell<map::State<Fixed16>>> = Mutex::new(RefCell::new(map::State::new()));

#[entry]
fn main() -> ! {
    // there are no interrupts to be kept waiting
    critical_section::with(|section| {
        let Some(screen) = RamFb::new(&FRAME) else {
            panic!("QEMU was started without -device ramfb")
        };
        let mut show = Show::new(screen, Instructions, (), Defmt).color_map(ColorMap::Perceptual);
        let mut gallery = Gallery::new(&PICTURES);
        let mut state = STATE.borrow_ref_mut(section);
        lissom_qemu::perform(&mut show, &network(&WEIGHTS), &mut gallery, &mut state)
    })
}
