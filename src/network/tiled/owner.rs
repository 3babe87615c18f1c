//! The owners of tiled networks of sides known at run time.

use super::{DynSides, TiledLissom, TiledState, TiledTrainer, Tiling, tiling::Windows};
use crate::{
    engine::Engine,
    error::Error,
    geometry::Placement,
    input::Stream,
    join::Join,
    learning::{HomeostasisParams, Learn, PhaseParams, Progress, Thresholds},
    model::{Dynamics, GainControlParams, LgnDynamics, Observer, Params},
    network::{
        course::Course,
        parts::{GainMemory, LgnMemory, check_side, share_exponent},
        reduced::named,
    },
    number::{Activity, Weight},
    sheet::{DynSheet, SheetOf},
    side::Dyn,
    weights::{OwnedDog, OwnedProjection, Pool},
};
use alloc::boxed::Box;

/// A [tiled](crate::network::tiled) network of any sides with two afferent sheets, which owns its
/// memory on the heap.
///
/// ```
/// use lissom::{
///     Fixed16, Params, input::OrientedGaussian, model::GainControlParams,
///     network::tiled::{TiledNetwork, Tiling},
/// };
/// let params = Params::gcal(12).extended(60);
/// let network = TiledNetwork::<Fixed16>::new(&params, Tiling::hexagonal(12))?
///     .with_gain_control(&GainControlParams::gcal(params.r_a / 6.5))?;
/// let (mut retina, mut state) = (network.retina(), network.state());
/// retina.draw(&OrientedGaussian::round(30.0, 30.0, 1.5));
/// let v1 = network.settle(&mut (), &retina, &mut state, &mut ())?;
/// assert_eq!(v1.units().len(), 60 * 60);
/// assert!(TiledNetwork::<Fixed16>::new(&params, Tiling::hexagonal(13)).is_err());
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct TiledNetwork<W: Weight> {
    params: Params,
    tiling: Tiling,
    windows: Windows,
    retina: Dyn,
    /// Those of LGN, V1, a tile, and its windows on both.
    sides: [Dyn; 5],
    lgn: LgnMemory<W>,
    gain_control: Option<GainMemory<W>>,
    lgn_dynamics: LgnDynamics<W::Activity>,
    dynamics: Dynamics<W::Activity>,
    afferent: [OwnedProjection<W>; 2],
    excitatory: Box<Pool<W::Activity, Dyn>>,
    inhibitory: OwnedProjection<W>,
}

impl<W: Engine> TiledNetwork<W> {
    /// A network of these parameters, mostly from [`Params::extended`], with the weights before
    /// learning.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] also for a period without a whole number of LGN cells, and for an LGN
    /// whose border cuts an afferent field; [`Error::Thresholds`], [`Error::ZeroField`],
    /// [`Error::Overflow`].
    pub fn new(params: &Params, tiling: Tiling) -> Result<Self, Error> {
        params.check_retina()?;
        let windows = tiling.windows(params)?;
        let side = |name, side| Dyn::new(side).map_err(|error: Error| error.named(name));
        let (retina, cortex) = (side("retina", params.retina)?, side("cortex", params.cortex)?);
        let (lgn, period) = (side("lgn", params.lgn)?, side("period", tiling.period)?);
        let [afferent, lateral] = windows.sides(tiling.period);
        let seen = [side("r_a", afferent[0])?, side("r_i", lateral[0])?];
        let project = |names: [&'static str; 2], window, reach, radius, initial| {
            let placement = Placement::Cells { margin: reach as u8 };
            OwnedProjection::placed(placement, window, period, radius, initial)
                .map_err(|error| named(error, names[0], names[1]))
        };
        let sheet = |channel| {
            let initial = params.afferent(channel, 2);
            project(["r_a", "sigma_a"], seen[0], afferent[1], params.r_a, initial)
        };
        let mut sheets = [sheet(0)?, sheet(1)?];
        share_exponent(&mut sheets);
        let sigmas = [params.sigma_center, params.sigma_surround];
        let dog = OwnedDog::new(retina, params.r_l, sigmas)
            .map_err(|error| named(error, "r_l", "sigma_center or sigma_surround"))?;
        let pool = Pool::new(cortex, params.sigma_e, params.r_e)
            .map_err(|error| named(error, "r_e", "sigma_e"))?;
        let (names, initial) = (["r_i", "sigma_i"], params.inhibitory());
        Ok(Self {
            params: *params,
            tiling,
            windows,
            retina,
            sides: [lgn, cortex, period, seen[0], seen[1]],
            lgn: LgnMemory::Shared(dog),
            gain_control: None,
            lgn_dynamics: LgnDynamics::new(params)?,
            dynamics: Dynamics::new(params)?,
            afferent: sheets,
            excitatory: Box::new(pool),
            inhibitory: project(names, seen[1], lateral[1], params.r_i, initial)?,
        })
    }

    /// The same with divisive gain control in the LGN: GCAL's.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn with_gain_control(self, params: &GainControlParams) -> Result<Self, Error> {
        let control = GainMemory::new(self.sides[0], params, &self.params)?;
        Ok(Self { gain_control: Some(control), ..self })
    }

    /// Presents a picture and settles V1; each response is split as `join` says. The observer sees
    /// every stage.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's.
    pub fn settle<'s>(
        &self,
        join: &mut impl Join,
        retina: &DynSheet<W::Activity>,
        state: &'s mut TiledState<W::Activity, DynSides>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.check(retina, state)?;
        Ok(self.lissom().settle(join, retina, state, observer))
    }

    /// Keeps a second copy of the tile's weights for wide registers, until they learn; see
    /// [`OwnedProjection::interleave`].
    pub fn interleave(&mut self) {
        self.afferent.iter_mut().for_each(OwnedProjection::interleave);
        self.inhibitory.interleave();
    }

    fn lissom(&self) -> TiledLissom<'_, W, DynSides> {
        TiledLissom {
            lgn: self.lgn.view_with(self.lgn_dynamics, self.gain_control.as_ref()),
            dynamics: self.dynamics,
            thresholds: None,
            afferent: self.afferent.each_ref().map(OwnedProjection::view),
            excitatory: &self.excitatory,
            inhibitory: self.inhibitory.view(),
            tiling: self.tiling,
            windows: self.windows,
        }
    }
}

impl<W: Weight> TiledNetwork<W> {
    /// The parameters.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// How V1 is laid.
    pub const fn tiling(&self) -> Tiling {
        self.tiling
    }

    /// The projections from the window on ON and OFF cells to a tile.
    pub const fn afferent(&self) -> &[OwnedProjection<W>; 2] {
        &self.afferent
    }

    /// The projection from the window on V1 to a tile.
    pub const fn inhibitory(&self) -> &OwnedProjection<W> {
        &self.inhibitory
    }

    /// A silent picture.
    pub fn retina(&self) -> DynSheet<W::Activity> {
        SheetOf::with_side(self.retina, <W::Activity as Activity>::ZERO)
    }

    /// A silent state.
    pub fn state(&self) -> TiledState<W::Activity, DynSides> {
        TiledState::with_sides(self.sides)
    }

    fn check(
        &self,
        retina: &DynSheet<W::Activity>,
        state: &TiledState<W::Activity, DynSides>,
    ) -> Result<(), Error> {
        check_side(self.retina, retina.side())?;
        for (expected, found) in self.sides.into_iter().zip(state.sides()) {
            check_side(expected, found)?;
        }
        Ok(())
    }
}

/// A tiled network, the schedule of its training, and how far it is.
#[derive(Debug, Clone)]
pub struct TiledTraining<W: Learn> {
    network: TiledNetwork<W>,
    course: Course<W>,
}

impl<W: Learn> TiledTraining<W> {
    /// Before the first presentation. `seed` is that of the rounding in fixed point. The parameters
    /// are of activities themselves, not of [stored](PhaseParams::stored) ones.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`], [`Error::Schedule`].
    pub fn new(
        network: TiledNetwork<W>,
        phases: &[PhaseParams],
        homeostasis: Option<&HomeostasisParams>,
        seed: u64,
    ) -> Result<Self, Error> {
        let course = Course::new(&network.params, network.sides[2], phases, homeostasis, seed)?;
        Ok(Self { network, course })
    }

    /// The network as it is now, but for the thresholds and settling steps of the training.
    pub const fn network(&self) -> &TiledNetwork<W> {
        &self.network
    }

    /// How far it is, in pictures.
    pub const fn progress(&self) -> &Progress {
        &self.course.progress
    }

    /// θ and η̄ of each unit of the tile, if there is homeostasis.
    pub fn thresholds(&self) -> Option<&Thresholds<W::Activity, Dyn>> {
        self.course.thresholds()
    }

    fn trainer(&mut self) -> TiledTrainer<'_, W, DynSides> {
        let Self { network, course } = self;
        let Course { schedule, homeostasis, progress } = course;
        let TiledNetwork { lgn, lgn_dynamics, gain_control, .. } = network;
        TiledTrainer {
            lgn: lgn.view_with(*lgn_dynamics, gain_control.as_ref()),
            dynamics: network.dynamics,
            afferent: network.afferent.each_mut().map(OwnedProjection::view_mut),
            excitatory: &network.excitatory,
            inhibitory: network.inhibitory.view_mut(),
            schedule,
            homeostasis: homeostasis.as_mut().map(|(params, state)| (*params, state)),
            progress,
            tiling: network.tiling,
            windows: network.windows,
        }
    }

    /// Draws the next picture, settles, and learns from what has settled; see
    /// [`TiledTrainer::present`].
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's; nothing is learned then.
    pub fn present(
        &mut self,
        join: &mut impl Join,
        stream: &mut impl Stream<W::Activity, Dyn>,
        retina: &mut DynSheet<W::Activity>,
        state: &mut TiledState<W::Activity, DynSides>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<u32, Error> {
        self.network.check(retina, state)?;
        Ok(self.trainer().present(join, stream, retina, state, observer))
    }

    /// Presents a picture to the network as it is now, with its thresholds, and settles V1.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's.
    pub fn settle<'s>(
        &mut self,
        join: &mut impl Join,
        retina: &DynSheet<W::Activity>,
        state: &'s mut TiledState<W::Activity, DynSides>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.network.check(retina, state)?;
        Ok(self.trainer().lissom().settle(join, retina, state, observer))
    }
}
