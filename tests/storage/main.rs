//! Whenever the power fails while a snapshot is saved, the last whole one is loaded afterwards.

mod nor;

use lissom::{
    Fixed16, Params,
    random::Pcg32,
    snapshot::{Identity, Section, SnapshotError, Tag},
    storage::{Blocking, RECORD_PAGES, Storage, StorageError, block_on},
};
use nor::{CUTS, Cut, Fault, Nor};

lissom::network!(mod small = Params::notebook(6));
lissom::network!(mod large = Params::notebook(24));

/// What is saved: its numbers all follow from the presentation, so that a mixture shows.
#[derive(Debug, Clone, PartialEq)]
struct State {
    weights: Vec<i16>,
    random: Pcg32,
    presentation: u64,
}

impl State {
    fn new(weights: usize, presentation: u64) -> Self {
        let mut random = Pcg32::new(presentation, 1);
        let weights = (0..weights).map(|_| random.next_u32() as i16).collect();
        Self { weights, random, presentation }
    }

    fn save<const W: usize, const P: usize>(
        &mut self,
        nor: &mut Nor<W, P>,
    ) -> Result<(), StorageError<Fault>> {
        let weights = self.weights.as_mut_slice();
        let sections: [(Tag, &dyn Section); 3] =
            [(*b"AFF0", &weights), (*b"RAND", &self.random), (*b"TIME", &self.presentation)];
        block_on(storage(nor)?.save(IDENTITY, &sections))
    }

    fn load<const W: usize, const P: usize>(
        weights: usize,
        nor: &mut Nor<W, P>,
    ) -> Result<Option<Self>, StorageError<Fault>> {
        let mut state = Self::new(weights, 0);
        let mut slice = state.weights.as_mut_slice();
        let sections: &mut [(Tag, &mut dyn Section)] = &mut [
            (*b"AFF0", &mut slice),
            (*b"RAND", &mut state.random),
            (*b"TIME", &mut state.presentation),
        ];
        let found = block_on(storage(nor)?.load(IDENTITY, sections))?;
        Ok(found.then_some(state))
    }
}

const IDENTITY: Identity = Identity::new::<Fixed16>(&small::PARAMS, small::CHANNELS);

type Driver<'a, const W: usize, const P: usize> = Blocking<&'a mut Nor<W, P>>;

fn storage<const W: usize, const P: usize>(
    nor: &mut Nor<W, P>,
) -> Result<Storage<Driver<'_, W, P>, 64>, StorageError<Fault>> {
    let range = 0..embedded_storage::nor_flash::ReadNorFlash::capacity(nor) as u32;
    Storage::new(Blocking(nor), range)
}

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
        cut_everywhere::<4, 256>(connections, saves, 2 + 2 * 7, &mut tally);
        cut_everywhere::<8, 512>(connections, saves, 2 + 2 * 4, &mut tally);
        cut_everywhere::<1, 256>(60, saves, 4, &mut tally);
        cut_everywhere::<32, 2048>(connections, saves, 4, &mut tally);
    }
    println!("{tally:?}: 0 lost, 0 torn");
}

/// The pages of the record are filled and taken turns with several times.
#[test]
fn a_cut_while_the_records_change_page_loses_nothing() {
    let mut tally = Tally::default();
    for saves in 0..64 {
        cut_everywhere::<4, 256>(8, saves, 4, &mut tally);
    }
    for saves in 0..24 {
        cut_everywhere::<16, 256>(8, saves, 4, &mut tally);
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
    let sections: [(Tag, &dyn Section); 5] = [
        (*b"AFF0", &weights.afferent[0]),
        (*b"EXCI", &weights.excitatory),
        (*b"INHI", &weights.inhibitory),
        (*b"THRE", &thresholds),
        (*b"TIME", &time),
    ];
    let mut nor = Nor::<4, 4096>::erased(2 + 2 * 56, 3);
    let mut storage = Storage::<_, 256>::new(Blocking(&mut nor), 0..114 * 4096).unwrap();
    block_on(storage.save(identity, &sections)).unwrap();
    block_on(storage.save(identity, &sections)).unwrap();
    let mut later = Box::new(large::Weights::<Fixed16>::new());
    let (mut later_thresholds, mut later_time) = ([0; 576], 0_u64);
    let sections: &mut [(Tag, &mut dyn Section)] = &mut [
        (*b"AFF0", &mut later.afferent[0]),
        (*b"EXCI", &mut later.excitatory),
        (*b"INHI", &mut later.inhibitory),
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
    let slot = (RECORD_PAGES * 256) as usize;
    nor.bytes_mut()[slot + 8 + 77] ^= 4;
    let error = State::load(100, &mut nor).unwrap_err();
    assert_eq!(error, StorageError::Snapshot(SnapshotError::Checksum));
    // the next save goes to the other slot and is found
    state.save(&mut nor).unwrap();
    assert_eq!(State::load(100, &mut nor), Ok(Some(state)));

    let error = State::new(10_000, 1).save(&mut nor).unwrap_err();
    assert!(matches!(error, StorageError::Full { capacity: 504, .. }), "{error}");
    for (start, end) in [(0, 256), (0, 768), (7, 1536), (0, 1792), (1536, 0)] {
        let error = Storage::<_, 64>::new(Blocking(&mut nor), start..end).map(|_| ()).unwrap_err();
        assert_eq!(error, StorageError::Range { start, end });
    }
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
