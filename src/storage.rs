//! Snapshots in NOR flash that survive power cuts and bit rot; feature `storage`.
//!
//! The range of flash is two slots of equal size. A slot holds
//!
//! | bytes | contents |
//! |---|---|
//! | 8, rounded up to words | a label: the number of the save, and its complement |
//! | 8, rounded up to words | a seal: the same, written last |
//! | the rest | a [snapshot](crate::snapshot) |
//!
//! [`save`](Storage::save) reads both slots and leaves the one with the last whole snapshot alone.
//! It erases the other, writes label and snapshot there, compares both with what it reads back, and
//! then seals the slot. [`load`](Storage::load) trusts nothing but the slots themselves: of those
//! whose snapshot is whole and this network's it takes the sealed one, and of two the one with the
//! higher number.
//!
//! So whatever happens to one slot, the other one counts: a power cut at any moment, even within a
//! word or an erasure, bits that flip later, words or pages that cannot be read or erased. A word
//! that fails to read, as a torn one does on flashes with error correction, is damage like any
//! other: the next save erases it.
//!
//! The flash needs only [`NorFlash`]: each word is written once between erasures. Saves alternate
//! between the slots, so that each page is erased in every second save. [`Blocking`] and
//! [`block_on`] serve drivers and firmware without `async`.

mod blocking;
mod error;
mod slot;

pub use blocking::{Blocking, block_on};
pub use error::StorageError;

use crate::snapshot::{Checker, Identity, Loader, Section, Sections, Tag, Writer};
use core::ops::Range;
use embedded_storage_async::nor_flash::NorFlash;
use slot::{MARK, Mark, Slot, last, loss, mark, next};

/// A range of flash that holds the last snapshot and room for the next.
///
/// `BUFFER` is the number of bytes read or written at once, on the stack; at least 32. It must be a
/// multiple of the flash's word, which has at most 32 bytes, and divide its page.
#[derive(Debug)]
pub struct Storage<F: NorFlash, const BUFFER: usize = 256> {
    flash: F,
    slots: [Range<u32>; 2],
}

impl<F: NorFlash, const BUFFER: usize> Storage<F, BUFFER> {
    /// From a slot's label to its seal, and from there to its snapshot.
    const MARK: usize = MARK.next_multiple_of(F::WRITE_SIZE).next_multiple_of(F::READ_SIZE);

    const CHECK: () = {
        assert!(
            BUFFER >= 32 && F::WRITE_SIZE <= 32 && F::READ_SIZE <= 32,
            "words of 32 bytes at most"
        );
        assert!(
            BUFFER.is_multiple_of(F::WRITE_SIZE) && BUFFER.is_multiple_of(F::READ_SIZE),
            "BUFFER must be a multiple of the flash's word"
        );
        assert!(
            Self::MARK.is_multiple_of(F::WRITE_SIZE),
            "words written and read must fit together"
        );
        assert!(F::ERASE_SIZE.is_multiple_of(BUFFER), "a page must be a multiple of BUFFER");
    };

    /// Storage in a range of whole pages, at least two of them.
    ///
    /// # Errors
    ///
    /// [`StorageError::Range`].
    pub fn new(flash: F, range: Range<u32>) -> Result<Self, StorageError<F::Error>> {
        let () = Self::CHECK;
        let page = F::ERASE_SIZE as u32;
        let Range { start, end } = range;
        let half = end.saturating_sub(start) / page / 2 * page;
        let whole = start.is_multiple_of(page) && end.is_multiple_of(page);
        if !whole || half == 0 || end as usize > flash.capacity() {
            return Err(StorageError::Range { start, end });
        }
        let middle = start + half;
        Ok(Self { flash, slots: [start..middle, middle..middle + half] })
    }

    /// The size of the largest snapshot that fits, in bytes.
    pub fn capacity(&self) -> u32 {
        self.slots[0].len() as u32 - 2 * Self::MARK as u32
    }

    /// Returns the flash.
    pub fn free(self) -> F {
        self.flash
    }

    /// Saves a snapshot beside the last whole one. Erases only the pages that the snapshot needs;
    /// reads both slots, writes the snapshot once and reads it once.
    ///
    /// # Errors
    ///
    /// [`StorageError::Full`] if it exceeds the [`capacity`](Self::capacity),
    /// [`StorageError::Unequal`] if it reads back damaged, and the flash's own errors. The last
    /// whole snapshot is still there, and the next save may succeed.
    pub async fn save(
        &mut self,
        identity: Identity,
        sections: &[(Tag, &dyn Section)],
    ) -> Result<(), StorageError<F::Error>> {
        let size = Writer::new(identity, sections)?.size();
        if size > self.capacity() {
            return Err(StorageError::Full { needed: size, capacity: self.capacity() });
        }
        let (slot, save) = next(&self.look(identity, sections).await?);
        let start = self.slots[slot].start;
        let end = start + (2 * Self::MARK as u32 + size).next_multiple_of(F::ERASE_SIZE as u32);
        self.flash.erase(start, end).await.map_err(StorageError::Flash)?;
        self.write_mark(start, save).await?;
        let mut writer = Writer::new(identity, sections)?;
        let mut at = start + 2 * Self::MARK as u32;
        let mut buffer = [0xff; BUFFER];
        loop {
            let filled = writer.fill(&mut buffer);
            if filled == 0 {
                break;
            }
            let words = filled.next_multiple_of(F::WRITE_SIZE);
            buffer[filled..words].fill(0xff);
            self.flash.write(at, &buffer[..words]).await.map_err(StorageError::Flash)?;
            at += words as u32;
        }
        self.compare(slot, identity, sections).await?;
        self.write_mark(start + Self::MARK as u32, save).await
    }

    /// Loads the last whole snapshot; `false` if none was saved. Where the last one saved is
    /// damaged, that is the one before. Reads both slots, and the one to load again.
    ///
    /// # Errors
    ///
    /// [`StorageError::Snapshot`] if all that was saved is damaged or belongs to another network,
    /// and the flash's own errors; then nothing is loaded. Only if the flash reads otherwise the
    /// second time, and the other slot holds no whole snapshot, the sections are half loaded.
    pub async fn load(
        &mut self,
        identity: Identity,
        sections: &mut [(Tag, &mut dyn Section)],
    ) -> Result<bool, StorageError<F::Error>> {
        let size = Checker::new(identity, &*sections)?.expected();
        let mut slots = self.look(identity, &*sections).await?;
        while let Some(last) = last(&slots) {
            let mut loader = Loader::new(sections);
            let fed = self.read(last, size, |piece| {
                loader.feed(piece);
                Ok(())
            });
            match fed.await.and_then(|()| Ok(loader.finish()?)) {
                Ok(()) => return Ok(true),
                failed => slots[last].snapshot = failed,
            }
        }
        loss(slots).map_or(Ok(false), Err)
    }

    /// Both slots as they are.
    async fn look<S: Sections + ?Sized>(
        &mut self,
        identity: Identity,
        sections: &S,
    ) -> Result<[Slot<F::Error>; 2], StorageError<F::Error>> {
        Checker::new(identity, sections)?; // too large: no fault of a slot
        Ok([self.look_at(0, identity, sections).await, self.look_at(1, identity, sections).await])
    }

    async fn look_at<S: Sections + ?Sized>(
        &mut self,
        slot: usize,
        identity: Identity,
        sections: &S,
    ) -> Slot<F::Error> {
        let start = self.slots[slot].start;
        Slot {
            label: self.read_mark(start).await,
            seal: self.read_mark(start + Self::MARK as u32).await,
            snapshot: self.check(slot, identity, sections).await,
        }
    }

    /// Whether a slot's snapshot is whole and this network's.
    async fn check<S: Sections + ?Sized>(
        &mut self,
        slot: usize,
        identity: Identity,
        sections: &S,
    ) -> Result<(), StorageError<F::Error>> {
        let mut checker = Checker::new(identity, sections)?;
        let size = checker.expected();
        self.read(slot, size, |piece| Ok(checker.feed(piece)?)).await?;
        Ok(checker.finish()?)
    }

    /// Whether a slot holds exactly this snapshot.
    async fn compare(
        &mut self,
        slot: usize,
        identity: Identity,
        sections: &[(Tag, &dyn Section)],
    ) -> Result<(), StorageError<F::Error>> {
        let mut writer = Writer::new(identity, sections)?;
        let size = writer.size();
        self.read(slot, size, |piece| {
            let mut expected = [0; BUFFER];
            writer.fill(&mut expected[..piece.len()]);
            if expected[..piece.len()] == *piece { Ok(()) } else { Err(StorageError::Unequal) }
        })
        .await
    }

    /// Gives the first `size` bytes of a slot's snapshot to `sink`.
    async fn read(
        &mut self,
        slot: usize,
        size: u32,
        mut sink: impl FnMut(&[u8]) -> Result<(), StorageError<F::Error>>,
    ) -> Result<(), StorageError<F::Error>> {
        let Range { start, end } = self.slots[slot];
        let mut at = start + 2 * Self::MARK as u32;
        let (end, mut buffer) = (end.min(at.saturating_add(size)), [0; BUFFER]);
        while at < end {
            let len = BUFFER.min((end - at) as usize);
            let words = len.next_multiple_of(F::READ_SIZE);
            self.read_words(at, &mut buffer[..words]).await.map_err(StorageError::Flash)?;
            sink(&buffer[..len])?;
            at += len as u32;
        }
        Ok(())
    }

    /// Tries twice: a slot is given up for words that cannot be read, not for a read that failed.
    async fn read_words(&mut self, at: u32, words: &mut [u8]) -> Result<(), F::Error> {
        match self.flash.read(at, words).await {
            Ok(()) => Ok(()),
            Err(_) => self.flash.read(at, words).await,
        }
    }

    async fn read_mark(&mut self, at: u32) -> Result<Mark, F::Error> {
        let mut word = [0; 32];
        self.read_words(at, &mut word[..MARK.next_multiple_of(F::READ_SIZE)]).await?;
        Ok(Mark::of_bytes(core::array::from_fn(|i| word[i])))
    }

    /// Writes a mark and reads it back.
    async fn write_mark(&mut self, at: u32, save: u32) -> Result<(), StorageError<F::Error>> {
        let mut word = [0xff; 32];
        word[..MARK].copy_from_slice(&mark(save));
        let word = &word[..MARK.next_multiple_of(F::WRITE_SIZE)];
        self.flash.write(at, word).await.map_err(StorageError::Flash)?;
        match self.read_mark(at).await {
            Ok(Mark::Save(found)) if found == save => Ok(()),
            Ok(_) => Err(StorageError::Unequal),
            Err(error) => Err(StorageError::Flash(error)),
        }
    }
}
