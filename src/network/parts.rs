//! Parts of the owners.

use crate::{
    error::Error,
    model::{Excitation, GainControl, Lgn, LgnDynamics},
    number::Weight,
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
        gain_control: Option<&'a GainControl<W::Activity, Dyn>>,
    ) -> Lgn<'a, W, Dyn, Dyn> {
        let lgn = match self {
            Self::Shared(dog) => Lgn::with_kernel(dog.view(), dynamics),
            Self::Packed(on) => Lgn::packed(on.view(), dynamics),
        };
        match gain_control {
            Some(gain_control) => lgn.with_gain_control(gain_control),
            None => lgn,
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
