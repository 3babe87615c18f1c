//! A board's flash in a file.

use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash, check_erase, check_read,
    check_write,
};

/// The bytes of the flash that a board keeps snapshots in, in pages of 4 KB or more and words of
/// `WORD` bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash<const WORD: usize = 1>(Vec<u8>);

impl<const WORD: usize> Flash<WORD> {
    /// Bytes of a page.
    pub const PAGE: usize = 4096;

    /// One with these bytes.
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Bytes of its whole pages.
    pub const fn len(&self) -> u32 {
        (self.0.len() / Self::PAGE * Self::PAGE) as u32
    }

    /// Whether it has no page.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places that look like headers of snapshots, each with all that follows.
    pub fn headers(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let places = 0..self.0.len();
        places.map(|at| (at, &self.0[at..])).filter(|(_, bytes)| bytes.starts_with(b"LSOM"))
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

impl<const WORD: usize> ErrorType for Flash<WORD> {
    type Error = FlashError;
}

impl<const WORD: usize> ReadNorFlash for Flash<WORD> {
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

impl<const WORD: usize> NorFlash for Flash<WORD> {
    const WRITE_SIZE: usize = WORD;
    const ERASE_SIZE: usize = Self::PAGE;

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
