//! Training: a stream of pictures, settling, learning, and the schedule of both.

use crate::{
    error::Error,
    hash::{FNV32, fnv32},
    input::Stream,
    join::Join,
    learning::{Homeostasis, Learn, Phase, Pruned, Thresholds, learn},
    model::{Cortex, Dynamics, Excitation, Lgn, Lissom, Observer, State},
    number::{Weight, Wide, WideOf},
    random::Pcg32,
    sheet::SheetOf,
    side::Side,
    weights::ProjectionMut,
};

#[cfg(feature = "alloc")]
use crate::model::LgnState;

mod presets;

pub use presets::{TrainingParams, faces};

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

    fn record(&mut self, v1: u32) {
        self.presentations = self.presentations.saturating_add(1);
        self.trace = v1.to_le_bytes().into_iter().fold(self.trace, fnv32);
    }
}

/// Lateral excitation that may learn.
#[derive(Debug)]
pub enum ExcitationMut<'a, W: Learn, C: Side> {
    /// Weights that learn and shrink by the schedule.
    Learning(ProjectionMut<'a, W, C, C>),
    /// Weights in flash, or one kernel for all units: GCAL's.
    Frozen(Excitation<'a, W, C>),
}

impl<'a, W: Learn, C: Side> From<ProjectionMut<'a, W, C, C>> for ExcitationMut<'a, W, C> {
    fn from(projection: ProjectionMut<'a, W, C, C>) -> Self {
        Self::Learning(projection)
    }
}

/// A network whose weights learn.
///
/// It borrows everything: weights, thresholds and progress from the caller's memory, the schedule
/// and the kernel of the LGN from wherever they lie.
#[derive(Debug)]
pub struct Trainer<'a, W: Learn, R: Side, L: Side, C: Side, const CHANNELS: usize = 1> {
    /// Retina → ON and OFF cells; these weights do not learn.
    pub lgn: Lgn<'a, W, R, L>,
    /// Gains of V1. Thresholds and steps come from the schedule.
    pub dynamics: Dynamics<W::Activity>,
    /// From each afferent sheet.
    pub afferent: [ProjectionMut<'a, W, L, C>; CHANNELS],
    /// Short-range lateral excitation.
    pub excitatory: ExcitationMut<'a, W, C>,
    /// Long-range lateral inhibition.
    pub inhibitory: ProjectionMut<'a, W, C, C>,
    /// What changes when, from [`Phase::all`]. With an empty schedule nothing is learned.
    pub schedule: &'a [Phase<W>],
    /// GCAL's homeostasis and its state.
    #[allow(clippy::type_complexity)]
    pub homeostasis: Option<(Homeostasis<W::Activity>, &'a mut Thresholds<W::Activity, C>)>,
    /// How far it is.
    pub progress: &'a mut Progress,
}

impl<W: Learn, R: Side, L: Side, C: Side, const CHANNELS: usize> Trainer<'_, W, R, L, C, CHANNELS> {
    /// Whether learning is possible.
    ///
    /// # Errors
    ///
    /// [`Error::Exponents`] where the weights from two sheets have different ones, so that they
    /// cannot be normalised together; [`Error::OutOfRange`] for a weight below 0. Cost: one pass
    /// over the weights.
    pub fn check(&self) -> Result<(), Error> {
        let first = *self.afferent[0].exponent;
        if let Some(other) = self.afferent.iter().find(|other| *other.exponent != first) {
            return Err(Error::Exponents([first, *other.exponent]));
        }
        self.afferent.iter().try_for_each(check_weights)?;
        if let ExcitationMut::Learning(projection) = &self.excitatory {
            check_weights(projection)?;
        }
        check_weights(&self.inhibitory)
    }

    /// The network as it is now.
    pub fn lissom(&self) -> Lissom<'_, W, R, L, C, CHANNELS> {
        let dynamics = match self.phase() {
            Some(phase) => phase.dynamics(&self.dynamics),
            None => self.dynamics,
        };
        Lissom {
            lgn: self.lgn,
            cortex: Cortex {
                dynamics,
                thresholds: self.thresholds(),
                afferent: self.afferent.each_ref().map(ProjectionMut::view),
                excitatory: match &self.excitatory {
                    ExcitationMut::Learning(projection) => projection.view().into(),
                    ExcitationMut::Frozen(excitation) => *excitation,
                },
                inhibitory: self.inhibitory.view(),
            },
        }
    }

    fn thresholds(&self) -> Option<&SheetOf<WideOf<W>, C>> {
        self.homeostasis.as_ref().map(|(_, thresholds)| thresholds.theta())
    }

    /// Draws the next picture, settles, and learns from what has settled. Returns the
    /// [`trace`](Progress::trace).
    pub fn present(
        &mut self,
        stream: &mut impl Stream<W::Activity, R>,
        retina: &mut SheetOf<W::Activity, R>,
        state: &mut State<W::Activity, L, C>,
        observer: &mut impl Observer<W::Activity>,
    ) -> u32 {
        self.present_in(&mut (), stream, retina, state, observer)
    }

    /// The same with each response and each projection's learning split as `join` says: on several
    /// cores.
    pub fn present_in(
        &mut self,
        join: &mut impl Join,
        stream: &mut impl Stream<W::Activity, R>,
        retina: &mut SheetOf<W::Activity, R>,
        state: &mut State<W::Activity, L, C>,
        observer: &mut impl Observer<W::Activity>,
    ) -> u32 {
        self.advance();
        stream.draw(retina);
        self.lissom().settle_in(join, retina, state, observer);
        self.learn(join, state);
        self.progress.record(state.v1().hash());
        self.progress.trace
    }

    /// Learns from activity that has settled: one presentation's change of weights and thresholds.
    pub fn learn(&mut self, join: &mut impl Join, state: &State<W::Activity, L, C>) {
        self.learn_from(join, state.lgn.afferent(), state.v1());
    }

    #[inline(always)] // one caller on a chip
    fn learn_from(
        &mut self,
        join: &mut impl Join,
        input: [&SheetOf<W::Activity, L>; CHANNELS],
        v1: &SheetOf<W::Activity, C>,
    ) {
        let Some(rates) = self.phase().map(|phase| phase.rates) else { return };
        let Progress { pruned, rounding, .. } = &mut *self.progress;
        learn(join, &mut self.afferent, input, v1, rates[0], Pruned::No, rounding);
        if let ExcitationMut::Learning(projection) = &mut self.excitatory {
            let mut excitatory = [projection.reborrow()];
            learn(join, &mut excitatory, [v1], v1, rates[1], pruned[0], rounding);
        }
        let mut inhibitory = [self.inhibitory.reborrow()];
        learn(join, &mut inhibitory, [v1], v1, rates[2], pruned[1], rounding);
        if let Some((homeostasis, thresholds)) = &mut self.homeostasis {
            thresholds.adapt(homeostasis, v1);
        }
    }

    fn phase(&self) -> Option<&Phase<W>> {
        let begun = self.progress.begun.min(self.schedule.len());
        self.schedule.get(begun.checked_sub(1)?)
    }

    /// Begins the phases that are due.
    fn advance(&mut self) {
        while let Some(phase) = self.schedule.get(self.progress.begun)
            && phase.from <= self.progress.presentations
        {
            let Progress { begun, pruned, reach, rounding, .. } = &mut *self.progress;
            *begun += 1;
            if phase.reach < *reach {
                *reach = phase.reach;
                if let ExcitationMut::Learning(projection) = &mut self.excitatory
                    && projection.shrink(phase.reach, rounding)
                {
                    pruned[0] = Pruned::Yes;
                }
            }
            if phase.prune > 0 {
                self.inhibitory.prune(phase.prune, rounding);
                pruned[1] = Pruned::Yes;
            }
        }
    }
}

#[cfg(feature = "alloc")]
impl<W: Learn, R: Side, L: Side, C: Side> Trainer<'_, W, R, L, C, 4> {
    /// Draws the next two pictures, settles, and learns from what has settled. Returns the
    /// [`trace`](Progress::trace).
    pub(crate) fn present_two(
        &mut self,
        join: &mut impl Join,
        draw: impl FnOnce(&mut [SheetOf<W::Activity, R>; 2]),
        retinas: &mut [SheetOf<W::Activity, R>; 2],
        second: &mut LgnState<W::Activity, L>,
        state: &mut State<W::Activity, L, C>,
    ) -> u32 {
        self.advance();
        draw(retinas);
        self.lissom().settle_two(join, retinas.each_ref(), second, state, &mut ());
        self.learn_from(join, state.lgn.afferent_with(second), state.v1());
        self.progress.record(state.v1().hash());
        self.progress.trace
    }
}

/// Fails where a weight is below 0.
fn check_weights<W: Weight, I: Side, O: Side>(
    projection: &ProjectionMut<'_, W, I, O>,
) -> Result<(), Error> {
    let below = projection.packed.iter().find(|weight| weight.widen() < WideOf::<W>::ZERO);
    let value = below.map_or(0.0, |weight| weight.value(*projection.exponent));
    Error::within("a weight that learns", value, [0.0, f64::INFINITY], "a number ≥ 0").map(|_| ())
}
