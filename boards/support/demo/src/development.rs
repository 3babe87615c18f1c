//! The show of a map that develops: a network learns, picture by picture, and is measured again and
//! again.

use crate::{
    board::{Clock, Log, Screen},
    scene::{Scene, Titles},
    text::Line,
};
use lissom::{
    Fixed16, Observer, Sheet, Signal, Stage, State,
    display::ColorMap,
    input::Stream,
    learning::{Learn, Trainer},
    orientation::{OrientationMap, Protocol, Topology, Tuning},
    side::Const,
};

const TITLES: Titles = [("retina", "in"), ("V1", "V1"), ("afferent", "A"), ("map", "map")];

/// The memory that a [`Development`] needs besides the network: all zero when new, for a `static`.
#[derive(Debug, Clone)]
pub struct Workspace<const RETINA: usize, const LGN: usize, const V1: usize> {
    /// The present picture.
    pub retina: Sheet<Fixed16, RETINA>,
    /// The network's state, settled on it.
    pub state: State<Fixed16, Const<LGN>, Const<V1>>,
    tuning: Tuning<Fixed16, Const<V1>>,
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

/// Retina, V1, the afferent field of V1's middle unit, and the orientation map, while a network
/// learns. A display for one sheet alone shows the map.
#[derive(Debug)]
pub struct Development<S: Screen, C, L> {
    scene: Scene<S>,
    /// Time.
    pub clock: C,
    /// The record.
    pub log: L,
    probes: Protocol,
    every: u32,
    gain: u8,
    measured: bool,
    /// Ticks since the last measurement.
    settling: u64,
    learning: u64,
}

impl<S: Screen, C: Clock, L: Log> Development<S, C, L> {
    /// Measures with these probes at first and after every hundredth presentation; in grey.
    pub const fn new(screen: S, clock: C, log: L, probes: Protocol) -> Self {
        let scene = Scene::titled(screen, TITLES);
        let (every, gain) = (100, 3);
        let (measured, settling, learning) = (false, 0, 0);
        Self { scene, clock, log, probes, every, gain, measured, settling, learning }
    }

    /// The colours of activity and weights.
    pub fn color_map(mut self, color_map: ColorMap) -> Self {
        self.scene.color_map = color_map;
        self
    }

    /// Measures, and logs the trace, each time after this many presentations; at least 1.
    pub fn every(self, presentations: u32) -> Self {
        Self { every: presentations.max(1), ..self }
    }

    /// The display.
    pub const fn screen(&mut self) -> &mut S {
        &mut self.scene.screen
    }

    /// One presentation: the network settles and learns, and if it is time is measured. Logs the
    /// trace and the map then, and the mean ticks of settling, with the picture drawn on the
    /// retina, and of learning.
    ///
    /// # Errors
    ///
    /// The display's first, if any; the network has learned all the same.
    pub fn turn<
        W: Learn<Activity = Fixed16>,
        const RETINA: usize,
        const LGN: usize,
        const V1: usize,
        const CHANNELS: usize,
    >(
        &mut self,
        trainer: &mut Trainer<'_, W, Const<RETINA>, Const<LGN>, Const<V1>, CHANNELS>,
        pictures: &mut impl Stream<Fixed16, Const<RETINA>>,
        workspace: &mut Workspace<RETINA, LGN, V1>,
    ) -> Result<(), S::Error> {
        self.scene.draw_static(LGN, V1);
        if !core::mem::replace(&mut self.measured, true) {
            self.measure(trainer, workspace);
        }
        let since = self.clock.ticks();
        let mut timer = StageTimer { settled: since, clock: &mut self.clock };
        trainer.present(pictures, &mut workspace.retina, &mut workspace.state, &mut timer);
        let settled = timer.settled;
        self.settling += u64::from(settled.wrapping_sub(since));
        self.learning += u64::from(self.clock.ticks().wrapping_sub(settled));
        if !self.scene.is_single() {
            self.scene.activity(0, workspace.retina.units());
            self.scene.activity(1, workspace.state.v1().units());
            if let Some(afferent) = trainer.lissom().cortex.afferent.first() {
                self.scene.connection_field(2, afferent.connection_field(V1 / 2, V1 / 2));
            }
        }
        let presentations = trainer.progress.presentations();
        if presentations.is_multiple_of(self.every) {
            self.log.trace(presentations, trainer.progress.trace());
            for (name, ticks) in [("settle", &mut self.settling), ("learn", &mut self.learning)] {
                let mean = core::mem::take(ticks) / u64::from(self.every);
                self.log.settled(name, mean as u32);
            }
            self.measure(trainer, workspace);
        }
        // eight characters, which every display with text has room for
        let count = Line::new().text("n ").number(presentations);
        let wheels = workspace.map.pinwheels(Topology::Plane).count();
        let wheels = Line::new().number(wheels as u32).text(" pinw.");
        self.scene.text([count, Line::new().hex(trainer.progress.trace()), wheels]);
        self.scene.flush();
        self.scene.outcome()
    }

    /// Measures the map as it is now, and shows it.
    fn measure<
        W: Learn<Activity = Fixed16>,
        const RETINA: usize,
        const LGN: usize,
        const V1: usize,
        const CHANNELS: usize,
    >(
        &mut self,
        trainer: &Trainer<'_, W, Const<RETINA>, Const<LGN>, Const<V1>, CHANNELS>,
        workspace: &mut Workspace<RETINA, LGN, V1>,
    ) {
        let Workspace { retina, state, tuning, map } = workspace;
        let lissom = trainer.lissom();
        tuning.reset();
        for probe in self.probes.presentations() {
            probe.draw(retina);
            let mut timer = StageTimer { settled: 0, clock: &mut self.clock };
            tuning.record(&probe, lissom.settle(retina, state, &mut timer));
        }
        tuning.map(map);
        let wheels = map.pinwheels(Topology::Plane).count() as u32;
        self.log.map(trainer.progress.presentations(), map.hash(), map.selectivity(), wheels);
        self.scene.map(map, self.gain);
    }
}

/// Reads the clock after each stage, so that none that wraps is read too late.
struct StageTimer<'a, C> {
    clock: &'a mut C,
    settled: u32,
}

impl<C: Clock> Observer<Fixed16> for StageTimer<'_, C> {
    fn stage(&mut self, _: Stage, _: Signal<'_, Fixed16>, _: Signal<'_, Fixed16>) {
        self.settled = self.clock.ticks();
    }
}
