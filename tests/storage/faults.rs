//! Faults of all kinds, one after the other, on flashes of several kinds.

use crate::{
    nor::{CUTS, Nor},
    state::State,
};
use lissom::{random::Pcg32, storage::StorageError};

/// What a slot holds for certain, and what it may hold after a fault.
#[derive(Debug, Clone, Default)]
struct Slot {
    whole: Option<State>,
    perhaps: Option<State>,
    rotten_marks: u32,
}

/// What happened.
#[derive(Debug, Default)]
pub struct Tally {
    cuts: u32,
    rotten_bits: u32,
    failed_reads: u32,
    failed_erases: u32,
    foreign: u32,
    saves: u32,
    loads: u32,
}

impl Tally {
    fn faults(&self) -> u32 {
        self.cuts + self.rotten_bits + self.failed_reads + self.failed_erases + self.foreign
    }
}

/// A flash, and what must be in it.
struct Bench<const W: usize, const P: usize> {
    nor: Nor<W, P>,
    weights: usize,
    half: usize,
    slots: [Slot; 2],
    /// The slot that was saved last.
    last: usize,
    random: Pcg32,
    presentation: u64,
    tally: Tally,
}

impl<const W: usize, const P: usize> Bench<W, P> {
    fn new(pages: usize, weights: usize, corrects: bool, seed: u64) -> Self {
        let mut nor = if corrects { Nor::erased(pages, seed) } else { Nor::new(pages, seed) };
        nor.corrects = corrects;
        Self {
            nor,
            weights,
            half: pages / 2 * P,
            slots: Default::default(),
            last: 0,
            random: Pcg32::new(seed, 9),
            presentation: 0,
            tally: Tally::default(),
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.next_u32() as usize % bound
    }

    /// The slot whose snapshot must be loaded, if any is certainly whole.
    fn valid(&self) -> Option<usize> {
        [self.last, 1 - self.last].into_iter().find(|&slot| self.slots[slot].whole.is_some())
    }

    /// Saves with whatever fault is set; returns whether the fault happened.
    fn save(&mut self) -> bool {
        let set = self.faults_set();
        self.presentation += 1;
        let mut state = State::new(self.weights, self.presentation);
        let (valid, before) = (self.valid(), self.nor.operations);
        let saved = state.save(&mut self.nor);
        self.tally.saves += 1;
        let touched = self.nor.operations > before;
        let slot = usize::from(self.nor.erased_at as usize >= self.half);
        if touched {
            assert_ne!(valid, Some(slot), "the last whole snapshot was erased");
        }
        let happened = saved.is_err() || self.faults_set() < set;
        self.nor.reboot();
        match saved {
            Ok(()) => {
                self.slots[slot] = Slot { whole: Some(state), ..Slot::default() };
                self.last = slot;
            }
            Err(_) if touched => {
                self.slots[slot] = Slot { perhaps: Some(state), ..Slot::default() };
            }
            Err(_) => {}
        }
        happened
    }

    fn faults_set(&self) -> usize {
        let Nor { reads_to_failure, erases_to_failure, .. } = &self.nor;
        [reads_to_failure, erases_to_failure].into_iter().flatten().count()
    }

    /// Loads and compares with what must be there.
    fn load(&mut self) {
        self.tally.loads += 1;
        let found = State::load(self.weights, &mut self.nor);
        self.nor.reboot();
        let perhaps =
            |state: &State| (0..2).find(|&slot| self.slots[slot].perhaps.as_ref() == Some(state));
        match (found, self.valid()) {
            (Ok(Some(found)), valid) => {
                let certain = valid.and_then(|valid| self.slots[valid].whole.as_ref());
                if certain != Some(&found) {
                    let Some(slot) = perhaps(&found) else { panic!("wrong: {:?}", self.tally) };
                    // now it is certain
                    self.slots[slot].whole = self.slots[slot].perhaps.take();
                    self.last = slot;
                }
            }
            (Ok(None) | Err(_), Some(_)) => panic!("lost: {:?}", self.tally),
            (Ok(None) | Err(StorageError::Snapshot(_) | StorageError::Flash(_)), None) => {}
            (Err(error), None) => panic!("{error}"),
        }
    }

    fn rot(&mut self) {
        let bit = self.below(2 * self.half * 8);
        self.nor.rot(bit);
        self.tally.rotten_bits += 1;
        let (slot, byte) = (bit / 8 / self.half, bit / 8 % self.half);
        let slot = &mut self.slots[slot];
        let mark = 8_usize.next_multiple_of(W);
        slot.rotten_marks += u32::from(byte < 2 * mark);
        if byte >= 2 * mark || slot.rotten_marks > 1 {
            slot.perhaps = slot.whole.take().or(slot.perhaps.take());
        }
    }

    /// Something else is written into a slot.
    fn foreign(&mut self) {
        let slot = self.below(2);
        let mut other = Nor::<W, P>::new(2 * self.half / P, self.random.next_u32().into());
        self.nor.bytes_mut()[slot * self.half..][..self.half]
            .copy_from_slice(&other.bytes_mut()[..self.half]);
        self.slots[slot] = Slot::default();
        self.tally.foreign += 1;
    }

    fn step(&mut self) {
        match self.below(8) {
            0 | 1 => {
                let cut = CUTS[self.below(CUTS.len())];
                self.nor.cut = Some((self.below(2 * self.half / W + 4) as u64, cut));
                self.tally.cuts += u32::from(self.save());
            }
            2 | 3 => self.rot(),
            4 => {
                self.nor.reads_to_failure = Some(self.below(16) as u64);
                self.tally.failed_reads += u32::from(self.save());
            }
            5 => {
                self.nor.erases_to_failure = Some(self.below(3) as u64);
                self.tally.failed_erases += u32::from(self.save());
            }
            6 if self.below(8) == 0 => self.foreign(),
            _ => {
                // nothing is bricked
                assert!(!self.save(), "{:?}", self.tally);
                let last = &self.slots[self.last];
                let found = State::load(self.weights, &mut self.nor);
                assert!(matches!(found, Ok(found) if found == last.whole), "{:?}", self.tally);
            }
        }
        self.load();
    }
}

fn torment<const W: usize, const P: usize>(
    pages: usize,
    weights: usize,
    corrects: bool,
    faults: u32,
) -> Tally {
    let mut bench = Bench::<W, P>::new(pages, weights, corrects, (W * P + weights) as u64);
    while bench.tally.faults() < faults {
        bench.step();
    }
    bench.tally
}

fn torment_all(faults: u32) {
    for corrects in [false, true] {
        for tally in [
            torment::<4, 256>(4, 60, corrects, faults),
            torment::<1, 256>(2, 20, corrects, faults),
            torment::<8, 512>(4, 100, corrects, faults),
            torment::<32, 1024>(2, 90, corrects, faults),
        ] {
            println!("{tally:?}: 0 lost, 0 wrong, 0 bricked");
            assert!(tally.faults() >= faults);
        }
    }
}

#[test]
fn faults_of_all_kinds_lose_nothing() {
    torment_all(400);
}

/// `cargo test --release --features storage --test storage -- --ignored --nocapture`
#[test]
#[ignore = "200,000 faults: a minute in release mode"]
fn many_faults_of_all_kinds_lose_nothing() {
    torment_all(25_000);
}
