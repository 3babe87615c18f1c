//! The owner of a V1 alone.

use super::parts::{Excitatory, check_channels, check_side, share_exponent};
use crate::{
    engine::Engine,
    error::Error,
    join::Join,
    model::{Cortex, CortexState, Dynamics, Observer, Params},
    number::{Activity, Weight},
    sheet::{DynSheet, SheetOf},
    side::{Channels, Dyn},
    weights::{OwnedProjection, Pool},
};
use alloc::{boxed::Box, vec::Vec};
use core::fmt;

/// A V1 of any side without LGN, which owns its memory: pylissom's ReducedLissom. Pictures go to V1
/// as they are.
#[derive(Debug, Clone)]
pub struct ReducedNetwork<W: Weight> {
    pub(super) dynamics: Dynamics<W::Activity>,
    pub(super) afferent: Vec<OwnedProjection<W>>,
    pub(super) excitatory: Excitatory<W>,
    pub(super) inhibitory: OwnedProjection<W>,
    input: Dyn,
    side: Dyn,
}

impl<W: Weight> ReducedNetwork<W> {
    /// A V1 of side `params.cortex` on 1, 2, 4, 6 or 8 sheets of side `params.lgn`, with the
    /// weights before learning.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`], [`Error::EmptyField`], [`Error::ZeroField`],
    /// [`Error::Overflow`].
    pub fn new(params: &Params, channels: usize) -> Result<Self, Error> {
        check_channels(channels)?;
        let (input, side) = sides(params)?;
        let afferent = (0..channels as u8).map(|channel| {
            let initial = match channels {
                1 | 2 => params.afferent(channel, channels as u8),
                _ => params.afferent_of(channel, channels as u8 / 2),
            };
            OwnedProjection::placed(params.placement, input, side, params.r_a, initial)
                .map_err(|error| named(error, "r_a", "sigma_a"))
        });
        let lateral = |radius, initial, names: [&'static str; 2]| {
            OwnedProjection::new(side, side, radius, initial)
                .map_err(|error| named(error, names[0], names[1]))
        };
        let mut afferent = afferent.collect::<Result<Vec<_>, _>>()?;
        share_exponent(&mut afferent);
        Ok(Self {
            dynamics: Dynamics::new(params)?,
            afferent,
            excitatory: Excitatory::Own(lateral(
                params.r_e,
                params.excitatory(),
                ["r_e", "sigma_e"],
            )?),
            inhibitory: lateral(params.r_i, params.inhibitory(), ["r_i", "sigma_i"])?,
            input,
            side,
        })
    }

    /// A V1 with given projections.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`], and [`Error::Side`] where a projection has
    /// other sides than `params`.
    pub fn from_projections(
        params: &Params,
        afferent: Vec<OwnedProjection<W>>,
        excitatory: OwnedProjection<W>,
        inhibitory: OwnedProjection<W>,
    ) -> Result<Self, Error> {
        check_channels(afferent.len())?;
        let (input, side) = sides(params)?;
        for projection in &afferent {
            check_side(input, projection.view().field().input())?;
            check_side(side, projection.view().field().output())?;
        }
        for projection in [&excitatory, &inhibitory] {
            check_side(side, projection.view().field().input())?;
            check_side(side, projection.view().field().output())?;
        }
        let dynamics = Dynamics::new(params)?;
        let excitatory = Excitatory::Own(excitatory);
        Ok(Self { dynamics, afferent, excitatory, inhibitory, input, side })
    }

    /// The same with excitation by one kernel for all units, which does not learn: GCAL's.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn with_shared_excitation(self, params: &Params) -> Result<Self, Error>
    where
        W: Engine,
    {
        let pool = Pool::new(self.side, params.sigma_e, params.r_e)
            .map_err(|error| named(error, "r_e", "sigma_e"))?;
        Ok(Self { excitatory: Excitatory::Shared(Box::new(pool)), ..self })
    }

    /// A silent picture.
    pub fn picture(&self) -> DynSheet<W::Activity> {
        SheetOf::with_side(self.input, <W::Activity as Activity>::ZERO)
    }

    /// The side of the afferent sheets.
    pub const fn input(&self) -> Dyn {
        self.input
    }

    /// The side of V1.
    pub const fn side(&self) -> Dyn {
        self.side
    }

    /// Gains, thresholds and settling steps.
    pub const fn dynamics(&self) -> &Dynamics<W::Activity> {
        &self.dynamics
    }

    /// Afferent sheets: 1, 2, 4, 6 or 8.
    pub fn channels(&self) -> usize {
        self.afferent.len()
    }

    /// A silent state.
    pub fn state(&self) -> CortexState<W::Activity, Dyn> {
        CortexState::with_side(self.side)
    }

    /// The V1 that borrows from this one.
    pub(super) fn cortex(&self) -> Cortex<'_, W, Dyn, Dyn, Dyn> {
        Cortex {
            dynamics: self.dynamics,
            thresholds: None,
            afferent: self.afferent.iter().map(OwnedProjection::view).collect(),
            excitatory: self.excitatory.view(),
            inhibitory: self.inhibitory.view(),
        }
    }
}

impl<W: Engine> ReducedNetwork<W> {
    /// Keeps a second copy of all weights for wide registers, until they learn; see
    /// [`OwnedProjection::interleave`].
    pub fn interleave(&mut self) {
        self.afferent.iter_mut().for_each(OwnedProjection::interleave);
        if let Excitatory::Own(projection) = &mut self.excitatory {
            projection.interleave();
        }
        self.inhibitory.interleave();
    }

    /// Presents a picture and lets the lateral connections settle; each response is split as `join`
    /// says, and `&mut ()` does not split. All afferent sheets see the picture.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's.
    pub fn settle<'s>(
        &self,
        join: &mut impl Join,
        picture: &DynSheet<W::Activity>,
        state: &'s mut CortexState<W::Activity, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        check_side(self.input, picture.side())?;
        check_side(self.side, state.v1.side())?;
        let cortex = self.cortex();
        let input = Dyn::each(&cortex.afferent, |_| picture);
        Ok(cortex.settle(join, input, state, observer))
    }
}

/// A table of sizes, radii, gains, taps, connections and bytes.
impl<W: Weight> fmt::Display for ReducedNetwork<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cortex().fmt(f)
    }
}

fn sides(params: &Params) -> Result<(Dyn, Dyn), Error> {
    let input = Dyn::new(params.lgn).map_err(|error| error.named("lgn"))?;
    let side = Dyn::new(params.cortex).map_err(|error| error.named("cortex"))?;
    Ok((input, side))
}

/// The error of a projection, with the parameter's own name.
pub(super) fn named(error: Error, radius: &'static str, sigma: &'static str) -> Error {
    match error {
        Error::OutOfRange { what: "radius", .. } => error.named(radius),
        Error::OutOfRange { what: "sigma", .. } => error.named(sigma),
        other => other,
    }
}
