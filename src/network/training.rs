//! The owner of a network that learns.

use super::{
    Network, ReducedNetwork,
    course::Course,
    parts::{Excitatory, check_side},
};
use crate::{
    error::Error,
    input::Stream,
    join::Join,
    learning::{
        ExcitationMut, HomeostasisParams, Learn, PhaseParams, Progress, Thresholds, Trainer,
    },
    model::{Dynamics, Excitation, Lissom, Observer, State},
    number::WideOf,
    orientation::{OrientationMap, Protocol},
    sheet::DynSheet,
    side::Dyn,
    snapshot::{Element, Section, Tag},
    weights::OwnedProjection,
};
use alloc::vec::Vec;
use core::fmt;

/// A network, the schedule of its training, and how far it is.
///
/// ```
/// use lissom::{
///     Fixed16, Network, Params, input::Gaussians, learning::TrainingParams, network::Training,
/// };
/// let params = Params::lissom_or(12);
/// let course = TrainingParams::lissom_or(&params, 2);
/// let network = Network::<Fixed16>::new(&params, 2)?;
/// let mut training = Training::new(network, &course.phases, None, 1)?;
/// let mut pictures = Gaussians::new(&course.pictures, 1)?;
/// let (mut retina, mut state) = (training.network().retina(), training.network().state());
/// for _ in 0..10 {
///     training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ())?;
/// }
/// assert_eq!(training.progress().presentations(), 10);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Training<W: Learn> {
    network: Network<W>,
    course: Course<W>,
}

/// The tags of the afferent weights in a snapshot.
const AFFERENT: [Tag; 8] =
    [*b"AFF0", *b"AFF1", *b"AFF2", *b"AFF3", *b"AFF4", *b"AFF5", *b"AFF6", *b"AFF7"];

impl<W: Learn> Training<W> {
    /// Before the first presentation. `seed` is that of the rounding in fixed point. The parameters
    /// are of activities themselves, not of [stored](PhaseParams::stored) ones.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Thresholds`], [`Error::Schedule`], [`Error::Exponents`].
    pub fn new(
        network: Network<W>,
        phases: &[PhaseParams],
        homeostasis: Option<&HomeostasisParams>,
        seed: u64,
    ) -> Result<Self, Error> {
        let side = network.cortex.side();
        let course = Course::new(network.params(), side, phases, homeostasis, seed)?;
        let mut new = Self { network, course };
        new.trainer().check()?;
        Ok(new)
    }

    /// The network as it is now, but for the thresholds and settling steps of the training.
    pub const fn network(&self) -> &Network<W> {
        &self.network
    }

    /// How far it is.
    pub const fn progress(&self) -> &Progress {
        &self.course.progress
    }

    /// Keeps a second copy of all weights for wide registers until the next presentation; see
    /// [`OwnedProjection::interleave`](crate::weights::OwnedProjection::interleave).
    pub fn interleave(&mut self) {
        self.network.interleave();
    }

    /// The thresholds by homeostasis, if there is any.
    pub fn thresholds(&self) -> Option<&Thresholds<W::Activity, Dyn>> {
        self.course.thresholds()
    }

    /// Gains, thresholds and settling steps of the present phase.
    pub fn dynamics(&self) -> Dynamics<W::Activity> {
        let own = self.network.cortex.dynamics;
        let phase = self.course.progress.phase(&self.course.schedule);
        phase.map_or(own, |phase| phase.dynamics(&own))
    }

    pub(super) fn trainer(&mut self) -> Trainer<'_, W, Dyn, Dyn, Dyn, Dyn> {
        let Self { network, course } = self;
        let Course { schedule, homeostasis, progress } = course;
        let Network { lgn, lgn_dynamics, gain_control, cortex, .. } = network;
        let ReducedNetwork { dynamics, afferent, excitatory, inhibitory, .. } = cortex;
        Trainer {
            lgn: lgn.view_with(*lgn_dynamics, gain_control.as_ref()),
            dynamics: *dynamics,
            afferent: afferent.iter_mut().map(OwnedProjection::view_mut).collect(),
            excitatory: match excitatory {
                Excitatory::Own(projection) => projection.view_mut().into(),
                Excitatory::Shared(pool) => ExcitationMut::Frozen(Excitation::Shared(pool)),
            },
            inhibitory: inhibitory.view_mut(),
            schedule,
            homeostasis: homeostasis.as_mut().map(|(params, state)| (*params, state)),
            progress,
        }
    }

    /// Draws the next picture, settles, and learns from what has settled, all split as `join` says.
    /// Returns the [`trace`](Progress::trace).
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's; nothing is learned then.
    pub fn present(
        &mut self,
        join: &mut impl Join,
        stream: &mut impl Stream<W::Activity, Dyn>,
        retina: &mut DynSheet<W::Activity>,
        state: &mut State<W::Activity, Dyn, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<u32, Error> {
        self.network.check_sheets(retina, state)?;
        Ok(self.trainer().present_in(join, stream, retina, state, observer))
    }

    /// Learns from activity that has settled: one presentation's change of weights and thresholds.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's; nothing is learned then.
    pub fn learn(
        &mut self,
        join: &mut impl Join,
        state: &State<W::Activity, Dyn, Dyn>,
    ) -> Result<(), Error> {
        self.network.check_state(state)?;
        self.trainer().learn(join, state);
        Ok(())
    }

    /// Presents a picture to the network as it is now, with its thresholds, and settles V1.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where a sheet has another side than the network's.
    pub fn settle<'s>(
        &self,
        join: &mut impl Join,
        retina: &DynSheet<W::Activity>,
        state: &'s mut State<W::Activity, Dyn, Dyn>,
        observer: &mut impl Observer<W::Activity>,
    ) -> Result<&'s DynSheet<W::Activity>, Error> {
        self.network.check_sheets(retina, state)?;
        Ok(self.lissom().settle_in(join, retina, state, observer))
    }

    /// Measures what every unit prefers now, with thresholds and settling steps of the present
    /// phase.
    pub fn measure(&self, join: &mut impl Join, protocol: Protocol) -> OrientationMap<Dyn> {
        self.network.measure_as(&self.lissom(), join, protocol)
    }

    /// The network as it is now, with thresholds and settling steps of the present phase.
    pub(super) fn lissom(&self) -> Lissom<'_, W, Dyn, Dyn, Dyn, Dyn> {
        let mut lissom = self.network.lissom();
        lissom.cortex.dynamics = self.dynamics();
        lissom.cortex.thresholds = self.thresholds().map(Thresholds::theta);
        lissom
    }

    /// Takes what another training of any number format has learned, each number rounded to this
    /// one's: its weights, its thresholds where both have them, and its progress.
    ///
    /// # Errors
    ///
    /// [`Error::Side`] where V1 has another side, and as [`Network::set`]; the weights of the
    /// projections before are then replaced.
    pub fn take<V: Learn>(&mut self, other: &Training<V>) -> Result<(), Error> {
        check_side(self.network.cortex.side(), other.network.cortex.side())?;
        for (name, projection) in other.network.projections() {
            let exponent = projection.exponent();
            let values: Vec<f64> =
                projection.packed().iter().map(|weight| weight.value(exponent)).collect();
            self.network.set(name, &values)?;
        }
        if let (Some((_, own)), Some(other)) = (&mut self.course.homeostasis, other.thresholds()) {
            own.take(other);
        }
        self.course.progress = other.course.progress.clone();
        Ok(())
    }

    /// All that learning changes, as sections of a [snapshot](crate::snapshot): weights,
    /// thresholds, what the caller adds, such as the state of the pictures, and progress.
    pub fn sections<'s>(
        &'s self,
        pictures: &[(Tag, &'s dyn Section)],
    ) -> Vec<(Tag, &'s dyn Section)>
    where
        WideOf<W>: Element,
    {
        let ReducedNetwork { afferent, excitatory, inhibitory, .. } = &self.network.cortex;
        let mut sections: Vec<(Tag, &dyn Section)> = Vec::new();
        for (tag, projection) in AFFERENT.into_iter().zip(afferent) {
            sections.push((tag, projection));
        }
        if let Excitatory::Own(projection) = excitatory {
            sections.push((*b"EXCI", projection));
        }
        sections.push((*b"INHI", inhibitory));
        if let Some((_, thresholds)) = &self.course.homeostasis {
            sections.push((*b"THRE", thresholds));
        }
        sections.extend_from_slice(pictures);
        sections.push((*b"PROG", &self.course.progress));
        sections
    }

    /// The same sections, to load a snapshot into.
    pub fn sections_mut<'s>(
        &'s mut self,
        pictures: impl IntoIterator<Item = (Tag, &'s mut dyn Section)>,
    ) -> Vec<(Tag, &'s mut dyn Section)>
    where
        WideOf<W>: Element,
    {
        let ReducedNetwork { afferent, excitatory, inhibitory, .. } = &mut self.network.cortex;
        let mut sections: Vec<(Tag, &mut dyn Section)> = Vec::new();
        for (tag, projection) in AFFERENT.into_iter().zip(afferent) {
            sections.push((tag, projection));
        }
        if let Excitatory::Own(projection) = excitatory {
            sections.push((*b"EXCI", projection));
        }
        sections.push((*b"INHI", inhibitory));
        if let Some((_, thresholds)) = &mut self.course.homeostasis {
            sections.push((*b"THRE", thresholds));
        }
        sections.extend(pictures);
        sections.push((*b"PROG", &mut self.course.progress));
        sections
    }
}

/// A table of sizes, radii, gains, taps, connections and bytes, with the thresholds and settling
/// steps of the present phase.
impl<W: Learn> fmt::Display for Training<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lissom().fmt(f)
    }
}
