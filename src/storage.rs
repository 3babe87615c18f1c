//! Snapshots in NOR flash that survive a power cut at any moment; feature `storage`.
//!
//! A snapshot can be a hundred times as large as a flash page, more than an item of
//! `sequential-storage` may be. So the flash is divided in three:
//!
//! | pages | hold |
//! |---|---|
//! | the first [`RECORD_PAGES`] | a `sequential-storage` map of one entry, the *record*: which slot, how long, what checksum |
//! | half of the others | slot 0: a snapshot |
//! | the other half | slot 1: a snapshot |
//!
//! [`save`](Storage::save) erases the slot that the record does not name, writes the snapshot there,
//! reads it back, and only then stores a new record. Until that is written whole, the old one counts
//! and the old snapshot is untouched; so however often the power fails, in the middle of a word or
//! of an erasure, [`load`](Storage::load) finds the last whole snapshot. `sequential-storage` spreads
//! the records' wear over their pages; the slots take turns.
//!
//! Only [`NorFlash`] is asked for: each word is written once between erasures, as flash with error
//! correction demands. [`Blocking`] and [`block_on`] do for drivers and firmware without `async`.

mod blocking;
mod error;
mod record;

pub use blocking::{Blocking, block_on};
pub use error::StorageError;
pub use record::RECORD_PAGES;

use crate::snapshot::{Checker, Identity, Loader, Section, SnapshotError, Tag, Writer};
use core::ops::Range;
use embedded_storage_async::nor_flash::NorFlash;
use record::{Record, Records};

/// Two snapshots' place in a flash.
///
/// `BUFFER` is the bytes read and written at once, on the stack: 256 do; a multiple of the flash's
/// word, at least 32.
#[derive(Debug)]
pub struct Storage<F: NorFlash, const BUFFER: usize = 256> {
    flash: F,
    records: Range<u32>,
    slots: [Range<u32>; 2],
}

impl<F: NorFlash, const BUFFER: usize> Storage<F, BUFFER> {
    const CHECK: () = {
        assert!(BUFFER >= 32, "BUFFER must be 32 or more");
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
        self.slots[0].len() as u32
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
        let len = writer.len();
        if len > self.capacity() {
            return Err(StorageError::Full { needed: len, capacity: self.capacity() });
        }
        let last = self.records().fetch().await?;
        let slot = last.map_or(0, |record| 1 - record.slot);
        let Range { start, .. } = self.slots[usize::from(slot)];
        let pages = len.next_multiple_of(F::ERASE_SIZE as u32);
        self.flash.erase(start, start + pages).await.map_err(StorageError::Flash)?;
        let (mut at, mut buffer) = (start, [0; BUFFER]);
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
        let record = Record { slot, len };
        let mut checker = Checker::new(identity, sections)?;
        self.read(record, |piece| checker.feed(piece)).await?;
        checker.finish()?;
        self.records().store(record).await
    }

    /// Loads the last snapshot that was saved whole; `false` if none was yet. Cost: it is read twice.
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
        let Some(record) = self.records().fetch().await? else { return Ok(false) };
        let mut checker = Checker::new(identity, &*sections)?;
        self.read(record, |piece| checker.feed(piece)).await?;
        checker.finish()?;
        let mut loader = Loader::new(sections);
        self.read(record, |piece| {
            loader.feed(piece);
            Ok(())
        })
        .await?;
        Ok(true)
    }

    /// Gives the bytes of a slot to `take`.
    async fn read(
        &mut self,
        record: Record,
        mut take: impl FnMut(&[u8]) -> Result<(), SnapshotError>,
    ) -> Result<(), StorageError<F::Error>> {
        let slot = self.slots[usize::from(record.slot)].clone();
        let (mut at, mut buffer) = (slot.start, [0; BUFFER]);
        let end = slot.end.min(slot.start.saturating_add(record.len));
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
