//! V1: afferent input, and lateral connections that settle. pylissom's ReducedLissom.

#[cfg(feature = "alloc")]
use crate::weights::InterleavedWeights;
use crate::{
    engine::{Engine, wide},
    error::Error,
    join::Join,
    model::{Observer, Params, PiecewiseSigmoid, Signal, Stage},
    number::{Activity, Weight, Wide, WideOf},
    sheet::SheetOf,
    side::{Channels, Const, Side, Value},
    weights::{Pool, Projection},
};

/// Gains, thresholds and settling steps of V1, in the number format.
#[derive(Debug, Clone, Copy)]
pub struct Dynamics<A: Activity> {
    pub(crate) gamma_a: A::Wide,
    pub(crate) gamma_e: A::Wide,
    pub(crate) gamma_i: A::Wide,
    pub(crate) sigmoid: PiecewiseSigmoid<A>,
    pub(crate) steps: u16,
}

impl<A: Activity> Dynamics<A> {
    /// Takes γ_A, γ_E and γ_I times the ceilings of what they amplify, θ_l, θ_u and the settling
    /// steps of `params`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    pub fn new(params: &Params) -> Result<Self, Error> {
        Error::ceiling("lgn_ceiling", params.lgn_ceiling)?;
        Error::ceiling("v1_ceiling", params.v1_ceiling)?;
        let [gamma_a, gamma_e, gamma_i] = params.stored_gains();
        Ok(Self {
            gamma_a: A::Wide::from_f64(Error::gain("gamma_a", gamma_a)?),
            gamma_e: A::Wide::from_f64(Error::gain("gamma_e", gamma_e)?),
            gamma_i: A::Wide::from_f64(Error::gain("gamma_i", gamma_i)?),
            sigmoid: PiecewiseSigmoid::new(params.theta_lower, params.theta_upper)?,
            steps: params.steps,
        })
    }

    /// γ_A, γ_E, γ_I, times the ceilings.
    pub fn gammas(&self) -> [f64; 3] {
        [self.gamma_a, self.gamma_e, self.gamma_i].map(Wide::to_f64)
    }

    /// σ
    pub const fn sigmoid(&self) -> &PiecewiseSigmoid<A> {
        &self.sigmoid
    }

    /// Settling steps.
    pub const fn steps(&self) -> u16 {
        self.steps
    }
}

/// V1 with `N` afferent sheets of side `I`: one, as in pylissom, or ON and OFF, as in the book.
///
/// s = Σ γ_A·A·x over the sheets; η(0) = σ(s); η(t) = σ(s + γ_E·E·η(t−1) − γ_I·I·η(t−1)).
#[derive(Debug, Clone, Copy)]
pub struct Cortex<'a, W: Weight, I: Side, C: Side, N: Channels = Const<1>> {
    /// Gains and thresholds.
    pub dynamics: Dynamics<W::Activity>,
    /// θ of each unit, subtracted from its afferent response: with GCAL's homeostasis, else none.
    pub thresholds: Option<&'a SheetOf<WideOf<W>, C>>,
    /// From each afferent sheet.
    pub afferent: N::Of<Projection<'a, W, I, C>>,
    /// Short-range lateral excitation.
    pub excitatory: Excitation<'a, W, C>,
    /// Long-range lateral inhibition.
    pub inhibitory: Projection<'a, W, C, C>,
}

/// Lateral excitation.
#[derive(Debug)]
pub enum Excitation<'a, W: Weight, C: Side> {
    /// By weights of each unit.
    Own(Projection<'a, W, C, C>),
    /// By one kernel for all units, which does not learn.
    Shared(&'a Pool<W::Activity, C>),
}

impl<W: Weight, C: Side> Clone for Excitation<'_, W, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Weight, C: Side> Copy for Excitation<'_, W, C> {}

impl<'a, W: Weight, C: Side> From<Projection<'a, W, C, C>> for Excitation<'a, W, C> {
    fn from(projection: Projection<'a, W, C, C>) -> Self {
        Self::Own(projection)
    }
}

impl<W: Weight, C: Side> Excitation<'_, W, C> {
    /// Connections with weights of their own.
    pub const fn connections(&self) -> usize {
        match self {
            Self::Own(projection) => projection.field().connections(),
            Self::Shared(_) => 0,
        }
    }
}

impl<W: Engine, C: Side> Excitation<'_, W, C> {
    /// The response γ·Σ weight·activity of every unit, split as `join` says.
    pub fn respond(
        &self,
        join: &mut impl Join,
        gain: WideOf<W>,
        source: &SheetOf<W::Activity, C>,
        response: &mut SheetOf<WideOf<W>, C>,
    ) {
        match self {
            Self::Own(projection) => projection.respond(join, gain, source, response),
            Self::Shared(pool) => pool.respond(join, gain, source, response),
        }
    }
}

/// The state of V1: 14 bytes per unit in 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct CortexState<A: Activity, C: Side> {
    /// η(t)
    pub v1: SheetOf<A, C>,
    pub(crate) afferent: SheetOf<A::Wide, C>,
    pub(crate) net: SheetOf<A::Wide, C>,
    inhibitory: SheetOf<A::Wide, C>,
}

impl<A: Activity, const C: usize> CortexState<A, Const<C>> {
    /// Silent.
    pub const fn new() -> Self {
        Self {
            v1: SheetOf::new(),
            afferent: SheetOf::filled(A::Wide::ZERO),
            net: SheetOf::filled(A::Wide::ZERO),
            inhibitory: SheetOf::filled(A::Wide::ZERO),
        }
    }
}

impl<A: Activity, C: Side> CortexState<A, C> {
    /// Silent, of any side.
    pub fn with_side(side: C) -> Self {
        let silent = || SheetOf::with_side(side, A::Wide::ZERO);
        let v1 = SheetOf::with_side(side, A::ZERO);
        Self { v1, afferent: silent(), net: silent(), inhibitory: silent() }
    }

    /// The afferent response s; less the unit's threshold where there are
    /// [`thresholds`](Cortex::thresholds).
    pub const fn afferent(&self) -> &SheetOf<A::Wide, C> {
        &self.afferent
    }

    /// What the last η is the sigmoid of.
    pub const fn net(&self) -> &SheetOf<A::Wide, C> {
        &self.net
    }
}

impl<A: Activity, const C: usize> Default for CortexState<A, Const<C>> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "alloc")]
impl<'a, W: Engine, I: Side, C: Side, N: Channels> Cortex<'a, W, I, C, N> {
    /// Second copies of all weights for wide registers; see
    /// [`Projection::interleaved_copy`].
    pub fn interleaved_copies(&self) -> alloc::vec::Vec<InterleavedWeights<W>> {
        let mut copies: alloc::vec::Vec<_> =
            self.afferent.as_ref().iter().map(Projection::interleaved_copy).collect();
        if let Excitation::Own(projection) = &self.excitatory {
            copies.push(projection.interleaved_copy());
        }
        copies.push(self.inhibitory.interleaved_copy());
        copies
    }

    /// The same V1, which also has [copies](Self::interleaved_copies) of its weights.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] for the copies of another V1.
    pub fn with_interleaved(mut self, copies: &'a [InterleavedWeights<W>]) -> Result<Self, Error> {
        let missing =
            Error::Length { expected: self.afferent.as_ref().len() + 2, found: copies.len() };
        let mut copies = copies.iter();
        for projection in self.afferent.as_mut() {
            *projection = projection.with_interleaved(copies.next().ok_or(missing)?)?;
        }
        if let Excitation::Own(projection) = &mut self.excitatory {
            *projection = projection.with_interleaved(copies.next().ok_or(missing)?)?;
        }
        self.inhibitory = self.inhibitory.with_interleaved(copies.next().ok_or(missing)?)?;
        Ok(self)
    }
}

impl<W: Engine, I: Side, C: Side, N: Channels> Cortex<'_, W, I, C, N> {
    /// Presents the afferent sheets and lets the lateral connections settle; each response is split
    /// as `join` says.
    pub fn settle<'s>(
        &self,
        join: &mut impl Join,
        input: N::Of<&SheetOf<W::Activity, I>>,
        state: &'s mut CortexState<W::Activity, C>,
        observer: &mut impl Observer<W::Activity>,
    ) -> &'s SheetOf<W::Activity, C> {
        let gain = self.dynamics.gamma_a;
        for (channel, (projection, sheet)) in self.afferent.as_ref().iter().zip(input).enumerate() {
            projection.respond(join, gain, sheet, &mut state.net);
            state.receive(channel as u8, sheet.into(), observer);
        }
        if let Some(thresholds) = self.thresholds {
            accumulate(&mut state.afferent, thresholds, |s, theta| s - theta);
        }
        state.settle::<W, _>(
            &self.dynamics,
            join,
            observer,
            |join, gain, v1, net| self.excitatory.respond(join, gain, v1, net),
            |join, gain, v1, inhibitory| self.inhibitory.respond(join, gain, v1, inhibitory),
        );
        &state.v1
    }
}

impl<A: Activity, C: Side> CortexState<A, C> {
    /// Adds what V1 receives from an afferent sheet to what it does from those before.
    #[inline(always)]
    pub(crate) fn receive(
        &mut self,
        channel: u8,
        sheet: Signal<'_, A>,
        observer: &mut impl Observer<A>,
    ) {
        let Self { afferent, net, .. } = self;
        observer.stage(Stage::Afferent(channel), sheet, Signal::response(net));
        if channel == 0 {
            afferent.units_mut().copy_from_slice(net.units());
        } else {
            accumulate(afferent, net, |s, more| s + more);
        }
    }

    /// From the afferent response, lets the lateral connections settle; `excite` and `inhibit` set
    /// the response γ·Σ weight·activity of every unit.
    #[inline(always)]
    pub(crate) fn settle<W: Engine<Activity = A>, J: Join>(
        &mut self,
        dynamics: &Dynamics<A>,
        join: &mut J,
        observer: &mut impl Observer<A>,
        mut excite: impl FnMut(&mut J, A::Wide, &SheetOf<A, C>, &mut SheetOf<A::Wide, C>),
        mut inhibit: impl FnMut(&mut J, A::Wide, &SheetOf<A, C>, &mut SheetOf<A::Wide, C>),
    ) {
        let &Dynamics { gamma_e, gamma_i, sigmoid, steps, .. } = dynamics;
        let Self { v1, afferent, net, inhibitory } = self;
        net.units_mut().copy_from_slice(afferent.units());
        sigmoid.apply_all::<W>(net.units(), v1.units_mut());
        for step in 0.. {
            observer.stage(Stage::V1(step), Signal::response(net), Signal::from(&*v1));
            if step == steps {
                break;
            }
            // `net` holds the excitation first, then all that the unit receives
            excite(join, gamma_e, v1, net);
            observer.stage(Stage::Excitatory(step + 1), Signal::from(&*v1), Signal::response(net));
            inhibit(join, gamma_i, v1, inhibitory);
            observer.stage(
                Stage::Inhibitory(step + 1),
                Signal::from(&*v1),
                Signal::response(inhibitory),
            );
            let (e, s, i) = (net.units_mut(), afferent.units(), inhibitory.units());
            sigmoid.settle::<W>([s, i], e, v1.units_mut());
        }
    }
}

fn accumulate<T: Value, S: Side>(
    to: &mut SheetOf<T, S>,
    from: &SheetOf<T, S>,
    add: impl Fn(T, T) -> T,
) {
    let (to, from) = (to.units_mut(), from.units());
    wide(|| {
        for (to, &from) in to.iter_mut().zip(from) {
            *to = add(*to, from);
        }
    });
}
