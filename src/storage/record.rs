//! The record of the valid slot.

use super::StorageError;
use core::ops::Range;
use embedded_storage_async::nor_flash::NorFlash;
use sequential_storage::{
    Error,
    cache::{Cache, Uncached},
    map::{MapConfig, MapStorage},
};

/// Pages of the record: the fewest between which `sequential-storage` can alternate.
pub const RECORD_PAGES: u32 = 2;

const KEY: u8 = 0;

/// The slot of the last snapshot, and how many were saved before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    pub slot: u8,
    pub save: u32,
}

impl Record {
    fn to_bytes(self) -> [u8; 5] {
        let [a, b, c, d] = self.save.to_le_bytes();
        [self.slot, a, b, c, d]
    }

    fn of_bytes(bytes: [u8; 5]) -> Option<Self> {
        let [slot, save @ ..] = bytes;
        (slot < 2).then_some(Self { slot, save: u32::from_le_bytes(save) })
    }

    /// The bytes before the snapshot in its slot: the number of the save and its complement.
    pub fn label(self) -> [u8; 8] {
        (u64::from(self.save) | u64::from(!self.save) << 32).to_le_bytes()
    }

    pub fn of_label(slot: u8, label: &[u8]) -> Option<Self> {
        let label = u64::from_le_bytes(*label.first_chunk()?);
        let save = label as u32;
        (save == !(label >> 32) as u32).then_some(Self { slot, save })
    }

    pub fn is_after(self, other: Self) -> bool {
        (self.save.wrapping_sub(other.save) as i32) > 0
    }
}

/// The pages of the record.
pub(super) struct Records<'a, F: NorFlash> {
    map: Option<MapStorage<u8, &'a mut F, NoCache>>,
}

type NoCache = Cache<Uncached, Uncached, Uncached, u8>;

/// Room for an item, rounded up to the largest word.
type Buffer = [u8; 64];

impl<'a, F: NorFlash> Records<'a, F> {
    pub fn new(flash: &'a mut F, range: Range<u32>) -> Self {
        let config = MapConfig::try_new(range).ok();
        Self { map: config.map(|config| MapStorage::new(flash, config, Cache::new_uncached())) }
    }

    pub async fn fetch(&mut self) -> Result<Option<Record>, StorageError<F::Error>> {
        let mut buffer: Buffer = [0; _];
        let map = self.map.as_mut().ok_or(StorageError::Records)?;
        match map.fetch_item::<[u8; 5]>(&mut buffer, &KEY).await {
            Ok(None) => Ok(None),
            Ok(Some(bytes)) => Record::of_bytes(bytes).map(Some).ok_or(StorageError::Records),
            Err(error) => Err(of(error)),
        }
    }

    pub async fn store(&mut self, record: Record) -> Result<(), StorageError<F::Error>> {
        let mut buffer: Buffer = [0; _];
        let map = self.map.as_mut().ok_or(StorageError::Records)?;
        map.store_item(&mut buffer, &KEY, &record.to_bytes()).await.map_err(of)
    }
}

fn of<E>(error: Error<E>) -> StorageError<E> {
    match error {
        Error::Storage { value, .. } => StorageError::Flash(value),
        _ => StorageError::Records,
    }
}
