//! The measurement of an owned network.

use super::Network;
use crate::{
    engine::Engine,
    join::Join,
    model::Dynamics,
    number::WideOf,
    orientation::{OrientationMap, Protocol, Tuning},
    sheet::DynSheet,
    side::Dyn,
};

impl<W: Engine> Network<W> {
    /// Measures what every unit prefers.
    pub fn measure(&self, join: &mut impl Join, protocol: Protocol) -> OrientationMap<Dyn> {
        self.measure_with(join, None, None, protocol)
    }

    /// The same with other gains and thresholds.
    pub(super) fn measure_with(
        &self,
        join: &mut impl Join,
        dynamics: Option<Dynamics<W::Activity>>,
        thresholds: Option<&DynSheet<WideOf<W>>>,
        protocol: Protocol,
    ) -> OrientationMap<Dyn> {
        match self.channels() {
            1 => self.measure_by::<1>(join, dynamics, thresholds, protocol),
            _ => self.measure_by::<2>(join, dynamics, thresholds, protocol),
        }
    }

    fn measure_by<const CHANNELS: usize>(
        &self,
        join: &mut impl Join,
        dynamics: Option<Dynamics<W::Activity>>,
        thresholds: Option<&DynSheet<WideOf<W>>>,
        protocol: Protocol,
    ) -> OrientationMap<Dyn> {
        let mut lissom = self.lissom::<CHANNELS>();
        lissom.cortex.thresholds = thresholds;
        lissom.cortex.dynamics = dynamics.unwrap_or(lissom.cortex.dynamics);
        let (mut retina, mut state) = (self.retina(), self.state());
        let mut tuning = Tuning::with_side(self.cortex.side());
        for presentation in protocol.presentations() {
            presentation.draw(&mut retina);
            let v1 = lissom.settle_in(join, &retina, &mut state, &mut ());
            tuning.record(&presentation, v1);
        }
        let mut map = OrientationMap::with_side(self.cortex.side());
        tuning.map(&mut map);
        map
    }
}
