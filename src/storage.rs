//! Snapshots in NOR flash that survive a power cut at any moment; feature `storage`.
//!
//! A snapshot may take a hundred flash pages; an item of `sequential-storage` must fit into one. So
//! the flash has three parts:
//!
//! | pages | contents |
//! |---|---|
//! | the first [`RECORD_PAGES`] | the *record* of the valid slot: a `sequential-storage` map |
//! | half of the others | slot 0: the number of the save, and a snapshot |
//! | the other half | slot 1: the same |
//!
//! [`save`](Storage::save) erases the slot that is not valid, writes the snapshot there, reads it
//! back, and only then stores a new record. Until that is complete, the old one is valid and its
//! snapshot untouched. So [`load`](Storage::load) finds the last whole snapshot however often the
//! power fails, even within a word or an erasure. `sequential-storage` levels the wear of the
//! record's pages; saves alternate between the slots.
//!
//! The flash needs only [`NorFlash`]: each word is written once between erasures. After a power cut
//! within the record, `sequential-storage` may have to write a torn word again. If the flash
//! refuses, as flashes with error correction do, the record's pages are erased and started anew. If
//! the power fails at that moment, the numbers in the slots tell which snapshot is the last whole
//! one. [`Blocking`] and [`block_on`] serve drivers and firmware without `async`.

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

/// A range of flash that holds the last snapshot and room for the next.
///
/// `BUFFER` is the number of bytes read or written at once, on the stack; at least 32. It must be a
/// multiple of the flash's word, which has at most 32 bytes, and divide its page.
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

    /// Storage in a range of whole pages, at least [`RECORD_PAGES`] + 2 of them.
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

    /// The size of the largest snapshot that fits, in bytes.
    pub fn capacity(&self) -> u32 {
        self.slots[0].len() as u32 - Self::LABEL
    }

    /// Returns the flash.
    pub fn free(self) -> F {
        self.flash
    }

    /// Saves a snapshot beside the last one and then makes it the valid one. Erases only the pages
    /// that the snapshot needs; writes it once and reads it once.
    ///
    /// # Errors
    ///
    /// [`StorageError::Full`] if it exceeds the [`capacity`](Self::capacity),
    /// [`StorageError::Snapshot`] if it reads back damaged, and the flash's own errors. The last
    /// snapshot then stays valid.
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

    /// Loads the last snapshot that was saved whole; `false` if there is none. Reads it twice.
    ///
    /// # Errors
    ///
    /// [`StorageError::Snapshot`] if it belongs to another network or is damaged; then nothing is
    /// loaded. The flash's own errors, after which the sections may be half loaded.
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

    /// The record. If it is lost: that of the last slot with a whole snapshot of this network.
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
            let mut label = [0; 32]; // room for a whole word
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

    /// Reads a slot's snapshot; returns its size if it is whole and this network's.
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

    /// Gives the first `size` bytes of a slot's snapshot to `sink`.
    async fn read(
        &mut self,
        slot: u8,
        size: u32,
        mut sink: impl FnMut(&[u8]) -> Result<(), SnapshotError>,
    ) -> Result<(), StorageError<F::Error>> {
        let Range { start, end } = self.slots[usize::from(slot)];
        let mut at = start + Self::LABEL;
        let (end, mut buffer) = (end.min(at.saturating_add(size)), [0; BUFFER]);
        while at < end {
            let len = BUFFER.min((end - at) as usize);
            let words = len.next_multiple_of(F::READ_SIZE);
            self.flash.read(at, &mut buffer[..words]).await.map_err(StorageError::Flash)?;
            sink(&buffer[..len])?;
            at += len as u32;
        }
        Ok(())
    }

    fn records(&mut self) -> Records<'_, F> {
        Records::new(&mut self.flash, self.records.clone())
    }
}
