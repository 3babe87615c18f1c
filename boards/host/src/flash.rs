//! A board's flash in a file.

use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash, check_erase, check_read,
    check_write,
};

/// Bytes of a page.
const PAGE: usize = 4096;

/// The bytes of the flash that a board keeps snapshots in: RP2040's, with pages of 4 KB, and any
/// whose words are as small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash(Vec<u8>);

impl Flash {
    /// One with these bytes.
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Bytes of its whole pages.
    pub const fn len(&self) -> u32 {
        (self.0.len() / PAGE * PAGE) as u32
    }

    /// Whether it has no page.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places that look like headers of snapshots, each with all that follows.
    pub fn headers(&self) -> impl Iterator<Item = &[u8]> {
        let places = 0..self.0.len();
        places.map(|at| &self.0[at..]).filter(|bytes| bytes.starts_with(b"LSOM"))
    }
}

/// What cannot be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlashError(NorFlashErrorKind);

impl std::fmt::Display for FlashError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for FlashError {}

impl NorFlashError for FlashError {
    fn kind(&self) -> NorFlashErrorKind {
        self.0
    }
}

impl ErrorType for Flash {
    type Error = FlashError;
}

impl ReadNorFlash for Flash {
    const READ_SIZE: usize = 1;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), FlashError> {
        check_read(self, offset, bytes.len()).map_err(FlashError)?;
        bytes.copy_from_slice(&self.0[offset as usize..][..bytes.len()]);
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.0.len()
    }
}

impl NorFlash for Flash {
    const WRITE_SIZE: usize = 1;
    const ERASE_SIZE: usize = PAGE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), FlashError> {
        check_erase(self, from, to).map_err(FlashError)?;
        self.0[from as usize..to as usize].fill(u8::MAX);
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), FlashError> {
        check_write(self, offset, bytes.len()).map_err(FlashError)?;
        for (cell, byte) in self.0[offset as usize..].iter_mut().zip(bytes) {
            *cell &= byte; // as flash does
        }
        Ok(())
    }
}
