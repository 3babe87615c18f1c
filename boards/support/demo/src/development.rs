//! The show of a map that develops: a network learns, picture by picture, and is measured again and
//! again.

use crate::{
    board::{Buttons, Clock, Log, Press, Screen},
    fact::Fact,
    scene::Scene,
    text::Line,
    title::{Title, Titles},
    workspace::Workspace,
};
use lissom::{
    Fixed16, Observer, Sheet, Signal, Stage,
    display::ColorMap,
    input::Stream,
    learning::{Learn, Trainer},
    orientation::{Protocol, Topology},
    side::Const,
};

const TITLES: Titles = [
    Title::new("retina", "in", "R"),
    Title::new("V1", "V1", "V"),
    Title::new("afferent", "A", "A"),
    Title::new("map", "map", "M"),
];
/// A selectivity of one over this is fully bright.
const GAIN: u8 = 3;

/// Retina, V1, the afferent field of V1's middle unit, and the orientation map, while a network
/// learns. A display for one sheet alone shows the map.
#[derive(Debug)]
pub struct Development<S: Screen, C, L, B = ()> {
    scene: Scene<S>,
    /// Time.
    pub clock: C,
    /// The record.
    pub log: L,
    buttons: B,
    asked: Asked,
    probes: Protocol,
    every: u32,
    measured: bool,
    /// Ticks since the last measurement.
    settling: u64,
    learning: u64,
}

/// What a person has asked for.
#[derive(Debug, Clone, Copy)]
struct Asked {
    paused: bool,
    /// That the network does not learn; it is shown the probe of this number instead.
    frozen: Option<u16>,
    reset: bool,
}

impl Asked {
    const NOTHING: Self = Self { paused: false, frozen: None, reset: false };

    /// Takes the next press, if there is one.
    fn take(&mut self, buttons: &mut impl Buttons) {
        match buttons.press() {
            Some(Press::Pause) => self.paused = !self.paused,
            Some(Press::Train) => {
                self.frozen = if self.frozen.is_none() { Some(0) } else { None };
                self.paused = false;
            }
            Some(Press::Reset) => *self = Self { reset: true, ..Self::NOTHING },
            Some(Press::Stimulus | Press::View) | None => {}
        }
    }
}

impl<S: Screen, C: Clock, L: Log> Development<S, C, L> {
    /// Measures with these probes at first and after every hundredth presentation; in grey, without
    /// buttons.
    pub const fn new(screen: S, clock: C, log: L, probes: Protocol) -> Self {
        Self::of(Scene::titled(screen, TITLES), clock, log, (), probes, 100)
    }

    /// With buttons, which may ask for a pause, for learning to stop, and for a reset. Before the
    /// first turn.
    pub fn buttons<B: Buttons>(self, buttons: B) -> Development<S, C, L, B> {
        let Self { scene, clock, log, probes, every, .. } = self;
        Development::of(scene, clock, log, buttons, probes, every)
    }
}

impl<S: Screen, C, L, B> Development<S, C, L, B> {
    /// Before the first turn.
    const fn of(
        scene: Scene<S>,
        clock: C,
        log: L,
        buttons: B,
        probes: Protocol,
        every: u32,
    ) -> Self {
        let (asked, measured, settling, learning) = (Asked::NOTHING, false, 0, 0);
        Self { scene, clock, log, buttons, asked, probes, every, measured, settling, learning }
    }
}

impl<S: Screen, C: Clock, L: Log, B: Buttons> Development<S, C, L, B> {
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

    /// Whether someone has asked since the last call that the network forgets what it has learned:
    /// the firmware fills its weights anew and starts its training from the beginning.
    pub const fn asks_reset(&mut self) -> bool {
        let reset = core::mem::replace(&mut self.asked.reset, false);
        self.measured &= !reset;
        reset
    }

    /// One presentation: the network settles and learns, and if it is time is measured. Logs the
    /// trace and the map then, and the mean ticks of settling, with the picture drawn on the
    /// retina, and of learning.
    ///
    /// While someone has asked for a pause, it waits. While someone has asked that nothing is
    /// learned, the network settles on the next of its probes.
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
        trainer: &mut Trainer<'_, W, Const<RETINA>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
        pictures: &mut impl Stream<Fixed16, Const<RETINA>>,
        workspace: &mut Workspace<RETINA, LGN, V1>,
    ) -> Result<(), S::Error> {
        self.scene.draw_static(LGN, V1);
        if !core::mem::replace(&mut self.measured, true) {
            self.measure(trainer, workspace);
        }
        self.pause();
        let since = self.clock.ticks();
        let frozen = self.asked.frozen;
        if let Some(probe) = frozen {
            self.next_probe(probe, &mut workspace.retina);
            let lissom = trainer.lissom();
            lissom.settle(&workspace.retina, &mut workspace.state, &mut self.watch(since));
        } else {
            let mut watch = self.watch(since);
            trainer.present(pictures, &mut workspace.retina, &mut workspace.state, &mut watch);
            let settled = watch.settled;
            self.settling += u64::from(settled.wrapping_sub(since));
            self.learning += u64::from(self.clock.ticks().wrapping_sub(settled));
        }
        let taken = self.clock.ticks().wrapping_sub(since);
        if !self.scene.is_single() {
            self.scene.activity(0, workspace.retina.units());
            self.scene.activity(1, workspace.state.v1().units());
            if let Some(afferent) = trainer.lissom().cortex.afferent.first() {
                self.scene.connection_field(2, afferent.connection_field(V1 / 2, V1 / 2));
            }
        }
        let presentations = trainer.progress.presentations();
        if frozen.is_none() && presentations.is_multiple_of(self.every) {
            self.log.trace(presentations, trainer.progress.trace());
            for (name, ticks) in [("settle", &mut self.settling), ("learn", &mut self.learning)] {
                let mean = core::mem::take(ticks) / u64::from(self.every);
                self.log.settled(name, mean as u32);
            }
            self.measure(trainer, workspace);
        }
        let wheels = workspace.map.pinwheels(Topology::Plane).count();
        let rate = match C::tenths(taken) {
            _ if frozen.is_some() => Line::new().text("frozen"),
            Some(time) => Line::new().rate(time),
            None => Line::new(),
        };
        self.scene.text([
            Fact::new("picture", Line::new().number(presentations), 5),
            Fact::new("pinwheels", Line::new().number(wheels as u32), 4),
            Fact::new("", rate, 6),
        ]);
        self.scene.flush();
        self.scene.outcome()
    }

    /// Takes the next press, and waits while there is a pause.
    fn pause(&mut self) {
        let mut shown = false;
        loop {
            self.asked.take(&mut self.buttons);
            if core::mem::replace(&mut shown, self.asked.paused) != self.asked.paused {
                self.scene.set_paused(self.asked.paused);
            }
            if !self.asked.paused {
                return;
            }
            self.clock.ticks(); // so that it does not wrap unseen
            self.clock.idle();
        }
    }

    fn watch(&mut self, settled: u32) -> StageWatch<'_, C, B> {
        let Self { clock, buttons, asked, .. } = self;
        StageWatch { clock, buttons, asked, settled }
    }

    /// Draws the probe of this number, and the next time the one after it.
    fn next_probe<const RETINA: usize>(
        &mut self,
        number: u16,
        retina: &mut Sheet<Fixed16, RETINA>,
    ) {
        let mut probes = self.probes.presentations().skip(number.into());
        if let Some(probe) = probes.next() {
            probe.draw(retina);
        }
        self.asked.frozen = Some(if probes.next().is_some() { number + 1 } else { 0 });
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
        trainer: &Trainer<'_, W, Const<RETINA>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
        workspace: &mut Workspace<RETINA, LGN, V1>,
    ) {
        let Workspace { retina, state, tuning, map } = workspace;
        let lissom = trainer.lissom();
        tuning.reset();
        for probe in self.probes.presentations() {
            probe.draw(retina);
            tuning.record(&probe, lissom.settle(retina, state, &mut self.watch(0)));
        }
        tuning.map(map);
        let wheels = map.pinwheels(Topology::Plane).count() as u32;
        self.log.map(trainer.progress.presentations(), map.hash(), map.selectivity(), wheels);
        self.scene.map(map, GAIN);
    }
}

/// Reads clock and buttons after each stage, so that no tick and no press is missed.
struct StageWatch<'a, C, B> {
    clock: &'a mut C,
    buttons: &'a mut B,
    asked: &'a mut Asked,
    settled: u32,
}

impl<C: Clock, B: Buttons> Observer<Fixed16> for StageWatch<'_, C, B> {
    fn stage(&mut self, _: Stage, _: Signal<'_, Fixed16>, _: Signal<'_, Fixed16>) {
        self.settled = self.clock.ticks();
        self.asked.take(self.buttons);
    }
}
