//! Errors of saving to and loading from flash.

use crate::snapshot::SnapshotError;
use core::fmt;

/// Why a snapshot was not saved or not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum StorageError<E> {
    /// The range does not consist of whole pages of the flash, or of too few.
    Range {
        /// The first address.
        start: u32,
        /// The first address after the range.
        end: u32,
    },
    /// The snapshot is larger than a slot.
    Full {
        /// Bytes of the snapshot.
        needed: u32,
        /// Bytes that fit into a slot.
        capacity: u32,
    },
    /// The snapshot belongs to another network or is damaged.
    Snapshot(SnapshotError),
    /// What was written reads back otherwise.
    Unequal,
    /// The flash's own error.
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
                write!(f, "{start:#x}..{end:#x} is not a range of at least 2 whole flash pages")
            }
            Self::Full { needed, capacity } => {
                write!(f, "snapshot of {needed} bytes in slots of {capacity}")
            }
            Self::Snapshot(error) => error.fmt(f),
            Self::Unequal => write!(f, "the flash reads back other bytes than were written"),
            Self::Flash(error) => write!(f, "flash: {error:?}"),
        }
    }
}

impl<E: fmt::Debug> core::error::Error for StorageError<E> {}
