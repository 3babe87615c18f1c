//! The lateral geniculate nucleus: ON and OFF cells.

#[cfg(feature = "alloc")]
use crate::side::Dyn;
use crate::{
    engine::Engine,
    error::Error,
    join::Join,
    model::{GainControlView, Observer, Params, PiecewiseSigmoid, Signal, Stage},
    number::{Activity, Weight, Wide},
    sheet::SheetOf,
    side::{Channels, Const, Each, Side},
    weights::{DogView, OfActivity, Projection},
};

/// Gain and thresholds of the LGN, in the number format.
#[derive(Debug, Clone, Copy)]
pub struct LgnDynamics<A: Activity> {
    pub(crate) gamma: A::Wide,
    pub(crate) sigmoid: PiecewiseSigmoid<A>,
}

impl<A: Activity> LgnDynamics<A> {
    /// Takes γ_L and the LGN's θ_l and θ_u of `params`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`].
    pub fn new(params: &Params) -> Result<Self, Error> {
        Ok(Self {
            gamma: A::Wide::from_f64(Error::gain("gamma_l", params.gamma_l)?),
            sigmoid: PiecewiseSigmoid::named(
                ["lgn_theta_lower", "lgn_theta_upper"],
                [params.lgn_theta_lower, params.lgn_theta_upper],
            )?,
        })
    }
}

/// ON = σ(γ_L·DoG·retina) and OFF = σ(−γ_L·DoG·retina), from one response.
#[derive(Debug)]
pub struct Lgn<'a, W: Weight, R: Side, L: Side> {
    weights: LgnWeights<'a, W, R, L>,
    dynamics: LgnDynamics<W::Activity>,
    gain_control: Option<GainControlView<'a, W::Activity, L>>,
}

impl<W: Weight, R: Side, L: Side> Clone for Lgn<'_, W, R, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Weight, R: Side, L: Side> Copy for Lgn<'_, W, R, L> {}

/// The LGN's difference-of-Gaussians weights.
#[derive(Debug)]
pub enum LgnWeights<'a, W: Weight, R: Side, L: Side> {
    /// One kernel for all units; the retina has the same margin beyond the LGN on each side.
    Shared(DogView<'a, W::Activity, R>),
    /// The ON weights of every unit, as fine as activities.
    Packed(Projection<'a, W::Activity, R, L>),
}

impl<W: Weight, R: Side, L: Side> Clone for LgnWeights<'_, W, R, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Weight, R: Side, L: Side> Copy for LgnWeights<'_, W, R, L> {}

/// The state of an LGN.
#[derive(Debug, Clone, PartialEq)]
pub struct LgnState<A: Activity, L: Side> {
    /// ON cells.
    pub on: SheetOf<A, L>,
    /// OFF cells.
    pub off: SheetOf<A, L>,
    /// ON + OFF, the one afferent sheet of pylissom. At most one of a pair is active.
    pub sum: SheetOf<A, L>,
    response: SheetOf<A::Wide, L>,
}

impl<A: Activity, const L: usize> LgnState<A, Const<L>> {
    /// Silent.
    pub const fn new() -> Self {
        Self {
            on: SheetOf::new(),
            off: SheetOf::new(),
            sum: SheetOf::new(),
            response: SheetOf::filled(A::Wide::ZERO),
        }
    }
}

impl<A: Activity, L: Side> LgnState<A, L> {
    /// Silent, of any side.
    pub fn with_side(side: L) -> Self {
        let silent = || SheetOf::with_side(side, A::ZERO);
        let response = SheetOf::with_side(side, A::Wide::ZERO);
        Self { on: silent(), off: silent(), sum: silent(), response }
    }

    /// The response γ_L·DoG·retina before the sigmoid; OFF's is its negative. With gain control it
    /// is overwritten.
    pub const fn response(&self) -> &SheetOf<A::Wide, L> {
        &self.response
    }

    /// A sheet for each afferent projection: the sum of ON and OFF, or ON and OFF; these again
    /// where V1 sees several pictures, and all are this one.
    pub(crate) fn afferent<N: Channels, T: Each>(
        &self,
        projections: &N::Of<T>,
    ) -> N::Of<&SheetOf<A, L>> {
        const { N::CHECKED };
        let (count, mut channel) = (projections.as_ref().len(), 0);
        N::each(projections, |_| {
            channel += 1;
            match (count, channel % 2) {
                (1, _) => &self.sum,
                (_, 1) => &self.on,
                _ => &self.off,
            }
        })
    }

    /// ON and OFF of this LGN, and of others that have seen the other pictures.
    #[cfg(feature = "alloc")]
    pub(crate) fn afferent_with<'s>(
        &'s self,
        others: &'s [Self],
    ) -> <Dyn as Channels>::Of<&'s SheetOf<A, L>> {
        let all = core::iter::once(self).chain(others);
        all.flat_map(|lgn| [&lgn.on, &lgn.off]).collect()
    }
}

impl<A: Activity, const L: usize> Default for LgnState<A, Const<L>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, W: Weight, S: Side> Lgn<'a, W, S, S> {
    /// An LGN of the retina's side with one kernel for all units.
    pub const fn shared(
        dog: DogView<'a, W::Activity, S>,
        dynamics: LgnDynamics<W::Activity>,
    ) -> Self {
        Self::with_kernel(dog, dynamics)
    }
}

impl<'a, W: Weight, R: Side, L: Side> Lgn<'a, W, R, L> {
    /// An LGN with one kernel for all units, in the middle of a retina whose side the caller knows
    /// to be as large or larger by an even number.
    pub(crate) const fn with_kernel(
        dog: DogView<'a, W::Activity, R>,
        dynamics: LgnDynamics<W::Activity>,
    ) -> Self {
        Self { weights: LgnWeights::Shared(dog), dynamics, gain_control: None }
    }

    /// An LGN with the ON weights of every unit.
    pub const fn packed(
        on: Projection<'a, W::Activity, R, L>,
        dynamics: LgnDynamics<W::Activity>,
    ) -> Self {
        Self { weights: LgnWeights::Packed(on), dynamics, gain_control: None }
    }

    /// The same with gain control, ON and OFF cells each among themselves.
    #[must_use]
    pub fn with_gain_control(
        self,
        gain_control: impl Into<GainControlView<'a, W::Activity, L>>,
    ) -> Self {
        Self { gain_control: Some(gain_control.into()), ..self }
    }

    /// The weights.
    pub const fn weights(&self) -> &LgnWeights<'a, W, R, L> {
        &self.weights
    }

    /// γ_L
    pub fn gamma(&self) -> f64 {
        self.dynamics.gamma.to_f64()
    }
}

impl<W: Engine, R: Side, L: Side> Lgn<'_, W, R, L> {
    /// Sets the ON and OFF cells by a picture; the response, and gain control's, are split as
    /// `join` says. Stack: about 60 bytes for each row of the LGN in 16 bits, 120 in `f64`.
    pub fn respond(
        &self,
        join: &mut impl Join,
        retina: &SheetOf<W::Activity, R>,
        state: &mut LgnState<W::Activity, L>,
        observer: &mut impl Observer<W::Activity>,
    ) {
        let LgnDynamics { gamma, sigmoid } = &self.dynamics;
        let LgnState { on, off, sum, response } = state;
        match &self.weights {
            LgnWeights::Shared(dog) => dog.respond::<W, L>(*gamma, join, retina, response),
            LgnWeights::Packed(on) => {
                on.respond_by::<OfActivity<W>>(join, *gamma, retina, response);
            }
        }
        sigmoid.split::<W, L>(response, on, off);
        if let Some(gain_control) = self.gain_control {
            gain_control.apply(join, on, response);
            gain_control.apply(join, off, response);
        }
        let channels = on.units().iter().zip(off.units());
        for (sum, (on, off)) in sum.units_mut().iter_mut().zip(channels) {
            *sum = on.saturating_add(*off);
        }
        observer.stage(Stage::Retina, retina.into(), retina.into());
        observer.stage(Stage::LgnOn, retina.into(), Signal::from(&*on));
        observer.stage(Stage::LgnOff, retina.into(), Signal::from(&*off));
    }
}
