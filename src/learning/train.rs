//! Training: a stream of pictures, settling, learning, and the schedule of both.

use crate::{
    error::Error,
    input::Stream,
    join::Join,
    learning::{Homeostasis, Learn, Phase, Progress, Pruned, Thresholds, learn::learn_each},
    model::{Cortex, Dynamics, Excitation, Lgn, Lissom, Observer, State},
    number::{Weight, Wide, WideOf},
    sheet::SheetOf,
    side::{Channels, Const, Side},
    weights::ProjectionMut,
};

#[cfg(feature = "alloc")]
use crate::{model::LgnState, side::Dyn};

mod presets;

pub use presets::{TrainingParams, faces};

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
pub struct Trainer<'a, W: Learn, R: Side, L: Side, C: Side, N: Channels = Const<1>> {
    /// Retina → ON and OFF cells; these weights do not learn.
    pub lgn: Lgn<'a, W, R, L>,
    /// Gains of V1. Thresholds and steps come from the schedule.
    pub dynamics: Dynamics<W::Activity>,
    /// From each afferent sheet.
    pub afferent: N::Of<ProjectionMut<'a, W, L, C>>,
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

impl<W: Learn, R: Side, L: Side, C: Side, N: Channels> Trainer<'_, W, R, L, C, N> {
    /// Whether learning is possible.
    ///
    /// # Errors
    ///
    /// [`Error::Exponents`] where the weights from two sheets have different ones, so that they
    /// cannot be normalised together; [`Error::OutOfRange`] for a weight below 0. Cost: one pass
    /// over the weights.
    pub fn check(&self) -> Result<(), Error> {
        let afferent = self.afferent.as_ref();
        for pair in afferent.windows(2) {
            let [first, other] = [*pair[0].exponent, *pair[1].exponent];
            if first != other {
                return Err(Error::Exponents([first, other]));
            }
        }
        afferent.iter().try_for_each(check_weights)?;
        if let ExcitationMut::Learning(projection) = &self.excitatory {
            check_weights(projection)?;
        }
        check_weights(&self.inhibitory)
    }

    /// The network as it is now.
    pub fn lissom(&self) -> Lissom<'_, W, R, L, C, N> {
        let dynamics = match self.phase() {
            Some(phase) => phase.dynamics(&self.dynamics),
            None => self.dynamics,
        };
        Lissom {
            lgn: self.lgn,
            cortex: Cortex {
                dynamics,
                thresholds: self.thresholds(),
                afferent: N::each(&self.afferent, ProjectionMut::view),
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
        let input = state.lgn.afferent::<N, _>(&self.afferent);
        self.learn_from(join, input, state.v1());
    }

    #[inline(always)] // one caller on a chip
    fn learn_from(
        &mut self,
        join: &mut impl Join,
        input: N::Of<&SheetOf<W::Activity, L>>,
        v1: &SheetOf<W::Activity, C>,
    ) {
        let Some(rates) = self.phase().map(|phase| phase.rates) else { return };
        let Progress { pruned, rounding, .. } = &mut *self.progress;
        learn_each::<_, _, _, N>(
            join,
            &mut self.afferent,
            input,
            v1,
            rates[0],
            Pruned::No,
            rounding,
        );
        if let ExcitationMut::Learning(projection) = &mut self.excitatory {
            let mut excitatory = N::one(projection.reborrow());
            learn_each::<_, _, _, N::One>(
                join,
                &mut excitatory,
                N::one(v1),
                v1,
                rates[1],
                pruned[0],
                rounding,
            );
        }
        let mut inhibitory = N::one(self.inhibitory.reborrow());
        learn_each::<_, _, _, N::One>(
            join,
            &mut inhibitory,
            N::one(v1),
            v1,
            rates[2],
            pruned[1],
            rounding,
        );
        if let Some((homeostasis, thresholds)) = &mut self.homeostasis {
            thresholds.adapt(homeostasis, v1);
        }
    }

    fn phase(&self) -> Option<&Phase<W>> {
        self.progress.phase(self.schedule)
    }

    /// Begins the phases that are due.
    fn advance(&mut self) {
        while let Some(phase) = self.progress.begin(self.schedule) {
            let Progress { pruned, reach, rounding, .. } = &mut *self.progress;
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
impl<W: Learn, R: Side, L: Side, C: Side> Trainer<'_, W, R, L, C, Dyn> {
    /// Draws the next pictures, settles, and learns from what has settled. Returns the
    /// [`trace`](Progress::trace).
    pub(crate) fn present_all(
        &mut self,
        join: &mut impl Join,
        draw: impl FnOnce(&mut [SheetOf<W::Activity, R>]),
        retinas: &mut [SheetOf<W::Activity, R>],
        others: &mut [LgnState<W::Activity, L>],
        state: &mut State<W::Activity, L, C>,
    ) -> u32 {
        self.advance();
        draw(retinas);
        self.lissom().settle_all(join, retinas, others, state, &mut ());
        self.learn_from(join, state.lgn.afferent_with(others), state.v1());
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
