//! A frozen network that settles, and nothing else: `check.sh` fails where its code can panic.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

use core::{hint, panic::PanicInfo};
use lissom::{Fixed16, Params};

lissom::network!(mod map = Params::notebook(16));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();

/// The forward path: retina, LGN and V1 at every settling step.
#[unsafe(no_mangle)]
pub extern "C" fn settle(retina: &map::Retina<Fixed16>, state: &mut map::State<Fixed16>) -> u32 {
    WEIGHTS.frozen_lissom().settle(retina, state, &mut ()).hash()
}

/// Where the linker begins; nothing runs this firmware.
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    loop {
        hint::spin_loop();
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        hint::spin_loop();
    }
}
