//! Snapshots in NOR flash that survive a power cut at any moment; feature `storage`.
//!
//! A snapshot can be a hundred times as large as a flash page, more than an item of
//! `sequential-storage` may be. So the flash is divided in three:
//!
//! | pages | hold |
//! |---|---|
//! | the first [`RECORD_PAGES`] | a `sequential-storage` map of one entry, the *record*: which slot counts |
//! | half of the others | slot 0: a number that counts the saves, and a snapshot |
//! | the other half | slot 1: the same |
//!
//! [`save`](Storage::save) erases the slot that the record does not name, writes the snapshot there,
//! reads it back, and only then stores a new record. Until that is written whole, the old one counts
//! and the old snapshot is untouched; so however often the power fails, in the middle of a word or
//! of an erasure, [`load`](Storage::load) finds the last whole snapshot. `sequential-storage` spreads
//! the records' wear over their pages; the slots take turns.
//!
//! Only [`NorFlash`] is asked for, each word of which is written once between erasures. After a cut
//! within the record `sequential-storage` may have to write its torn word again. Where a flash
//! refuses that, as one with error correction does, the record's pages are erased and begun anew;
//! should the power fail just then, the numbers in the slots tell which whole snapshot is the last.
//! [`Blocking`] and [`block_on`] do for drivers and firmware without `async`.

mod blocking;
mod error;
mod record;

pub use blocking::{Blocking, block_on};
pub use error::StorageError;
pub use record::RECORD_PAGES;

use crate::snapshot::{Checker, Identity, Loader, Section, Sections, SnapshotError, Tag, Writer};
use core::ops::Range;
use embedded_storage_async::nor_flash::NorFlash;
use record::{Record, Records};

/// Two snapshots' place in a flash.
///
/// `BUFFER` is the bytes read and written at once, on the stack: 256 do; a multiple of the flash's
/// word of at most 32 bytes, and a divisor of its page.
#[derive(Debug)]
pub struct Storage<F: NorFlash, const BUFFER: usize = 256> {
    flash: F,
    records: Range<u32>,
    slots: [Range<u32>; 2],
}

impl<F: NorFlash, const BUFFER: usize> Storage<F, BUFFER> {
    /// Bytes before a slot's snapshot.
    const LABEL: u32 = 8_u32.next_multiple_of(F::WRITE_SIZE as u32);

    const CHECK: () = {
        assert!(
            BUFFER >= 32 && F::WRITE_SIZE <= 32 && F::READ_SIZE <= 32,
            "words of 32 bytes at most"
        );
        assert!(
            BUFFER.is_multiple_of(F::WRITE_SIZE) && BUFFER.is_multiple_of(F::READ_SIZE),
            "BUFFER must be a multiple of the flash's word"
        );
        assert!(F::ERASE_SIZE.is_multiple_of(BUFFER), "a page must be a multiple of BUFFER");
    };

    /// In a range of whole pages, of which at least [`RECORD_PAGES`] + 2.
    ///
    /// # Errors
    ///
    /// [`StorageError::Range`].
    pub fn new(flash: F, range: Range<u32>) -> Result<Self, StorageError<F::Error>> {
        let () = Self::CHECK;
        let page = F::ERASE_SIZE as u32;
        let records = range.start..range.start.saturating_add(RECORD_PAGES * page);
        let pages = range.end.saturating_sub(records.end) / page;
        let whole = range.start.is_multiple_of(page) && range.end.is_multiple_of(page);
        if !whole || pages < 2 || range.end as usize > flash.capacity() {
            return Err(StorageError::Range { start: range.start, end: range.end });
        }
        let middle = records.end + pages / 2 * page;
        let slots = [records.end..middle, middle..middle + pages / 2 * page];
        Ok(Self { flash, records, slots })
    }

    /// Bytes of the largest snapshot it holds.
    pub fn capacity(&self) -> u32 {
        self.slots[0].len() as u32 - Self::LABEL
    }

    /// The flash again.
    pub fn free(self) -> F {
        self.flash
    }

    /// Saves a snapshot beside the last one, which it then replaces. Cost: as many pages are erased
    /// as the snapshot needs; it is written once and read once.
    ///
    /// # Errors
    ///
    /// [`StorageError::Full`] where it is above the [`capacity`](Self::capacity),
    /// [`StorageError::Snapshot`] where it does not read back as it was written, and the flash's own.
    /// The last snapshot is then still there.
    pub async fn save(
        &mut self,
        identity: Identity,
        sections: &[(Tag, &dyn Section)],
    ) -> Result<(), StorageError<F::Error>> {
        let mut writer = Writer::new(identity, sections)?;
        let needed = Self::LABEL + writer.size();
        if needed > self.slots[0].len() as u32 {
            return Err(StorageError::Full { needed: writer.size(), capacity: self.capacity() });
        }
        let record = match self.last(identity, sections).await? {
            Some(last) => Record { slot: 1 - last.slot, save: last.save.wrapping_add(1) },
            None => Record { slot: 0, save: 0 },
        };
        let Range { start, .. } = self.slots[usize::from(record.slot)];
        let pages = needed.next_multiple_of(F::ERASE_SIZE as u32);
        self.flash.erase(start, start + pages).await.map_err(StorageError::Flash)?;
        let mut buffer = [0xff; BUFFER];
        let label = Self::LABEL as usize;
        buffer[..8].copy_from_slice(&record.label());
        self.flash.write(start, &buffer[..label]).await.map_err(StorageError::Flash)?;
        let mut at = start + Self::LABEL;
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
        self.check(record.slot, identity, sections).await?;
        if self.records().store(record).await.is_err() {
            let Range { start, end } = self.records;
            self.flash.erase(start, end).await.map_err(StorageError::Flash)?;
            self.records().store(record).await?;
        }
        Ok(())
    }

    /// Loads the last snapshot that was saved whole; `false` if there is none. Cost: it is read twice.
    ///
    /// # Errors
    ///
    /// [`StorageError::Snapshot`] where it is not the network's or is damaged: nothing is loaded
    /// then. The flash's own.
    pub async fn load(
        &mut self,
        identity: Identity,
        sections: &mut [(Tag, &mut dyn Section)],
    ) -> Result<bool, StorageError<F::Error>> {
        let Some(last) = self.last(identity, &*sections).await? else { return Ok(false) };
        let size = self.check(last.slot, identity, &*sections).await?;
        let mut loader = Loader::new(sections);
        self.read(last.slot, size, |piece| {
            loader.feed(piece);
            Ok(())
        })
        .await?;
        Ok(true)
    }

    /// The record; without one, the last slot with a whole snapshot of the network.
    async fn last<S: Sections + ?Sized>(
        &mut self,
        identity: Identity,
        sections: &S,
    ) -> Result<Option<Record>, StorageError<F::Error>> {
        match self.records().fetch().await {
            Ok(None) | Err(StorageError::Records) => {}
            found => return found,
        }
        let mut last: Option<Record> = None;
        for slot in [0, 1] {
            let mut label = [0; 32]; // whole words to be read
            let start = self.slots[usize::from(slot)].start;
            let label = &mut label[..8_usize.next_multiple_of(F::READ_SIZE).min(32)];
            self.flash.read(start, label).await.map_err(StorageError::Flash)?;
            let Some(record) = Record::of_label(slot, label) else { continue };
            match self.check(slot, identity, sections).await {
                Ok(_) if last.is_none_or(|last| record.is_after(last)) => last = Some(record),
                Ok(_) | Err(StorageError::Snapshot(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(last)
    }

    /// Reads a slot's snapshot; its size if it is whole and the network's.
    async fn check<S: Sections + ?Sized>(
        &mut self,
        slot: u8,
        identity: Identity,
        sections: &S,
    ) -> Result<u32, StorageError<F::Error>> {
        let mut checker = Checker::new(identity, sections)?;
        let size = checker.expected();
        self.read(slot, size, |piece| checker.feed(piece)).await?;
        checker.finish()?;
        Ok(size)
    }

    /// Gives the first `size` bytes of a slot's snapshot to `take`.
    async fn read(
        &mut self,
        slot: u8,
        size: u32,
        mut take: impl FnMut(&[u8]) -> Result<(), SnapshotError>,
    ) -> Result<(), StorageError<F::Error>> {
        let Range { start, end } = self.slots[usize::from(slot)];
        let mut at = start + Self::LABEL;
        let (end, mut buffer) = (end.min(at.saturating_add(size)), [0; BUFFER]);
        while at < end {
            let len = BUFFER.min((end - at) as usize);
            let words = len.next_multiple_of(F::READ_SIZE);
            self.flash.read(at, &mut buffer[..words]).await.map_err(StorageError::Flash)?;
            take(&buffer[..len])?;
            at += len as u32;
        }
        Ok(())
    }

    fn records(&mut self) -> Records<'_, F> {
        Records::new(&mut self.flash, self.records.clone())
    }
}
