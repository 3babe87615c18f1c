//! A tiled network that settles.

use super::{
    ConstSides, Sides, Tiling,
    tiling::{Border, Windows, look},
};
use crate::{
    engine::Engine,
    join::Join,
    model::{CortexState, Dynamics, Lgn, LgnState, Observer},
    number::{Activity, Weight, Wide, WideOf},
    sheet::SheetOf,
    side::Side,
    weights::{Pool, Projection},
};

/// A network whose V1 is laid with tiles, as [`Lissom`](crate::Lissom) is one whose V1 is not. It
/// only borrows: frozen weights may lie in flash.
#[derive(Debug, Clone, Copy)]
pub struct TiledLissom<'a, W: Weight, S: Sides> {
    /// Retina → ON and OFF cells.
    pub lgn: Lgn<'a, W, S::Retina, S::Lgn>,
    /// Gains, θ_l, θ_u and settling steps.
    pub dynamics: Dynamics<W::Activity>,
    /// θ of each unit of the tile, subtracted from the afferent responses; or none.
    pub thresholds: Option<&'a SheetOf<WideOf<W>, S::Period>>,
    /// From the windows on ON and OFF cells to a tile.
    pub afferent: [Projection<'a, W, S::Afferent, S::Period>; 2],
    /// Lateral excitation.
    pub excitatory: &'a Pool<W::Activity, S::Cortex>,
    /// From the window on V1 to a tile.
    pub inhibitory: Projection<'a, W, S::Lateral, S::Period>,
    pub(super) tiling: Tiling,
    pub(super) windows: Windows,
}

/// The state of a tiled network: in 16 bits 10 bytes for each LGN cell and 14 for each unit of V1,
/// and a window of each kind.
#[derive(Debug, Clone, PartialEq)]
pub struct TiledState<A: Activity, S: Sides> {
    /// The LGN.
    pub lgn: LgnState<A, S::Lgn>,
    /// V1.
    pub cortex: CortexState<A, S::Cortex>,
    pub(super) windows: TileState<A, S>,
}

/// What one tile sees and answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TileState<A: Activity, S: Sides> {
    pub(super) cells: [SheetOf<A, S::Afferent>; 2],
    pub(super) units: SheetOf<A, S::Lateral>,
    pub(super) own: SheetOf<A, S::Period>,
    response: SheetOf<A::Wide, S::Period>,
}

impl<
    A: Activity,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const PERIOD: usize,
    const AFFERENT: usize,
    const LATERAL: usize,
> TiledState<A, ConstSides<RETINA, LGN, CORTEX, PERIOD, AFFERENT, LATERAL>>
{
    /// Silent. For a `static`: elsewhere the value passes the stack.
    #[allow(clippy::new_without_default)] // `const` only
    pub const fn new() -> Self {
        Self {
            lgn: LgnState::new(),
            cortex: CortexState::new(),
            windows: TileState {
                cells: [SheetOf::new(), SheetOf::new()],
                units: SheetOf::new(),
                own: SheetOf::new(),
                response: SheetOf::filled(A::Wide::ZERO),
            },
        }
    }
}

#[cfg(feature = "alloc")]
impl<A: Activity> TiledState<A, super::DynSides> {
    pub(super) fn with_sides([lgn, cortex, period, cells, units]: [crate::side::Dyn; 5]) -> Self {
        Self {
            lgn: LgnState::with_side(lgn),
            cortex: CortexState::with_side(cortex),
            windows: TileState {
                cells: [(); 2].map(|()| SheetOf::with_side(cells, A::ZERO)),
                units: SheetOf::with_side(units, A::ZERO),
                own: SheetOf::with_side(period, A::ZERO),
                response: SheetOf::with_side(period, A::Wide::ZERO),
            },
        }
    }

    /// The sides of LGN, V1, a tile, and its windows on both.
    pub(super) fn sides(&self) -> [crate::side::Dyn; 5] {
        let TileState { cells, units, own, .. } = &self.windows;
        [&self.lgn.on, self.v1(), own, &cells[0], units].map(SheetOf::side)
    }
}

impl<A: Activity, S: Sides> TiledState<A, S> {
    /// V1's settled activity.
    pub const fn v1(&self) -> &SheetOf<A, S::Cortex> {
        &self.cortex.v1
    }
}

impl<W: Engine, S: Sides> TiledLissom<'_, W, S> {
    /// Presents a picture and lets V1 settle; each response is split as `join` says, and `&mut ()`
    /// does not split. The observer sees every stage.
    ///
    /// Cost: that of a V1 of this side whose border cuts no field, and for each tile, projection
    /// and step the copy of a window.
    pub fn settle<'s>(
        &self,
        join: &mut impl Join,
        retina: &SheetOf<W::Activity, S::Retina>,
        state: &'s mut TiledState<W::Activity, S>,
        observer: &mut impl Observer<W::Activity>,
    ) -> &'s SheetOf<W::Activity, S::Cortex> {
        let TiledState { lgn, cortex, windows } = state;
        let TileState { cells: [cells, _], units, response, .. } = windows;
        let side = cortex.v1.side().get();
        self.lgn.respond(join, retina, lgn, observer);
        let sheets = self.afferent.iter().zip([&lgn.on, &lgn.off]);
        for ((projection, sheet), channel) in sheets.zip(0..) {
            for tile in self.tiling.tiles(side) {
                look(sheet, self.windows.on_lgn(tile), Border::Silent, cells);
                projection.respond(join, self.dynamics.gamma_a, cells, response);
                tile.each_row(&mut cortex.net, response, copy);
            }
            cortex.receive(channel, sheet.into(), observer);
        }
        if let Some(thresholds) = self.thresholds {
            response.units_mut().copy_from_slice(thresholds.units());
            for tile in self.tiling.tiles(side) {
                tile.each_row(&mut cortex.afferent, response, |v1, own| {
                    v1.iter_mut().zip(own).for_each(|(s, theta)| *s = *s - *theta);
                });
            }
        }
        cortex.settle::<W, _>(
            &self.dynamics,
            join,
            observer,
            |join, gain, v1, net| self.excitatory.respond(join, gain, v1, net),
            |join, gain, v1, inhibitory| {
                for tile in self.tiling.tiles(v1.side().get()) {
                    let origin = self.windows.on_v1(tile, self.tiling.period);
                    look(v1, origin, self.tiling.border, units);
                    self.inhibitory.respond(join, gain, units, response);
                    tile.each_row(inhibitory, response, copy);
                }
            },
        );
        &cortex.v1
    }
}

/// Copies without a place of panic.
pub(super) fn copy<T: Copy>(to: &mut [T], from: &mut [T]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}
