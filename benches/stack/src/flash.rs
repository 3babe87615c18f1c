//! NOR flash in memory.

use embedded_storage_async::nor_flash::{ErrorType, NorFlash, ReadNorFlash};
use std::{convert::Infallible, ops::Range};

/// NOR flash in memory.
#[derive(Debug)]
pub struct Flash(Vec<u8>);

impl Flash {
    /// Erased, with room for two snapshots of that size, and its range.
    pub fn of(snapshot: usize) -> (Self, Range<u32>) {
        let bytes = 2 * (snapshot + 64).next_multiple_of(Self::ERASE_SIZE);
        (Self(vec![0xff; bytes]), 0..bytes as u32)
    }
}

impl ErrorType for Flash {
    type Error = Infallible;
}

impl ReadNorFlash for Flash {
    const READ_SIZE: usize = 1;

    async fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.copy_from_slice(&self.0[offset as usize..][..bytes.len()]);
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.0.len()
    }
}

impl NorFlash for Flash {
    const WRITE_SIZE: usize = 4;
    const ERASE_SIZE: usize = 4096;

    async fn erase(&mut self, from: u32, to: u32) -> Result<(), Infallible> {
        self.0[from as usize..to as usize].fill(0xff);
        Ok(())
    }

    async fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Infallible> {
        self.0[offset as usize..][..bytes.len()].copy_from_slice(bytes);
        Ok(())
    }
}
