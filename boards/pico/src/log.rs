//! The record on UART0.

use core::fmt::{self, Write};
use embassy_rp::uart::BufferedUartTx;

/// Lines of text at 115 200 baud, 8 bits, no parity. They are sent from a buffer while the show
/// goes on; only when that is full does it wait.
pub struct Log(pub BufferedUartTx);

impl Write for Log {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let sent = self.0.blocking_write(rest).map_err(|_| fmt::Error)?;
            rest = rest.get(sent..).unwrap_or_default();
        }
        Ok(())
    }
}

impl lissom_demo::Log for Log {
    fn line(&mut self, line: fmt::Arguments<'_>) {
        let Ok(()) = writeln!(self, "{line}") else { return };
    }

    fn hash(&mut self, picture: &str, step: u16, hash: u32) {
        self.line(format_args!("hash {picture} {step} {hash:08x}"));
    }

    fn settled(&mut self, picture: &str, ticks: u32) {
        self.line(format_args!("ticks {picture} {ticks}"));
    }

    fn training(&mut self, what: &str, presentations: u32) {
        self.line(format_args!("{what} {presentations}"));
    }

    fn failed(&mut self, what: &str, why: &dyn fmt::Display) {
        self.line(format_args!("not {what}: {why}"));
    }

    fn trace(&mut self, presentations: u32, trace: u32) {
        self.line(format_args!("trace {presentations} {trace:08x}"));
    }

    fn map(&mut self, presentations: u32, hash: u32, selectivity: u16, pinwheels: u32) {
        self.line(format_args!(
            "map {presentations} {hash:08x} selectivity {selectivity} pinwheels {pinwheels}"
        ));
    }
}
