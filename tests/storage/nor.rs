//! A NOR flash that checks what real ones demand, and whose power fails when it is told to.

use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash,
};
use lissom::random::Pcg32;
use std::ops::Range;

/// What becomes of the word or page at which the power fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It is as it was.
    Before,
    /// Some of its bits have changed: of a word those to become 0, of a page those to become 1.
    Torn,
    /// Of a page every bit is 0 or 1 by chance; of a word those that may change.
    Garbage,
    /// It is done.
    After,
}

pub const CUTS: [Cut; 4] = [Cut::Before, Cut::Torn, Cut::Garbage, Cut::After];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    PowerLost,
    NotAligned,
    OutOfBounds,
    /// A word that is not erased was written.
    WrittenTwice,
}

impl NorFlashError for Fault {
    fn kind(&self) -> NorFlashErrorKind {
        match self {
            Self::NotAligned => NorFlashErrorKind::NotAligned,
            Self::OutOfBounds => NorFlashErrorKind::OutOfBounds,
            _ => NorFlashErrorKind::Other,
        }
    }
}

/// `WORD` bytes are written at once, `PAGE` erased.
#[derive(Debug, Clone)]
pub struct Nor<const WORD: usize, const PAGE: usize> {
    bytes: Vec<u8>,
    /// Of each word: written since it was erased.
    written: Vec<bool>,
    /// Words written and pages erased.
    pub operations: u64,
    /// The operation at which the power fails.
    pub cut: Option<(u64, Cut)>,
    random: Pcg32,
}

impl<const WORD: usize, const PAGE: usize> Nor<WORD, PAGE> {
    /// Never used: full of chance.
    pub fn new(pages: usize, seed: u64) -> Self {
        let mut random = Pcg32::new(seed, 0);
        let mut bytes = vec![0; pages * PAGE];
        bytes.fill_with(|| random.next_u32() as u8);
        Self { written: vec![true; bytes.len() / WORD], bytes, operations: 0, cut: None, random }
    }

    pub fn erased(pages: usize, seed: u64) -> Self {
        let mut nor = Self::new(pages, seed);
        nor.erase(0, (pages * PAGE) as u32).unwrap();
        nor.operations = 0;
        nor
    }

    /// The power is back.
    pub fn reboot(&mut self) {
        self.operations = 0;
        self.cut = None;
    }

    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    fn check(&self, range: &Range<usize>, unit: usize) -> Result<(), Fault> {
        if range.start > range.end || range.end > self.bytes.len() {
            return Err(Fault::OutOfBounds);
        }
        if !range.start.is_multiple_of(unit) || !range.end.is_multiple_of(unit) {
            return Err(Fault::NotAligned);
        }
        Ok(())
    }

    /// How the next operation goes; it is the last one unless it goes well.
    fn next(&mut self) -> Result<Option<Cut>, Fault> {
        let operation = self.operations;
        match self.cut {
            Some((at, _)) if operation > at => return Err(Fault::PowerLost),
            Some((at, cut)) if operation == at => {
                self.operations += 1;
                return Ok(Some(cut));
            }
            _ => self.operations += 1,
        }
        Ok(None)
    }
}

impl<const WORD: usize, const PAGE: usize> ErrorType for Nor<WORD, PAGE> {
    type Error = Fault;
}

impl<const WORD: usize, const PAGE: usize> ReadNorFlash for Nor<WORD, PAGE> {
    const READ_SIZE: usize = 1;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Fault> {
        if self.cut.is_some_and(|(at, _)| self.operations > at) {
            return Err(Fault::PowerLost);
        }
        let range = offset as usize..offset as usize + bytes.len();
        self.check(&range, 1)?;
        bytes.copy_from_slice(&self.bytes[range]);
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.bytes.len()
    }
}

impl<const WORD: usize, const PAGE: usize> NorFlash for Nor<WORD, PAGE> {
    const WRITE_SIZE: usize = WORD;
    const ERASE_SIZE: usize = PAGE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Fault> {
        let range = from as usize..to as usize;
        self.check(&range, PAGE)?;
        for page in range.step_by(PAGE) {
            let cut = self.next()?;
            if cut == Some(Cut::Before) {
                return Err(Fault::PowerLost);
            }
            for at in page..page + PAGE {
                let chance = self.random.next_u32() as u8;
                self.bytes[at] = match cut {
                    Some(Cut::Torn) => self.bytes[at] | chance,
                    Some(Cut::Garbage) => chance,
                    _ => 0xff,
                };
                self.written[at / WORD] =
                    self.bytes[at / WORD * WORD..=at] != [0xff; PAGE][..=at % WORD];
            }
            if cut.is_some() {
                return Err(Fault::PowerLost);
            }
        }
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Fault> {
        let range = offset as usize..offset as usize + bytes.len();
        self.check(&range, WORD)?;
        for (word, new) in (range.start / WORD..).zip(bytes.chunks(WORD)) {
            let cut = self.next()?;
            if cut == Some(Cut::Before) {
                return Err(Fault::PowerLost);
            }
            if self.written[word] {
                return Err(Fault::WrittenTwice);
            }
            for (old, new) in self.bytes[word * WORD..].iter_mut().zip(new) {
                let stays = match cut {
                    Some(Cut::Torn | Cut::Garbage) => self.random.next_u32() as u8,
                    _ => 0,
                };
                *old &= new | stays;
                self.written[word] |= cut.is_none_or(|cut| cut == Cut::After) || *old != 0xff;
            }
            if cut.is_some() {
                return Err(Fault::PowerLost);
            }
        }
        Ok(())
    }
}
