//! The measurement of an owned network.

use super::Network;
use crate::{
    engine::Engine,
    join::Join,
    model::Lissom,
    orientation::{OrientationMap, Protocol, Tuning},
    side::Dyn,
};

impl<W: Engine> Network<W> {
    /// Measures what every unit prefers.
    pub fn measure(&self, join: &mut impl Join, protocol: Protocol) -> OrientationMap<Dyn> {
        self.measure_as(&self.lissom(), join, protocol)
    }

    /// The same with the gains and thresholds of `lissom`.
    pub(super) fn measure_as(
        &self,
        lissom: &Lissom<'_, W, Dyn, Dyn, Dyn, Dyn>,
        join: &mut impl Join,
        protocol: Protocol,
    ) -> OrientationMap<Dyn> {
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
