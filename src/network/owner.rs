//! The owner of a whole network.

use super::{
    ReducedNetwork,
    parts::{Excitatory, GainMemory, LgnMemory, ProjectionName, check_side},
    reduced::named,
};
use crate::{
    engine::Engine,
    error::Error,
    join::Join,
    model::{GainControlParams, LgnDynamics, Lissom, Observer, Params, State},
    number::{Activity, Weight},
    sheet::{DynSheet, SheetOf},
    side::Dyn,
    weights::{OwnedDog, OwnedProjection, Projection},
};
use alloc::vec::Vec;
use core::fmt;

/// A whole network of any sides, which owns its memory on the heap: retina, LGN and V1 of 1 to 255
/// units a side, each by itself, and one afferent sheet, or two for each of up to four pictures.
/// Nothing is leaked, and large weights never pass the stack.
///
/// ```
/// use lissom::{Fixed16, Network, Params, input::OrientedGaussian};
/// let params = Params { retina: 30, ..Params::pylissom(20, 28) };
/// let network = Network::<Fixed16>::new(&params, 1)?;
/// let (mut retina, mut state) = (network.retina(), network.state());
/// retina.draw(&OrientedGaussian::round(15.0, 15.0, 2.0));
/// let v1 = network.settle(&retina, &mut state, &mut ())?;
/// assert_eq!(v1.units().len(), 28 * 28);
///
/// let small = Network::<Fixed16>::new(&Params::notebook(8), 1)?;
/// assert!(small.settle(&retina, &mut state, &mut ()).is_err()); // sheets of other sides
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Network<W: Weight> {
    params: Params,
    pub(super) retina: Dyn,
    pub(super) lgn: LgnMemory<W>,
    pub(super) lgn_dynamics: LgnDynamics<W::Activity>,
    pub(super) gain_control: Option<GainMemory<W>>,
    pub(super) cortex: ReducedNetwork<W>,
}

impl<W: Weight> Network<W> {
    /// A network of these parameters with one or two afferent sheets, or two for each of up to four
    /// pictures, with the weights before learning. Every ON cell has its weights, unless the LGN
    /// [shares one kernel](Params::shares_kernel).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`], [`Error::EmptyField`], [`Error::ZeroField`],
    /// [`Error::Overflow`].
    pub fn new(params: &Params, channels: usize) -> Result<Self, Error> {
        let cortex = ReducedNetwork::new(params, channels)?;
        let retina = Dyn::new(params.retina).map_err(|error| error.named("retina"))?;
        let lgn = cortex.input();
        params.check_retina()?;
        let memory = if params.shares_kernel() {
            let sigmas = [params.sigma_center, params.sigma_surround];
            OwnedDog::new(retina, params.r_l, sigmas).map(LgnMemory::Shared)
        } else {
            OwnedProjection::new(retina, lgn, params.r_l, params.dog()).map(LgnMemory::Packed)
        };
        let memory =
            memory.map_err(|error| named(error, "r_l", "sigma_center or sigma_surround"))?;
        Self::assemble(params, retina, memory, cortex)
    }

    /// A network with given ON weights and a given V1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`], [`Error::Side`].
    pub fn from_parts(
        params: &Params,
        on: OwnedProjection<W::Activity>,
        cortex: ReducedNetwork<W>,
    ) -> Result<Self, Error> {
        let retina = Dyn::new(params.retina).map_err(|error| error.named("retina"))?;
        check_side(retina, on.view().field().input())?;
        check_side(cortex.input(), on.view().field().output())?;
        Self::assemble(params, retina, LgnMemory::Packed(on), cortex)
    }

    fn assemble(
        params: &Params,
        retina: Dyn,
        lgn: LgnMemory<W>,
        cortex: ReducedNetwork<W>,
    ) -> Result<Self, Error> {
        let lgn_dynamics = LgnDynamics::new(params)?;
        Ok(Self { params: *params, retina, lgn, lgn_dynamics, gain_control: None, cortex })
    }

    /// The same with divisive gain control in the LGN: GCAL's.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn with_gain_control(self, params: &GainControlParams) -> Result<Self, Error>
    where
        W: Engine,
    {
        let side = self.cortex.input();
        let gain_control = GainMemory::new(side, params, &self.params)?;
        Ok(Self { gain_control: Some(gain_control), ..self })
    }

    /// The same with excitation by one kernel for all units, which does not learn: GCAL's.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn with_shared_excitation(self) -> Result<Self, Error>
    where
        W: Engine,
    {
        let cortex = self.cortex.with_shared_excitation(&self.params)?;
        Ok(Self { cortex, ..self })
    }

    /// The parameters.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Afferent sheets: 1, 2, 4, 6 or 8.
    pub fn channels(&self) -> usize {
        self.cortex.channels()
    }

    /// A silent picture, to be drawn on.
    pub fn retina(&self) -> DynSheet<W::Activity> {
        SheetOf::with_side(self.retina, <W::Activity as Activity>::ZERO)
    }

    /// A silent state.
    pub fn state(&self) -> State<W::Activity, Dyn, Dyn> {
        State::with_sides(self.cortex.input(), self.cortex.side())
    }

    /// The projections to V1 with weights of each unit: afferent, excitatory unless one kernel is
    /// shared, and inhibitory.
    pub fn projections(&self) -> Vec<(ProjectionName, Projection<'_, W, Dyn, Dyn>)> {
        let ReducedNetwork { afferent, excitatory, inhibitory, .. } = &self.cortex;
        let channels = (0..).map(ProjectionName::Afferent);
        let mut all: Vec<_> = channels.zip(afferent.iter().map(OwnedProjection::view)).collect();
        if let Excitatory::Own(projection) = excitatory {
            all.push((ProjectionName::Excitatory, projection.view()));
        }
        all.push((ProjectionName::Inhibitory, inhibitory.view()));
        all
    }

    /// A projection to V1; none where there is no such one.
    pub fn projection(&self, name: ProjectionName) -> Option<Projection<'_, W, Dyn, Dyn>> {
        self.projections().into_iter().find(|(of, _)| *of == name).map(|(_, found)| found)
    }

    /// Replaces the weights of a projection by given ones in packed order.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] where there is no such projection, [`Error::Length`],
    /// [`Error::Weight`], [`Error::Overflow`]; the weights are then unchanged.
    pub fn set<V: Copy + Into<f64>>(
        &mut self,
        name: ProjectionName,
        weights: &[V],
    ) -> Result<(), Error> {
        let ReducedNetwork { afferent, excitatory, inhibitory, .. } = &mut self.cortex;
        let found = match (name, excitatory) {
            (ProjectionName::Afferent(channel), _) => afferent.get_mut(usize::from(channel)),
            (ProjectionName::Excitatory, Excitatory::Own(projection)) => Some(projection),
            (ProjectionName::Excitatory, Excitatory::Shared(_)) => None,
            (ProjectionName::Inhibitory, _) => Some(inhibitory),
        };
        let channel = if let ProjectionName::Afferent(channel) = name { channel } else { 0 };
        let missing = Error::OutOfRange {
            what: "projection",
            value: channel.into(),
            allowed: "one of this network's",
        };
        found.ok_or(missing)?.set(weights)
    }

    /// The network to be described, without its gain control.
    fn described(&self) -> Lissom<'_, W, Dyn, Dyn, Dyn, Dyn> {
        Lissom { lgn: self.lgn.view(self.lgn_dynamics), cortex: self.cortex.cortex() }
    }

    /// Bytes of weights and tables: flash, if it were frozen.
    pub fn table_bytes(&self) -> usize {
        self.described().table_bytes()
    }

    /// Bytes of a picture and a state: RAM.
    pub fn state_bytes(&self) -> usize {
        self.described().state_bytes()
    }

    pub(super) fn check_sheets(
        &self,
        retina: &DynSheet<W::Activity>,
        state: &State<W::Activity, Dyn, Dyn>,
    ) -> Result<(), Error> {
        check_side(self.retina, retina.side())?;
        self.check_state(state)
    }

    pub(super) fn check_state(&self, state: &State<W::Activity, Dyn, Dyn>) -> Result<(), Error> {
        check_side(self.cortex.input(), state.lgn.on.side())?;
        check_side(self.cortex.side(), state.v1().side())
    }
}

impl<W: Engine> Network<W> {
    pub(super) fn lissom(&self) -> Lissom<'_, W, Dyn, Dyn, Dyn, Dyn> {
        let lgn = self.lgn.view_with(self.lgn_dynamics, self.gain_control.as_ref());
        Lissom { lgn, cortex: self.cortex.cortex() }
    }

    /// Keeps a second copy of all weights for wide registers, until they learn; see
    /// [`OwnedProjection::interleave`].
    pub fn interleave(&mut self) {
        self.cortex.interleave();
    }

    /// Presents a picture and settles V1. The observer sees every stage; `&mut ()` sees none.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's.
    pub fn settle<'s>(
        &self,
        retina: &DynSheet<W::Activity>,
        state: &'s mut State<W::Activity, Dyn, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.settle_in(&mut (), retina, state, observer)
    }

    /// The same with each response split as `join` says: on several cores.
    ///
    /// # Errors
    ///
    /// As [`settle`](Self::settle).
    pub fn settle_in<'s>(
        &self,
        join: &mut impl Join,
        retina: &DynSheet<W::Activity>,
        state: &'s mut State<W::Activity, Dyn, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.check_sheets(retina, state)?;
        Ok(self.lissom().settle_in(join, retina, state, observer))
    }
}

/// A table of sizes, radii, gains, taps, connections and bytes.
impl<W: Weight> fmt::Display for Network<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.described().fmt(f)
    }
}
