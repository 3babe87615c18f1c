//! The lateral geniculate nucleus: ON and OFF cells.

use crate::{
    dog::DogView,
    error::Error,
    gain_control::GainControl,
    halves::Halves,
    number::Number,
    observe::{Observer, Signal, Stage},
    params::{Params, check_gain},
    projection::Projection,
    sheet::Sheet,
    sigmoid::PiecewiseSigmoid,
};

/// Gain and thresholds of the LGN, in the number format.
#[derive(Debug, Clone, Copy)]
pub struct LgnDynamics<T: Number> {
    pub(crate) gamma: T::Wide,
    pub(crate) sigmoid: PiecewiseSigmoid<T>,
}

impl<T: Number> LgnDynamics<T> {
    /// Takes γ_L and the LGN's θ_l and θ_u of `params`.
    ///
    /// # Errors
    ///
    /// [`Error::Gain`], [`Error::Thresholds`].
    pub fn new(params: &Params) -> Result<Self, Error> {
        Ok(Self {
            gamma: T::wide(check_gain(params.gamma_l)?),
            sigmoid: PiecewiseSigmoid::new(params.lgn_theta_lower, params.lgn_theta_upper)?,
        })
    }
}

/// ON = σ(γ_L·DoG·retina) and OFF = σ(−γ_L·DoG·retina), from one response.
#[derive(Debug, Clone, Copy)]
pub struct Lgn<'a, T: Number, const RETINA: usize, const LGN: usize> {
    weights: LgnWeights<'a, T, RETINA, LGN>,
    dynamics: LgnDynamics<T>,
    gain_control: Option<&'a GainControl<T, LGN>>,
}

/// The LGN's difference-of-Gaussians weights.
#[derive(Debug, Clone, Copy)]
pub enum LgnWeights<'a, T: Number, const RETINA: usize, const LGN: usize> {
    /// One kernel for all units; the sides must be equal.
    Shared(DogView<'a, T, LGN>),
    /// The ON weights of every unit.
    Packed(Projection<'a, T, RETINA, LGN>),
}

/// The state of an LGN.
#[derive(Debug, Clone, PartialEq)]
pub struct LgnActivity<T: Number, const LGN: usize> {
    /// ON cells.
    pub on: Sheet<T, LGN>,
    /// OFF cells.
    pub off: Sheet<T, LGN>,
    /// ON + OFF, the one afferent sheet of the seed. At most one of a pair is active.
    pub sum: Sheet<T, LGN>,
    response: Sheet<T::Wide, LGN>,
}

impl<T: Number, const LGN: usize> LgnActivity<T, LGN> {
    /// Silent.
    pub const fn new() -> Self {
        Self {
            on: Sheet::new(),
            off: Sheet::new(),
            sum: Sheet::new(),
            response: Sheet::filled(T::WIDE_ZERO),
        }
    }

    /// The response γ_L·DoG·retina before the sigmoid; OFF's is its negative. With gain control it is
    /// overwritten.
    pub const fn response(&self) -> &Sheet<T::Wide, LGN> {
        &self.response
    }
}

impl<T: Number, const LGN: usize> Default for LgnActivity<T, LGN> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, T: Number, const SIDE: usize> Lgn<'a, T, SIDE, SIDE> {
    /// An LGN of the retina's side with one kernel for all units.
    pub const fn shared(dog: DogView<'a, T, SIDE>, dynamics: LgnDynamics<T>) -> Self {
        Self { weights: LgnWeights::Shared(dog), dynamics, gain_control: None }
    }
}

impl<'a, T: Number, const RETINA: usize, const LGN: usize> Lgn<'a, T, RETINA, LGN> {
    /// An LGN with the ON weights of every unit.
    pub const fn packed(on: Projection<'a, T, RETINA, LGN>, dynamics: LgnDynamics<T>) -> Self {
        Self { weights: LgnWeights::Packed(on), dynamics, gain_control: None }
    }

    /// The same with gain control, ON and OFF cells each among themselves.
    #[must_use]
    pub const fn with_gain_control(self, gain_control: &'a GainControl<T, LGN>) -> Self {
        Self { gain_control: Some(gain_control), ..self }
    }

    /// The weights.
    pub const fn weights(&self) -> &LgnWeights<'a, T, RETINA, LGN> {
        &self.weights
    }

    /// γ_L
    pub fn gamma(&self) -> f64 {
        T::wide_to_f64(self.dynamics.gamma)
    }

    /// Sets the ON and OFF cells by a picture.
    pub fn respond(
        &self,
        retina: &Sheet<T, RETINA>,
        activity: &mut LgnActivity<T, LGN>,
        observer: &mut impl Observer<T>,
    ) {
        self.respond_in(&mut (), retina, activity, observer);
    }

    /// The same with the response, and gain control's, in halves.
    pub fn respond_in(
        &self,
        halves: &mut impl Halves,
        retina: &Sheet<T, RETINA>,
        activity: &mut LgnActivity<T, LGN>,
        observer: &mut impl Observer<T>,
    ) {
        let LgnDynamics { gamma, sigmoid } = &self.dynamics;
        match &self.weights {
            LgnWeights::Shared(dog) => dog.respond(*gamma, halves, retina, &mut activity.response),
            LgnWeights::Packed(on) => on.respond_in(halves, *gamma, retina, &mut activity.response),
        }
        let LgnActivity { on, off, sum, response } = activity;
        for (s, (on, off)) in response.0.iter().zip(on.0.iter_mut().zip(&mut off.0)) {
            sigmoid.apply_all(s, on);
            let mut negative = *s;
            negative.iter_mut().for_each(|s| *s = -*s);
            sigmoid.apply_all(&negative, off);
        }
        if let Some(gain_control) = self.gain_control {
            gain_control.apply(halves, on, response);
            gain_control.apply(halves, off, response);
        }
        let channels = on.units().iter().zip(off.units());
        for (sum, (on, off)) in sum.units_mut().iter_mut().zip(channels) {
            *sum = on.plus(*off);
        }
        observer.stage(Stage::Retina, retina.into(), retina.into());
        observer.stage(Stage::LgnOn, retina.into(), Signal::from(&activity.on));
        observer.stage(Stage::LgnOff, retina.into(), Signal::from(&activity.off));
    }
}
