//! The chip's flash, as its snapshots need it. Where it has two banks, the data cache must be off
//! while one of them changes, and empty afterwards; the HAL takes a chip with an OTP area for one
//! with a single bank, and leaves the cache on.

use embassy_stm32::{
    flash::{self, Blocking, Error},
    pac::FLASH,
};
use embedded_storage::nor_flash::{ErrorType, NorFlash, ReadNorFlash};

/// The flash, whose data cache is on but for changes.
pub struct Flash(pub flash::Flash<'static, Blocking>);

/// Does what changes flash.
fn without_cache<T>(change: impl FnOnce() -> T) -> T {
    FLASH.acr().modify(|access| access.set_dcen(false));
    let result = change();
    FLASH.acr().modify(|access| access.set_dcrst(true));
    FLASH.acr().modify(|access| access.set_dcrst(false));
    FLASH.acr().modify(|access| access.set_dcen(true));
    result
}

impl ErrorType for Flash {
    type Error = Error;
}

impl ReadNorFlash for Flash {
    const READ_SIZE: usize = <flash::Flash<'_> as ReadNorFlash>::READ_SIZE;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Error> {
        self.0.blocking_read(offset, bytes)
    }

    fn capacity(&self) -> usize {
        self.0.capacity()
    }
}

impl NorFlash for Flash {
    const WRITE_SIZE: usize = <flash::Flash<'_> as NorFlash>::WRITE_SIZE;
    const ERASE_SIZE: usize = <flash::Flash<'_> as NorFlash>::ERASE_SIZE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Error> {
        without_cache(|| self.0.blocking_erase(from, to))
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Error> {
        without_cache(|| self.0.blocking_write(offset, bytes))
    }
}
