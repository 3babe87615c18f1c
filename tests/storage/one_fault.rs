//! One fault of each kind at every place.

use crate::{
    nor::{CUTS, Fault, Nor},
    state::State,
};
use lissom::storage::StorageError;

/// Any bit of the flash flips after a number of saves. Then the last whole snapshot is loaded, the
/// next save may be cut anywhere, and the one after it succeeds.
fn any_bit_rots<const W: usize, const P: usize>(corrects: bool, stride: usize) -> u32 {
    let (weights, mut faults) = (30, 0);
    let mark = 8_usize.next_multiple_of(W);
    for saves in 1..=4 {
        let mut whole = Nor::<W, P>::erased(2, saves);
        whole.corrects = corrects;
        for presentation in 1..=saves {
            State::new(weights, presentation).save(&mut whole).unwrap();
        }
        let newest = usize::from(whole.erased_at as usize >= P);
        for bit in (0..2 * P * 8).step_by(stride) {
            let mut nor = whole.clone();
            nor.rot(bit);
            let harmless = bit / 8 / P != newest || bit / 8 % P < 2 * mark;
            let found = State::load(weights, &mut nor);
            let last = State::new(weights, saves);
            let before = (saves > 1).then(|| State::new(weights, saves - 1));
            let context = format!("words of {W}, {saves} saves, bit {bit}");
            let kept = match (found, harmless) {
                (Ok(Some(found)), _) if found == last => Some(last), // or beyond the snapshot
                (Ok(found @ Some(_)), false) if found == before => before,
                (Err(_), false) if before.is_none() => None,
                (found, _) => panic!("{context}: {found:?}"),
            };
            let (cut, operation) = (CUTS[bit % CUTS.len()], (bit * 7 % (P / W)) as u64);
            nor.reboot();
            nor.cut = Some((operation, cut));
            let mut next = State::new(weights, saves + 1);
            let saved = next.save(&mut nor);
            nor.reboot();
            let found = State::load(weights, &mut nor);
            match &kept {
                Some(kept) => assert!(
                    matches!(&found, Ok(Some(found)) if *found == next || found == kept && saved.is_err()),
                    "{context}, {operation} {cut:?}: {found:?}"
                ),
                None => assert!(saved.is_err() || found == Ok(Some(next)), "{context}"),
            }
            let mut after = State::new(weights, saves + 2);
            after.save(&mut nor).unwrap_or_else(|error| panic!("{context}: {error}"));
            assert_eq!(State::load(weights, &mut nor), Ok(Some(after)), "{context}");
            faults += 2;
        }
    }
    faults
}

#[test]
fn after_any_bit_has_flipped_the_last_whole_snapshot_is_kept() {
    let faults = any_bit_rots::<4, 256>(false, 5) + any_bit_rots::<8, 256>(true, 7);
    println!("{faults} flipped bits and power cuts: 0 lost, 0 wrong, 0 bricked");
}

/// A torn word that cannot be read: wherever the first saves are cut, the next one succeeds.
#[test]
fn torn_words_that_fail_to_read_brick_nothing() {
    for saves in 0..3 {
        for operation in 0..80 {
            for cut in CUTS {
                let mut nor = Nor::<8, 256>::erased(4, operation);
                nor.corrects = true;
                for presentation in 1..=saves {
                    State::new(60, presentation).save(&mut nor).unwrap();
                }
                nor.reboot();
                nor.cut = Some((operation, cut));
                let mut new = State::new(60, saves + 1);
                let saved = new.save(&mut nor);
                assert!(matches!(saved, Ok(()) | Err(StorageError::Flash(Fault::PowerLost))));
                nor.reboot();
                let found = State::load(60, &mut nor).unwrap();
                let old = (saves > 0).then(|| State::new(60, saves));
                assert!(found.as_ref() == Some(&new) || found == old && saved.is_err());
                let mut next = State::new(60, saves + 2);
                next.save(&mut nor).unwrap();
                assert_eq!(State::load(60, &mut nor), Ok(Some(next)));
            }
        }
    }
}

/// A flash that no longer works says so: there is no telling what was saved.
#[test]
fn a_flash_that_cannot_be_read_is_an_error() {
    let mut nor = Nor::<4, 256>::erased(2, 1);
    State::new(9, 1).save(&mut nor).unwrap();
    nor.corrects = true;
    for bit in (0..512 * 8).step_by(8) {
        nor.rot(bit);
    }
    let unread = Err(StorageError::Flash(Fault::Unreadable));
    assert_eq!(State::load(9, &mut nor), unread);
    // a read that fails once is no damage
    let mut nor = Nor::<4, 256>::erased(2, 1);
    let mut state = State::new(9, 1);
    state.save(&mut nor).unwrap();
    for reads in 0..20 {
        nor.reads_to_failure = Some(reads);
        assert_eq!(State::load(9, &mut nor), Ok(Some(state.clone())));
    }
}
