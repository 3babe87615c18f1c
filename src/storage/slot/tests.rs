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
    let unread = || Slot { label: Err(()), seal: Err(()), snapshot: Err(StorageError::Flash(())) };
    assert_eq!(loss([unread(), foreign()]), None);
    assert_eq!(loss([unread(), unread()]), Some(StorageError::Flash(())));
}
