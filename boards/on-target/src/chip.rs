//! What the core needs to start, and how a test ends when it goes wrong.

#[cfg(target_arch = "arm")]
use cortex_m_rt as _; // vectors, and what comes before `main`
#[cfg(target_arch = "riscv32")]
use riscv_rt as _;

use crate::print;
use core::panic::PanicInfo;
use semihosting::process;

/// A failed assertion is a failed test. What it says is left out: to look at `PanicInfo` brings
/// `core::fmt` into every test, 10 KB.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    print::text("panic\n");
    process::abort()
}

/// So is a fault; the crates' own handlers would wait for ever.
#[cfg(target_arch = "arm")]
#[cortex_m_rt::exception]
#[allow(unsafe_code)] // asked for by cortex-m-rt
unsafe fn HardFault(frame: &cortex_m_rt::ExceptionFrame) -> ! {
    print::hex("hard fault at ", frame.pc());
    print::text("\n");
    process::abort()
}

/// And here any exception.
#[cfg(target_arch = "riscv32")]
#[unsafe(export_name = "ExceptionHandler")]
#[allow(unsafe_code)] // the name is riscv-rt's
extern "C" fn exception(_: &riscv_rt::TrapFrame) -> ! {
    print::hex("exception at ", riscv::register::mepc::read() as u32);
    print::text("\n");
    process::abort()
}
