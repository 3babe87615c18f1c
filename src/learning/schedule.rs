//! What changes in the course of a training: phases, each with all its numbers.

use crate::{
    error::Error,
    learning::{Learn, LearningRate, Rate},
    math,
    model::{Dynamics, Params, PiecewiseSigmoid},
};

/// The parameters of a training from one presentation on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct PhaseParams {
    /// The first presentation of the phase, counted from 0.
    pub from: u32,
    /// The excitatory radius, in units. Below that of the weights or of an earlier phase,
    /// connections beyond it are pruned.
    pub r_e: f64,
    /// θ_l of V1.
    pub theta_lower: f64,
    /// θ_u of V1.
    pub theta_upper: f64,
    /// α of the afferent weights.
    pub rate_a: Rate,
    /// α of the excitatory weights.
    pub rate_e: Rate,
    /// α of the inhibitory weights.
    pub rate_i: Rate,
    /// Settling steps.
    pub steps: u16,
    /// When the phase begins, inhibitory connections below this fraction of their unit's mean
    /// weight are pruned; 0 to 1, 0 for none. Those that are left still sum to 1; in 8 bits only if
    /// at least 2¹⁵⁺ᵉ/127 are, with e the projection's exponent.
    pub prune: f64,
}

impl PhaseParams {
    /// The same with the learning rates of activities that are stored as parts of the network's
    /// ceilings: those that [`Phase`] takes.
    #[must_use]
    pub const fn stored(self, network: &Params) -> Self {
        let Params { lgn_ceiling, v1_ceiling, .. } = *network;
        let lateral = v1_ceiling * v1_ceiling;
        Self {
            rate_a: self.rate_a.times(lgn_ceiling * v1_ceiling),
            rate_e: self.rate_e.times(lateral),
            rate_i: self.rate_i.times(lateral),
            ..self
        }
    }
}

/// [`PhaseParams`] in the number format.
#[derive(Debug, Clone, Copy)]
pub struct Phase<W: Learn> {
    pub(crate) from: u32,
    /// The largest squared distance within the radius.
    pub(crate) reach: u32,
    pub(crate) sigmoid: PiecewiseSigmoid<W::Activity>,
    pub(crate) rates: [LearningRate<W>; 3],
    pub(crate) steps: u16,
    /// In 2⁻¹⁶.
    pub(crate) prune: u32,
}

impl<W: Learn> Phase<W> {
    /// Takes the parameters.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    pub fn new(params: &PhaseParams) -> Result<Self, Error> {
        Ok(Self {
            from: params.from,
            reach: reach(params.r_e)?,
            sigmoid: PiecewiseSigmoid::new(params.theta_lower, params.theta_upper)?,
            rates: [
                LearningRate::new(params.rate_a)?,
                LearningRate::new(params.rate_e)?,
                LearningRate::new(params.rate_i)?,
            ],
            steps: params.steps,
            prune: prune(params.prune)?,
        })
    }

    /// The phases of a schedule, in rising order of their beginning.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and [`Error::Schedule`] unless the first begins at 0 and each after
    /// the one before.
    pub fn all<const N: usize>(params: &[PhaseParams; N]) -> Result<[Self; N], Error> {
        check_order(params)?;
        let mut phases = [Self::new(&params[0])?; N];
        for (phase, params) in phases.iter_mut().zip(params).skip(1) {
            *phase = Self::new(params)?;
        }
        Ok(phases)
    }

    /// The phase's first presentation.
    pub const fn from(&self) -> u32 {
        self.from
    }

    /// The dynamics of V1 in this phase, with the gains of `dynamics`.
    pub(crate) fn dynamics(&self, dynamics: &Dynamics<W::Activity>) -> Dynamics<W::Activity> {
        Dynamics { sigmoid: self.sigmoid, steps: self.steps, ..*dynamics }
    }
}

pub(crate) const fn check_order(phases: &[PhaseParams]) -> Result<(), Error> {
    let mut next = 0;
    while next < phases.len() {
        let begins = match next {
            0 => phases[0].from == 0,
            _ => phases[next].from > phases[next - 1].from,
        };
        if !begins {
            return Err(Error::Schedule { phase: next });
        }
        next += 1;
    }
    if next == 0 { Err(Error::Schedule { phase: 0 }) } else { Ok(()) }
}

/// The largest whole d² with d ≤ `radius`.
pub(crate) const fn reach(radius: f64) -> Result<u32, Error> {
    match Error::within("r_e", radius, [0.0, f64::INFINITY], "a number ≥ 0") {
        Ok(radius) => Ok(math::square_within(radius) as u32),
        Err(error) => Err(error),
    }
}

pub(crate) const fn prune(fraction: f64) -> Result<u32, Error> {
    match Error::fraction("prune", fraction) {
        Ok(fraction) => Ok(math::round(fraction * 65_536.0) as u32),
        Err(error) => Err(error),
    }
}
