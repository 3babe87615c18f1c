//! The clock of an emulated RISC-V core.

use lissom_demo::Clock;
use riscv::register::{mcause, minstret};
use semihosting::process;

/// The counter of retired instructions, exact with QEMU's `-icount shift=0`. An instruction then
/// takes a nanosecond.
#[derive(Debug, Clone, Copy)]
pub struct Instructions;

impl Clock for Instructions {
    const TICKS_PER_MILLISECOND: u32 = 1_000_000;

    fn ticks(&mut self) -> u32 {
        minstret::read() as u32 // all of it: the register has 32 bits
    }
}

/// A fault ends the run as a panic does; riscv-rt's own handler would wait for ever.
#[unsafe(export_name = "ExceptionHandler")]
#[allow(unsafe_code)] // asked for by riscv-rt
fn exception(_: &riscv_rt::TrapFrame) -> ! {
    let place = riscv::register::mepc::read() as u32;
    defmt::error!("exception {=u32} at {=u32:08x}", mcause::read().code() as u32, place);
    process::exit(139)
}
