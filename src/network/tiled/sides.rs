//! The sides of a tiled network's sheets.

use crate::side::{Const, Side};
use core::fmt::Debug;

/// The sides of a tiled network's sheets: [`ConstSides`], or `DynSides` on hosts.
pub trait Sides: Copy + Debug + PartialEq + 'static {
    /// The retina's.
    type Retina: Side;
    /// The LGN's.
    type Lgn: Side;
    /// V1's.
    type Cortex: Side;
    /// A tile's.
    type Period: Side;
    /// That of the window on the LGN.
    type Afferent: Side;
    /// That of the window on V1.
    type Lateral: Side;
}

/// Sides that the compiler knows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstSides<
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const PERIOD: usize,
    const AFFERENT: usize,
    const LATERAL: usize,
>;

impl<
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const PERIOD: usize,
    const AFFERENT: usize,
    const LATERAL: usize,
> Sides for ConstSides<RETINA, LGN, CORTEX, PERIOD, AFFERENT, LATERAL>
{
    type Retina = Const<RETINA>;
    type Lgn = Const<LGN>;
    type Cortex = Const<CORTEX>;
    type Period = Const<PERIOD>;
    type Afferent = Const<AFFERENT>;
    type Lateral = Const<LATERAL>;
}

/// Sides known at run time.
#[cfg(feature = "alloc")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DynSides;

#[cfg(feature = "alloc")]
impl Sides for DynSides {
    type Retina = crate::side::Dyn;
    type Lgn = crate::side::Dyn;
    type Cortex = crate::side::Dyn;
    type Period = crate::side::Dyn;
    type Afferent = crate::side::Dyn;
    type Lateral = crate::side::Dyn;
}
