//! A tiled network that learns.

use super::{
    Sides, TiledLissom, TiledState, Tiling,
    lissom::{TileState, copy},
    tiling::{Border, Windows, look},
};
use crate::{
    input::Stream,
    join::Join,
    learning::{Homeostasis, Learn, Phase, Progress, Pruned, Thresholds, learn},
    model::{Dynamics, Lgn, Observer},
    number::Activity,
    sheet::SheetOf,
    side::Side,
    weights::{Pool, ProjectionMut},
};

/// A tiled network whose weights learn, as [`Trainer`](crate::learning::Trainer) is one that is not
/// tiled. It borrows everything.
#[derive(Debug)]
pub struct TiledTrainer<'a, W: Learn, S: Sides> {
    /// Retina → ON and OFF cells; these weights do not learn.
    pub lgn: Lgn<'a, W, S::Retina, S::Lgn>,
    /// Gains of V1. Thresholds and steps come from the schedule.
    pub dynamics: Dynamics<W::Activity>,
    /// From the windows on ON and OFF cells to a tile.
    pub afferent: [ProjectionMut<'a, W, S::Afferent, S::Period>; 2],
    /// Lateral excitation, which does not learn.
    pub excitatory: &'a Pool<W::Activity, S::Cortex>,
    /// From the window on V1 to a tile.
    pub inhibitory: ProjectionMut<'a, W, S::Lateral, S::Period>,
    /// What changes when, in pictures, from [`Phase::all`]; radii and rates of excitation do not
    /// count. With an empty schedule nothing is learned.
    pub schedule: &'a [Phase<W>],
    /// GCAL's homeostasis, and its state of each unit of the tile.
    #[allow(clippy::type_complexity)]
    pub homeostasis: Option<(Homeostasis<W::Activity>, &'a mut Thresholds<W::Activity, S::Period>)>,
    /// How far it is, in pictures.
    pub progress: &'a mut Progress,
    pub(super) tiling: Tiling,
    pub(super) windows: Windows,
}

impl<W: Learn, S: Sides> TiledTrainer<'_, W, S> {
    /// The network as it is now.
    pub fn lissom(&self) -> TiledLissom<'_, W, S> {
        TiledLissom {
            lgn: self.lgn,
            dynamics: match self.phase() {
                Some(phase) => phase.dynamics(&self.dynamics),
                None => self.dynamics,
            },
            thresholds: self.homeostasis.as_ref().map(|(_, thresholds)| thresholds.theta()),
            afferent: self.afferent.each_ref().map(ProjectionMut::view),
            excitatory: self.excitatory,
            inhibitory: self.inhibitory.view(),
            tiling: self.tiling,
            windows: self.windows,
        }
    }

    /// Draws the next picture, settles, and learns from what has settled, split as `join` says.
    /// Returns the [`trace`](Progress::trace).
    pub fn present(
        &mut self,
        join: &mut impl Join,
        stream: &mut impl Stream<W::Activity, S::Retina>,
        retina: &mut SheetOf<W::Activity, S::Retina>,
        state: &mut TiledState<W::Activity, S>,
        observer: &mut impl Observer<W::Activity>,
    ) -> u32 {
        while let Some(phase) = self.progress.begin(self.schedule) {
            if phase.prune > 0 {
                self.inhibitory.prune(phase.prune, &mut self.progress.rounding);
                self.progress.pruned[1] = Pruned::Yes;
            }
        }
        stream.draw(retina);
        self.lissom().settle(join, retina, state, observer);
        self.learn(join, state);
        self.progress.record(state.v1().hash());
        self.progress.trace
    }

    /// Learns from activity that has settled, one copy of the tile after the other.
    pub fn learn(&mut self, join: &mut impl Join, state: &mut TiledState<W::Activity, S>) {
        let Some(rates) = self.phase().map(|phase| phase.rates) else { return };
        let TiledState { lgn, cortex, windows: TileState { cells, units, own, .. } } = state;
        let v1 = &mut cortex.v1;
        for tile in self.tiling.tiles(v1.side().get()) {
            own.units_mut().fill(<W::Activity as Activity>::ZERO);
            tile.each_row(v1, own, |v1, own| copy(own, v1));
            if own.units().iter().any(|&eta| eta > <W::Activity as Activity>::ZERO) {
                let Progress { pruned, rounding, .. } = &mut *self.progress;
                for (cells, sheet) in cells.iter_mut().zip([&lgn.on, &lgn.off]) {
                    look(sheet, self.windows.on_lgn(tile), Border::Silent, cells);
                }
                learn(
                    join,
                    &mut self.afferent,
                    cells.each_ref(),
                    own,
                    rates[0],
                    Pruned::No,
                    rounding,
                );
                let origin = self.windows.on_v1(tile, self.tiling.period);
                look(v1, origin, self.tiling.border, units);
                let inhibitory = &mut [self.inhibitory.reborrow()];
                learn(join, inhibitory, [units], own, rates[2], pruned[1], rounding);
            }
            if let Some((homeostasis, thresholds)) = &mut self.homeostasis {
                let (inside, _) = tile.inside(self.tiling.period, v1.side().get());
                thresholds.adapt_part(homeostasis, own, inside);
            }
        }
    }

    fn phase(&self) -> Option<&Phase<W>> {
        self.progress.phase(self.schedule)
    }
}
