//! The course of a training that owns its memory.

use crate::{
    error::Error,
    learning::{
        Homeostasis, HomeostasisParams, Learn, Phase, PhaseParams, Progress, Thresholds,
        check_order,
    },
    model::Params,
    side::Dyn,
};
use alloc::vec::Vec;

/// What changes when, homeostasis and its state, and how far the training is.
#[derive(Debug, Clone)]
pub(super) struct Course<W: Learn> {
    pub(super) schedule: Vec<Phase<W>>,
    #[allow(clippy::type_complexity)]
    pub(super) homeostasis: Option<(Homeostasis<W::Activity>, Thresholds<W::Activity, Dyn>)>,
    pub(super) progress: Progress,
}

impl<W: Learn> Course<W> {
    /// Before the first presentation, of parameters of activities themselves, with thresholds for
    /// `side` × `side` units.
    pub(super) fn new(
        params: &Params,
        side: Dyn,
        phases: &[PhaseParams],
        homeostasis: Option<&HomeostasisParams>,
        seed: u64,
    ) -> Result<Self, Error> {
        check_order(phases)?;
        let phase = |phase: &PhaseParams| Phase::new(&phase.stored(params));
        let schedule = phases.iter().map(phase).collect::<Result<_, _>>()?;
        let stored = homeostasis.map(|homeostasis| homeostasis.stored(params));
        let homeostasis = stored.as_ref().map(Homeostasis::new).transpose()?;
        let with_state = |homeostasis| (homeostasis, Thresholds::with_side(side, &homeostasis));
        let homeostasis = homeostasis.map(with_state);
        Ok(Self { schedule, homeostasis, progress: Progress::new(seed) })
    }

    /// θ and η̄ by homeostasis, if there is any.
    pub(super) fn thresholds(&self) -> Option<&Thresholds<W::Activity, Dyn>> {
        self.homeostasis.as_ref().map(|(_, thresholds)| thresholds)
    }
}
