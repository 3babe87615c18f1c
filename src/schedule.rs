//! What changes in the course of a training: phases, each with all its numbers.

use crate::{
    cortex::Dynamics,
    error::Error,
    learn::{LearningRate, Rate},
    math,
    number::Plastic,
    sigmoid::PiecewiseSigmoid,
};

/// The numbers from one presentation on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct PhaseParams {
    /// The first presentation of the phase, counted from 0.
    pub from: u32,
    /// The excitatory radius, in cells. Below that of the weights or of an earlier phase, connections
    /// beyond it die.
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
    /// When the phase begins, inhibitory connections below this part of their unit's mean weight
    /// die; 0 for none. Up to 1.
    pub death: f64,
}

/// [`PhaseParams`] in the number format.
#[derive(Debug, Clone, Copy)]
pub struct Phase<T: Plastic> {
    pub(crate) from: u32,
    /// The largest squared distance within the radius.
    pub(crate) reach: u32,
    pub(crate) sigmoid: PiecewiseSigmoid<T>,
    pub(crate) rates: [LearningRate<T>; 3],
    pub(crate) steps: u16,
    /// In 2⁻¹⁶.
    pub(crate) death: u32,
}

impl<T: Plastic> Phase<T> {
    /// Takes the numbers.
    ///
    /// # Errors
    ///
    /// [`Error::Radius`], [`Error::Thresholds`], [`Error::Rate`], [`Error::Death`].
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
            death: death(params.death)?,
        })
    }

    /// The phases of a schedule, in rising order of their beginning.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and [`Error::Schedule`] unless the first begins at 0 and each after the
    /// one before.
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
    pub(crate) fn dynamics(&self, dynamics: &Dynamics<T>) -> Dynamics<T> {
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
    if radius.is_nan() || radius < 0.0 {
        return Err(Error::Radius(radius));
    }
    Ok(math::square_within(radius) as u32)
}

pub(crate) const fn death(part: f64) -> Result<u32, Error> {
    if part >= 0.0 && part <= 1.0 {
        Ok(math::round(part * 65_536.0) as u32)
    } else {
        Err(Error::Death(part))
    }
}
