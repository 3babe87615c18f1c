//! Parts of the owners.

use crate::{
    engine::Engine,
    error::Error,
    geometry::Extent,
    model::{
        Excitation, GainControl, GainControlParams, GainControlView, Lgn, LgnDynamics, Neighbours,
        Params, PoolShape, factors,
    },
    number::{Weight, Wide, WideOf},
    side::{Dyn, Rows, RowsMut, Side},
    weights::{OwnedDog, OwnedProjection, Pool},
};
use alloc::boxed::Box;
use core::fmt;

/// A projection to V1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProjectionName {
    /// From an afferent sheet, 0 to 3: ON and OFF, and those of a second picture.
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

/// Lateral excitation, owned. A pool of run-time sides has room for 255 rows: boxed, it is not
/// moved with the network.
#[derive(Debug, Clone)]
pub(super) enum Excitatory<W: Weight> {
    Own(OwnedProjection<W>),
    Shared(Box<Pool<W::Activity, Dyn>>),
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
    pub(super) fn view(&self, dynamics: LgnDynamics<W::Activity>) -> Lgn<'_, W, Dyn, Dyn> {
        match self {
            Self::Shared(dog) => Lgn::with_kernel(dog.view(), dynamics),
            Self::Packed(on) => Lgn::packed(on.view(), dynamics),
        }
    }

    pub(super) fn view_with<'a>(
        &'a self,
        dynamics: LgnDynamics<W::Activity>,
        gain_control: Option<&'a GainMemory<W>>,
    ) -> Lgn<'a, W, Dyn, Dyn>
    where
        W: Engine,
    {
        let lgn = self.view(dynamics);
        match gain_control {
            Some(gain_control) => lgn.with_gain_control(gain_control.view()),
            None => lgn,
        }
    }
}

/// Gain control of a network of weights `W`, owned.
#[derive(Debug, Clone)]
pub(super) enum GainMemory<W: Weight> {
    Square(Box<GainControl<W::Activity, Dyn>>),
    Disc(OwnedDisc<W>),
}

/// Gain control by a disc.
#[derive(Debug, Clone)]
pub(super) struct OwnedDisc<W: Weight> {
    factors: [WideOf<W>; 2],
    pool: OwnedDog<W::Activity>,
}

impl<W: Engine> GainMemory<W> {
    pub(super) fn new(
        side: Dyn,
        params: &GainControlParams,
        network: &Params,
    ) -> Result<Self, Error> {
        Ok(match params.shape {
            PoolShape::Square => Self::Square(Box::new(GainControl::new(side, params, network)?)),
            PoolShape::Disc => {
                let pool = OwnedDog::lone(side, params.radius, params.sigma)?;
                let factors = factors(params, network)?.map(WideOf::<W>::from_f64);
                Self::Disc(OwnedDisc { factors, pool })
            }
        })
    }

    pub(super) fn view(&self) -> GainControlView<'_, W::Activity, Dyn> {
        match self {
            Self::Square(control) => (&**control).into(),
            Self::Disc(disc) => GainControlView::of(disc.factors, disc),
        }
    }
}

impl<W: Engine> Neighbours<W::Activity, Dyn> for OwnedDisc<W> {
    fn respond_rows(
        &self,
        first: usize,
        source: Rows<'_, W::Activity, Dyn>,
        active: &[Extent],
        response: RowsMut<'_, WideOf<W>, Dyn>,
    ) {
        let one = WideOf::<W>::from_q24(1 << 24);
        self.pool.view().respond_rows::<W, _>(first, one, source, active, response);
    }
}

/// Gives projections that share a sum one exponent, the least of theirs.
pub(super) fn share_exponent<W: Weight>(projections: &mut [OwnedProjection<W>]) {
    if let Some(least) = projections.iter().map(OwnedProjection::exponent).min() {
        projections.iter_mut().for_each(|projection| projection.lower_to(least));
    }
}

/// Fails for a number of afferent sheets that V1 cannot have.
pub(super) fn check_channels(channels: usize) -> Result<(), Error> {
    match channels {
        1 | 2 | 4 | 6 | 8 => Ok(()),
        _ => Err(Error::OutOfRange {
            what: "channels",
            value: channels as f64,
            allowed: "1, or 2 for each of up to four pictures",
        }),
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
