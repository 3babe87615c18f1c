//! Whatever happens to the flash, the last whole snapshot is loaded afterwards.

#![cfg(lissom_repository)] // the package does without these tests

mod bench;
mod faults;
mod nor;
mod one_fault;
mod state;

use lissom::{
    Fixed16, Params,
    random::Pcg32,
    snapshot::{Identity, Section, SnapshotError, Tag},
    storage::{Blocking, Storage, StorageError, block_on},
};
use nor::{CUTS, Cut, Fault, Nor};
use state::{IDENTITY, State};

lissom::network!(mod small = Params::notebook(6));
lissom::network!(mod large = Params::notebook(24));

/// What the cuts did.
#[derive(Debug, Default)]
struct Tally {
    cuts: u32,
    old: u32,
    new: u32,
}

/// Cuts the power at every operation of the save number `saves` + 1, in every way; then looks what
/// is there, and saves and loads once more.
fn cut_everywhere<const W: usize, const P: usize>(
    weights: usize,
    saves: u64,
    pages: usize,
    tally: &mut Tally,
) {
    let mut flash = Nor::<W, P>::erased(pages, saves);
    for presentation in 1..=saves {
        State::new(weights, presentation).save(&mut flash).unwrap();
    }
    let old = (saves > 0).then(|| State::new(weights, saves));
    let mut new = State::new(weights, saves + 1);
    flash.reboot();
    let mut whole = flash.clone();
    new.save(&mut whole).unwrap();
    for operation in 0..whole.operations {
        for cut in CUTS {
            let mut flash = flash.clone();
            flash.cut = Some((operation, cut));
            let failed = new.save(&mut flash);
            assert_eq!(failed, Err(StorageError::Flash(Fault::PowerLost)), "{operation} {cut:?}");
            flash.reboot();
            let context =
                format!("words of {W}, save {}, operation {operation}, {cut:?}", saves + 1);
            let found = match State::load(weights, &mut flash) {
                Ok(found) => found,
                Err(error) => panic!("{context}: lost: {error}"),
            };
            tally.cuts += 1;
            if found.as_ref() == Some(&new) {
                tally.new += 1;
            } else {
                assert!(found == old, "{context}: neither the old nor the new snapshot");
                tally.old += 1;
            }
            // life goes on
            let mut next = State::new(weights, saves + 2);
            next.save(&mut flash).unwrap_or_else(|error| panic!("{context}: {error}"));
            assert_eq!(State::load(weights, &mut flash), Ok(Some(next)), "{context}");
        }
    }
}

#[test]
fn a_cut_at_every_operation_loses_nothing() {
    let connections = small::AfferentField::CONNECTIONS;
    let mut tally = Tally::default();
    for saves in 0..3 {
        cut_everywhere::<4, 256>(connections, saves, 2 * 7, &mut tally);
        cut_everywhere::<8, 512>(connections, saves, 2 * 4, &mut tally);
        cut_everywhere::<1, 256>(60, saves, 2, &mut tally);
        cut_everywhere::<32, 2048>(connections, saves, 2, &mut tally);
    }
    println!("{tally:?}: 0 lost, 0 torn");
}

/// Cut after cut after cut.
#[test]
fn power_that_never_lasts_loses_nothing() {
    let (mut random, mut survived) = (Pcg32::new(1, 2), 0);
    let mut flash = Nor::<4, 256>::erased(6, 9);
    let mut last = None;
    for presentation in 1..=20_000 {
        let mut state = State::new(100, presentation);
        let cut = CUTS[random.next_u32() as usize % CUTS.len()];
        flash.cut = Some((u64::from(random.next_u32() % 240), cut));
        let saved = state.save(&mut flash);
        flash.reboot();
        let found = State::load(100, &mut flash).unwrap();
        if saved.is_ok() || found.as_ref() == Some(&state) {
            survived += 1;
            last = Some(state);
        }
        assert_eq!(found, last, "after {presentation}");
    }
    println!("20000 saves, {survived} got through, 0 lost, 0 torn");
    assert!(survived > 1000 && survived < 19_000);
}

#[test]
fn a_network_of_24_by_24_is_saved_and_loaded() {
    let identity = Identity::new::<Fixed16>(&large::PARAMS, large::CHANNELS);
    let mut weights = Box::new(large::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    let (thresholds, time) = ([0x5a5a_5a5a_i32; 576], 20_000_u64);
    let learned = weights.sections();
    let sections: [(Tag, &dyn Section); 5] = [
        (*b"AFF0", &learned.afferent[0]),
        (*b"EXCI", &learned.excitatory),
        (*b"INHI", &learned.inhibitory),
        (*b"THRE", &thresholds),
        (*b"TIME", &time),
    ];
    let mut nor = Nor::<4, 4096>::erased(2 * 56, 3);
    let mut storage = Storage::<_, 256>::new(Blocking(&mut nor), 0..112 * 4096).unwrap();
    block_on(storage.save(identity, &sections)).unwrap();
    block_on(storage.save(identity, &sections)).unwrap();
    let mut later = Box::new(large::Weights::<Fixed16>::new());
    let (mut later_thresholds, mut later_time) = ([0; 576], 0_u64);
    let mut into = later.sections();
    let sections: &mut [(Tag, &mut dyn Section)] = &mut [
        (*b"AFF0", &mut into.afferent[0]),
        (*b"EXCI", &mut into.excitatory),
        (*b"INHI", &mut into.inhibitory),
        (*b"THRE", &mut later_thresholds),
        (*b"TIME", &mut later_time),
    ];
    assert_eq!(block_on(storage.load(identity, sections)), Ok(true));
    later.dog = weights.dog.clone();
    assert_eq!((later, later_thresholds, later_time), (weights, thresholds, time));
    println!("two saves: {} words and pages", nor.operations);
}

#[test]
fn damage_is_refused_by_name() {
    let mut nor = Nor::<4, 256>::erased(6, 5);
    let mut state = State::new(100, 7);
    assert_eq!(State::load(100, &mut nor), Ok(None));
    state.save(&mut nor).unwrap();
    // other weights are another snapshot
    let error = State::load(99, &mut nor).unwrap_err();
    assert!(matches!(error, StorageError::Snapshot(SnapshotError::Length { .. })), "{error}");
    nor.bytes_mut()[16 + 77] ^= 4;
    let error = State::load(100, &mut nor).unwrap_err();
    assert_eq!(error, StorageError::Snapshot(SnapshotError::Checksum));
    // the next save goes to the other slot and is found
    state.save(&mut nor).unwrap();
    assert_eq!(State::load(100, &mut nor), Ok(Some(state)));

    let error = State::new(10_000, 1).save(&mut nor).unwrap_err();
    assert!(matches!(error, StorageError::Full { capacity: 752, .. }), "{error}");
    for (start, end) in [(0, 256), (0, 0), (7, 1536), (0, 1792), (1536, 0), (256, 500)] {
        let error = Storage::<_, 64>::new(Blocking(&mut nor), start..end).map(|_| ()).unwrap_err();
        assert_eq!(error, StorageError::Range { start, end });
    }
}

/// The last snapshot of this network is kept, those of others and of other versions make room.
#[test]
fn snapshots_of_other_networks_make_room() {
    let (one, other) = (IDENTITY, IDENTITY.and(1));
    let mut nor = Nor::<4, 256>::erased(2, 5);
    let mut storage = Storage::<_, 64>::new(Blocking(&mut nor), 0..512).unwrap();
    let mut save = |identity, number: u64| {
        block_on(storage.save(identity, &[(*b"TIME", &number)])).unwrap();
        [one, other].map(|identity| {
            let mut number = 0_u64;
            block_on(storage.load(identity, &mut [(*b"TIME", &mut number)])).map(|_| number)
        })
    };
    let foreign = |expected: Identity, found: Identity| {
        let (expected, found) = (expected.network(), found.network());
        Err(StorageError::Snapshot(SnapshotError::Network { expected, found }))
    };
    assert_eq!(save(one, 7), [Ok(7), foreign(other, one)]);
    assert_eq!(save(other, 8), [Ok(7), Ok(8)]);
    assert_eq!(save(other, 9), [foreign(one, other), Ok(9)]);
    // both of a later version
    let (version, header) = (2 * 8 + 4, 2 * 8..2 * 8 + 28);
    for half in [0, 256] {
        let slot = &mut nor.bytes_mut()[half..];
        slot[version] = 2;
        let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&slot[header.clone()]);
        slot[header.end..][..4].copy_from_slice(&crc.to_le_bytes());
    }
    let newer = Err(StorageError::Snapshot(SnapshotError::Version { found: 2 }));
    assert_eq!(State::load(9, &mut nor), newer);
    let mut state = State::new(9, 1);
    state.save(&mut nor).unwrap();
    assert_eq!(State::load(9, &mut nor), Ok(Some(state)));
}

/// The mock itself.
#[test]
fn the_flash_keeps_the_rules() {
    use embedded_storage::nor_flash::{NorFlash, ReadNorFlash};
    let mut nor = Nor::<4, 256>::new(2, 1);
    assert_eq!(nor.write(0, &[0; 4]), Err(Fault::WrittenTwice));
    nor.erase(0, 256).unwrap();
    nor.write(4, &[1, 2, 3, 4]).unwrap();
    assert_eq!(nor.write(4, &[0; 4]), Err(Fault::WrittenTwice));
    assert_eq!(nor.write(2, &[0; 4]), Err(Fault::NotAligned));
    assert_eq!(nor.write(8, &[0; 3]), Err(Fault::NotAligned));
    assert_eq!(nor.erase(0, 100), Err(Fault::NotAligned));
    assert_eq!(nor.erase(0, 768), Err(Fault::OutOfBounds));
    nor.cut = Some((nor.operations, Cut::Torn));
    assert_eq!(nor.write(8, &[0; 4]), Err(Fault::PowerLost));
    assert_eq!(nor.read(0, &mut [0; 4]), Err(Fault::PowerLost));
    nor.reboot();
    let mut bytes = [0; 12];
    nor.read(0, &mut bytes).unwrap();
    assert_eq!(bytes[..8], [255, 255, 255, 255, 1, 2, 3, 4]);
    assert!(bytes[8..] != [0; 4] && bytes[8..] != [255; 4], "half a word");
}
