//! A flash, faults of all kinds, and what must be in it after each.

use crate::{
    nor::{Cut, Nor},
    state::{IDENTITY, State},
};
use crc::{CRC_32_ISO_HDLC, Crc};
use lissom::storage::StorageError;

/// What a slot holds for certain, and what it may hold after a fault.
#[derive(Debug, Clone, Default)]
struct Slot {
    whole: Option<State>,
    perhaps: Vec<State>,
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
    pub fn faults(&self) -> u32 {
        self.cuts + self.rotten_bits + self.failed_reads + self.failed_erases + self.foreign
    }
}

/// A flash, and what must be in it: nothing lost, nothing wrong, nothing bricked.
#[derive(Debug)]
pub struct Bench<const W: usize, const P: usize> {
    nor: Nor<W, P>,
    weights: usize,
    half: usize,
    slots: [Slot; 2],
    /// The slot that was saved last.
    last: usize,
    presentation: u64,
    pub tally: Tally,
}

impl<const W: usize, const P: usize> Bench<W, P> {
    /// Bytes of a slot's label or seal.
    const MARK: usize = 8_usize.next_multiple_of(W);

    pub fn new(pages: usize, weights: usize, corrects: bool, seed: u64) -> Self {
        let mut nor = if corrects { Nor::erased(pages, seed) } else { Nor::new(pages, seed) };
        nor.corrects = corrects;
        Self {
            nor,
            weights,
            half: pages / 2 * P,
            slots: Default::default(),
            last: 0,
            presentation: 0,
            tally: Tally::default(),
        }
    }

    /// Words of both slots.
    pub const fn words(&self) -> usize {
        2 * self.half / W
    }

    /// Bits of both slots.
    pub const fn bits(&self) -> usize {
        2 * self.half * 8
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
        let slot = self.erased();
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
                // a cut before the first page leaves what was there
                let Slot { whole, perhaps, rotten_marks } = &mut self.slots[slot];
                perhaps.extend(whole.take().into_iter().chain([state]));
                *rotten_marks += 1; // or it tears one
            }
            Err(_) => {}
        }
        happened
    }

    /// The slot whose pages were erased last.
    const fn erased(&self) -> usize {
        (self.nor.erased_at as usize >= self.half) as usize
    }

    fn faults_set(&self) -> usize {
        let Nor { reads_to_failure, erases_to_failure, .. } = &self.nor;
        [reads_to_failure, erases_to_failure].into_iter().flatten().count()
    }

    /// Loads and compares with what must be there.
    pub fn load(&mut self) {
        self.tally.loads += 1;
        let found = State::load(self.weights, &mut self.nor);
        self.nor.reboot();
        let perhaps = |state: &State| (0..2).find(|&slot| self.slots[slot].perhaps.contains(state));
        match (found, self.valid()) {
            (Ok(Some(found)), valid) => {
                let certain = valid.and_then(|valid| self.slots[valid].whole.as_ref());
                if certain != Some(&found) {
                    let Some(slot) = perhaps(&found) else { panic!("wrong: {:?}", self.tally) };
                    // now it is certain
                    let Slot { whole, perhaps, .. } = &mut self.slots[slot];
                    perhaps.clear();
                    *whole = Some(found);
                    self.last = slot;
                }
            }
            (Ok(None) | Err(_), Some(_)) => panic!("lost: {:?}", self.tally),
            (Ok(None) | Err(StorageError::Snapshot(_) | StorageError::Flash(_)), None) => {}
            (Err(error), None) => panic!("{error}"),
        }
    }

    /// The power fails at an operation of a save.
    pub fn cut(&mut self, operation: u64, cut: Cut) {
        self.nor.cut = Some((operation, cut));
        self.tally.cuts += u32::from(self.save());
    }

    /// A read of a save fails.
    pub fn fail_read(&mut self, read: u64) {
        self.nor.reads_to_failure = Some(read);
        self.tally.failed_reads += u32::from(self.save());
    }

    /// A page is not erased by a save.
    pub fn fail_erase(&mut self, page: u64) {
        self.nor.erases_to_failure = Some(page);
        self.tally.failed_erases += u32::from(self.save());
    }

    /// A bit flips by itself.
    pub fn rot(&mut self, bit: usize) {
        self.nor.rot(bit);
        self.tally.rotten_bits += 1;
        let (slot, byte) = (bit / 8 / self.half, bit / 8 % self.half);
        let slot = &mut self.slots[slot];
        slot.rotten_marks += u32::from(byte < 2 * Self::MARK);
        if byte >= 2 * Self::MARK || slot.rotten_marks > 1 {
            slot.perhaps.extend(slot.whole.take());
        }
    }

    /// Something else is written into a slot.
    pub fn overwrite(&mut self, slot: usize, seed: u64) {
        let mut other = Nor::<W, P>::new(2 * self.half / P, seed);
        self.nor.bytes_mut()[slot * self.half..][..self.half]
            .copy_from_slice(&other.bytes_mut()[..self.half]);
        self.slots[slot] = Slot::default();
        self.tally.foreign += 1;
    }

    /// Another network saves here, which knows only of its own snapshots.
    pub fn save_other(&mut self) {
        let before = self.nor.operations;
        let saved = State::new(self.weights, 0).save_as(IDENTITY.and(1), &mut self.nor);
        assert_eq!(saved, Ok(()), "{:?}", self.tally);
        assert!(self.nor.operations > before);
        self.slots[self.erased()] = Slot::default();
        self.nor.reboot();
        self.tally.foreign += 1;
    }

    /// A slot's snapshot becomes that of another version.
    pub fn change_version(&mut self, slot: usize, version: u16) {
        let start = slot * self.half + 2 * Self::MARK;
        let header = &mut self.nor.bytes_mut()[start..][..32];
        header[4..6].copy_from_slice(&version.to_le_bytes());
        let sum = Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(&header[..28]);
        header[28..].copy_from_slice(&sum.to_le_bytes());
        self.slots[slot] = Slot::default();
        self.tally.foreign += 1;
    }

    /// Saves without a fault: nothing is bricked.
    pub fn save_well(&mut self) {
        assert!(!self.save(), "{:?}", self.tally);
        let last = &self.slots[self.last];
        let found = State::load(self.weights, &mut self.nor);
        assert!(matches!(found, Ok(found) if found == last.whole), "{:?}", self.tally);
    }
}
