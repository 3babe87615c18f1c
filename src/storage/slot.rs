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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::SnapshotError;

    fn slot(label: Mark, seal: Mark, whole: bool) -> Slot<()> {
        let snapshot = whole.then_some(()).ok_or(SnapshotError::Checksum.into());
        Slot { label: Ok(label), seal: Ok(seal), snapshot }
    }

    fn saved(save: u32, whole: bool) -> Slot<()> {
        slot(Mark::Save(save), Mark::Save(save), whole)
    }

    #[test]
    fn flipped_bits_make_no_other_mark() {
        for save in [0, 1, 77, u32::MAX] {
            assert_eq!(Mark::of_bytes(mark(save)), Mark::Save(save));
            for bit in 0..64 {
                let bytes = (u64::from_le_bytes(mark(save)) ^ 1 << bit).to_le_bytes();
                assert_eq!(Mark::of_bytes(bytes), Mark::Damaged);
                let erased = (!(1_u64 << bit)).to_le_bytes();
                assert_eq!(Mark::of_bytes(erased), Mark::Erased);
            }
        }
    }

    #[test]
    fn the_last_whole_snapshot_is_never_overwritten() {
        assert_eq!(last(&[saved(4, true), saved(5, true)]), Some(1));
        assert_eq!(next(&[saved(4, true), saved(5, true)]), (0, 6));
        assert_eq!(next(&[saved(4, true), saved(5, false)]), (1, 6));
        assert_eq!(next(&[saved(u32::MAX, true), saved(0, true)]), (0, 1));
        // a damaged label does not make an old snapshot the last one
        let damaged = slot(Mark::Damaged, Mark::Save(5), true);
        assert_eq!(next(&[saved(4, true), damaged]), (0, 6));
        let damaged = slot(Mark::Save(5), Mark::Damaged, true);
        assert_eq!(next(&[saved(4, true), damaged]), (0, 6));
        // a save that did not come to its seal
        let unsealed = slot(Mark::Save(5), Mark::Erased, true);
        assert_eq!(next(&[saved(4, true), unsealed]), (1, 6));
        let unsealed = slot(Mark::Save(5), Mark::Erased, true);
        assert_eq!(next(&[saved(4, false), unsealed]), (0, 6));
    }

    #[test]
    fn without_a_whole_snapshot_the_older_slot_is_next() {
        assert_eq!(next(&[saved(4, false), saved(5, false)]), (0, 6));
        assert_eq!(next(&[saved(5, false), saved(4, false)]), (1, 6));
        let foreign = || slot(Mark::Damaged, Mark::Damaged, false);
        assert_eq!(next(&[saved(5, false), foreign()]), (1, 6));
        assert_eq!(next(&[foreign(), foreign()]), (0, 0));
    }

    #[test]
    fn damage_is_told_from_nothing() {
        let checksum = Some(SnapshotError::Checksum.into());
        let foreign = || slot(Mark::Damaged, Mark::Damaged, false);
        let begun = || slot(Mark::Save(0), Mark::Erased, false);
        assert_eq!(loss([foreign(), foreign()]), None);
        assert_eq!(loss([begun(), foreign()]), None);
        assert_eq!(loss([begun(), saved(1, false)]), checksum);
        assert_eq!(loss([saved(2, false), saved(1, false)]), checksum);
        let unread =
            || Slot { label: Err(()), seal: Err(()), snapshot: Err(StorageError::Flash(())) };
        assert_eq!(loss([unread(), foreign()]), None);
        assert_eq!(loss([unread(), unread()]), Some(StorageError::Flash(())));
    }
}
