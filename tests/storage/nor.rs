//! A NOR flash that checks what real ones demand, and that fails when it is told to.

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
    /// A word's error correction gives up.
    Unreadable,
    /// A page was not erased; what it holds now is left to chance.
    NotErased,
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
    /// Of each word: its bits no longer fit its error correction.
    broken: Vec<bool>,
    /// Whether words have error correction: then a broken one fails to read.
    pub corrects: bool,
    /// Words written and pages erased.
    pub operations: u64,
    /// The operation at which the power fails.
    pub cut: Option<(u64, Cut)>,
    /// Calls of `read` until one fails.
    pub reads_to_failure: Option<u64>,
    /// Pages until one is not erased.
    pub erases_to_failure: Option<u64>,
    /// Where the last erasure began.
    pub erased_at: u32,
    random: Pcg32,
}

impl<const WORD: usize, const PAGE: usize> Nor<WORD, PAGE> {
    /// Never used: full of chance.
    pub fn new(pages: usize, seed: u64) -> Self {
        let mut random = Pcg32::new(seed, 0);
        let mut bytes = vec![0; pages * PAGE];
        bytes.fill_with(|| random.next_u32() as u8);
        Self {
            written: vec![true; bytes.len() / WORD],
            broken: vec![false; bytes.len() / WORD],
            bytes,
            corrects: false,
            operations: 0,
            cut: None,
            reads_to_failure: None,
            erases_to_failure: None,
            erased_at: 0,
            random,
        }
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
        self.reads_to_failure = None;
        self.erases_to_failure = None;
    }

    /// A bit flips by itself; where words are corrected two of them do, since one is corrected.
    pub fn rot(&mut self, bit: usize) {
        self.bytes[bit / 8] ^= 1 << (bit % 8);
        self.written[bit / 8 / WORD] = true;
        self.broken[bit / 8 / WORD] = true;
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
        if count_down(&mut self.reads_to_failure) {
            return Err(Fault::Unreadable);
        }
        let mut words = range.start / WORD..range.end.div_ceil(WORD);
        if self.corrects && words.any(|word| self.broken[word]) {
            return Err(Fault::Unreadable);
        }
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
        self.erased_at = from;
        for page in range.step_by(PAGE) {
            let mut cut = self.next()?;
            if cut == Some(Cut::Before) {
                return Err(Fault::PowerLost);
            }
            let fails = cut.is_none() && count_down(&mut self.erases_to_failure);
            if fails {
                cut = Some([Cut::Torn, Cut::Garbage][self.random.next_u32() as usize % 2]);
            }
            for at in page..page + PAGE {
                let chance = self.random.next_u32() as u8;
                self.bytes[at] = match cut {
                    Some(Cut::Torn) => self.bytes[at] | chance,
                    Some(Cut::Garbage) => chance,
                    _ => 0xff,
                };
                let word = at / WORD;
                self.written[word] = self.bytes[word * WORD..=at] != [0xff; PAGE][..=at % WORD];
                self.broken[word] = self.written[word];
            }
            if fails {
                return Err(Fault::NotErased);
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
            let torn = matches!(cut, Some(Cut::Torn | Cut::Garbage));
            self.broken[word] = torn && self.written[word];
            if cut.is_some() {
                return Err(Fault::PowerLost);
            }
        }
        Ok(())
    }
}

/// Whether it is the one that fails.
fn count_down(left: &mut Option<u64>) -> bool {
    match left {
        Some(0) => left.take().is_some(),
        Some(left) => {
            *left -= 1;
            false
        }
        None => false,
    }
}
