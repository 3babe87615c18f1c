//! The memory of a network that develops.

use lissom::{
    Fixed16, Sheet, State,
    orientation::{OrientationMap, Tuning},
    side::Const,
};

/// The memory that a [`Development`](crate::Development) needs besides the network: all zero when
/// new, for a `static`.
#[derive(Debug, Clone)]
pub struct Workspace<const RETINA: usize, const LGN: usize, const V1: usize> {
    /// The present picture.
    pub retina: Sheet<Fixed16, RETINA>,
    /// The network's state, settled on it.
    pub state: State<Fixed16, Const<LGN>, Const<V1>>,
    pub(crate) tuning: Tuning<Fixed16, Const<V1>>,
    /// The map as it was measured last.
    pub map: OrientationMap<Const<V1>>,
}

impl<const RETINA: usize, const LGN: usize, const V1: usize> Workspace<RETINA, LGN, V1> {
    /// Nothing shown, nothing measured.
    pub const fn new() -> Self {
        let (retina, state) = (Sheet::new(), State::new());
        Self { retina, state, tuning: Tuning::new(), map: OrientationMap::new() }
    }
}

impl<const RETINA: usize, const LGN: usize, const V1: usize> Default
    for Workspace<RETINA, LGN, V1>
{
    fn default() -> Self {
        Self::new()
    }
}
