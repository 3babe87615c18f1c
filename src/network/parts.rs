//! Parts of the owners.

use crate::{
    engine::{Engine, Pooled},
    error::Error,
    model::{
        DiscLoop, Excitation, GainControl, GainControlParams, GainControlView, Lgn, LgnDynamics,
        Params, PoolShape, factors,
    },
    number::{Activity, Weight, Wide},
    side::{Dyn, Side},
    weights::{OwnedDog, OwnedProjection, Pool},
};
use core::fmt;

/// A projection to V1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProjectionName {
    /// From an afferent sheet, 0 or 1.
    Afferent(u8),
    /// Short-range lateral excitation.
    Excitatory,
    /// Long-range lateral inhibition.
    Inhibitory,
}

impl fmt::Display for ProjectionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Afferent(channel) => write!(f, "afferent-{channel}"),
            Self::Excitatory => f.write_str("excitatory"),
            Self::Inhibitory => f.write_str("inhibitory"),
        }
    }
}

/// Lateral excitation, owned.
#[derive(Debug, Clone)]
pub(super) enum Excitatory<W: Weight> {
    Own(OwnedProjection<W>),
    Shared(Pool<W::Activity, Dyn>),
}

impl<W: Weight> Excitatory<W> {
    pub(super) fn view(&self) -> Excitation<'_, W, Dyn> {
        match self {
            Self::Own(projection) => Excitation::Own(projection.view()),
            Self::Shared(pool) => Excitation::Shared(pool),
        }
    }
}

/// The LGN's weights, owned.
#[derive(Debug, Clone)]
pub(super) enum LgnMemory<W: Weight> {
    Shared(OwnedDog<W::Activity>),
    Packed(OwnedProjection<W::Activity>),
}

impl<W: Weight> LgnMemory<W> {
    pub(super) fn view<'a>(
        &'a self,
        dynamics: LgnDynamics<W::Activity>,
        gain_control: Option<&'a GainMemory<W::Activity>>,
    ) -> Lgn<'a, W, Dyn, Dyn> {
        let lgn = match self {
            Self::Shared(dog) => Lgn::with_kernel(dog.view(), dynamics),
            Self::Packed(on) => Lgn::packed(on.view(), dynamics),
        };
        match gain_control {
            Some(gain_control) => lgn.with_gain_control(gain_control.view()),
            None => lgn,
        }
    }
}

/// Gain control, owned.
#[derive(Debug, Clone)]
pub(super) enum GainMemory<A: Activity> {
    Square(GainControl<A, Dyn>),
    Disc([A::Wide; 2], OwnedDog<A>, DiscLoop<A, Dyn>),
}

impl<A: Pooled> GainMemory<A> {
    /// That of a network of weights `W`.
    pub(super) fn new<W: Engine<Activity = A>>(
        side: Dyn,
        params: &GainControlParams,
        network: &Params,
    ) -> Result<Self, Error> {
        Ok(match params.shape {
            PoolShape::Square => Self::Square(GainControl::new(side, params, network)?),
            PoolShape::Disc => {
                let pool = OwnedDog::lone(side, params.radius, params.sigma)?;
                let factors = factors(params, network)?.map(A::Wide::from_f64);
                Self::Disc(factors, pool, DiscLoop::of::<W>())
            }
        })
    }
}

impl<A: Activity> GainMemory<A> {
    fn view(&self) -> GainControlView<'_, A, Dyn> {
        match self {
            Self::Square(control) => control.into(),
            Self::Disc(factors, pool, rows) => GainControlView::disc(*factors, pool.view(), *rows),
        }
    }
}

/// Whether a sheet has the side that a network needs.
pub(super) fn check_side(expected: Dyn, found: Dyn) -> Result<(), Error> {
    if expected == found {
        Ok(())
    } else {
        Err(Error::Side { expected: expected.get(), found: found.get() })
    }
}
