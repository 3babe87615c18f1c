//! The two slots, and which of them holds the last snapshot.

use super::StorageError;

/// Bytes of a label or a seal.
pub(super) const MARK: usize = 8;

/// The label of a save, which is also its seal: its number and the number's complement.
pub(super) fn mark(save: u32) -> [u8; MARK] {
    (u64::from(save) | u64::from(!save) << 32).to_le_bytes()
}

/// What stands where a mark may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Erased,
    Save(u32),
    Damaged,
}

impl Mark {
    pub fn of_bytes(bytes: [u8; MARK]) -> Self {
        let bits = u64::from_le_bytes(bytes);
        let (save, complement) = (bits as u32, (bits >> 32) as u32);
        if save == !complement {
            Self::Save(save)
        } else if bits.count_zeros() < 8 {
            Self::Erased // and some bits have flipped: a mark has 32 zeros
        } else {
            Self::Damaged
        }
    }
}

/// A slot as it is found.
#[derive(Debug)]
pub(super) struct Slot<E> {
    pub label: Result<Mark, E>,
    pub seal: Result<Mark, E>,
    /// Whether a whole snapshot of this network is in it.
    pub snapshot: Result<(), StorageError<E>>,
}

impl<E> Slot<E> {
    /// The number of its save, as far as the marks tell.
    pub fn save(&self) -> Option<u32> {
        match (&self.label, &self.seal) {
            (Ok(Mark::Save(label)), Ok(Mark::Save(seal))) if label != seal => None,
            (Ok(Mark::Save(save)), _) | (_, Ok(Mark::Save(save))) => Some(*save),
            _ => None,
        }
    }

    /// Whether the save came to its seal; a seal that is damaged or cannot be read was begun.
    fn is_sealed(&self) -> bool {
        !matches!(self.seal, Ok(Mark::Erased))
    }

    /// Whether this whole snapshot counts, and not that of the other slot.
    fn is_after(&self, other: &Self) -> bool {
        if self.is_sealed() != other.is_sealed() {
            return self.is_sealed();
        }
        is_later(self.save(), other.save())
    }
}

fn is_later(save: Option<u32>, other: Option<u32>) -> bool {
    match (save, other) {
        (Some(save), Some(other)) => (save.wrapping_sub(other) as i32) > 0,
        (save, _) => save.is_some(),
    }
}

/// The slot of the last whole snapshot.
pub(super) fn last<E>([first, second]: &[Slot<E>; 2]) -> Option<usize> {
    match (&first.snapshot, &second.snapshot) {
        (Ok(()), Ok(())) => Some(usize::from(second.is_after(first))),
        (Ok(()), Err(_)) => Some(0),
        (Err(_), Ok(())) => Some(1),
        (Err(_), Err(_)) => None,
    }
}

/// The slot for the next snapshot, never that of the last whole one, and the number of the save.
pub(super) fn next<E>(slots: &[Slot<E>; 2]) -> (usize, u32) {
    let [first, second] = slots.each_ref().map(Slot::save);
    let last = last(slots).unwrap_or_else(|| usize::from(!is_later(first, second)));
    let latest = if is_later(second, first) { second } else { first };
    (1 - last, latest.map_or(0, |save| save.wrapping_add(1)))
}

/// Why there is no whole snapshot: the damage to the last one that was saved, or that nothing can
/// be read; none if nothing was saved.
pub(super) fn loss<E>(slots: [Slot<E>; 2]) -> Option<StorageError<E>> {
    let [first, second] = slots;
    let (first_sealed, second_sealed) = (first.is_sealed(), second.is_sealed());
    match (first.save().filter(|_| first_sealed), second.save().filter(|_| second_sealed)) {
        (None, None) => match (first.seal, second.seal) {
            (Err(error), Err(_)) => Some(StorageError::Flash(error)),
            _ => None,
        },
        (one, other) => if is_later(other, one) { second } else { first }.snapshot.err(),
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
