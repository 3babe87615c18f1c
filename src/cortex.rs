//! V1: afferent input, and lateral connections that settle. pylissom's ReducedLissom.

use crate::{
    error::Error,
    halves::Halves,
    interleaved::Eight,
    number::Number,
    observe::{Observer, Signal, Stage},
    params::{Params, check_gain},
    pool::Pool,
    projection::{Projection, check_length},
    sheet::Sheet,
    sigmoid::PiecewiseSigmoid,
};

/// Gains, thresholds and settling steps of V1, in the number format.
#[derive(Debug, Clone, Copy)]
pub struct Dynamics<T: Number> {
    pub(crate) gamma_a: T::Wide,
    pub(crate) gamma_e: T::Wide,
    pub(crate) gamma_i: T::Wide,
    pub(crate) sigmoid: PiecewiseSigmoid<T>,
    pub(crate) steps: u16,
}

impl<T: Number> Dynamics<T> {
    /// Takes γ_A, γ_E, γ_I, θ_l, θ_u and the settling steps of `params`.
    ///
    /// # Errors
    ///
    /// [`Error::Gain`], [`Error::Thresholds`].
    pub fn new(params: &Params) -> Result<Self, Error> {
        Ok(Self {
            gamma_a: T::wide(check_gain(params.gamma_a)?),
            gamma_e: T::wide(check_gain(params.gamma_e)?),
            gamma_i: T::wide(check_gain(params.gamma_i)?),
            sigmoid: PiecewiseSigmoid::new(params.theta_lower, params.theta_upper)?,
            steps: params.steps,
        })
    }

    /// γ_A, γ_E, γ_I
    pub fn gammas(&self) -> [f64; 3] {
        [self.gamma_a, self.gamma_e, self.gamma_i].map(T::wide_to_f64)
    }

    /// σ
    pub const fn sigmoid(&self) -> &PiecewiseSigmoid<T> {
        &self.sigmoid
    }

    /// Settling steps.
    pub const fn steps(&self) -> u16 {
        self.steps
    }
}

/// V1 with `CHANNELS` afferent sheets, each of side `IN`: one, as in the seed, or ON and OFF, as in
/// the book.
///
/// s = Σ γ_A·A·x over the sheets; η(0) = σ(s); η(t) = σ(s + γ_E·E·η(t−1) − γ_I·I·η(t−1)).
#[derive(Debug, Clone, Copy)]
pub struct Cortex<'a, T: Number, const IN: usize, const SIDE: usize, const CHANNELS: usize = 1> {
    /// Gains and thresholds.
    pub dynamics: Dynamics<T>,
    /// θ of each unit, taken from its afferent response: with GCAL's homeostasis, else none.
    pub thresholds: Option<&'a Sheet<T::Wide, SIDE>>,
    /// From each afferent sheet.
    pub afferent: [Projection<'a, T, IN, SIDE>; CHANNELS],
    /// Short-range lateral excitation.
    pub excitatory: Excitation<'a, T, SIDE>,
    /// Long-range lateral inhibition.
    pub inhibitory: Projection<'a, T, SIDE, SIDE>,
}

/// Lateral excitation.
#[derive(Debug, Clone, Copy)]
pub enum Excitation<'a, T: Number, const SIDE: usize> {
    /// By weights of each unit.
    Own(Projection<'a, T, SIDE, SIDE>),
    /// By one kernel for all units, which does not learn.
    Shared(&'a Pool<T, SIDE>),
}

impl<'a, T: Number, const SIDE: usize> From<Projection<'a, T, SIDE, SIDE>>
    for Excitation<'a, T, SIDE>
{
    fn from(projection: Projection<'a, T, SIDE, SIDE>) -> Self {
        Self::Own(projection)
    }
}

impl<T: Number, const SIDE: usize> Excitation<'_, T, SIDE> {
    /// Connections with weights of their own.
    pub const fn connections(&self) -> usize {
        match self {
            Self::Own(projection) => projection.field().connections(),
            Self::Shared(_) => 0,
        }
    }

    /// See [`Projection::eights`].
    fn eights(&self) -> usize {
        match self {
            Self::Own(projection) => projection.eights(),
            Self::Shared(_) => 0,
        }
    }

    /// The response γ·Σ weight·activity of every unit, in halves.
    pub fn respond_in(
        &self,
        halves: &mut impl Halves,
        gain: T::Wide,
        source: &Sheet<T, SIDE>,
        response: &mut Sheet<T::Wide, SIDE>,
    ) {
        match self {
            Self::Own(projection) => projection.respond_in(halves, gain, source, response),
            Self::Shared(pool) => pool.respond_in(halves, gain, source, response),
        }
    }
}

/// The state of V1: 14 bytes a unit in 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct CortexActivity<T: Number, const SIDE: usize> {
    /// η(t)
    pub v1: Sheet<T, SIDE>,
    afferent: Sheet<T::Wide, SIDE>,
    net: Sheet<T::Wide, SIDE>,
    inhibitory: Sheet<T::Wide, SIDE>,
}

impl<T: Number, const SIDE: usize> CortexActivity<T, SIDE> {
    /// Silent.
    pub const fn new() -> Self {
        Self {
            v1: Sheet::new(),
            afferent: Sheet::filled(T::WIDE_ZERO),
            net: Sheet::filled(T::WIDE_ZERO),
            inhibitory: Sheet::filled(T::WIDE_ZERO),
        }
    }

    /// The afferent response s; less the unit's threshold where there are [`thresholds`](Cortex::thresholds).
    pub const fn afferent(&self) -> &Sheet<T::Wide, SIDE> {
        &self.afferent
    }

    /// What the last η is the sigmoid of.
    pub const fn net(&self) -> &Sheet<T::Wide, SIDE> {
        &self.net
    }
}

impl<T: Number, const SIDE: usize> Default for CortexActivity<T, SIDE> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, T: Number, const IN: usize, const SIDE: usize, const CHANNELS: usize>
    Cortex<'a, T, IN, SIDE, CHANNELS>
{
    /// The same with all projections [interleaved](Projection::interleaved).
    ///
    /// # Errors
    ///
    /// [`Error::Length`] unless `memory` has [`eights`](Self::eights).
    pub fn interleaved(mut self, memory: &'a mut [Eight<T::Weight>]) -> Result<Self, Error> {
        check_length(self.eights(), memory.len())?;
        let mut rest = memory;
        for afferent in &mut self.afferent {
            let own;
            (own, rest) = rest.split_at_mut(afferent.eights());
            *afferent = afferent.interleaved(own)?;
        }
        let (own, rest) = rest.split_at_mut(self.excitatory.eights());
        if let Excitation::Own(projection) = self.excitatory {
            self.excitatory = Excitation::Own(projection.interleaved(own)?);
        }
        self.inhibitory = self.inhibitory.interleaved(rest)?;
        Ok(self)
    }

    /// The [`eights`](Projection::eights) of all projections.
    pub fn eights(&self) -> usize {
        let afferent: usize = self.afferent.iter().map(Projection::eights).sum();
        afferent + self.excitatory.eights() + self.inhibitory.eights()
    }

    /// Presents the afferent sheets and lets the lateral connections settle.
    pub fn settle<'s>(
        &self,
        input: [&Sheet<T, IN>; CHANNELS],
        activity: &'s mut CortexActivity<T, SIDE>,
        observer: &mut impl Observer<T>,
    ) -> &'s Sheet<T, SIDE> {
        self.settle_in(&mut (), input, activity, observer)
    }

    /// The same with each response in halves.
    pub fn settle_in<'s>(
        &self,
        halves: &mut impl Halves,
        input: [&Sheet<T, IN>; CHANNELS],
        activity: &'s mut CortexActivity<T, SIDE>,
        observer: &mut impl Observer<T>,
    ) -> &'s Sheet<T, SIDE> {
        let Dynamics { gamma_a, gamma_e, gamma_i, sigmoid, steps } = self.dynamics;
        let CortexActivity { v1, afferent, net, inhibitory } = activity;
        for (channel, (projection, sheet)) in self.afferent.iter().zip(input).enumerate() {
            projection.respond_in(halves, gamma_a, sheet, net);
            observer.stage(Stage::Afferent(channel as u8), sheet.into(), Signal::response(net));
            if channel == 0 {
                afferent.clone_from(net);
            } else {
                accumulate(afferent, net, |s, more| s + more);
            }
        }
        if let Some(thresholds) = self.thresholds {
            accumulate(afferent, thresholds, |s, theta| s - theta);
        }
        net.clone_from(afferent);
        sigmoid.apply_all(net.units(), v1.units_mut());
        observer.stage(Stage::V1(0), Signal::response(net), Signal::from(&*v1));
        for step in 1..=steps {
            // `net` holds the excitation first, then all that the unit receives
            self.excitatory.respond_in(halves, gamma_e, v1, net);
            observer.stage(Stage::Excitatory(step), Signal::from(&*v1), Signal::response(net));
            self.inhibitory.respond_in(halves, gamma_i, v1, inhibitory);
            observer.stage(
                Stage::Inhibitory(step),
                Signal::from(&*v1),
                Signal::response(inhibitory),
            );
            accumulate(net, afferent, |e, s| s + e);
            accumulate(net, inhibitory, |net, i| net - i);
            sigmoid.apply_all(net.units(), v1.units_mut());
            observer.stage(Stage::V1(step), Signal::response(net), Signal::from(&*v1));
        }
        v1
    }
}

fn accumulate<W: Copy, const SIDE: usize>(
    to: &mut Sheet<W, SIDE>,
    from: &Sheet<W, SIDE>,
    add: impl Fn(W, W) -> W,
) {
    for (to, &from) in to.units_mut().iter_mut().zip(from.units()) {
        *to = add(*to, from);
    }
}
