//! What can go wrong with a flash.

use crate::snapshot::SnapshotError;
use core::fmt;

/// Why a snapshot was not saved or not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum StorageError<E> {
    /// The range is not of whole pages of the flash, or has too few of them.
    Range {
        /// The first address.
        start: u32,
        /// The address behind the last.
        end: u32,
    },
    /// The snapshot is larger than a slot.
    Full {
        /// Bytes of the snapshot.
        needed: u32,
        /// Bytes of a slot.
        capacity: u32,
    },
    /// The snapshot is not the network's, or damaged.
    Snapshot(SnapshotError),
    /// The pages of the record hold something else, or more than `sequential-storage` can repair.
    Records,
    /// The flash's own.
    Flash(E),
}

impl<E> From<SnapshotError> for StorageError<E> {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(error)
    }
}

impl<E: fmt::Debug> fmt::Display for StorageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { start, end } => {
                write!(f, "{start:#x}..{end:#x} is not a range of enough whole flash pages")
            }
            Self::Full { needed, capacity } => {
                write!(f, "snapshot of {needed} bytes in slots of {capacity}")
            }
            Self::Snapshot(error) => error.fmt(f),
            Self::Records => write!(f, "the pages of the record are damaged"),
            Self::Flash(error) => write!(f, "flash: {error:?}"),
        }
    }
}

impl<E: fmt::Debug> core::error::Error for StorageError<E> {}
