//! The chip's flash, as its snapshots need it: a program that reads a word whose writing a power
//! cut has torn gets an error and not a bus fault, and never what the data cache holds of older
//! times.
#![expect(unsafe_code, reason = "bus faults are masked")]

use core::arch::asm;
use cortex_m::peripheral::{CPUID, SCB};
use embassy_stm32::{
    flash::{self, Blocking, Error},
    pac::FLASH,
};
use embedded_storage::nor_flash::{ErrorType, NorFlash, ReadNorFlash};

/// Bus faults of a program that masks faults are ignored.
const IGNORE_BUS_FAULTS: u32 = 1 << 8;
/// All flags of the second bank that can be cleared.
const FLAGS: u32 = 0x1FEF_0000;

/// The flash, for the second bank.
pub struct Flash {
    chip: flash::Flash<'static, Blocking>,
    system: SCB,
    cpu: CPUID,
    /// Whether the data cache may hold what was there before the last change.
    changed: bool,
}

impl Flash {
    /// Takes what maintains the caches with it.
    pub const fn new(chip: flash::Flash<'static, Blocking>, system: SCB, cpu: CPUID) -> Self {
        Self { chip, system, cpu, changed: false }
    }

    /// Forgets what went wrong before: the HAL would take it for an error of what comes.
    fn clear(&self) {
        FLASH.bank(1).ccr().write(|clear| clear.0 = FLAGS);
    }
}

/// Does what may end in a bus fault, which becomes a flag of the flash.
fn masked<T>(system: &SCB, read: impl FnOnce() -> T) -> T {
    // SAFETY: changes what bus faults do and, until `cpsie`, that they and interrupts wait
    unsafe {
        system.ccr.modify(|control| control | IGNORE_BUS_FAULTS);
        asm!("cpsid f", "dsb", "isb");
    }
    let result = read();
    // SAFETY: as it was before
    unsafe {
        asm!("dsb", "isb", "cpsie f");
        system.ccr.modify(|control| control & !IGNORE_BUS_FAULTS);
    }
    result
}

impl ErrorType for Flash {
    type Error = Error;
}

impl ReadNorFlash for Flash {
    const READ_SIZE: usize = <flash::Flash<'_> as ReadNorFlash>::READ_SIZE;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Error> {
        if core::mem::take(&mut self.changed) {
            self.system.clean_invalidate_dcache(&mut self.cpu);
        }
        self.clear();
        masked(&self.system, || self.chip.blocking_read(offset, bytes))?;
        if FLASH.bank(1).sr().read().dbeccerr() { Err(Error::Prog) } else { Ok(()) }
    }

    fn capacity(&self) -> usize {
        self.chip.capacity()
    }
}

impl NorFlash for Flash {
    const WRITE_SIZE: usize = <flash::Flash<'_> as NorFlash>::WRITE_SIZE;
    const ERASE_SIZE: usize = <flash::Flash<'_> as NorFlash>::ERASE_SIZE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Error> {
        self.changed = true;
        self.clear();
        self.chip.blocking_erase(from, to)
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Error> {
        self.changed = true;
        self.clear();
        self.chip.blocking_write(offset, bytes)
    }
}
