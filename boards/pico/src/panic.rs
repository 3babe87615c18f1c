//! The last line of the log. The board then stands still, so that it can be read, until the
//! watchdog, if it watches yet, starts it anew.
#![allow(unsafe_code)] // peripherals are taken from whoever had them

use core::{fmt::Write, panic::PanicInfo};
use embassy_rp::{
    Peripherals, pac,
    uart::{Blocking, Config, UartTx},
};

struct Uart(UartTx<'static, Blocking>);

impl Write for Uart {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0.blocking_write(text.as_bytes()).map_err(|_| core::fmt::Error)
    }
}

fn uart() -> Uart {
    cortex_m::interrupt::disable();
    // the other core may be writing to the UART: it stays in reset
    let first = pac::SIO.cpuid().read() == 0;
    pac::PSM.frce_off().modify(|off| if first { off.set_proc1(true) } else { off.set_proc0(true) });
    // SAFETY: with interrupts off, the other core off, and this never to be left, nobody else runs.
    let board = unsafe { Peripherals::steal() };
    Uart(UartTx::new_blocking(board.UART0, board.PIN_0, Config::default()))
}

/// Tells the place and the message.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    let _ = writeln!(uart(), "\n{info}");
    loop {
        cortex_m::asm::wfi();
    }
}

#[cortex_m_rt::exception]
unsafe fn HardFault(frame: &cortex_m_rt::ExceptionFrame) -> ! {
    let _ = writeln!(uart(), "\nhard fault at {:08x}", frame.pc());
    loop {
        cortex_m::asm::wfi();
    }
}
