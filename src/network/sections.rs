//! What a snapshot holds of a network's weights.

use crate::{number::Weight, side::Const, weights::ProjectionMut};

/// The weights that learn, as sections of a snapshot.
#[derive(Debug)]
pub struct Sections<'a, W: Weight, const LGN: usize, const CORTEX: usize, const CHANNELS: usize> {
    /// From each afferent sheet.
    pub afferent: [ProjectionMut<'a, W, Const<LGN>, Const<CORTEX>>; CHANNELS],
    /// Short-range lateral excitation.
    pub excitatory: ProjectionMut<'a, W, Const<CORTEX>, Const<CORTEX>>,
    /// Long-range lateral inhibition.
    pub inhibitory: ProjectionMut<'a, W, Const<CORTEX>, Const<CORTEX>>,
}
