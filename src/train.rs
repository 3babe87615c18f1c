//! Training: a stream of pictures, settling, learning, and the schedule of both.

use crate::{
    cortex::{Cortex, Dynamics, Excitation},
    error::Error,
    halves::Halves,
    homeostasis::{Homeostasis, Thresholds},
    learn::learn_in,
    lgn::{Lgn, LgnActivity},
    lissom::{Activity, Lissom},
    number::{Plastic, Zeros},
    observe::Observer,
    projection::ProjectionMut,
    random::Pcg32,
    schedule::Phase,
    sheet::{FNV, Sheet, fnv},
    stream::Stream,
};

mod presets;

pub use presets::{TrainingParams, faces};

/// How far a training is: all that it changes besides weights and thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub(crate) presentations: u32,
    /// Phases that have begun.
    pub(crate) begun: usize,
    /// Whether excitatory and inhibitory connections have died.
    pub(crate) zeros: [Zeros; 2],
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
            zeros: [Zeros::Grow; 2],
            reach: u32::MAX,
            rounding: Pcg32::new(seed, 4),
            trace: FNV,
        }
    }

    /// Presentations so far.
    pub const fn presentations(&self) -> u32 {
        self.presentations
    }

    /// A hash over the settled activity of every presentation so far.
    pub const fn trace(&self) -> u32 {
        self.trace
    }

    /// All of it: presentations, phases, what has died (bit 0 excitatory, bit 1 inhibitory), squared
    /// radius, trace, and the generator's state and increment, lower half first.
    pub(crate) const fn words(&self) -> [u32; 9] {
        let [state, increment] = self.rounding.state();
        let [excitatory, inhibitory] = [
            matches!(self.zeros[0], Zeros::Stay) as u32,
            matches!(self.zeros[1], Zeros::Stay) as u32,
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
        let [presentations, begun, dead, reach, trace, state, state_high, odd, odd_high] = words;
        let whole = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        let zeros = |bit| if dead & bit == 0 { Zeros::Grow } else { Zeros::Stay };
        Self {
            presentations,
            begun: begun as usize,
            zeros: [zeros(1), zeros(2)],
            reach,
            rounding: Pcg32::from_state([whole(state, state_high), whole(odd, odd_high)]),
            trace,
        }
    }

    fn record(&mut self, v1: u32) {
        self.presentations += 1;
        self.trace = v1.to_le_bytes().into_iter().fold(self.trace, fnv);
    }
}

/// Lateral excitation that may learn.
#[derive(Debug)]
pub enum ExcitationMut<'a, T: Plastic, const SIDE: usize> {
    /// Weights that learn and shrink by the schedule.
    Learning(ProjectionMut<'a, T, SIDE, SIDE>),
    /// Weights in flash, or one kernel for all units: GCAL's.
    Frozen(Excitation<'a, T, SIDE>),
}

impl<'a, T: Plastic, const SIDE: usize> From<ProjectionMut<'a, T, SIDE, SIDE>>
    for ExcitationMut<'a, T, SIDE>
{
    fn from(projection: ProjectionMut<'a, T, SIDE, SIDE>) -> Self {
        Self::Learning(projection)
    }
}

/// A network whose weights learn.
///
/// It borrows everything: weights, thresholds and progress from the caller's memory, the schedule and
/// the kernel of the LGN from wherever they lie.
#[derive(Debug)]
pub struct Trainer<
    'a,
    T: Plastic,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const CHANNELS: usize = 1,
> {
    /// Retina → ON and OFF cells; these weights do not learn.
    pub lgn: Lgn<'a, T, RETINA, LGN>,
    /// Gains of V1. Thresholds and steps come from the schedule.
    pub dynamics: Dynamics<T>,
    /// From each afferent sheet.
    pub afferent: [ProjectionMut<'a, T, LGN, CORTEX>; CHANNELS],
    /// Short-range lateral excitation.
    pub excitatory: ExcitationMut<'a, T, CORTEX>,
    /// Long-range lateral inhibition.
    pub inhibitory: ProjectionMut<'a, T, CORTEX, CORTEX>,
    /// What changes when, from [`Phase::all`]. An empty schedule teaches nothing.
    pub schedule: &'a [Phase<T>],
    /// GCAL's homeostasis and its state.
    pub homeostasis: Option<(Homeostasis<T>, &'a mut Thresholds<T, CORTEX>)>,
    /// How far it is.
    pub progress: &'a mut Progress,
}

impl<T: Plastic, const RETINA: usize, const LGN: usize, const CORTEX: usize, const CHANNELS: usize>
    Trainer<'_, T, RETINA, LGN, CORTEX, CHANNELS>
{
    /// Whether learning is possible.
    ///
    /// # Errors
    ///
    /// [`Error::Exponents`] where the weights from two sheets have different ones, so that they cannot
    /// be normalised together.
    pub fn check(&self) -> Result<(), Error> {
        let first = self.afferent[0].exponent;
        match self.afferent.iter().find(|projection| projection.exponent != first) {
            Some(other) => Err(Error::Exponents([first, other.exponent])),
            None => Ok(()),
        }
    }

    /// The network as it is now.
    pub fn lissom(&self) -> Lissom<'_, T, RETINA, LGN, CORTEX, CHANNELS> {
        let dynamics = match self.phase() {
            Some(phase) => phase.dynamics(&self.dynamics),
            None => self.dynamics,
        };
        Lissom {
            lgn: self.lgn,
            cortex: Cortex {
                dynamics,
                thresholds: self.homeostasis.as_ref().map(|(_, thresholds)| thresholds.theta()),
                afferent: self.afferent.each_ref().map(ProjectionMut::view),
                excitatory: match &self.excitatory {
                    ExcitationMut::Learning(projection) => projection.view().into(),
                    ExcitationMut::Frozen(excitation) => *excitation,
                },
                inhibitory: self.inhibitory.view(),
            },
        }
    }

    /// Draws the next picture, settles, and learns from what has settled. Returns the
    /// [`trace`](Progress::trace).
    pub fn present(
        &mut self,
        stream: &mut impl Stream<T, RETINA>,
        retina: &mut Sheet<T, RETINA>,
        activity: &mut Activity<T, LGN, CORTEX>,
        observer: &mut impl Observer<T>,
    ) -> u32 {
        self.present_in(&mut (), stream, retina, activity, observer)
    }

    /// The same with each response and each projection's learning in halves, which several cores may
    /// compute at once.
    pub fn present_in(
        &mut self,
        halves: &mut impl Halves,
        stream: &mut impl Stream<T, RETINA>,
        retina: &mut Sheet<T, RETINA>,
        activity: &mut Activity<T, LGN, CORTEX>,
        observer: &mut impl Observer<T>,
    ) -> u32 {
        self.advance();
        stream.draw(retina);
        self.lissom().settle_in(halves, retina, activity, observer);
        self.learn_in(halves, activity);
        self.progress.record(activity.v1().hash());
        self.progress.trace
    }

    /// Learns from an activity that has settled: one presentation's change of weights and thresholds.
    pub fn learn(&mut self, activity: &Activity<T, LGN, CORTEX>) {
        self.learn_in(&mut (), activity);
    }

    /// The same with each projection's learning in halves.
    pub fn learn_in(&mut self, halves: &mut impl Halves, activity: &Activity<T, LGN, CORTEX>) {
        let Some(rates) = self.phase().map(|phase| phase.rates) else { return };
        let v1 = activity.v1();
        let LgnActivity { on, off, sum, .. } = &activity.lgn;
        let input = core::array::from_fn(|channel| match (CHANNELS, channel) {
            (1, _) => sum,
            (_, 0) => on,
            _ => off,
        });
        let Progress { zeros, rounding, .. } = &mut *self.progress;
        learn_in(halves, &mut self.afferent, input, v1, rates[0], Zeros::Grow, rounding);
        if let ExcitationMut::Learning(projection) = &mut self.excitatory {
            let mut excitatory = [projection.reborrow()];
            learn_in(halves, &mut excitatory, [v1], v1, rates[1], zeros[0], rounding);
        }
        let mut inhibitory = [self.inhibitory.reborrow()];
        learn_in(halves, &mut inhibitory, [v1], v1, rates[2], zeros[1], rounding);
        if let Some((homeostasis, thresholds)) = &mut self.homeostasis {
            thresholds.adapt(homeostasis, v1);
        }
    }

    fn phase(&self) -> Option<&Phase<T>> {
        self.schedule.get(self.progress.begun.checked_sub(1)?)
    }

    /// Begins the phases that are due.
    fn advance(&mut self) {
        while let Some(phase) = self.schedule.get(self.progress.begun)
            && phase.from <= self.progress.presentations
        {
            let Progress { begun, zeros, reach, rounding, .. } = &mut *self.progress;
            *begun += 1;
            if phase.reach < *reach {
                *reach = phase.reach;
                if let ExcitationMut::Learning(projection) = &mut self.excitatory
                    && projection.shrink(phase.reach, rounding)
                {
                    zeros[0] = Zeros::Stay;
                }
            }
            if phase.death > 0 {
                self.inhibitory.prune(phase.death, rounding);
                zeros[1] = Zeros::Stay;
            }
        }
    }
}
