//! How far a training is.

use crate::{
    hash::{FNV32, fnv32},
    learning::{Learn, Phase, Pruned},
    random::Pcg32,
};

/// How far a training is: all that it changes besides weights and thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub(crate) presentations: u32,
    /// Phases that have begun.
    pub(crate) begun: usize,
    /// Whether excitatory and inhibitory connections have been pruned.
    pub(crate) pruned: [Pruned; 2],
    /// The squared excitatory radius.
    pub(crate) reach: u32,
    pub(crate) rounding: Pcg32,
    pub(crate) trace: u32,
}

impl Progress {
    /// Before the first presentation. The seed is that of the rounding in fixed point.
    pub const fn new(seed: u64) -> Self {
        Self {
            presentations: 0,
            begun: 0,
            pruned: [Pruned::No; 2],
            reach: u32::MAX,
            rounding: Pcg32::new(seed, 4),
            trace: FNV32,
        }
    }

    /// Presentations so far; after 2³² − 1 it stays there.
    pub const fn presentations(&self) -> u32 {
        self.presentations
    }

    /// A hash over the settled activity of every presentation so far.
    pub const fn trace(&self) -> u32 {
        self.trace
    }

    /// All of it: presentations, phases, what has been pruned (bit 0 excitatory, bit 1 inhibitory),
    /// squared radius, trace, and the generator's state and increment, lower half first.
    pub(crate) const fn words(&self) -> [u32; 9] {
        let [state, increment] = self.rounding.state();
        let [excitatory, inhibitory] = [
            matches!(self.pruned[0], Pruned::Yes) as u32,
            matches!(self.pruned[1], Pruned::Yes) as u32,
        ];
        [
            self.presentations,
            self.begun as u32,
            excitatory | inhibitory << 1,
            self.reach,
            self.trace,
            state as u32,
            (state >> 32) as u32,
            increment as u32,
            (increment >> 32) as u32,
        ]
    }

    /// The progress with these [`words`](Self::words).
    pub(crate) fn of_words(words: [u32; 9]) -> Self {
        let [presentations, begun, flags, reach, trace, state, state_high, odd, odd_high] = words;
        let whole = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        let pruned = |bit| if flags & bit == 0 { Pruned::No } else { Pruned::Yes };
        Self {
            presentations,
            begun: begun as usize,
            pruned: [pruned(1), pruned(2)],
            reach,
            rounding: Pcg32::from_state([whole(state, state_high), whole(odd, odd_high)]),
            trace,
        }
    }

    /// The phase that is under way.
    pub(crate) fn phase<'s, W: Learn>(&self, schedule: &'s [Phase<W>]) -> Option<&'s Phase<W>> {
        let begun = self.begun.min(schedule.len());
        schedule.get(begun.checked_sub(1)?)
    }

    /// Begins the next phase, if it is due.
    pub(crate) fn begin<'s, W: Learn>(&mut self, schedule: &'s [Phase<W>]) -> Option<&'s Phase<W>> {
        let phase = schedule.get(self.begun).filter(|phase| phase.from <= self.presentations)?;
        self.begun += 1;
        Some(phase)
    }

    pub(crate) fn record(&mut self, v1: u32) {
        self.presentations = self.presentations.saturating_add(1);
        self.trace = v1.to_le_bytes().into_iter().fold(self.trace, fnv32);
    }
}
